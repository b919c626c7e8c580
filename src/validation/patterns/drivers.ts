/** What a stranger would estimate of the drivers inside cities, from rows of the simulated United States. */
import { standardise } from '../../model/standard.js';
import type { Pattern } from '../pattern.js';
import { orientationAt, snapshotAt, zscores } from '../reading/attributes.js';
import { cityPeriods } from '../reading/cityPeriods.js';
import { estimate } from '../reading/estimate.js';
import type { Run } from '../run.js';

const us = { scenario: 'us-sanctuary' };

/** Between censuses; covariates are those of the first day. */
const PERIODS = [
  [1980, 1990],
  [1990, 2000],
  [2000, 2010],
  [2010, 2021],
] as const;
const CENSUSES = PERIODS.map(([from]) => from);

const logit = (share: number): number => Math.log((share + 1e-4) / (1 - share + 1e-4));

/** Covariates by period, standardised over the cities of the period: a coefficient is one of a standard deviation. */
function covariates(run: Run) {
  const same = (column: Float64Array): Float64Array[] => PERIODS.map(() => column);
  return {
    share: CENSUSES.map((year) => standardise(snapshotAt(run, year).immigrantShare!.map(logit))),
    orientation: CENSUSES.map((year) => standardise(orientationAt(run, year))),
    education: same(zscores(run, 'education')),
    insecurity: same(zscores(run, 'insecurity')),
    population: same(zscores(run, 'population')),
  };
}

/** A1. */
export const share: Pattern = {
  id: 'A1',
  fact: 'Immigrant share raises adoption',
  source:
    "Lacroix and Spencer 2022; O'Brien, Collingwood and Paarlberg 2023: .77 a sd alone, .13 with controls",
  statistic:
    'cloglog coefficient of the logit of the immigrant share, per sd, on sanctuary (cities between censuses, United States): alone; with orientation, education and log population',
  expected: 'median .5 to 1.1 alone; smaller with controls',
  worlds: { us },
  snapshots: { us: CENSUSES },
  checks: {
    alone: { label: 'coefficient alone', rule: { kind: 'range', low: 0.5, high: 1.1 } },
    smaller: { label: 'alone less with controls', rule: { kind: 'positive' } },
  },
  measure({ us: run }) {
    const rows = cityPeriods(run, 'sanctuary', PERIODS);
    const known = covariates(run);
    const { insecurity: _, ...controlled } = known;
    const alone = estimate(rows, { share: known.share })['share'];
    return { alone, smaller: alone - estimate(rows, controlled)['share'] };
  },
};

/** A2. */
export const orientation: Pattern = {
  id: 'A2',
  fact: 'Liberal government raises adoption',
  source:
    "Lacroix and Spencer 2022; O'Brien, Collingwood and Paarlberg 2023: .81 a sd alone, .73 with controls",
  statistic:
    'cloglog coefficient of orientation, per sd, on sanctuary (cities between censuses, United States): alone; with immigrant share, education and log population; share of it that is left, less the same of the immigrant share',
  expected: 'medians .5 to 1.0; more of it is left than of A1',
  worlds: { us },
  snapshots: { us: CENSUSES },
  checks: {
    alone: { label: 'coefficient alone', rule: { kind: 'range', low: 0.5, high: 1 } },
    controlled: { label: 'with controls', rule: { kind: 'range', low: 0.5, high: 1 } },
    robust: { label: 'share left less that of the immigrant share', rule: { kind: 'positive' } },
  },
  measure({ us: run }) {
    const rows = cityPeriods(run, 'sanctuary', PERIODS);
    const known = covariates(run);
    const { insecurity: _, ...controlled } = known;
    const both = estimate(rows, controlled);
    const alone = estimate(rows, { orientation: known.orientation })['orientation'];
    const shareAlone = estimate(rows, { share: known.share })['share'];
    return {
      alone,
      controlled: both['orientation'],
      robust: both['orientation'] / alone - both['share'] / shareAlone,
    };
  },
};

/** A5. */
export const meansAndWorries: Pattern = {
  id: 'A5',
  fact: 'Education raises adoption; economic insecurity that of welcoming, not of sanctuary',
  source: 'Huang and Liu 2018 in Lacroix and Spencer 2022',
  statistic:
    'cloglog coefficients per sd with immigrant share, orientation and log population (cities between censuses, United States): education and insecurity on welcoming, insecurity on sanctuary',
  expected: 'medians .3 to .7; .2 to .4; at most .1',
  worlds: { us },
  snapshots: { us: CENSUSES },
  checks: {
    education: { label: 'education on welcoming', rule: { kind: 'range', low: 0.3, high: 0.7 } },
    insecurity: { label: 'insecurity on welcoming', rule: { kind: 'range', low: 0.2, high: 0.4 } },
    sanctuary: { label: 'insecurity on sanctuary', rule: { kind: 'range', low: -Infinity, high: 0.1 } },
  },
  measure({ us: run }) {
    const known = covariates(run);
    const welcoming = estimate(cityPeriods(run, 'welcoming', PERIODS), known);
    const sanctuary = estimate(cityPeriods(run, 'sanctuary', PERIODS), known);
    return {
      education: welcoming['education'],
      insecurity: welcoming['insecurity'],
      sanctuary: sanctuary['insecurity'],
    };
  },
};
