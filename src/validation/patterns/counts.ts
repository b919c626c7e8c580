/** Observed histories: how many hold a policy or are in a network. */
import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { holders } from '../reading/stages.js';
import type { Run } from '../run.js';

/** Cities of the gazetteer that the scenarios take: counts are stated for as many. */
const US_CITIES = 2370;
const EU_CITIES = 480;

/** A count as it would be among as many cities as the scenario ships with. */
const per = (cities: number, { world }: Run, count: number): number => (count / world.cities.count) * cities;

/** A8. */
export const minority: Pattern = {
  id: 'A8',
  fact: 'Sanctuary stays with a minority: nearly 200 cities in the United States',
  source: 'Lacroix and Spencer 2022',
  statistic: 'holders of sanctuary at the end of 2020, per 2,370 cities above 20,000 inhabitants',
  expected: 'median 150 to 250, which is 1 to 10 % of large localities at most; 200 within the 90 % band',
  worlds: { us: { scenario: 'us-sanctuary' } },
  checks: {
    holders: { label: 'holders of sanctuary', rule: { kind: 'history', low: 150, high: 250, observed: 200 } },
    share: { label: 'share of large localities', rule: { kind: 'range', low: 0.01, high: 0.1 } },
  },
  measure({ us }) {
    const count = holders(us, 'sanctuary', 2021);
    return { holders: per(US_CITIES, us, count), share: count / us.world.cities.count };
  },
};

/** A9. */
export const welcomingCities: Pattern = {
  id: 'A9',
  fact: 'Welcoming Cities: 18 at the start in 2013, 50 within two years, 93 in 2020',
  source: 'Lacroix and Spencer 2022; welcomingamerica.org',
  statistic:
    'members at the start of 2015 and of 2020, per 2,370 eligible cities; joins in the last two years',
  expected: 'medians within 20 % of 50 and 93, these within the 90 % bands; still growing in 2019 and 2020',
  worlds: { us: { scenario: 'us-sanctuary' } },
  checks: {
    members2015: { label: 'members in 2015', rule: { kind: 'history', low: 40, high: 60, observed: 50 } },
    members2020: {
      label: 'members in 2020',
      rule: { kind: 'history', low: 74.4, high: 111.6, observed: 93 },
    },
    late: { label: 'number of joins in 2019 and 2020', rule: { kind: 'positive' } },
  },
  measure({ us }) {
    const id = 'welcoming-cities';
    return {
      members2015: per(US_CITIES, us, holders(us, id, 2015)),
      members2020: per(US_CITIES, us, holders(us, id, 2020)),
      late: adoptions(us, [id]).filter(({ time }) => time >= 2019).length,
    };
  },
};

/** A10. */
export const charter: Pattern = {
  id: 'A10',
  fact: 'The Integrating Cities Charter: from 2010 to 39 signatories in ten years',
  source: 'Teixeira 2020',
  statistic: 'signatories in mid-2020, per 480 cities; signatures a year from 2010 on',
  expected: 'median 33 to 45, 39 within the 90 % band; about four a year',
  worlds: { eu: { scenario: 'eu-charter' } },
  checks: {
    signed: { label: 'signatories', rule: { kind: 'history', low: 33, high: 45, observed: 39 } },
    yearly: { label: 'signatures a year', rule: { kind: 'range', low: 3, high: 5 } },
  },
  measure({ eu }) {
    const id = 'integrating-cities-charter';
    return {
      signed: per(EU_CITIES, eu, holders(eu, id, 2020.5)),
      yearly: per(EU_CITIES, eu, adoptions(eu, [id]).length) / 11,
    };
  },
};
