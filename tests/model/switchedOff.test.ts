/** A mechanism that is off takes its reference. */
import { expect, test } from 'vitest';
import { referenceMeans, switchedOff } from '../../src/model/reference.js';
import { simulate } from '../../src/model/simulate.js';
import { makeWorld } from '../support/world.js';

const world = (civilSociety: readonly number[], extra: object = {}) =>
  makeWorld({
    cities: civilSociety.length,
    attributes: { civilSociety: [...civilSociety], orientation: civilSociety.map(() => 0.5) },
    policies: { p: { declare: { baseline: -2, civilSociety: 3, emulation: 1, ...extra } } },
  });

test('a driver takes the mean of its term, a channel 0', () => {
  const built = world([0.2, 0.4, 0.9]);
  const means = referenceMeans(built);
  expect(means(0, 'declare', 'civilSociety')).toBeCloseTo(0.5, 12);
  expect(means(0, 'declare', 'emulation')).toBe(0);
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
