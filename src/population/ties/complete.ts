/** Everyone is tied with everyone. */
import type { Ties } from '../../model/world.js';
import { cityCount, type TieGenerator } from './generator.js';

export type CompleteOptions = Record<never, never>;

/** All n (n - 1) / 2 pairs are tied: 4 n² bytes. */
export const complete: TieGenerator<CompleteOptions> = {
  id: 'complete',
  label: 'complete',
  help: 'everyone is tied with everyone',
  source: 'definition',
  limit: 10000,
  options: {},
  generate(cities): Ties {
    const n = cityCount(cities, 'complete', complete.limit);
    const rowStart = Int32Array.from({ length: n + 1 }, (_, i) => i * (n - 1));
    const column = new Int32Array(n * (n - 1));
    for (let i = 0, k = 0; i < n; i++) for (let j = 0; j < n; j++) if (j !== i) column[k++] = j;
    return { rowStart, column, weight: null, symmetric: true };
  },
};
