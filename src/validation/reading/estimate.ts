import { fitBinary } from '../../statistics/fitBinary.js';
import type { CityPeriods } from './cityPeriods.js';

/**
 * Cloglog coefficients of covariates given by period and city, with errors clustered by city: estimated from the rows
 * alone. NaN for those without an estimate.
 */
export function estimate(
  rows: CityPeriods,
  covariates: { readonly [name: string]: readonly ArrayLike<number>[] },
): { readonly [name: string]: number } {
  const names = Object.keys(covariates);
  if (!rows.event.includes(1)) return Object.fromEntries(names.map((name) => [name, NaN]));
  const fitted = fitBinary({
    y: rows.event,
    X: names.map((name) =>
      Float64Array.from(rows.city, (city, row) => covariates[name][rows.period[row]][city]),
    ),
    names,
    link: 'cloglog',
    offset: rows.length.map(Math.log),
    cluster: rows.city,
  });
  return Object.fromEntries(names.map((name) => [name, fitted.coefficients[fitted.names.indexOf(name)]]));
}
