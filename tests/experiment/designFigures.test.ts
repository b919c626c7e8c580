/** The drift of designs, drawn from the table that a run writes of it, at its extremes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { designs } from '../../src/experiment/drawing/run/designs.js';
import { finishedRun } from '../../src/experiment/drawing/run/finishedRun.js';
import { designColumns, replicateRunner } from '../../src/experiment/replicateTables.js';
import { replicateWork } from '../../src/experiment/runScenario.js';
import { prepareStudy } from '../../src/experiment/study.js';
import type { Figure } from '../../src/figures/figure.js';
import { renderFigure } from '../../src/figures/render.js';
import { joinBytes } from '../../src/io/csv.js';
import { textFaults, textsOf } from '../figures/readSvg.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const scenario = ({ cities = 40, replicates = 4, baseline = -1, charter = true, design = true }) => `
name: drift
seed: drift
replicates: ${replicates}
time: { start: 2010, end: 2020 }
cities: { synthetic: { count: ${cities} }, attributes: { population: { pareto: [20000, 1.2] } } }
policies: { welcoming: {} }
networks:
  charter:
    from: 2010
    carries: { welcoming: 1 }
    functions: { symbolic: 0.5 }
    founders: { take: 1 }
    join: { baseline: { perYear: 0.2 } }
    ${charter ? 'benchmark: { peers: 1, by: [population], design: [0.9, 0.1], pull: 0.3 }' : ''}
mechanisms: { welcoming: { declare: { baseline: ${baseline}, emulation: 2 } } }
${cities > 1 ? 'ties: { generator: random, meanDegree: 4 }' : ''}
feedback: { ${design ? 'design: { dimensions: 2 }' : ''} }
`;

async function figuresOf(given: Parameters<typeof scenario>[0]): Promise<readonly Figure[] | string> {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, scenario(given));
  const study = await prepareStudy(file);
  const run = replicateRunner({ ...replicateWork(study), designs: true });
  const { replicates, feedback } = study.loaded.scenario;
  const rows = Array.from({ length: replicates }, (_, r) => run(r).designs).flat();
  if (feedback.design)
    writeFileSync(
      join(folder, 'designs.csv'),
      joinBytes([Buffer.from(`${designColumns.join(',')}\n`), ...rows]),
    );
  else expect(rows).toEqual([]);
  const finished = finishedRun(folder, study);
  const lacks = designs.lacks(finished);
  return lacks ?? [...designs.figures(finished)];
}

const names = ['designs-welcoming', 'designs-welcoming-copies', 'designs-welcoming-misfit'];

test.each([
  ['a charter', {}, names],
  ['no charter', { charter: false }, names],
  ['one replicate', { replicates: 1 }, names],
  // Alone there is nobody to be apart from.
  ['one city', { cities: 1, replicates: 1 }, names.slice(1)],
  ['nobody who adopts', { baseline: -60 }, []],
])('with %s: what there is to draw is drawn without a fault', async (_, given, expected) => {
  const figures = (await figuresOf(given)) as readonly Figure[];
  expect(figures.map(({ name }) => name)).toEqual(expected);
  for (const figure of figures) {
    const { svg, warnings } = await renderFigure(figure, { wanted: [] });
    expect([...warnings, ...textFaults(svg, 1)]).toEqual([]);
    expect(figure.caption + figure.alternative).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('where nothing drifts, the axis begins at 0 all the same', async () => {
  const figures = (await figuresOf({ cities: 1, replicates: 1, charter: false })) as readonly Figure[];
  const copies = figures.find(({ name }) => name.endsWith('-copies'))!;
  expect(copies.data.map(({ mean }) => mean)).toEqual([0]);
  const { texts } = textsOf((await renderFigure(copies, { wanted: [] })).svg);
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['0.0', '1.0']));
  expect(texts.filter(({ text }) => text.startsWith('−'))).toEqual([]);
});

test('members and others are told apart only where a charter sets a design', async () => {
  const groups = async (charter: boolean): Promise<unknown[]> => {
    const [apart] = (await figuresOf({ charter })) as readonly Figure[];
    return [...new Set(apart.data.map(({ label }) => label))];
  };
  expect(await groups(true)).toEqual(['members of a network whose charter sets a design', 'other holders']);
  expect(await groups(false)).toEqual(['holders']);
});

test('without designs there is neither a row nor a figure', async () => {
  expect(await figuresOf({ design: false, charter: false })).toContain('feedback.design');
});
