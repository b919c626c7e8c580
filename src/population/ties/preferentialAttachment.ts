/** Preferential attachment: newcomers tie themselves to those who have many ties. */
import { type Stream, stream, uniform } from '../../model/random.js';
import type { TieGenerator } from './generator.js';
import { fromPairs, TieError } from './rows.js';

export interface PreferentialAttachmentOptions {
  readonly tiesOfNewcomer?: number;
}

/**
 * Barabási and Albert: the first m + 1 cities are all tied with each other; each later one, in the input's order, ties
 * itself to m different earlier ones, each drawn with probability proportional to its ties. The degrees have a tail
 * P(degree >= k) ~ m (m + 1) / (k (k + 1)). Ties: m (m + 1) / 2 + (n - m - 1) m. A further city at the end changes no tie of
 * the others. Cost: about 0.2 µs a tie.
 */
export const preferentialAttachment: TieGenerator<PreferentialAttachmentOptions> = {
  id: 'preferentialAttachment',
  label: 'preferential attachment',
  help: 'newcomers, in the order of the input, tie themselves to those who have many ties',
  source: 'Barabási and Albert 1999, Science 286, 509-512',
  limit: 10000000,
  options: {
    tiesOfNewcomer: {
      default: 3,
      range: [1, 1000],
      integer: true,
      unit: 'ties',
      help: 'ties that each newcomer makes; the mean degree is about twice this',
      source: 'assumption',
    },
  },
  generate(cities, options, seed) {
    const { tiesOfNewcomer: m = 3 } = options;
    const { count: n, keys } = cities;
    if (!(Number.isInteger(m) && m >= 1))
      throw new TieError(`tiesOfNewcomer ${m}: a whole number from 1 is expected`);
    if (m >= n)
      throw new TieError(`tiesOfNewcomer ${m} is impossible with ${n} cities: it must be below ${n}`);
    const core = (m * (m + 1)) / 2;
    const pairCount = core + (n - m - 1) * m;
    const first = new Int32Array(pairCount);
    const second = new Int32Array(pairCount);
    let e = 0;
    for (let i = 1; i <= m; i++) {
      for (let j = 0; j < i; j++) {
        first[e] = i;
        second[e++] = j;
      }
    }
    // streams[attempt of tie s]: an end of a random earlier tie is a city drawn in proportion to its ties.
    const streams: Stream[][] = Array.from({ length: m }, () => []);
    for (let i = m + 1; i < n; i++) {
      const ends = 2 * e;
      const own = e;
      for (let s = 0; s < m; s++) {
        for (let attempt = 0; ; attempt++) {
          if (attempt === streams[s].length) {
            streams[s].push(stream(seed, 'ties', 'preferentialAttachment', s, attempt));
          }
          const u = uniform(streams[s][attempt], keys[2 * i], keys[2 * i + 1]);
          const end = Math.min(ends - 1, Math.floor(u * ends));
          const target = end & 1 ? second[end >> 1] : first[end >> 1];
          let known = false;
          for (let k = own; k < e; k++) if (second[k] === target) known = true;
          if (known) continue;
          first[e] = i;
          second[e++] = target;
          break;
        }
      }
    }
    return fromPairs(n, first, second);
  },
};
