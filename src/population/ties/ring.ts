/** A ring: everyone is tied with the nearest. */
import type { TieGenerator } from './generator.js';
import { orderOption, rewiredRing, ringDegreeOption } from './smallWorld.js';

export interface RingOptions {
  readonly meanDegree?: number;
  readonly order?: 'input' | 'random';
}

/** Each city is tied with its k nearest on a ring, k/2 on either side: a small world that nobody rewired. */
export const ring: TieGenerator<RingOptions> = {
  id: 'ring',
  label: 'ring',
  help: 'each city is tied with its nearest on a ring',
  source: 'Watts and Strogatz 1998 at rewiring 0',
  limit: 10000000,
  options: { meanDegree: ringDegreeOption, order: orderOption },
  generate(cities, options, seed) {
    const { meanDegree = 4, order = 'input' } = options;
    return rewiredRing(cities, { meanDegree, rewiring: 0, order }, seed, 'ring');
  },
};
