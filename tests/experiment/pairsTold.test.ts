/** Tables for papers say over how many replicates each mean is. */
import { expect, test } from 'vitest';
import { type Difference, differenceTable } from '../../src/experiment/comparison/differences.js';
import type { Comparison } from '../../src/experiment/comparison/prepareComparison.js';
import type { Hypotheses } from '../../src/experiment/hypotheses/prepareHypotheses.js';
import { rangeOf, verdictsOf } from '../../src/experiment/hypotheses/verdict.js';
import { verdictRows, verdictTable } from '../../src/experiment/hypotheses/verdictTables.js';
import { comparePaired } from '../../src/statistics/paired/comparePaired.js';

const a = [1, 2, 3, 4];
const b = [2, NaN, 5, 5];
const studies = ['a', 'b'].map((id) => ({
  id,
  loaded: { scenario: { name: id, ties: null, cities: { synthetic: null, attributes: {} } } },
}));
const common = { name: 'Two', studies, replicates: 4, seed: 's' };
const selection =
  'Fewer replicates where an outcome is undefined in one of the two scenarios: share in b (3 of 4). These are a selection, and their mean is not that of all.';
const cellsOf = ({ head, body }: ReturnType<typeof differenceTable>) => {
  const row = body.filter((cells) => cells !== null).find((cells) => cells.some((cell) => cell === '3'));
  return Object.fromEntries(head.map((name, at) => [name, row?.[at]]));
};

test('a table of differences has a column n, and says what lacks replicates', () => {
  const compared = comparePaired(a, b, { names: ['t'] });
  const row: Difference = {
    a: 'a',
    b: 'b',
    outcome: 'share',
    smallestEffect: NaN,
    pCorrected: compared.p,
    ...compared,
  };
  const comparison = { ...common, smallestEffects: {} } as unknown as Comparison;
  const table = differenceTable(comparison, [row]);
  expect(cellsOf(table)).toMatchObject({ Outcome: 'share', n: '3' });
  expect(table.notes).toContain(selection);
  expect(differenceTable(comparison, [{ ...row, missing: 0 }]).notes).not.toContain(selection);
});

test('a table of verdicts too', () => {
  const hypothesis = {
    id: 'H1',
    claim: 'More',
    outcome: 'share',
    column: 'share',
    direction: 'different',
    minimumEffect: 0,
    test: 't',
    alpha: 0.05,
    a: 0,
    b: 1,
  } as const;
  const hypotheses = {
    ...common,
    hypotheses: [hypothesis],
    supersedes: [],
    range: { draws: 0, replicates: 0 },
    coefficients: [],
  } as unknown as Hypotheses;
  const [verdict] = verdictsOf([hypothesis], [{ a, b }], 's');
  const rows = verdictRows([{ hypothesis, a: 'a', b: 'b', verdict, range: rangeOf([]) }]);
  const table = verdictTable(hypotheses, rows);
  expect(cellsOf(table)).toMatchObject({ Claim: '≠ 0', n: '3' });
  expect(table.notes.join(' ')).toContain('(different: two-sided, p doubled)');
  expect(table.notes).toContain(selection);
});
