/** An ODD document says the whole model of its scenario: every letter, every number, every edge. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStudy } from '../../src/experiment/study.js';
import { shippedScenarios } from '../../src/io/shippedScenarios.js';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { conditionText } from '../../src/odd/condition.js';
import { oddDifference } from '../../src/odd/difference.js';
import type { Document } from '../../src/odd/document.js';
import { htmlOf } from '../../src/odd/html.js';
import { markdownOf } from '../../src/odd/markdown.js';
import { notes } from '../../src/odd/notes.js';
import { oddDocument } from '../../src/odd/odd.js';
import { submodels } from '../../src/odd/submodels.js';
import { letters, lettersOf } from '../../src/odd/symbols.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

async function documentOf(scenario: string, set: string[] = []): Promise<Document> {
  const file = shippedScenarios().find(({ name }) => name === scenario)?.file ?? scenario;
  const { id, loaded, world, notes: remarks } = await prepareStudy(file, set);
  return oddDocument({ id, scenario: loaded.scenario, world, notes: remarks, toolVersion: '1.2.3' });
}

function rowsOf({ blocks }: Document, caption: string): readonly (readonly string[])[] {
  const found = blocks.find((block) => block.kind === 'table' && block.caption.startsWith(caption));
  return found?.kind === 'table' ? found.rows : [];
}

/** What stands under a heading of the second level. */
function under(document: Document, title: string): string {
  const text = markdownOf(document);
  const from = text.indexOf(`\n### ${title}\n`);
  expect(from, title).toBeGreaterThan(0);
  const to = text.slice(from + 5).search(/\n##+ /);
  return text.slice(from, to < 0 ? undefined : from + 5 + to);
}

test('a letter has one meaning, and a meaning one letter', () => {
  expect(new Set(letters.map(({ latex }) => latex)).size).toBe(letters.length);
  expect(new Set(letters.map(({ meaning }) => meaning)).size).toBe(letters.length);
});

const formulas = [
  ...mechanisms.map(({ id, formula }) => [id, formula] as const),
  ...submodels.map(({ title, formula }) => [title, formula] as const),
];

test.each(formulas)('every letter of %s is in the list', (_, formula) => {
  const listed = new Set(letters.map(({ latex }) => latex));
  const used = lettersOf(formula);
  expect(used.size).toBeGreaterThan(0);
  expect([...used].filter((latex) => !listed.has(latex))).toEqual([]);
});

test('a letter that is not in the list is found', () => {
  expect([...lettersOf(String.raw`x_i = \zeta\, \mathrm{luck}_i`)]).toEqual([
    'x',
    'i',
    String.raw`\zeta`,
    String.raw`\mathrm{luck}`,
  ]);
});

test('letters of the document are those of its formulas, the decision among them', async () => {
  const listed = (document: Document) => rowsOf(document, 'What the letters mean').map(([latex]) => latex);
  const known = new Set(letters.map(({ latex }) => latex));
  const documents = [
    await documentOf('laboratory'),
    await documentOf('us-sanctuary'),
    await documentOf('classics/granovetter'),
    await documentOf('hello', ['decision={rule: bass, p: 0.03, q: 0.4}', 'mechanisms=null']),
  ];
  for (const document of documents) {
    for (const block of document.blocks) {
      if (block.kind !== 'formula') continue;
      for (const latex of lettersOf(block.latex)) {
        expect(known).toContain(latex);
        expect(listed(document)).toContain(`$${latex}$`);
      }
    }
    expect(htmlOf(document)).toContain('<math');
  }
  expect(listed(documents[2])).not.toContain(String.raw`$\kappa$`);
  expect(under(documents[2], 'The decision')).toContain(String.raw`\mathrm{threshold}_i`);
  expect(rowsOf(documents[3], 'Parameters of the processes')).toContainEqual(
    expect.arrayContaining(['decision.q', '0.4']),
  );
});

test('notes are of mechanisms that there are', () => {
  const ids = mechanisms.map(({ id }) => id);
  expect(Object.keys(notes).filter((id) => !ids.includes(id))).toEqual([]);
});

/** Paths and values of all numbers under a node. */
function numbersUnder(node: unknown, path: string): [string, number][] {
  if (typeof node === 'number') return [[path, node]];
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => numbersUnder(value, `${path}.${key}`));
}

test('every number of exposure, dynamics and feedback stands among the parameters', async () => {
  const set = [
    'dynamics={mobilisation: .4, growth: {perYear: .01, spread: 2}, elections: {cycle: 4}, salience: {gain: 3, halfLife: 7}}',
    'feedback={socialisation: .1, dissent: .2, advocacy: {pushes: {welcoming: -1}}, outcomes: {}, design: {}}',
    'exposure={layers: {ties: 1, networks: 2}, prestige: .5, halfLife: 9}',
    'mechanisms.exclusion.declare.threat=1',
    'cities.attributes.growth={normal: [0, 1]}',
  ];
  const { loaded } = await prepareStudy(
    shippedScenarios().find(({ name }) => name === 'laboratory')!.file,
    set,
  );
  const { exposure, dynamics, feedback } = loaded.scenario;
  const expected = (Object.entries({ exposure, dynamics, feedback }) as [string, unknown][]).flatMap(
    ([key, node]) => numbersUnder(node, key),
  );
  const rows = rowsOf(await documentOf('laboratory', set), 'Parameters of the processes');
  expect(expected.length).toBeGreaterThan(20);
  expect(rows.map(([path, , value]) => [path, value]).sort()).toEqual(
    expected.map(([path, value]) => [path, String(value)]).sort(),
  );
  for (const row of rows) expect(row[3]).not.toBe('');
});

test('parameters of mechanisms stand as they are set', async () => {
  const document = await documentOf('laboratory', [
    'mechanisms.sanctuary.declare.coercion={coefficient: -1, solidarity: 0.25}',
  ]);
  const rows = rowsOf(document, 'Parameters of the log-hazards');
  expect(rows).toContainEqual(['mechanisms.sanctuary.declare.coercion.solidarity', '0.25', '', 'assumption']);
});

test('a value outside its plausible range is marked, one inside is not, one without a range has none', async () => {
  const rows = rowsOf(await documentOf('laboratory'), 'Parameters of the log-hazards');
  const plausible = (path: string) => rows.find(([own]) => own === path)?.[2];
  expect(plausible('networks.movement.join.coordinator')).toBe('outside 0 to 3');
  expect(plausible('mechanisms.welcoming.declare.need')).toBe('0 to 1.1');
  expect(plausible('mechanisms.welcoming.repeal.turnover')).toBe('0 to 3');
  expect(plausible('mechanisms.sanctuary.repeal.coercion')).toBe('');
});

test('where the charter sets a standard, it is the mark, and peers do not enter; else the peers are', async () => {
  const standard = rowsOf(await documentOf('eu-charter'), 'Benchmarks');
  const cells = standard.find(([network]) => network.includes('integrating-cities-charter'))!;
  expect(cells.slice(1)).toEqual(['standard 1; peers do not enter', '–', '0.8, 0.2, 0.6', '0.25']);
  const [[, mark, peers]] = rowsOf(
    await documentOf('laboratory', ['networks.programme.benchmark.standard=null']),
    'Benchmarks',
  );
  expect(mark).toBe('mean of its peers');
  expect(peers).toBe('5 by population, immigrantShare and orientation');
});

test('of a network it says who may join, who founded it, its funds and its vertical share', async () => {
  const document = await documentOf('laboratory', [
    'networks.programme.eligible={population: {from: 50000}}',
    'networks.programme.term=3',
  ]);
  expect(rowsOf(document, 'Who takes part')[1]).toEqual([
    'sponsored programme (programme)',
    'population from 50000',
    'the 5 with most population among those who may join',
    '3',
    '0.6',
    '0.7',
    'no',
  ]);
});

test('what does not show in a formula is said beside it', async () => {
  const document = await documentOf('laboratory', [
    'mechanisms.exclusion.declare.threat=1',
    'cities.attributes.growth={normal: [0, 1]}',
    'networks.movement.turnsSymbolic=8',
  ]);
  expect(under(document, 'Mechanism: threat')).toContain('nor the newcomers of arrival waves');
  expect(under(document, 'Mechanism: leadership')).toContain('inclusive leadership');
  expect(under(document, 'Mechanism: branding')).toContain('whatever the number of its members');
  expect(under(document, 'Advocacy and backlash')).toContain('home nation alone');
  expect(under(document, 'Functions of networks that drift')).toContain('whichever is later');
  expect(under(document, 'The decision')).toContain('one that it excludes and of joining');
  expect(under(document, 'Who copied whom')).toMatch(/a root whatever that draw[\s\S]*\\Pr/);
  expect(under(document, 'Exposure')).toContain(String.raw`E_{i,\text{networks},p}`);
  expect(under(document, 'Exposure')).not.toContain(String.raw`E_{i,\text{country},p}`);
});

test('letters that come with a mechanism are no difference of their own', async () => {
  const difference = oddDifference(
    await documentOf('laboratory'),
    await documentOf('laboratory', ['off=[coercion]']),
    ['a', 'b'],
  );
  expect(markdownOf(difference)).toContain('Mechanism: coercion');
  expect(markdownOf(difference)).not.toContain('What the letters mean');
});

test('a branch: what ruled before its date', async () => {
  const laboratory = shippedScenarios().find(({ name }) => name === 'laboratory')!.file;
  const file = join(folder, 'turn.yaml');
  writeFileSync(
    file,
    `extends: ${laboratory}
branch: { at: 15, from: ${laboratory} }
nations: { south: { pressure: [{ at: 15, level: 0.4 }] } }
mechanisms: { welcoming: { declare: { need: 0.25 } } }
`,
  );
  const document = await documentOf(file);
  const rows = rowsOf(document, 'Parameters of the log-hazards');
  const value = (path: string) => rows.find(([own]) => own === path)?.[1];
  expect(value('until 15: mechanisms.welcoming.declare.need')).toBe('0.8');
  expect(value('mechanisms.welcoming.declare.need')).toBe('0.25');
  expect(rows.some(([path]) => path.startsWith('until 15: mechanisms.sanctuary'))).toBe(false);
  const inputs = rowsOf(document, 'Dated inputs').filter(([of]) => of === 'nation south');
  expect(inputs).toContainEqual(['nation south', '0', 'level -0.2']);
  expect(inputs).toContainEqual(['nation south', '15', 'level 0.4']);
});

test('conditions in words', () => {
  expect(conditionText(null)).toBe('every city');
  expect(conditionText({ country: ['AT', 'DE', 'SE'], population: { from: 1000, to: 5000 } })).toBe(
    'in AT, DE or SE, population from 1000 and below 5000',
  );
  expect(conditionText({ not: { memberOf: ['eurocities'], at: 'start' } })).toBe(
    'not (member of eurocities at the start)',
  );
  expect(conditionText({ any: [{ holds: ['sanctuary'] }, { city: ['DE/Leipzig'] }] })).toBe(
    '(holds sanctuary) or (DE/Leipzig)',
  );
});
