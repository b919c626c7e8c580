import { stream } from '../../model/random.js';
import { draws } from '../../statistics/diffusion/draws.js';
import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { subjectOf } from '../reading/spells.js';
import type { Run } from '../run.js';

const MONTHS = 24;
const SHUFFLES = 500;

/** Variance of the monthly counts over their mean. */
function dispersion(counts: readonly number[]): number {
  const centre = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - centre) ** 2, 0) / counts.length / centre;
}

/**
 * Share of random spreads of as many joins, evenly over the 24 months, whose dispersion lies below that of the joins of
 * the first two years: their percentile, in [0, 1]. NaN for fewer than five joins.
 */
export function burstPercentile(times: readonly number[], from: number): number {
  const months = times
    .map((time) => Math.floor((time - from) * 12))
    .filter((month) => month >= 0 && month < MONTHS);
  if (months.length < 5) return NaN;
  const counted = (of: readonly number[]): number[] => {
    const counts = new Array<number>(MONTHS).fill(0);
    for (const month of of) counts[month]++;
    return counts;
  };
  const observed = dispersion(counted(months));
  let below = 0;
  for (let run = 0; run < SHUFFLES; run++) {
    const next = draws(stream('bursts', months.length), run);
    if (dispersion(counted(months.map(() => Math.floor(next() * MONTHS)))) < observed) below++;
  }
  return below / SHUFFLES;
}

function ofNetwork(run: Run, id: string): number {
  const { founded } = run.world.subjects[subjectOf(run, id)].network!;
  return burstPercentile(
    adoptions(run, [id]).map(({ time }) => time),
    founded,
  );
}

/** A11. */
export const bursts: Pattern = {
  id: 'A11',
  fact: 'Grassroots networks burst, sponsored ones do not',
  source:
    "Lacroix and Spencer 2022; Belgium's hospitable municipalities 0, 11, 54 in nine months, Germany's safe harbours 62 in June 2019, 153 in May 2020",
  statistic:
    'percentile of the dispersion of joins over the 24 months of the first two years among as many joins spread evenly at random; grassroots movement, sponsored programme; laboratory',
  expected: 'above the 95th; not above it',
  worlds: { lab: { scenario: 'laboratory' } },
  checks: {
    grassroots: { label: 'percentile of the movement less .95', rule: { kind: 'positive' } },
    sponsored: { label: 'percentile of the programme', rule: { kind: 'range', low: 0, high: 0.95 } },
  },
  measure({ lab }) {
    return { grassroots: ofNetwork(lab, 'movement') - 0.95, sponsored: ofNetwork(lab, 'programme') };
  },
};
