import { fittingFunction } from '../exposure/exposure.js';
import type { Mechanism } from '../mechanism.js';
import { tanh } from '../numerics.js';
import { ACTIVE } from '../state.js';

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
    if (outcome.length === 0) return () => 0;
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
    function count(): void {
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

    return (city) => {
      let total = 0;
      let weights = 0;
      if (ties && layers.ties > 0) {
        const { rowStart, column } = ties;
        let sum = 0;
        let weight = 0;
        for (let at = rowStart[city]; at < rowStart[city + 1]; at++) {
          if (stage[offset + column[at]] !== ACTIVE) continue;
          const own = tieWeight ? tieWeight[at] : 1;
          sum += own * outcome[offset + column[at]];
          weight += own;
        }
        if (weight > 0) {
          total += (layers.ties * sum) / weight;
          weights += layers.ties;
        }
      }
      if (layers.networks > 0 && networks.length > 0) {
        if (countedAt !== state.moment) count();
        const isOwn = stage[offset + city] === ACTIVE;
        let sum = 0;
        let weight = 0;
        for (const network of networks) {
          if (stage[network * cityCount + city] !== ACTIVE) continue;
          const each = fellowWeight[network];
          sum += each * (sums[network] - (isOwn ? outcome[offset + city] : 0));
          weight += each * (counts[network] - (isOwn ? 1 : 0));
        }
        if (weight > 0) {
          total += (layers.networks * sum) / weight;
          weights += layers.networks;
        }
      }
      return weights === 0 ? 0 : tanh(total / weights - outcome[offset + city]);
    };
  },
};
