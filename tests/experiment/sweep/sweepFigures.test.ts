/** Which figures a design has, from tables written by hand: drawing them is tested elsewhere. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadExperiment } from '../../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { responsesOf } from '../../../src/experiment/sweep/responses.js';
import { sweepFigures } from '../../../src/experiment/sweep/sweepFigures.js';
import { outcomeRange } from '../../../src/experiment/sweep/sweepSummary.js';
import { tippingLevel, tippingOf } from '../../../src/experiment/sweep/tipping.js';
import { smallYaml } from '../../cli/fixtures/command.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();
writeFileSync(join(folder, 'small.yaml'), smallYaml);

const all = {
  emulation: 'mechanisms.welcoming.declare.emulation: { from: 0, to: 2 }',
  need: 'mechanisms.welcoming.declare.need: { from: 0, to: 1 }',
  degree: 'ties.meanDegree: { from: 2, to: 6, integer: true }',
};
const base = `base: { mechanisms.welcoming.declare.emulation: 1, mechanisms.welcoming.declare.need: 0.5, ties.meanDegree: 4 }`;

/** An experiment with results of 2 emulation + need + .1 degree + replicate; `value` changes them (null: no value). */
function swept(
  design: string,
  parameters: readonly (keyof typeof all)[],
  { more = '', value = (y: number, _: number): number | null => y } = {},
) {
  const file = join(folder, 'e.yaml');
  writeFileSync(
    file,
    `scenario: small.yaml\ndesign: { ${design} }\nparameters:\n${parameters.map((name) => `  ${all[name]}\n`).join('')}replicates: 2\noutcomes: [{ y: "members:charter@2015" }, { same: "members:charter" }]\n${more}`,
  );
  const experiment = loadExperiment(file);
  let rows = 'replicate,point,y,same\n';
  for (let replicate = 0; replicate < 2; replicate++)
    for (let point = 0; point < experiment.design.pointCount; point++) {
      const weights = { emulation: 2, need: 1, degree: 0.1 };
      const y = experiment.design
        .point(point)
        .reduce((sum: number, x, i) => sum + weights[parameters[i]] * (x as number), replicate);
      rows += `${replicate},${point},${value(y, point) ?? ''},7\n`;
    }
  writeFileSync(join(folder, 'results.csv'), rows);
  const responses = responsesOf(folder, 'y', experiment.design.pointCount, 2);
  const range = outcomeRange('y', experiment.design.pointCount, responses);
  const level = tippingLevel(experiment, range);
  const sweep = {
    experiment,
    folder,
    identity: '',
    indices: [],
    tipping: tippingOf(experiment, 'y', responses, level),
    replicates: 2,
    replicatesDone: 2,
    dropIncomplete: false,
  };
  return { names: () => [...sweepFigures(sweep)].map(({ name }) => name), sweep, range, level };
}

test.each([
  ['type: grid, n: 3', ['emulation'], ['profile-y']],
  ['type: grid, n: 3', ['emulation', 'need'], ['map-y', 'interaction-y']],
  [
    'type: grid, n: 3',
    ['degree', 'need', 'emulation'],
    ['tornado-y', 'profile-y-declare_emulation', 'map-y', 'interaction-y'],
  ],
  [
    'type: grid, n: 4',
    ['degree', 'need', 'emulation'],
    ['tornado-y'],
    'constraints: ["mechanisms.welcoming.declare.need < mechanisms.welcoming.declare.emulation"]\n',
  ],
  [`type: oat, n: 3, ${base}`, ['emulation', 'need', 'degree'], ['tornado-y', 'profile-y-declare_emulation']],
  ['type: lhs, n: 60', ['need', 'emulation'], ['tornado-y', 'profile-y-declare_emulation', 'interaction-y']],
] as const)(
  '%s over %j has %j, and none of what is the same everywhere',
  (...[design, parameters, figures, more = '']) => {
    expect(swept(design, parameters, { more }).names()).toEqual(figures);
  },
);

test('means over points of which some have no value are not drawn, those of single points are', () => {
  const holes = { value: (y: number, point: number) => (point === 4 ? null : y) };
  expect(swept('type: grid, n: 3', ['emulation', 'need'], holes).names()).toEqual(['map-y', 'interaction-y']);
  expect(swept('type: grid, n: 3', ['emulation', 'need', 'degree'], holes).names()).toEqual([]);
  const { sweep } = swept('type: lhs, n: 60', ['need', 'emulation'], holes);
  expect([...sweepFigures(sweep)]).toEqual([]);
  expect([...sweepFigures({ ...sweep, dropIncomplete: true })].length).toBe(3);
});

test('a profile over one parameter is averaged over no other', () => {
  const captions = (parameters: readonly ('emulation' | 'need' | 'degree')[]): string =>
    [...sweepFigures(swept('type: grid, n: 3', parameters).sweep)].map(({ caption }) => caption).join(' ');
  expect(captions(['emulation'])).not.toContain('other parameters');
  expect(captions(['degree', 'need', 'emulation'])).toContain('averaged over the other parameters');
});

test('the range of an outcome: means of the points with their intervals over replicates', () => {
  const { range } = swept('type: grid, n: 3', ['emulation', 'need']);
  // y = 2 emulation + need + replicate: from 0.5 to 5.5; two replicates 1 apart: ± 12.7062 x .5.
  expect(range).toMatchObject({ mean: 3, least: { point: 0, mean: 0.5 }, most: { point: 8, mean: 5.5 } });
  expect(range.most!.high).toBeCloseTo(5.5 + 12.7062 / 2, 3);
  expect(range.undefinedPoints).toBe(0);
});

test('the level lies half way where none is stated, and is looked for where it is', () => {
  expect(swept('type: grid, n: 3', ['emulation', 'need']).level).toBe(3);
  const stated = swept('type: grid, n: 3', ['emulation', 'need'], { more: 'tipping: { y: 2.75 }\n' });
  expect(stated.level).toBe(2.75);
  const averaged = stated.sweep.tipping.filter(({ given }) => given === null);
  // Averaged over need: 2 emulation + .5 + .5 = 2.75; over emulation: 2 + need + .5 = 2.75.
  expect(averaged.map(({ parameter, value }) => [parameter, value])).toEqual([
    ['mechanisms.welcoming.declare.emulation', 0.875],
    ['mechanisms.welcoming.declare.need', 0.25],
  ]);
});

test('captions of drawn points say what their intervals leave out, those of a grid do not', () => {
  const captions = (design: string): string[] =>
    [...sweepFigures(swept(design, ['need', 'emulation', 'degree']).sweep)].map(({ caption }) => caption);
  const [tornado, profile, interaction] = captions('type: lhs, n: 60');
  expect(tornado).toMatch(
    /fit quadratic in each parameter.*95% intervals over points, with the same replicates/,
  );
  expect(profile).toContain('95% interval over 2 replicates, which leaves out the draw of the points');
  expect(interaction).toContain('95% intervals over replicates, which leave out the draw of the points');
  expect(captions('type: grid, n: 3').join()).not.toMatch(/the draw of|quadratic|over points/);
});
