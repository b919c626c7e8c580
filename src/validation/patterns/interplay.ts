/** Drivers that work together: need and government, need and civil society, growth and conservatism. */
import { standardise } from '../../model/standard.js';
import type { Pattern } from '../pattern.js';
import { firstAdoptions, policiesTowards } from '../reading/adoptions.js';
import { attribute, needs, orientationAt, snapshotAt, zscores } from '../reading/attributes.js';
import { cityPeriods } from '../reading/cityPeriods.js';
import { estimate } from '../reading/estimate.js';
import { stageAt } from '../reading/stages.js';
import { mean, pick, slope, terciles, where } from '../reading/statistics.js';
import type { Run } from '../run.js';

const us = { scenario: 'us-sanctuary' };

/** A3. */
export const receptive: Pattern = {
  id: 'A3',
  fact: 'Need and a liberal government work together',
  source:
    "O'Brien, Collingwood and Paarlberg 2023; list of US sanctuaries: .25 in high/high terciles, .00 to .02 in the off-diagonal corners",
  statistic:
    'share of holders of sanctuary at the end of 2020 in the top terciles of immigrant share and orientation of 2010, over that in the larger of the off-diagonal corners, United States',
  expected: 'median at least 5',
  worlds: { us },
  snapshots: { us: [2010] },
  checks: {
    ratio: { label: 'high/high over off-diagonal', rule: { kind: 'range', low: 5, high: Infinity } },
  },
  measure({ us: run }) {
    const share = terciles(snapshotAt(run, 2010).immigrantShare!);
    const orientation = terciles(orientationAt(run, 2010));
    const held = stageAt(run, 'sanctuary', 2021);
    const corner = (ofShare: number, ofOrientation: number): number =>
      mean(
        pick(
          held,
          where(held.length, (city) => share[city] === ofShare && orientation[city] === ofOrientation),
        ).map((stage) => (stage > 0 ? 1 : 0)),
      );
    return { ratio: corner(2, 2) / Math.max(corner(0, 2), corner(2, 0)) };
  },
};

/** A4. */
export const bridge: Pattern = {
  id: 'A4',
  fact: 'Civil society bridges need and policy',
  source: 'Filomeno 2017a in Lacroix and Spencer 2022',
  statistic:
    'slope of having adopted an inclusive policy by the end of 2020 on need, top less bottom tercile of civil society; cities that ever adopted inclusive and exclusionary policies without civil society over with it, United States',
  expected:
    'steeper in the top tercile; inclusive falls by a third or more, exclusionary changes by less than a fifth',
  worlds: {
    us,
    without: {
      scenario: 'us-sanctuary',
      set: ['cities.attributes.civilSociety.beta=null', 'cities.attributes.civilSociety.constant=0'],
    },
  },
  checks: {
    slope: { label: 'slope in the top less in the bottom tercile', rule: { kind: 'positive' } },
    inclusive: { label: 'inclusive without over with', rule: { kind: 'range', low: 0, high: 2 / 3 } },
    exclusionary: { label: 'exclusionary without over with', rule: { kind: 'range', low: 0.8, high: 1.2 } },
  },
  measure({ us: run, without }) {
    const adopted = (of: Run, direction: 1 | -1): Set<number> =>
      new Set(firstAdoptions(of, policiesTowards(of, direction)).map(({ city }) => city));
    const inclusive = adopted(run, 1);
    const need = needs(run);
    const third = terciles(attribute(run, 'civilSociety'));
    const slopeIn = (tercile: number): number => {
      const cities = where(need.length, (city) => third[city] === tercile);
      return slope(
        pick(need, cities),
        cities.map((city) => (inclusive.has(city) ? 1 : 0)),
      );
    };
    return {
      slope: slopeIn(2) - slopeIn(0),
      inclusive: adopted(without, 1).size / inclusive.size,
      exclusionary: adopted(without, -1).size / adopted(run, -1).size,
    };
  },
};

/** Years after a hostile turn of the nation, and years without one for long (levels of us-sanctuary). */
const LOUD = [
  [2006, 2009],
  [2017, 2021],
] as const;
const CALM = [
  [1990, 1996],
  [2011, 2017],
] as const;

/** A6. */
export const threatened: Pattern = {
  id: 'A6',
  fact: 'Growth of the immigrant share makes exclusion in conservative places when the nation is loud about it',
  source: 'Walker and Leitner 2011 in Lacroix and Spencer 2022; Hopkins 2010',
  statistic:
    'cloglog coefficient of growth x conservatism (each per sd, beside both) on exclusion: 2006 to 2008 and 2017 to 2020; 1990 to 1995 and 2011 to 2016, United States',
  expected: '> 0; median about 0 (within .1)',
  worlds: { us },
  snapshots: { us: [...LOUD, ...CALM].map(([from]) => from) },
  checks: {
    loud: { label: 'growth x conservatism, hostile years', rule: { kind: 'positive' } },
    calm: { label: 'the same, calm years', rule: { kind: 'range', low: -0.1, high: 0.1 } },
  },
  measure({ us: run }) {
    const growth = zscores(run, 'growth');
    const product = (periods: readonly (readonly [number, number])[]): number => {
      const conservatism = periods.map(([from]) =>
        standardise(orientationAt(run, from)).map((value) => -value),
      );
      return estimate(cityPeriods(run, 'exclusion', periods), {
        growth: periods.map(() => growth),
        conservatism,
        product: conservatism.map((own) => own.map((value, city) => value * growth[city])),
      })['product'];
    };
    return { loud: product(LOUD), calm: product(CALM) };
  },
};
