/** Large cities and small ones. */

import { networks } from '../../catalogue/index.js';
import { sizeClassOf } from '../../model/sizeClass.js';
import type { Pattern } from '../pattern.js';
import { adoptions, firstAdoptions } from '../reading/adoptions.js';
import { attribute } from '../reading/attributes.js';
import { membershipCounts } from '../reading/memberships.js';
import { mean, median, pick, rankCorrelation, where } from '../reading/statistics.js';

/**
 * Networks of the catalogue that European cities can be in, beside those of eu-charter: a predicate that names no
 * country takes in all, one that does must name Germany (a national network of another country is none).
 */
const europeanNetworks = networks
  .filter(({ eligible, scope, direction }) => {
    const { country } = eligible.value as { readonly country?: readonly string[] };
    return scope.value !== 'national' && direction.value > 0 && (!country || country.includes('DE'));
  })
  .map(({ id }) => id)
  .filter((id) => !['eurocities', 'clip', 'integrating-cities-charter', 'solidarity-cities'].includes(id));

/** A22. */
export const leaders: Pattern = {
  id: 'A22',
  fact: 'Leaders and ordinary cities',
  source:
    'Lacroix and Spencer 2022; memberships of European cities (ETMUN): median 1, largest 43; 4.0 above 500,000 inhabitants against .7 below 10,000',
  statistic:
    'memberships of a city in the networks of Europe at the end of 2020: variance over mean; largest over median; mean of cities above 500,000 over that of the smallest; rank correlation with population',
  expected: 'heavy tail: variance above the mean, largest at least 4 times the median; rising with size',
  worlds: {
    eu: {
      scenario: 'eu-charter',
      set: ['cities.gazetteer.population.from=50000', ...europeanNetworks.map((id) => `networks.${id}={}`)],
    },
  },
  checks: {
    dispersion: { label: 'variance over mean, less 1', rule: { kind: 'positive' } },
    largest: { label: 'largest over median (at least 1)', rule: { kind: 'range', low: 4, high: Infinity } },
    ratio: { label: 'large over small cities', rule: { kind: 'range', low: 1.5, high: Infinity } },
    size: { label: 'rank correlation with population', rule: { kind: 'positive' } },
  },
  measure({ eu }) {
    const counts = membershipCounts(eu, 2021);
    const population = attribute(eu, 'population');
    const centre = mean(counts);
    const variance = mean(Array.from(counts, (count) => (count - centre) ** 2));
    const large = where(counts.length, (city) => sizeClassOf(population[city]) >= 4);
    const lower = median(population);
    const small = where(counts.length, (city) => population[city] < lower);
    return {
      dispersion: variance / centre - 1,
      largest: counts.reduce((most, count) => Math.max(most, count), 0) / Math.max(1, median(counts)),
      ratio: mean(pick(counts, large)) / mean(pick(counts, small)),
      size: rankCorrelation(counts, population),
    };
  },
};

const POLICY = 'welcoming';
/** The dispersal policy: newcomers are sent to towns below 60,000 inhabitants, 15 % of the others there. */
const DISPERSAL = 8;

/** A23. */
export const largeFirst: Pattern = {
  id: 'A23',
  fact: 'Large cities first, small ones later; sooner where arrivals are sent to small towns',
  source:
    "joiners' median population 42,366 in one year, 5,409 in the next (public data); Tazzioli 2019 in Lacroix and Spencer 2022",
  statistic:
    'rank correlation of time of adoption and population among adopters of welcoming; median population of those who adopt in the ten years after arrivals are dispersed to towns below 60,000, over that without dispersal (log); laboratory',
  expected: 'falls; falls sooner',
  worlds: {
    lab: { scenario: 'laboratory' },
    dispersal: {
      scenario: 'laboratory',
      set: [`shocks=[{at: ${DISPERSAL}, cities: {population: {to: 60000}}, share: 0.15}]`],
    },
  },
  checks: {
    falls: { label: 'rank correlation of time and population', rule: { kind: 'negative' } },
    sooner: { label: 'log ratio of median populations', rule: { kind: 'negative' } },
  },
  measure({ lab, dispersal }) {
    const population = attribute(lab, 'population');
    const first = firstAdoptions(lab, [POLICY]);
    const size = (run: typeof lab): number =>
      median(
        adoptions(run, [POLICY])
          .filter(({ time }) => time >= DISPERSAL && time < DISPERSAL + 10)
          .map(({ city }) => population[city]),
      );
    return {
      falls: rankCorrelation(
        first.map(({ time }) => time),
        first.map(({ city }) => population[city]),
      ),
      sooner: Math.log(size(dispersal) / size(lab)),
    };
  },
};
