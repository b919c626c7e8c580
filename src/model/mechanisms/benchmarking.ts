import type { Mechanism } from '../mechanism.js';
import { ACTIVE } from '../state.js';
import { policyTransitions } from './driver.js';

/**
 * Score of a city: stage / 2. A member of several benchmarking networks that carry the policy feels the
 * widest gap.
 */
export const benchmarking: Mechanism = {
  id: 'benchmarking',
  label: 'benchmarking',
  help: 'a member that scores below its peers, or below the standard of the charter, catches up',
  formula: String.raw`\begin{gathered} x_i = \max\Bigl(0,\ \max_{n \ni i,\ c_{np} > 0} \mathrm{goal}_{ni} - \tfrac{1}{2} \mathrm{stage}_i\Bigr) \\ \mathrm{goal}_{ni} = \begin{cases} \mathrm{standard}_n & \text{where the charter sets one} \\ \tfrac{1}{|B_{ni}|} \sum_{j \in B_{ni}} \tfrac{1}{2} \mathrm{stage}_j & \text{else} \end{cases} \end{gathered}`,
  range: [0, 1],
  reads: ['peers'],
  // What a network compares its members by is checked with the network.
  needs: [],
  channel: 'external',
  reference: 'zero',
  transitions: policyTransitions,
  plausible: [0, 3],
  parameters: {},
  source: 'Teixeira 2020: peer reviewing and benchmarking are the key tools',
  term({ world, state, benchmarks, subject }) {
    const { stage } = state;
    const cityCount = world.cities.count;
    const offset = subject * cityCount;
    const networks = benchmarks.networks.filter((n) => world.subjects[n].network!.carries[subject] > 0);
    function meanScoreOfPeers(network: number, city: number): number {
      let sum = 0;
      const seen = benchmarks.visit(network, city, (peer) => {
        sum += stage[offset + peer];
      });
      return seen === 0 ? 0 : sum / 2 / seen;
    }
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = 0;
      for (const network of networks) {
        const { standard } = world.subjects[network].network!.benchmark!;
        const members = network * cityCount;
        for (let k = 0; k < count; k++) {
          const city = cities[k];
          if (stage[members + city] !== ACTIVE) continue;
          const goal = standard ?? meanScoreOfPeers(network, city);
          out[k] = Math.max(out[k], goal - stage[offset + city] / 2);
        }
      }
    };
  },
};
