/** A mechanism that is off takes its reference. */
import { expect, test } from 'vitest';
import { readInputs } from '../../src/io/readInputs.js';
import { referenceMeans, switchedOff } from '../../src/model/reference.js';
import { simulate } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { registry } from '../../src/registry.js';
import { buildWorld } from '../../src/scenario/build/buildWorld.js';
import { loadScenario } from '../../src/scenario/load.js';
import { memoryFiles } from '../scenario/fixture.js';
import { makeWorld } from '../support/world.js';

const world = (civilSociety: readonly number[], extra: object = {}) =>
  makeWorld({
    cities: civilSociety.length,
    attributes: { civilSociety: [...civilSociety], orientation: civilSociety.map(() => 0.5) },
    policies: { p: { declare: { baseline: -2, civilSociety: 3, emulation: 1, ...extra } } },
  });

const term = (mechanism: string) => ({ subject: 0, transition: 'declare', mechanism, later: false }) as const;

test('a driver takes the mean of its term, a channel 0', () => {
  const built = world([0.2, 0.4, 0.9]);
  const means = referenceMeans(built);
  expect(means(term('civilSociety'))).toBeCloseTo(0.5, 12);
  expect(means(term('emulation'))).toBe(0);
  const [{ transitions }] = switchedOff(built, new Set(['civilSociety', 'emulation']), means).subjects;
  expect(transitions[0].baseline).toBeCloseTo(-2 + 3 * 0.5, 12);
  expect(transitions[0].coefficients.every(({ coefficient }) => coefficient === 0)).toBe(true);
});

test('where all cities are alike, a driver that is off changes nothing', () => {
  const built = world([0.5, 0.5, 0.5, 0.5]);
  const off = switchedOff(built, new Set(['civilSociety']), referenceMeans(built));
  expect([...simulate(off, 4).time]).toEqual([...simulate(built, 4).time]);
  expect(simulate(built, 4).count).toBeGreaterThan(0);
});

const scenario = (rest: string) => `{ extends: base.yaml, ${rest} }`;
const base = `
seed: off
time: { start: 0, end: 20 }
cities:
  synthetic: { count: 40 }
  attributes: { orientation: { normal: [0, 0.4], within: [-1, 1] }, civilSociety: { beta: [2, 5] } }
policies: { p: {} }
mechanisms:
  p: { declare: { baseline: -3, orientation: 1, civilSociety: 2, emulation: 1 } }
ties: { generator: gravity, meanDegree: 4 }
observe: { outcomes: [share:p] }
`;

const eventsOf = (world: World) => {
  const { time, city, transition } = simulate(world, 2);
  return [...time].map((at, k) => [at, city[k], transition[k]]);
};

async function worldOf(rest: string): Promise<World> {
  const files = memoryFiles({ 'base.yaml': base, 'own.yaml': scenario(rest) });
  return buildWorld(await readInputs(loadScenario('own.yaml', { files, registry }))).world;
}

test('off in a scenario is off in the world: drivers by their mean, channels by 0', async () => {
  const built = await worldOf('');
  const off = await worldOf('off: [civilSociety, emulation]');
  const means = referenceMeans(built);
  expect(off.subjects[0].transitions[0].baseline).toBe(-3 + 2 * means(term('civilSociety')));
  expect(eventsOf(off)).toEqual(eventsOf(switchedOff(built, new Set(['civilSociety', 'emulation']), means)));
  expect(eventsOf(off)).not.toEqual(eventsOf(built));
  expect(eventsOf(off)).not.toEqual(
    eventsOf(await worldOf('mechanisms: { p: { declare: { civilSociety: 0, emulation: 0 } } }')),
  );
});

test('a driver whose attribute the cities lack is off at 0', async () => {
  const off = await worldOf('mechanisms: { p: { declare: { education: 3 } } }, off: [education]');
  expect(off.subjects[0].transitions[0].baseline).toBe(-3);
});

test('from a date on, the mean is that of the term as it rules then', async () => {
  const { subjects } = await worldOf(
    'branch: { at: 10, from: base.yaml }, mechanisms: { p: { declare: { civilSociety: 4 } } }, off: [civilSociety]',
  );
  const [{ baseline, later }] = subjects[0].transitions;
  const mean = referenceMeans(await worldOf(''))(term('civilSociety'));
  expect(baseline).toBe(-3);
  expect(later!.baseline).toBe(-3 + 4 * mean);
  expect(later!.at).toBe(10);
});
