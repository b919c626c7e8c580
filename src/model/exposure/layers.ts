/**
 * Exposure over the layers of a city's surroundings: sum_l w_l s_l / sum_l w_l over those in which it has a peer; none: 0.
 *
 * The loops have nothing to guess (state.ts, isFull): whom a city does not meet counts 0. They are short and stand one after
 * the other, since the compiler makes more of such than of a long one.
 */
import type { Fill } from '../fill.js';
import type { Memberships } from '../memberships.js';
import { isFull, type State } from '../state.js';
import type { World } from '../world.js';
import type { Groups } from './groups.js';
import type { Presence } from './presence.js';
import type { TieRows } from './tieRows.js';

/** What exposure is made of. */
export interface ExposureParts {
  readonly world: World;
  readonly state: State;
  readonly memberships: Memberships;
  readonly presence: Presence;
  readonly rows: TieRows;
  readonly groups: Groups;
}

/** Adds the shares of adopters that cities meet in a layer, times its weight, to sums, and its weight to totals where they meet somebody. */
type AddLayer = (cities: Int32Array, count: number, sums: Float64Array, totals: Float64Array) => void;

/** In the place of a 0 by which something would be divided: 0 divided by it is 0. No weight is as small. */
const NEARLY_NONE = 1e-200;

/** The exposure to a subject, given the strengths of networks at present (by subject index). */
export function createLayers({ world, state, memberships, presence, rows, groups }: ExposureParts) {
  const { layers } = world.exposure;
  const { country, count: cityCount } = world.cities;
  const { stage } = state;
  const migrationShare = world.subjects.map((subject) => subject.network?.migrationShare ?? 0);
  const useTies = rows.total.length > 0;
  const useNetworks = layers.networks > 0 && memberships.networks.length > 0;
  // Weights are counted in the first of them: so a share in one layer stays as it is, to the last bit.
  const unit =
    [useTies && layers.ties, useNetworks && layers.networks, layers.country, layers.all].find(Boolean) || 1;

  const part = new Float64Array(cityCount);
  const parts = new Float64Array(cityCount);
  const whole = new Float64Array(cityCount);
  // Of each city asked for: whether it holds the subject itself, 1 or 0, and what it counts for.
  const held = new Float64Array(cityCount);
  const own = new Float64Array(cityCount);
  function lookAtThemselves(subject: number, cities: Int32Array, count: number): void {
    const offset = subject * cityCount;
    for (let k = 0; k < count; k++) {
      held[k] = stage[offset + cities[k]] === 0 ? 0 : 1;
      own[k] = held[k] === 0 ? 0 : presence.of(subject, cities[k]);
    }
  }

  /** Adds the share along ties to sums, and the weight of that layer to totals. */
  function tieLayer(subject: number): AddLayer {
    const shares = rows.shares(subject);
    const weight = layers.ties / unit;
    const weights = rows.total.map((own) => (own > 0 ? weight : 0));
    return (cities, count, sums, totals) => {
      shares(cities, count, part);
      for (let k = 0; k < count; k++) {
        sums[k] += weight * part[k];
        totals[k] += weights[cities[k]];
      }
    };
  }

  /** The same with the share among fellow members, over the networks of a city. */
  function networkLayer(subject: number, strengths: Float64Array): AddLayer {
    const networks = memberships.networks.filter((network) => network !== subject);
    const weight = layers.networks / unit;
    return (cities, count, sums, totals) => {
      for (let k = 0; k < count; k++) {
        part[k] = 0;
        parts[k] = 0;
      }
      for (const network of networks) {
        const fellows = memberships.count(network) - 1;
        const strength = migrationShare[network] * strengths[network];
        if (fellows <= 0 || strength === 0) continue;
        const present = groups.presence(network, subject);
        const adopters = groups.count(network, subject);
        const members = network * cityCount;
        for (let k = 0; k < count; k++) {
          const others = Math.max(0, present - own[k]) * Math.min(1, adopters - held[k]);
          const felt = isFull(stage[members + cities[k]]) * strength;
          part[k] += (felt * others) / fellows;
          parts[k] += felt;
        }
      }
      for (let k = 0; k < count; k++) {
        sums[k] += (weight * part[k]) / Math.max(NEARLY_NONE, parts[k]);
        totals[k] += weight * Math.min(1, parts[k] / NEARLY_NONE);
      }
    };
  }

  /** The same with the share in the country, or among all. */
  function groupLayer(layer: 'country' | 'all', subject: number): AddLayer {
    const weight = layers[layer] / unit;
    return (cities, count, sums, totals) => {
      for (let k = 0; k < count; k++) {
        const group = layer === 'all' ? groups.ofAll : groups.ofCountry(country[cities[k]]);
        const others = groups.size(group) - 1;
        if (others === 0) continue;
        const present = Math.max(0, groups.presence(group, subject) - own[k]);
        sums[k] += (weight * (present * Math.min(1, groups.count(group, subject) - held[k]))) / others;
        totals[k] += weight;
      }
    };
  }

  return (subject: number, strengths: Float64Array): Fill => {
    const added: AddLayer[] = [
      ...(useTies ? [tieLayer(subject)] : []),
      ...(useNetworks ? [networkLayer(subject, strengths)] : []),
      ...(['country', 'all'] as const)
        .filter((layer) => layers[layer] > 0)
        .map((layer) => groupLayer(layer, subject)),
    ];
    const beyondTies = added.length > (useTies ? 1 : 0);
    return (cities, count, out) => {
      if (beyondTies) lookAtThemselves(subject, cities, count);
      for (let k = 0; k < count; k++) {
        out[k] = 0;
        whole[k] = 0;
      }
      for (const add of added) add(cities, count, out, whole);
      for (let k = 0; k < count; k++) out[k] /= Math.max(NEARLY_NONE, whole[k]);
    };
  };
}
