import { networks } from '../../catalogue/index.js';
import { originKind } from '../../catalogue/network.js';
import type { Pattern } from '../pattern.js';

/** Cramér's V of a 2 x 2 table. */
export function cramersV([[a, b], [c, d]]: readonly (readonly [number, number])[]): number {
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  return margins === 0 ? NaN : Math.abs(a * d - b * c) / Math.sqrt(margins);
}

/** A29: a check of the catalogue, not of the simulation. */
export const multiplying: Pattern = {
  id: 'A29',
  fact: 'Migration networks multiply; grassroots ones are national, sponsored ones international',
  source:
    'Lacroix and Spencer 2022 (19 by 1999, 40 by 2010, 64 by 2020 are those of Lacroix 2021, a larger data base)',
  statistic:
    "dated networks of the catalogue, founded by 1999, 2010 and 2020; Cramér's V of origin (grassroots or sponsored) and scope (national or beyond)",
  expected: 'more in each decade than before; above .4',
  worlds: {},
  checks: {
    nineties: { label: 'founded by 1999', rule: { kind: 'range', low: 1, high: 19 } },
    noughties: {
      label: 'founded 2000 to 2010 less founded in the decade before',
      rule: { kind: 'positive' },
    },
    tens: { label: 'founded 2011 to 2020 less founded 2000 to 2010', rule: { kind: 'positive' } },
    association: { label: "Cramér's V", rule: { kind: 'range', low: 0.4, high: 1 } },
  },
  measure() {
    const years = networks.flatMap(({ launch }) => (launch ? [launch.year] : []));
    const founded = (from: number, to: number): number =>
      years.filter((year) => year >= from && year <= to).length;
    const cell = (kind: string, national: boolean): number =>
      networks.filter(
        ({ origin, scope }) => originKind(origin.value) === kind && (scope.value === 'national') === national,
      ).length;
    return {
      nineties: founded(0, 1999),
      noughties: founded(2000, 2010) - founded(1990, 1999),
      tens: founded(2011, 2020) - founded(2000, 2010),
      association: cramersV([
        [cell('grassroots', true), cell('grassroots', false)],
        [cell('sponsored', true), cell('sponsored', false)],
      ]),
    };
  },
};
