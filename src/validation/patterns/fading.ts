import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { zscores } from '../reading/attributes.js';
import { contribution } from '../reading/contributions.js';
import { mean, slope } from '../reading/statistics.js';

const POLICY = 'welcoming';

/** A27. */
export const fading: Pattern = {
  id: 'A27',
  fact: 'Imitation fades faster than learning; large cities imitate less',
  source: 'Shipan and Volden 2008',
  statistic:
    "slopes of emulation's and of learning's contribution to declaring welcoming on the years since the source took it up, among cities that copied; contribution of emulation in cities above the mean of log population less below; laboratory",
  expected: 'emulation falls, and faster than learning; less in large cities',
  worlds: { lab: { scenario: 'laboratory' } },
  checks: {
    emulation: { label: 'slope of emulation', rule: { kind: 'negative' } },
    faster: { label: 'slope of emulation less slope of learning', rule: { kind: 'negative' } },
    size: { label: 'emulation in large less in small cities', rule: { kind: 'negative' } },
  },
  measure({ lab }) {
    const { trajectory, world } = lab;
    const size = zscores(lab, 'population');
    const since = new Float64Array(world.cities.count).fill(world.time.start);
    const ages: number[] = [];
    const imitated: number[] = [];
    const learned: number[] = [];
    const large: number[] = [];
    const small: number[] = [];
    for (const { city, event, time } of adoptions(lab, [POLICY])) {
      const source = trajectory.source[event];
      const imitation = contribution(lab, 'emulation', event) + contribution(lab, 'emulationBySize', event);
      if (source >= 0) {
        ages.push(time - since[source]);
        imitated.push(imitation);
        learned.push(contribution(lab, 'learning', event));
      }
      (size[city] > 0 ? large : small).push(imitation);
      since[city] = time;
    }
    const fall = slope(ages, imitated);
    return {
      emulation: fall,
      faster: fall - slope(ages, learned),
      size: mean(large) - mean(small),
    };
  },
};
