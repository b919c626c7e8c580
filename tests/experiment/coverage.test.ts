import { describe, expect, it } from 'vitest';
import { coverageText, coveredPoints } from '../../src/experiment/coverage.js';
import { bands } from '../../src/figures/bands.js';

// Three replicates at three times; quantiles of 5 % and 95 % are .1 of the way from the outer to the middle one.
const curve = bands(
  [2000, 2001, 2002],
  [
    [0, 10, 30],
    [0, 20, 40],
    [0, 30, 50],
  ],
);

describe('an observed point', () => {
  it('is inside where it lies between the 5 % and 95 % quantiles of the runs', () => {
    const at = (value: number) => coveredPoints('members:club', [[2001, value]], curve)[0];
    expect(at(20)).toEqual({
      outcome: 'members:club',
      time: 2001,
      observed: 20,
      low: 11,
      high: 29,
      inside: true,
    });
    expect([10.9, 11, 29, 29.1].map((value) => at(value).inside)).toEqual([false, true, true, false]);
  });

  it('is held against the first moment recorded at or after it, so that founders of the day count', () => {
    const of = (time: number) => coveredPoints('x', [[time, 0]], curve)[0]?.high;
    expect([1999, 2000, 2000.01, 2001.5].map(of)).toEqual([0, 0, 29, 49]);
  });

  it('is left out where the runs ended before it', () => {
    expect(coveredPoints('x', [[2002.1, 0]], curve)).toEqual([]);
  });

  it('is counted in words', () => {
    const points = coveredPoints(
      'x',
      [
        [2001, 20],
        [2002, 0],
      ],
      curve,
    );
    expect(coverageText(points)).toBe('1 of 2 observed points lie within 90 % of the runs');
    expect(coverageText(points.slice(0, 1))).toBe('1 of 1 observed point lies within 90 % of the runs');
  });
});
