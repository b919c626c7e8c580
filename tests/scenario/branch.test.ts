/** Scenarios that share one past and part at a date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareStudy } from '../../src/experiment/study.js';
import { simulate } from '../../src/model/simulate.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const base = write(
  'base.yaml',
  `
name: Base
time: { start: 0, end: 20, stepsPerYear: 4 }
cities:
  synthetic: { count: 80, countries: { north: 0.5, south: 0.5 } }
  attributes: { population: { lognormal: [11, 1] }, immigrantShare: { beta: [2, 16] }, orientation: { normal: [0, 0.4], within: [-1, 1] }, civilSociety: { beta: [3, 3] } }
nations: { south: { pressure: [{ at: 4, level: 0.5 }, { at: 14, level: 0.2 }], noise: 0.1 } }
policies: { welcoming: {}, sanctuary: {} }
networks:
  club: { from: 2, origin: grassroots, functions: { symbolic: 0.5 }, join: { baseline: -3, emulation: 1 }, leave: { baseline: -5 } }
ties: { generator: gravity, meanDegree: 6 }
exposure: { layers: { ties: 1, networks: 1 }, halfLife: 6 }
mechanisms:
  welcoming: { declare: { baseline: -4, need: 0.5, emulation: 2 }, implement: { baseline: -2 }, repeal: { baseline: -3 } }
  sanctuary: { declare: { baseline: -4, orientation: 1, defiance: 2, civilSociety: 1 }, repeal: { baseline: -3 } }
feedback: { socialisation: 0.3, advocacy: { pushes: { welcoming: -0.2 } } }
`,
);

const branch = (name: string, rest: string, head = 'extends: base.yaml'): string =>
  write(name, `${head}\nbranch: { at: 10, from: base.yaml }\n${rest}`);

const runOf = async (file: string, set: readonly string[] = []): Promise<Trajectory> =>
  simulate((await prepareStudy(file, set)).world, 3);

/** Events as texts, up to a time. */
const eventsOf = (
  { count, time, city, subject, to, logHazard, baseline, contributions }: Trajectory,
  until = Infinity,
) => {
  const width = count === 0 ? 0 : contributions.length / count;
  return Array.from({ length: count }, (_, k) =>
    [
      time[k],
      city[k],
      subject[k],
      to[k],
      logHazard[k],
      baseline[k],
      ...contributions.slice(k * width, (k + 1) * width),
    ].join(),
  ).filter((_, k) => time[k] <= until);
};

describe('a branch', () => {
  test('that changes nothing is the scenario that it parts from', async () => {
    const same = branch('same.yaml', '');
    expect(eventsOf(await runOf(same))).toEqual(eventsOf(await runOf(base)));
  });

  test.each([
    ['a coefficient', 'mechanisms: { welcoming: { declare: { emulation: 6 } } }'],
    ['a baseline', 'mechanisms: { welcoming: { declare: { baseline: -2 } } }'],
    ['a mechanism that is off', 'off: [orientation, need]'],
    ['pressure', 'nations: { south: { pressure: [{ at: 4, level: 0.9 }], noise: 0.1 } }'],
    ['a network that closes', 'networks: { club: { to: 11 } }'],
    ['a transition that is no more', 'mechanisms: { welcoming: { repeal: null } }'],
  ])('by %s shares the past to the last bit, and parts then', async (_, rest) => {
    const parted = await runOf(branch('parted.yaml', rest));
    const whole = await runOf(base);
    // What is decided in the step that begins at the date is decided anew; columns of contributions are those of both.
    const before = eventsOf(whole, 10);
    expect(before.length).toBeGreaterThan(20);
    expect(eventsOf(parted, 10)).toEqual(before);
    expect(eventsOf(parted)).not.toEqual(eventsOf(whole));
  });

  test('is its own from the date on: baseline, terms and log-hazard', async () => {
    const { count, time, baseline, subject, transition, logHazard, contributions, mechanisms } = await runOf(
      branch('own.yaml', 'mechanisms: { welcoming: { declare: { baseline: -2.5, emulation: 3 } } }'),
    );
    const width = mechanisms.length;
    let seen = 0;
    for (let k = 0; k < count; k++) {
      if (subject[k] !== 0 || transition[k] !== 0) continue;
      // A step later at most: spells that begin within a step are under its first terms.
      if (time[k] > 10.25) seen++;
      if (time[k] <= 10 || time[k] > 10.25) expect(baseline[k]).toBe(time[k] <= 10 ? -4 : -2.5);
      const sum = contributions.slice(k * width, (k + 1) * width).reduce((a, b) => a + b, baseline[k]);
      expect(logHazard[k]).toBeCloseTo(sum, 10);
    }
    expect(seen).toBeGreaterThan(5);
  });

  test('is repeated by its resolved scenario, and --set holds for its past too', async () => {
    const file = branch('again.yaml', 'mechanisms: { welcoming: { declare: { emulation: 6 } } }');
    const { yaml, world } = await prepareStudy(file);
    const resolved = write('resolved.yaml', yaml);
    expect(eventsOf(await runOf(resolved))).toEqual(eventsOf(simulate(world, 3)));
    const set = ['mechanisms.sanctuary.declare.baseline=-2'];
    const past = eventsOf(await runOf(base, set), 10);
    expect(eventsOf(await runOf(file, set), 10)).toEqual(past);
    expect(eventsOf(await runOf(resolved, set), 10)).toEqual(past);
    expect(past).not.toEqual(eventsOf(await runOf(base), 10));
  });

  test.each([
    [
      'policies: { sanctuary: { conflict: 0.3 } }',
      /policies is not what it is in the scenario that this one parts from/,
    ],
    ['time: { end: 30 }', /time is not what it is/],
    ['networks: { club: { from: 5 } }', /from of club differs before 10/],
    ['networks: { club: { migrationShare: 0.2 } }', /differs in more than its rates and dates/],
    ['nations: { south: { noise: 0.5 } }', /noise cannot change at a date/],
    [
      'networks: { later: { from: 5, functions: { symbolic: 0.5 }, origin: ngo, join: { baseline: -3 } } }',
      /later is not there before 10/,
    ],
  ])('cannot change %s', async (rest, message) => {
    await expect(prepareStudy(branch('wrong.yaml', rest))).rejects.toThrow(InputError);
    await expect(prepareStudy(branch('wrong.yaml', rest))).rejects.toThrow(message);
  });

  test('parts within the run, from a scenario that is there', async () => {
    const late = write('late.yaml', 'extends: base.yaml\nbranch: { at: 25, from: base.yaml }\n');
    await expect(prepareStudy(late)).rejects.toThrow(/25 does not lie within the run/);
    const lost = write('lost.yaml', 'extends: base.yaml\nbranch: { at: 5, from: nowhere.yaml }\n');
    await expect(prepareStudy(lost)).rejects.toThrow(/no such file/);
  });
});
