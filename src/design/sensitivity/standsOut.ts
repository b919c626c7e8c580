import type { SensitivityRow } from './sensitivityRow.js';

/** Whether an interval is known and holds 0. */
const holdsZero = (low: number, high: number): boolean => low <= 0 && high >= 0;

const isClear = ({ low, high, lowReplicates, highReplicates }: SensitivityRow): boolean =>
  !holdsZero(low, high) && !holdsZero(lowReplicates, highReplicates);

/**
 * Whether a parameter's elementary effects differ from none beyond both intervals, over trajectories and over replicates (of
 * one replicate the first alone): their mean mu, or their spread sigma. Of mu* that cannot be seen: a mean of sizes is above 0
 * by noise alone. rows: of one outcome.
 */
export function standsOut(rows: readonly SensitivityRow[], parameter: string): boolean {
  const find = (name: SensitivityRow['index']) =>
    rows.find((row) => row.parameter === parameter && row.index === name);
  const [mu, sigma] = [find('mu'), find('sigma')];
  if (mu !== undefined && isClear(mu)) return true;
  // Of two replicates the spread without their noise is known, and not how well.
  const isJudged = mu === undefined || Number.isNaN(mu.lowReplicates) || !Number.isNaN(sigma?.lowReplicates);
  return sigma !== undefined && isJudged && isClear(sigma);
}
