/** The ODD+D documents of the shipped scenarios. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { prepareStudy } from '../../src/experiment/study.js';
import { shippedScenarios } from '../../src/io/shippedScenarios.js';
import { oddDifference } from '../../src/odd/difference.js';
import { type Document, paragraph } from '../../src/odd/document.js';
import { docxOf } from '../../src/odd/docx.js';
import { htmlOf } from '../../src/odd/html.js';
import { markdownOf } from '../../src/odd/markdown.js';
import { oddDocument } from '../../src/odd/odd.js';
import { officeMath } from '../../src/odd/officeMath.js';
import { mechanismsAtWork } from '../../src/odd/subject.js';
import { submodels } from '../../src/odd/submodels.js';

const fileOf = (name: string): string => shippedScenarios().find((shipped) => shipped.name === name)!.file;

async function subjectOf(name: string, set: string[] = []) {
  const { id, loaded, world, notes } = await prepareStudy(fileOf(name), set);
  return { id, scenario: loaded.scenario, world, notes, toolVersion: '1.2.3' };
}

let laboratory: Document;
beforeAll(async () => {
  laboratory = oddDocument(await subjectOf('laboratory'));
});

const headings = ({ blocks }: Document, level: number): string[] =>
  blocks.flatMap((block) => (block.kind === 'heading' && block.level === level ? [block.text] : []));

test('it has the sections of ODD+D, in order', () => {
  expect(headings(laboratory, 1)).toEqual([
    'Purpose and patterns',
    'Entities, state variables, and scales',
    'Process overview and scheduling',
    'Design concepts',
    'Implementation',
    'Initialisation',
    'Input data',
    'Submodels',
    'Parameters',
  ]);
});

test('every mechanism with a coefficient is described, and no other', async () => {
  const subject = await subjectOf('laboratory', ['off=[branding]']);
  const described = headings(oddDocument(subject), 2).filter((text) => text.startsWith('Mechanism: '));
  expect(described).toEqual(mechanismsAtWork(subject.scenario).map(({ label }) => `Mechanism: ${label}`));
  expect(described).not.toContain('Mechanism: branding');
  expect(headings(laboratory, 2)).toContain('Mechanism: branding');
});

test('each process beside the decision is described where it is at work', async () => {
  const { scenario } = await subjectOf('laboratory', [
    'dynamics={growth: {perYear: .01}, elections: {cycle: 4}}',
    'feedback={socialisation: .1, dissent: .2, advocacy: {pushes: {welcoming: -1}}, outcomes: {}, design: {}}',
    'shocks=[{at: 10, share: .01}]',
    'networks.programme.term=3',
    'networks.programme.turnsSymbolic=8',
    'nations={N: {preempts: [{policy: sanctuary, from: 5}]}}',
    'mechanisms.exclusion.declare.threat=1',
    'cities.attributes.growth={normal: [0, 1]}',
  ]);
  expect(submodels.filter(({ at }) => !at(scenario)).map(({ title }) => title)).toEqual([]);
});

test('every coefficient of the scenario stands in the table of parameters', async () => {
  const { scenario } = await subjectOf('laboratory');
  const table = laboratory.blocks.find(
    (block) => block.kind === 'table' && block.caption.startsWith('Parameters'),
  );
  const rows = table?.kind === 'table' ? table.rows : [];
  const declared = scenario.mechanisms['welcoming'].declare!;
  for (const { mechanism, coefficient } of declared.coefficients) {
    expect(rows).toContainEqual(
      expect.arrayContaining([`mechanisms.welcoming.declare.${mechanism}`, String(coefficient)]),
    );
  }
});

// The counties are a file of the user's.
const complete = shippedScenarios().filter(({ name }) => name !== 'us-counties');

test.each(complete.map(({ name }) => [name]))(
  '%s: every formula can be read, and nothing is undefined',
  async (name) => {
    const document = oddDocument(await subjectOf(name));
    const markdown = markdownOf(document);
    expect(markdown).not.toMatch(/undefined|NaN|\[object/);
    // katex throws on what it cannot read.
    expect(htmlOf(document)).toContain('<math');
  },
);

test('a page that loads nothing from elsewhere', () => {
  expect(htmlOf(laboratory)).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test('DOCX is a zip that word processors open', async () => {
  const bytes = await docxOf(laboratory);
  expect(String.fromCharCode(...bytes.subarray(0, 2))).toBe('PK');
  expect(bytes.length).toBeGreaterThan(5000);
  const text = strFromU8(unzipSync(bytes)['word/document.xml']);
  const display = laboratory.blocks.filter(({ kind }) => kind === 'formula').length;
  expect(text.split('<m:oMath>').length - 1).toBeGreaterThan(display);
  // No formula is left as it was written.
  expect(text).not.toMatch(/\\(frac|sum|mathrm|text|beta|bigl|begin)|<m:t\/>|<undefined/);
});

test('a formula becomes an equation of word processors', () => {
  const math = (latex: string): string => officeMath(latex, true);
  const letters = (text: string, upright = false): string =>
    `<m:r>${upright ? '<m:rPr><m:sty m:val="p"/></m:rPr>' : ''}<m:t>${text}</m:t></m:r>`;
  expect(math('\\mathrm{need}_i < 2')).toBe(
    `<m:oMath><m:sSub><m:e>${letters('need', true)}</m:e><m:sub>${letters('i')}</m:sub></m:sSub>${letters('&lt;2')}</m:oMath>`,
  );
  expect(math('\\left(\\frac{a}{b}\\right)^2')).toBe(
    '<m:oMath><m:sSup><m:e><m:d><m:dPr><m:begChr m:val="("/><m:endChr m:val=")"/></m:dPr><m:e>' +
      `<m:f><m:num>${letters('a')}</m:num><m:den>${letters('b')}</m:den></m:f></m:e></m:d></m:e>` +
      `<m:sup>${letters('2')}</m:sup></m:sSup></m:oMath>`,
  );
  expect(math('\\sum_{j} x_j^2')).toContain(
    `<m:limLow><m:e>${letters('∑')}</m:e><m:lim>${letters('j')}</m:lim></m:limLow><m:sSubSup>`,
  );
  const cases = math('\\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}');
  expect(cases).toContain('<m:begChr m:val="{"/><m:endChr m:val=""/>');
  expect(cases.match(/<m:mr>/g)).toHaveLength(2);
  expect(() => math('\\nosuchthing')).toThrow();
});

test('two equal documents do not differ; one coefficient is one row', async () => {
  const same = oddDifference(laboratory, laboratory, ['a', 'b']);
  expect(markdownOf(same)).toContain('say the same');
  const other = oddDocument(await subjectOf('laboratory', ['mechanisms.welcoming.declare.need=0.25']));
  const difference = oddDifference(laboratory, other, ['a', 'b']);
  const tables = difference.blocks.filter((block) => block.kind === 'table');
  expect(headings(difference, 1)).toEqual(['Parameters']);
  expect(tables.flatMap(({ rows }) => rows)).toEqual([
    [
      'Parameters of the log-hazards: mechanisms.welcoming.declare.need',
      expect.stringMatching(/^value 0\.[0-9]+; /),
      expect.stringContaining('value 0.25'),
    ],
  ]);
});

test('a price in a text of the user is no mathematics', () => {
  const page = htmlOf({
    title: 'Costs $5 & more',
    blocks: [paragraph('from $5 & up to $9 & more'), paragraph('a true $x^2$')],
  });
  expect(page).toContain('<h1>Costs $5 &amp; more</h1>');
  expect(page).toContain('<p>from $5 &amp; up to $9 &amp; more</p>');
  expect(page).toMatch(/<p>a true <span class="katex"><math/);
});
