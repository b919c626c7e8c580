/** `fastpolicy check` on files that claim something of scenarios: comparisons, hypotheses, laboratories. */
import { expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { write, list, fastpolicy } = place();
write({
  'base.yaml': smallYaml,
  'alone.yaml': 'extends: base.yaml\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
  'crooked.yaml': 'extends: base.yaml\nties: { generator: gravty }\n',
  'good-claims.yaml': `hypotheses:
  - { id: H1, claim: More, compare: [alone.yaml, base.yaml], outcome: "share:welcoming", direction: greater }
`,
  'good-comparison.yaml': 'scenarios: [base.yaml, alone.yaml]\n',
  'claims.yaml': `replicates: few
hypotheses:
  - id: H1
    claim: More
    compare: [alon.yaml, base.yaml]
    outcome: share:welcoming
    direction: greter
  - id: H2
    claim: Less
    compare: [alone.yaml, bse.yaml]
    outcome: share:welcoming
    direction: less
    testt: t
`,
  'outcomes.yaml': `hypotheses:
  - id: H1
    claim: More
    compare: [alone.yaml, base.yaml]
    outcome: shares:welcoming
    direction: greater
  - id: H2
    claim: Less
    compare: [base.yaml, crooked.yaml]
    outcome: share:welcomming
    direction: less
  - id: H3
    claim: More of the same
    compare: [base.yaml, alone.yaml]
    outcome: shares:welcoming
    direction: greater
`,
  'comparison.yaml': `scenarios: [bse.yaml, alone.yaml, alon.yaml]
replicates: 1
outcome: [share:welcoming]
`,
  'measures.yaml': `scenarios: [base.yaml, alone.yaml]
outcomes:
  - share:welcoming
  - here: shre:welcoming
`,
  'laboratory.yaml': `scenario: known-thruth
influence: { policy: welcoming, values: [0, 0] }
selection: { values: [0] }
confounders: [{ id: none }, { id: none }]
estimators:
  - { id: a, link: loggit }
`,
});

/** Problems of a file by their places and paths; also as JSON. */
async function problemsOf(name: string): Promise<string[]> {
  const before = list('.');
  const { status, stdout, stderr } = await fastpolicy('check', name, '--json');
  expect(status).toBe(2);
  expect(stderr).not.toMatch(noStack);
  expect(list('.')).toEqual(before);
  const [{ ok, problems }] = JSON.parse(stdout).files;
  expect(ok).toBe(false);
  for (const { expected, message } of problems) {
    expect(expected).not.toBe('');
    expect(message).not.toBe('');
  }
  return problems.map(
    (problem: { [key: string]: unknown }) =>
      `${problem['file']}:${problem['line']}:${problem['column']} ${problem['path']} ${JSON.stringify(problem['value'])} ${problem['suggestion'] ?? ''}`,
  );
}

test('files without a mistake say what they ask for', async () => {
  const { status, stdout, stderr } = await fastpolicy('check', 'good-claims.yaml', 'good-comparison.yaml');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toMatch(/ok good-claims\.yaml[\s\S]*1 hypothesis \(H1\)[\s\S]*2 scenarios \(alone, base\)/);
  expect(stdout).toMatch(/exploratory, SHA-256 [0-9a-f]{64}/);
  expect(stdout).toMatch(/ok good-comparison\.yaml[\s\S]*2 scenarios \(base, alone\); 12 replicates/);
  const json = JSON.parse((await fastpolicy('check', 'good-claims.yaml', '--json')).stdout);
  expect(json.files[0].summary).toMatchObject({
    kind: 'hypotheses',
    scenarios: ['alone', 'base'],
    items: ['H1'],
  });
});

test('what ships has none', async () => {
  const shipped = [
    'hypotheses/fast-policy',
    'comparisons/eu-charter',
    'identification/joining',
    'ties',
    'morris',
  ];
  const { status, stdout, stderr } = await fastpolicy('check', ...shipped);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  for (const name of shipped) expect(stdout).toContain(`ok ${name}`);
  expect(stdout).toContain(
    '24 cells: 3 confounders x influence 0, 1.5 x homophily in joining 0, 0.5, 1, 1.5',
  );
});

test('all mistakes in hypotheses at once: form, and scenarios that are not there', async () => {
  expect(await problemsOf('claims.yaml')).toEqual([
    'claims.yaml:1:13 replicates "few" ',
    'claims.yaml:5:15 hypotheses[0].compare[0] "alon.yaml" alone.yaml',
    'claims.yaml:7:16 hypotheses[0].direction "greter" greater',
    'claims.yaml:10:27 hypotheses[1].compare[1] "bse.yaml" base.yaml',
    'claims.yaml:13:5 hypotheses[1].testt "testt" test',
  ]);
});

test('outcomes are wrong where hypotheses state them, beside what is wrong with the scenarios', async () => {
  expect(await problemsOf('outcomes.yaml')).toEqual([
    'outcomes.yaml:5:14 hypotheses[0].outcome "shares:welcoming" share',
    'outcomes.yaml:10:14 hypotheses[1].outcome "share:welcomming" welcoming',
    'outcomes.yaml:15:14 hypotheses[2].outcome "shares:welcoming" share',
    'crooked.yaml:2:20 ties.generator "gravty" gravity',
  ]);
});

test('all mistakes in a comparison', async () => {
  expect(await problemsOf('comparison.yaml')).toEqual([
    'comparison.yaml:1:13 scenarios[0] "bse.yaml" base.yaml',
    'comparison.yaml:1:35 scenarios[2] "alon.yaml" alone.yaml',
    'comparison.yaml:2:13 replicates 1 ',
    'comparison.yaml:3:1 outcome "outcome" outcomes',
  ]);
  const [problem] = await problemsOf('measures.yaml');
  expect(problem).toMatch(/^measures\.yaml:4:11 .* share$/);
});

test('all mistakes in a laboratory', async () => {
  expect(await problemsOf('laboratory.yaml')).toEqual([
    'laboratory.yaml:1:11 scenario "known-thruth" known-truth',
    'laboratory.yaml:2:41 influence.values [0,0] ',
    'laboratory.yaml:3:1 selection.paths undefined ',
    'laboratory.yaml:4:35 confounders[1].id "none" ',
    'laboratory.yaml:6:20 estimators[0].link "loggit" logit',
  ]);
});
