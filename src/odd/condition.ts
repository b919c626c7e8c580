/** A condition on a city in words: "in DE or FR, population from 100000, member of eurocities". */
import type { Between, PredicateSpec } from '../scenario/schema/predicate.js';
import { joined, numberText } from './document.js';

const reach = ({ from, to }: Between): string =>
  [from === undefined ? '' : `from ${numberText(from)}`, to === undefined ? '' : `below ${numberText(to)}`]
    .filter((part) => part !== '')
    .join(' and ');

/** Names of more cities than this are counted. */
const MOST_NAMES = 8;

export const cityNamesText = (cities: readonly string[]): string =>
  cities.length > MOST_NAMES ? `${cities.length} named cities` : joined(cities.map(String));

export function conditionText(condition: PredicateSpec | null): string {
  if (condition === null) return 'every city';
  const then = condition.at === 'start' ? ' at the start' : '';
  return Object.entries(condition)
    .filter(([key]) => key !== 'at')
    .map(([key, value]) => {
      const names = value as readonly string[];
      if (key === 'country' || key === 'region') return `in ${joined(names, 'or')}`;
      if (key === 'city') return cityNamesText(names);
      if (key === 'memberOf') return `member of ${joined(names, 'or')}${then}`;
      if (key === 'holds') return `holds ${joined(names, 'or')}${then}`;
      if (key === 'not') return `not (${conditionText(value as PredicateSpec)})`;
      if (key === 'any')
        return joined(
          (value as readonly PredicateSpec[]).map((one) => `(${conditionText(one)})`),
          'or',
        );
      return `${key} ${reach(value as Between)}`;
    })
    .join(', ');
}
