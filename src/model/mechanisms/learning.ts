import { fittingFunction } from '../exposure/exposure.js';
import { constant } from '../fill.js';
import type { Mechanism } from '../mechanism.js';
import { tanh } from '../numerics.js';
import { ACTIVE, isFull } from '../state.js';
import type { Ties } from '../world.js';

/**
 * Peers at stage 2, weighted as in exposure (layers ties and networks, prestige), but never fading: what was
 * learned stays.
 */
export const learning: Mechanism = {
  id: 'learning',
  label: 'learning',
  help: 'a city looks at the results of those that carried the policy out, and does what went better than its own',
  formula: String.raw`x_i = \tanh\Bigl(\frac{\sum_l w_l Y_{ilp}}{\sum_l w_l} - y_{ip}\Bigr)`,
  range: [-1, 1],
  reads: ['peers', 'time'],
  needs: [],
  channel: 'external',
  reference: 'zero',
  transitions: ['declare', 'quiet', 'implement', 'repeal'],
  plausible: [0, 3],
  parameters: {},
  source: 'Shipan and Volden 2008',
  term({ world, state, exposure, memberships, subject, transition }) {
    const { stage, outcome } = state;
    if (outcome.length === 0) return constant(0);
    const { ties, exposure: rule } = world;
    const { layers } = rule;
    const { tieWeight } = exposure;
    const cityCount = world.cities.count;
    const offset = subject * cityCount;
    const strength = fittingFunction(state, transition.name);
    const { networks } = memberships;

    // Sums over the members of each network, and what each fellow weighs; made once a step.
    const sums = new Float64Array(world.subjects.length);
    const counts = new Int32Array(world.subjects.length);
    const fellowWeight = new Float64Array(world.subjects.length);
    let countedAt = -1;
    function look(): void {
      for (const network of networks) {
        const members = memberships.members(network);
        sums[network] = 0;
        counts[network] = 0;
        for (let at = 0; at < memberships.count(network); at++) {
          if (stage[offset + members[at]] !== ACTIVE) continue;
          sums[network] += outcome[offset + members[at]];
          counts[network]++;
        }
        const fellows = memberships.count(network) - 1;
        const { migrationShare } = world.subjects[network].network!;
        fellowWeight[network] = fellows > 0 ? (migrationShare * strength[network]) / fellows : 0;
      }
      countedAt = state.moment;
    }

    const known = new Float64Array(cityCount);
    const weights = new Float64Array(cityCount);
    // Of those that carried the policy out: 1 and their outcome; of others 0, so that sums need not ask who is who.
    const tried = new Float64Array(cityCount);
    const result = new Float64Array(cityCount);
    let lookedAt = -1;
    function lookAtAll(): void {
      for (let i = 0; i < cityCount; i++) {
        const carriedOut = stage[offset + i] === ACTIVE;
        tried[i] = carriedOut ? 1 : 0;
        result[i] = carriedOut ? outcome[offset + i] : 0;
      }
      lookedAt = state.moment;
    }
    /** The mean outcome of those to whom it is tied. */
    function addTied(cities: Int32Array, count: number, { rowStart, column }: Ties): void {
      if (lookedAt !== state.moment) lookAtAll();
      for (let k = 0; k < count; k++) {
        const end = rowStart[cities[k] + 1];
        let sum = 0;
        let weight = 0;
        for (let at = rowStart[cities[k]]; at < end; at++) {
          const peer = column[at];
          const own = tieWeight ? tieWeight[at] : 1;
          sum += own * result[peer];
          weight += own * tried[peer];
        }
        if (weight === 0) continue;
        known[k] = (layers.ties * sum) / weight;
        weights[k] = layers.ties;
      }
    }
    /** What a city knows of its fellow members, and how much of them, is added to what it knows of others. */
    function addFellows(cities: Int32Array, count: number): void {
      if (countedAt !== state.moment) look();
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const own = isFull(stage[offset + city]);
        let sum = 0;
        let weight = 0;
        for (let n = 0; n < networks.length; n++) {
          const network = networks[n];
          const each = isFull(stage[network * cityCount + city]) * fellowWeight[network];
          sum += each * (sums[network] - own * outcome[offset + city]);
          weight += each * (counts[network] - own);
        }
        if (weight === 0) continue;
        known[k] += (layers.networks * sum) / weight;
        weights[k] += layers.networks;
      }
    }

    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        known[k] = 0;
        weights[k] = 0;
      }
      if (ties && layers.ties > 0) addTied(cities, count, ties);
      if (layers.networks > 0 && networks.length > 0) addFellows(cities, count);
      for (let k = 0; k < count; k++) {
        out[k] = weights[k] === 0 ? 0 : tanh(known[k] / weights[k] - outcome[offset + cities[k]]);
      }
    };
  },
};
