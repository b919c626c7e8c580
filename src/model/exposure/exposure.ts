/**
 * Exposure: how much of a city's surroundings holds a policy (or belongs to a network), in [0, 1].
 *
 *     E_i = sum_l w_l s_il / sum_l w_l   over the layers l in which city i has a peer; none: 0
 *
 * ties      s = adopters' weight / all weight along the row of i; a peer j weighs w_ij exp(prestige * z_j)
 * networks  s = mean over the networks of i of the adopters' share among the other members, weighted by
 *           migration share x strength of the function that fits the transition
 * country   s = adopters' share among the other cities of the country
 * all       s = adopters' share among all other cities
 *
 * With a half-life, an adopter of age a counts 2^(-a / halfLife).
 */
import { eachCity, type Fill } from '../fill.js';
import type { Memberships } from '../memberships.js';
import type { Standard } from '../standard.js';
import { ACTIVE, type State } from '../state.js';
import type { Ties, TransitionName, World } from '../world.js';
import { createGroups } from './groups.js';
import { createLayers } from './layers.js';
import { createPick } from './pick.js';
import { createPresence } from './presence.js';
import { createTieRows } from './tieRows.js';

/**
 * Strength at present of the function that fits a transition, by network: showcasing makes declare, practice makes
 * implement.
 */
export function fittingFunction(state: State, transition: TransitionName): Float64Array {
  return transition === 'implement' || transition === 'quiet' ? state.practical : state.symbolic;
}

export interface Exposure {
  /** Exposure to a subject, as the term of a transition reads it. */
  reader(subject: number, transition: TransitionName): Fill;
  /** Number of adopting peers over all layers (threshold rule, unit count). */
  counter(subject: number): Fill;
  /**
   * An adopting peer, with probability proportional to its share of the exposure; -1: there is none. Peers stand in a
   * fixed order (layers as above, cities by index), and `draw` in (0, 1] says how far to go.
   * Cost: the ties of the city, log N for each of its networks and layers, and once a step and group its size.
   */
  pick(subject: number, transition: TransitionName, city: number, draw: number): number;
  reset(): void;
  /** A city took up (+1) or gave up (-1) a subject. */
  change(subject: number, city: number, by: 1 | -1): void;
  /** A city gave a subject up and took it up again within a step: its age begins anew. */
  again(subject: number, city: number): void;
  /** A city began (+1) or ceased (-1) to take part in a network; its own stage is set. */
  activity(network: number, city: number, by: 1 | -1): void;
  /** Rows that look at a city: who is to be told when it changes. */
  readonly lookers: Ties | null;
  /** Weight of each tie with the prestige of the city looked at; null: all alike. */
  readonly tieWeight: Float64Array | null;
}

export function createExposure(
  world: World,
  state: State,
  standard: Standard,
  memberships: Memberships,
  tracked: readonly boolean[],
): Exposure {
  const { layers } = world.exposure;
  const { country, count: cityCount } = world.cities;
  const { stage } = state;
  const presence = createPresence(world, state);
  const rows = createTieRows(world, state, standard, presence, tracked);
  const groups = createGroups(world, state, memberships, presence);
  const pick = createPick({ world, state, memberships, presence, rows, groups });
  const useTies = rows.total.length > 0;
  const useNetworks = layers.networks > 0 && memberships.networks.length > 0;
  const tiesAlone = useTies && !useNetworks && layers.country === 0 && layers.all === 0;
  const overLayers = createLayers({ world, state, memberships, presence, rows, groups });

  /** Exposures that several terms read, by subject and function: each made once a step and city. */
  const shared = new Map<string, Fill>();
  function sharedReader(subject: number, transition: TransitionName): Fill {
    const strengths = fittingFunction(state, transition);
    const key = `${subject} ${strengths === state.practical}`;
    const found = shared.get(key) ?? onceAStep(overLayers(subject, strengths));
    shared.set(key, found);
    return found;
  }

  function onceAStep(read: Fill): Fill {
    const values = new Float64Array(cityCount);
    const madeAt = new Int32Array(cityCount).fill(-1);
    const stale = new Int32Array(cityCount);
    const fresh = new Float64Array(cityCount);
    return (cities, count, out) => {
      const { moment } = state;
      let size = 0;
      for (let k = 0; k < count; k++) if (madeAt[cities[k]] !== moment) stale[size++] = cities[k];
      if (size > 0) read(stale, size, fresh);
      for (let k = 0; k < size; k++) {
        values[stale[k]] = fresh[k];
        madeAt[stale[k]] = moment;
      }
      for (let k = 0; k < count; k++) out[k] = values[cities[k]];
    };
  }

  /** Counts along ties alone are as quick to read as anything kept. */
  function countedReader(subject: number): Fill {
    const counts = rows.adopters(subject);
    const { total } = rows;
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        out[k] = counts[city] === 0 ? 0 : counts[city] / total[city];
      }
    };
  }

  function countOfPeers(subject: number, city: number): number {
    const own = stage[subject * cityCount + city] > 0 ? 1 : 0;
    let count = 0;
    if (useTies) count += rows.adopters(subject)[city];
    if (useNetworks) {
      for (const network of memberships.networks) {
        if (network === subject || stage[network * cityCount + city] !== ACTIVE) continue;
        count += groups.count(network, subject) - own;
      }
    }
    if (layers.country > 0) count += groups.count(groups.ofCountry(country[city]), subject) - own;
    if (layers.all > 0) count += groups.count(groups.ofAll, subject) - own;
    return count;
  }

  return {
    lookers: rows.lookers,
    tieWeight: rows.weight,
    reader: tiesAlone && !rows.summed ? countedReader : sharedReader,
    counter: (subject) => eachCity((city) => countOfPeers(subject, city)),
    pick: (subject, transition, city, draw) => pick(subject, fittingFunction(state, transition), city, draw),
    reset() {
      rows.reset();
      groups.reset();
      for (let s = 0; s < world.subjects.length; s++) {
        if (state.holders[s] === 0) continue;
        for (let i = 0; i < cityCount; i++) if (stage[s * cityCount + i] > 0) rows.change(s, i, 1);
      }
    },
    change(subject, city, by) {
      rows.change(subject, city, by);
      groups.change(subject, city, by);
    },
    again(subject, city) {
      if (!presence.fades) return;
      rows.again(subject, city);
      groups.again(subject, city);
    },
    activity: groups.activity,
  };
}
