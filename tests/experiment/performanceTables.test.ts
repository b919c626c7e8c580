import { expect, test } from 'vitest';
import {
  failuresText,
  type PerformanceRow,
  performanceNotes,
  performanceTable,
} from '../../src/experiment/identification/performanceTables.js';
import type { Identification } from '../../src/experiment/identification/prepareIdentification.js';
import { performance } from '../../src/statistics/performance.js';

const identification = {
  name: 'Laboratory',
  confounders: [{ id: 'none', label: 'nothing hidden' }],
  estimators: [
    { id: 'plain', label: 'plain' },
    { id: 'years', label: 'with years' },
  ],
  influence: { mechanism: 'emulation', transition: 'declare', policy: 'welcoming', values: [1.5] },
  selection: { label: 'homophily', paths: ['p'], values: [0] },
  replicates: 4,
  seed: 's',
} as unknown as Identification;

const estimates = [1.4, 1.6, 1.5, 1.7].map((estimate) => ({
  estimate,
  standardError: 0.2,
  low: estimate - 0.4,
  high: estimate + 0.4,
  p: 0.001,
}));
const none = { estimate: NaN, standardError: NaN, low: NaN, high: NaN, p: NaN };
const rowOf = (estimator: string, repetitions: typeof estimates): PerformanceRow => ({
  confounder: 'none',
  selection: 0,
  influence: 1.5,
  estimator,
  ...performance(1.5, repetitions),
});
const rows = [rowOf('plain', estimates), rowOf('years', [...estimates.slice(0, 3), none])];

test('the table for papers says of how many replicates nothing could be estimated, and which estimators failed', () => {
  const { head, body } = performanceTable(identification, rows);
  expect(head.at(-1)).toBe('Failed');
  expect(body.map((cells) => cells?.at(-1))).toEqual(['0 of 4', '1 of 4']);
  expect(failuresText(identification, rows)).toContain('left out of the rest: with years 1 of 4.');
  expect(failuresText(identification, rows.slice(0, 1))).toBeNull();
});

test('a share that rejects is not called power without a word on the size', () => {
  const [, notes] = performanceNotes(identification);
  expect(notes).toContain('its power only where that size is near .05');
});
