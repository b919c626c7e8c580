/** What is said of the draw that intervals over replicates leave out. */
import { expect, test } from 'vitest';
import { drawnOnce, intervalScope } from '../../src/experiment/intervalScope.js';

type Scenario = Parameters<typeof drawnOnce>[0];
const scenario = (cities: object, ties: object | null): Scenario =>
  ({ cities: { perReplicate: false, synthetic: null, attributes: {}, ...cities }, ties }) as Scenario;
const invented = { synthetic: { count: 12 } };
const generated = { generator: 'random' };
const scope = (...scenarios: Scenario[]): string =>
  intervalScope(
    scenarios.map((one) => ({ loaded: { scenario: one } })),
    { replicates: 20, seed: 'a' },
  );

test('what is drawn once is named: cities, ties, both, or nothing', () => {
  expect(drawnOnce(scenario(invented, generated))).toBe('cities and ties');
  expect(drawnOnce(scenario({ attributes: { population: {} } }, null))).toBe('cities');
  expect(drawnOnce(scenario({}, generated))).toBe('ties');
  expect(drawnOnce(scenario({}, { file: 'ties.csv' }))).toBe('');
  expect(drawnOnce(scenario({ ...invented, perReplicate: true }, generated))).toBe('');
});

test('one draw in one of the scenarios is enough for the caution', () => {
  const own = scenario({}, null);
  expect(scope(own, scenario(invented, generated))).toBe(
    'Intervals are over 20 replicates (Monte Carlo) of one draw of cities and ties (seed a); other draws differ by more: try another seed, or cities.perReplicate.',
  );
  expect(scope(own, own)).toBe('Intervals are over 20 replicates (Monte Carlo).');
});
