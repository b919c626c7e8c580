/**
 * Ties as exposure reads them: the peers that a city looks at are the row of the city, each with a weight. Unweighted
 * counts are integers kept up to date; rows whose adopters weigh differently are summed anew in index order when one of
 * them has changed, since running sums of doubles drift.
 */
import type { Fill } from '../fill.js';
import { exp } from '../numerics.js';
import type { Standard } from '../standard.js';
import type { State } from '../state.js';
import type { Ties, World } from '../world.js';
import type { Presence } from './presence.js';

export interface TieRows {
  /** Rows that look at a city: who is to be told when it changes; null without ties. */
  readonly lookers: Ties | null;
  /** Weight of each tie times exp(prestige * z) of the city looked at; null: all alike. */
  readonly weight: Float64Array | null;
  /** N: all weight along the row of a city, 0 where it looks at nobody; empty where ties are no layer. */
  readonly total: Float64Array;
  /** Whether shares are summed along rows, and not counted. */
  readonly summed: boolean;
  /** N: adopters along the row of each city. */
  adopters(subject: number): Int32Array;
  /** The adopters' share of the weight along the row of a city, in [0, 1]; 0 where it looks at nobody. */
  shares(subject: number): Fill;
  /** No adopters. */
  reset(): void;
  /** A city took up (+1) or gave up (-1) a subject. */
  change(subject: number, city: number, by: 1 | -1): void;
  /** It gave it up and took it up again within a step: its age begins anew. */
  again(subject: number, city: number): void;
}

/** Who looks at me: the transposed rows. */
export function lookersOf(ties: Ties): Ties {
  if (ties.symmetric) return ties;
  const cityCount = ties.rowStart.length - 1;
  const rowStart = new Int32Array(cityCount + 1);
  for (const j of ties.column) rowStart[j + 1]++;
  for (let i = 0; i < cityCount; i++) rowStart[i + 1] += rowStart[i];
  const next = rowStart.slice();
  const column = new Int32Array(ties.column.length);
  for (let i = 0; i < cityCount; i++) {
    for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) column[next[ties.column[at]]++] = i;
  }
  return { rowStart, column, weight: null, symmetric: false };
}

/** Weights of ties with the prestige of those looked at; null where every tie counts 1. */
function weightsOf({ column, weight }: Ties, prestige: number, standard: Standard): Float64Array | null {
  if (prestige === 0) return weight;
  const factor = standard.logPopulation().map((z) => exp(prestige * z));
  return Float64Array.from(column, (j, at) => (weight ? weight[at] : 1) * factor[j]);
}

/** tracked: by subject, whether anything reads its peers. */
export function createTieRows(
  world: World,
  state: State,
  standard: Standard,
  presence: Presence,
  tracked: readonly boolean[],
): TieRows {
  const { exposure: rule, cities } = world;
  const cityCount = cities.count;
  const lookers = world.ties && lookersOf(world.ties);
  const ties = rule.layers.ties > 0 ? world.ties : null;
  const weight = ties && weightsOf(ties, rule.prestige, standard);
  const total = new Float64Array(ties ? cityCount : 0);
  for (let i = 0; i < total.length; i++) {
    const { rowStart } = ties!;
    if (!weight) total[i] = rowStart[i + 1] - rowStart[i];
    else for (let at = rowStart[i]; at < rowStart[i + 1]; at++) total[i] += weight[at];
  }
  const divisor = total.map((own) => own || 1); // who looks at nobody sees 0 adopters
  const adopters = tracked.map((reads) => new Int32Array(ties && reads ? cityCount : 0));
  const { stage } = state;
  const summed = weight !== null || presence.fades;
  // The weight of the adopters along each row, and in which step it was summed; -1: to be summed anew.
  const sums = adopters.map((row) => new Float64Array(summed ? row.length : 0));
  const summedAt = sums.map((row) => new Int32Array(row.length).fill(-1));

  function weightOfAdopters(subject: number, city: number): number {
    const { rowStart, column } = ties!;
    const offset = subject * cityCount;
    const end = rowStart[city + 1];
    let sum = 0;
    for (let at = rowStart[city]; at < end; at++) {
      const peer = column[at];
      if (stage[offset + peer] > 0) sum += (weight ? weight[at] : 1) * presence.of(subject, peer);
    }
    return sum;
  }

  const dirty = new Int32Array(total.length);
  /** Sums the rows of cities anew where an adopter along them has changed. */
  function renew(subject: number, cities: Int32Array, count: number): void {
    const made = summedAt[subject];
    let size = 0;
    for (let k = 0; k < count; k++) if (made[cities[k]] < 0) dirty[size++] = cities[k];
    for (let k = 0; k < size; k++) {
      sums[subject][dirty[k]] = weightOfAdopters(subject, dirty[k]);
      made[dirty[k]] = state.step;
    }
  }

  function summedShares(subject: number): Fill {
    const own = sums[subject];
    const made = summedAt[subject];
    const left = presence.fades ? presence.left : Float64Array.of(1);
    return (cities, count, out) => {
      renew(subject, cities, count);
      const step = presence.fades ? state.step : 0;
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const weighed = own[city] * left[presence.fades ? step - made[city] : 0];
        out[k] = weighed / divisor[city];
      }
    };
  }

  function countedShares(subject: number): Fill {
    const counts = adopters[subject];
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        out[k] = counts[city] / divisor[city];
      }
    };
  }

  /** Those who look at a city count it, or no more, and are to sum anew. */
  function tellLookers(subject: number, city: number, by: number): void {
    const row = adopters[subject];
    if (row.length === 0) return;
    const made = summedAt[subject];
    const { rowStart, column } = lookers!;
    const end = rowStart[city + 1];
    for (let at = rowStart[city]; at < end; at++) row[column[at]] += by;
    if (summed) for (let at = rowStart[city]; at < end; at++) made[column[at]] = -1;
  }

  return {
    lookers,
    weight,
    total,
    summed,
    adopters: (subject) => adopters[subject],
    shares: summed ? summedShares : countedShares,
    reset() {
      for (const row of adopters) row.fill(0);
      for (const row of summedAt) row.fill(-1);
    },
    change: tellLookers,
    again: (subject, city) => tellLookers(subject, city, 0),
  };
}
