import { networks } from '../../catalogue/index.js';
import { decimalYear } from '../../model/time.js';
import type { Pattern } from '../pattern.js';
import { adoptions, policiesTowards } from '../reading/adoptions.js';
import { hazard, rateOf, riskSpells, together } from '../reading/spells.js';

const CRISIS = decimalYear('2015-09-01')!;

/** A17. */
export const crisis: Pattern = {
  id: 'A17',
  fact: 'The arrivals of 2015 and 2016 amplified what cities did',
  source: 'Lacroix and Spencer 2022',
  statistic:
    'log ratio of the hazard of inclusive policies, three years after September 2015 over five years before, Europe; adoptions in these three years, with the arrivals less without; foundings of migration networks a year, 2015 to 2018 less 2005 to 2014 (catalogue)',
  expected: 'positive in most replicates; positive; positive',
  worlds: { eu: { scenario: 'eu-charter' }, quiet: { scenario: 'eu-charter', set: ['shocks=null'] } },
  checks: {
    // "In most replicates": the median is what must be above 0 here.
    break: { label: 'log ratio of hazards', rule: { kind: 'range', low: 0, high: Infinity } },
    arrivals: { label: 'adoptions that the arrivals add', rule: { kind: 'positive' } },
    foundings: { label: 'rise in foundings a year', rule: { kind: 'positive' } },
  },
  measure({ eu, quiet }) {
    const ids = policiesTowards(eu, 1);
    const spells = ids.map((id) => riskSpells(eu, id));
    const rate = (from: number, to: number): number =>
      hazard(together(spells.map((own) => rateOf(own, from, to))));
    const after = (run: typeof eu): number =>
      adoptions(run, ids).filter(({ time }) => time >= CRISIS && time < CRISIS + 3).length;
    const founded = (from: number, to: number): number =>
      networks.filter(
        ({ launch, theme }) =>
          launch && theme.value === 'specialised' && launch.year >= from && launch.year < to,
      ).length /
      (to - from);
    return {
      break: Math.log(rate(CRISIS, CRISIS + 3) / rate(CRISIS - 5, CRISIS)),
      arrivals: after(eu) - after(quiet),
      foundings: founded(2015, 2019) - founded(2005, 2015),
    };
  },
};
