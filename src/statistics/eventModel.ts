/** From rows at risk to a fitted event-history model: covariates and time as columns, then the fit. */
import type { Estimates } from './estimates.js';
import { type BinaryLink, fitBinary } from './fitBinary.js';
import { fitCox } from './fitCox.js';
import { dummies, polynomial, restrictedCubicSpline, splineKnots, type TimeTerms } from './timeTerms.js';

/** Rows at risk, simulated or observed: n of each. */
export interface EventRows {
  /** Who may depend on whom: rows of one city. */
  readonly city: ArrayLike<number | string>;
  /** Whose history it is, by name: a city's, or a city's in a replicate; whatever the policy. */
  readonly unit: readonly string[];
  /** The replicate of each row, by name, where several hold the same cities again; left out: there is one. */
  readonly replicate?: readonly string[];
  /** When the row's spell began. */
  readonly start: Float64Array;
  /** At risk during (time0, time1]. */
  readonly time0: Float64Array;
  readonly time1: Float64Array;
  /** When the event of a row happened, where that is known more exactly than by time1; NaN without an event. */
  readonly moment?: Float64Array;
  /** By which trends run: the period, or the time at which a row begins. */
  readonly trendTime: Float64Array;
  /** 1 where it happened. */
  readonly event: ArrayLike<number>;
  /** Numbers, or names of groups, by the name of the column. */
  readonly covariates: ReadonlyMap<string, Float64Array | readonly string[]>;
}

export type Link = BinaryLink | 'cox';
export type TimeTrend = 'none' | 'cubic' | 'spline' | 'dummies';

export interface EventModel {
  readonly link: Link;
  readonly covariates: readonly string[];
  readonly timeTrend: TimeTrend;
  /** Added to the linear predictor: a column, the logarithm of time1 - time0, or nothing. */
  readonly offset: { readonly column: string } | 'length' | null;
  /** Column whose groups may depend within; the city where it is left out. */
  readonly cluster?: string;
}

/** An error beyond which an estimate says next to nothing: on the linear predictor, exp(5) is a factor of 148. */
const MOST_ERROR = 5;

/** How time entered: what it takes to make the same columns elsewhere. */
export interface FittedTrend {
  readonly trend: TimeTrend;
  /** Powers are of time - origin. */
  readonly origin: number;
  readonly knots: readonly number[];
  readonly names: readonly string[];
}

export interface FittedModel {
  readonly model: EventModel;
  readonly estimates: Estimates;
  readonly trend: FittedTrend;
}

/** A column as numbers: as it is, or a dummy for each name but the first in the alphabet. */
function columnsOf(rows: EventRows, name: string): TimeTerms {
  const values = rows.covariates.get(name);
  if (values === undefined) throw new RangeError(`there is no covariate ${name}`);
  if (values instanceof Float64Array) return { names: [name], columns: [values] };
  const levels = [...new Set(values)].sort().slice(1);
  return {
    names: levels.map((level) => `${name} ${level}`),
    columns: levels.map((level) => Float64Array.from(values, (own) => (own === level ? 1 : 0))),
  };
}

/** Time as columns; dummies are by its whole part. */
function trendOf({ trendTime }: EventRows, trend: TimeTrend): FittedTrend & TimeTerms {
  const origin = Math.floor(trendTime.reduce((least, time) => Math.min(least, time), Infinity));
  if (trend === 'none') return { trend, origin, knots: [], names: [], columns: [] };
  if (trend === 'cubic') return { trend, origin, knots: [], ...polynomial(trendTime, 3, origin) };
  if (trend === 'dummies') return { trend, origin, knots: [], ...dummies(trendTime.map(Math.floor)) };
  const knots = splineKnots(trendTime);
  return { trend, origin, knots, ...restrictedCubicSpline(trendTime, knots) };
}

/**
 * Fits a model to rows. Errors are clustered.
 * @throws RangeError where a covariate is not there, or the rows cannot be fitted.
 */
export function fitEventModel(rows: EventRows, model: EventModel): FittedModel {
  const { link, offset } = model;
  const trend = trendOf(rows, model.timeTrend);
  const parts = [...model.covariates.map((name) => columnsOf(rows, name)), trend];
  const X = parts.flatMap(({ columns }) => columns);
  const names = parts.flatMap((part) => part.names);
  const { time0, time1, event } = rows;
  const cluster = model.cluster === undefined ? rows.city : rows.covariates.get(model.cluster)!;
  const estimates =
    link === 'cox'
      ? fitCox({ time0, time1, event, X, names, cluster })
      : fitBinary({ y: event, X, names, link, offset: offsetOf(rows, offset), cluster });
  const { columns: _, ...fitted } = trend;
  // Powers of time and splines vary together, whatever the events: their errors say nothing of separation.
  const judged = model.timeTrend === 'dummies' ? names.length : names.length - trend.names.length;
  const problems = [
    ...estimates.problems,
    ...hardlyIdentified(estimates, X.slice(0, judged), names.slice(0, judged)),
  ];
  return { model, estimates: { ...estimates, problems }, trend: fitted };
}

/**
 * names, X: the columns that are judged. Finite estimates of which the rows say next to nothing, in words. Either the linear predictor is unknown by more than
 * MOST_ERROR standard errors somewhere within the values that occur (a hazard known to a factor of exp(5) at best: some
 * value has hardly an event, or none), or the error of the coefficient itself is larger than that and than the estimate.
 */
function hardlyIdentified(
  { names: all, coefficients, standardErrors, modelErrors }: Estimates,
  X: readonly Float64Array[],
  names: readonly string[],
): string[] {
  return names.flatMap((name, at) => {
    const place = all.indexOf(name);
    const error = Number.isNaN(standardErrors[place]) ? modelErrors[place] : standardErrors[place];
    const low = X[at].reduce((least, value) => Math.min(least, value), Infinity);
    const high = X[at].reduce((most, value) => Math.max(most, value), -Infinity);
    const isVague = error > MOST_ERROR && Math.abs(coefficients[place]) < error;
    if (!isVague && !(error * (high - low) > MOST_ERROR)) return [];
    return [
      `${name} is hardly identified: an error of ${Number(error.toPrecision(3))}, where it runs from ${Number(low.toPrecision(3))} to ${Number(high.toPrecision(3))}; near separation, or hardly any variation`,
    ];
  });
}

function offsetOf(rows: EventRows, offset: EventModel['offset']): Float64Array | undefined {
  if (offset === null) return undefined;
  if (offset === 'length') return rows.time1.map((time, i) => Math.log(time - rows.time0[i]));
  return rows.covariates.get(offset.column) as Float64Array;
}
