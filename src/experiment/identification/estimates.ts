/** An estimator of the laboratory on what a researcher would observe of one run. */
import { tiesAmong } from '../../analysis/adoptionHistory.js';
import type { ObservedRisk } from '../../analysis/observedRisk.js';
import type { Stream } from '../../model/random.js';
import { moranPermutation } from '../../statistics/diffusion/moran.js';
import { tieWeights } from '../../statistics/diffusion/moranWeights.js';
import { coefficientRows } from '../../statistics/estimates.js';
import { fitBinary } from '../../statistics/fitBinary.js';
import type { Repetition } from '../../statistics/performance.js';
import { dummies } from '../../statistics/timeTerms.js';
import type { Estimator } from './identificationFile.js';

/** What came of it; events and rows that it rests on. */
export interface Estimate extends Repetition {
  readonly rows: number;
  readonly events: number;
}

const none = { estimate: NaN, standardError: NaN, low: NaN, high: NaN, p: NaN };

/**
 * The coefficient of exposure in an event-history regression, with errors clustered by city, its normal interval at 95 % and
 * Wald's p; or p of the shuffled times, which estimate nothing. NaN where there is no finite estimate.
 */
export function estimateOf(
  observed: ObservedRisk,
  exposure: string,
  estimator: Estimator,
  from: Stream,
): Estimate {
  return estimator.type === 'shuffled-times'
    ? shuffledTimes(observed, estimator.permutations, from)
    : regression(observed, exposure, estimator);
}

/**
 * Do peers adopt at like times? Moran's I of the adoption times among adopters, along their ties and common memberships, against
 * the same times in other hands: who adopts stays, only when is exchanged. Source: the shuffle test of Anagnostopoulos, Kumar
 * and Mahdian 2008, with Moran's I for its statistic.
 */
function shuffledTimes(observed: ObservedRisk, permutations: number, from: Stream): Estimate {
  const { adoptedAt } = observed;
  const adopters = Int32Array.from(adoptedAt.keys()).filter((city) => !Number.isNaN(adoptedAt[city]));
  const times = Float64Array.from(adopters, (city) => adoptedAt[city]);
  const ties = tiesAmong(observed.peers(), adopters);
  const p =
    adopters.length < 4
      ? NaN
      : moranPermutation(times, tieWeights(ties, 'rowStandardised'), permutations, from);
  return { ...none, p, rows: adopters.length, events: adopters.length };
}

function regression(observed: ObservedRisk, exposure: string, estimator: Estimator): Estimate {
  const { covariates, lag, link, memberships } = estimator;
  const exposed = observed.lagged(exposure, lag);
  const group = groupsOf(observed, estimator);
  // A spell's first years have no exposure that old.
  const old = Int32Array.from(exposed.keys()).filter((row) => !Number.isNaN(exposed[row]));
  // Of a group without an event its own dummy says all: its rows tell nothing of exposure.
  const eventful = new Set(
    Array.from(
      old.filter((row) => observed.event[row] === 1),
      (row) => group[row],
    ),
  );
  const kept = old.filter((row) => eventful.has(group[row]));
  const pick = (values: ArrayLike<number>): Float64Array => {
    const picked = new Float64Array(kept.length);
    for (let k = 0; k < kept.length; k++) picked[k] = values[kept[k]];
    return picked;
  };
  const event = pick(observed.event);
  const rows = kept.length;
  const events = event.reduce((sum, value) => sum + value, 0);
  if (events === 0) return { ...none, rows, events };
  const parts = [
    { names: [exposure], columns: [pick(exposed)] },
    { names: covariates, columns: covariates.map((name) => pick(observed.covariate(name))) },
    ...(memberships
      ? observed.memberships().map(({ name, values }) => ({ names: [`in ${name}`], columns: [pick(values)] }))
      : []),
    dummies(pick(group), estimator.dummies),
  ];
  const estimates = fitBinary({
    y: event,
    X: parts.flatMap(({ columns }) => columns),
    names: parts.flatMap(({ names }) => names),
    link,
    offset: pick(observed.time1.map((time, row) => Math.log(time - observed.time0[row]))),
    cluster: pick(observed.city),
  });
  const { coefficient, standardError, low, high, p } = coefficientRows(estimates)[1];
  const finite = estimates.converged && Number.isFinite(coefficient) && standardError > 0;
  return finite
    ? { estimate: coefficient, standardError, low, high, p, rows, events }
    : { ...none, rows, events };
}

/** By row: a number for each year, country, or year of a country, as the dummies tell them apart. */
function groupsOf({ country, time0 }: ObservedRisk, { dummies: kind }: Estimator): Float64Array {
  const first = time0.reduce((least, time) => Math.min(least, time), Infinity);
  const year = time0.map((time) => Math.floor(time - first));
  const years = 1 + year.reduce((most, own) => Math.max(most, own), 0);
  if (kind === 'none') return new Float64Array(time0.length);
  if (kind === 'period') return year;
  return year.map((own, row) => country[row] * years + (kind === 'country' ? 0 : own));
}
