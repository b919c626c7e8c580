import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { needs } from '../reading/attributes.js';
import { designsAt, spreadOfDesigns } from '../reading/designs.js';
import { stageAt } from '../reading/stages.js';
import { correlation } from '../reading/statistics.js';
import type { Run } from '../run.js';
import { implementedWithin } from './depth.js';

const POLICY = 'welcoming';
const LEVEL = 0.25;
const END = 40;
const TENURE = 5;

/** First moment at which a share of the cities holds the policy; NaN: never. */
function timeTo({ world, trajectory }: Run, share: number): number {
  const subject = world.subjects.findIndex(({ id }) => id === POLICY);
  let held = 0;
  for (let event = 0; event < trajectory.count; event++) {
    if (trajectory.subject[event] !== subject) continue;
    held += (trajectory.to[event] > 0 ? 1 : 0) - (trajectory.from[event] > 0 ? 1 : 0);
    if (held >= share * world.cities.count) return trajectory.time[event];
  }
  return NaN;
}

/** A30. */
export const fastPolicy: Pattern = {
  id: 'A30',
  fact: 'Fast policy travels faster than need explains, and arrives shallower',
  source: 'Peck and Theodore 2015, in Teixeira 2020',
  statistic:
    'with networks, benchmarking and branding less the same cities without, welcoming: correlation of holding with need when a quarter of the cities hold it; implemented / declared five years after declaring; years to a quarter; laboratory',
  expected: 'lower; lower; shorter (spread of designs: two-sided, reported)',
  worlds: { fast: { scenario: 'laboratory' }, slow: { scenario: 'laboratory/slow-policy' } },
  snapshots: { fast: [END], slow: [END] },
  checks: {
    need: { label: 'correlation with need, fast less slow', rule: { kind: 'negative' } },
    depth: { label: 'implemented / declared, fast less slow', rule: { kind: 'negative' } },
    time: { label: 'years to 25 %, fast less slow', rule: { kind: 'negative' } },
    designs: {
      label: 'spread of designs, fast less slow',
      rule: { kind: 'range', low: -Infinity, high: Infinity },
    },
  },
  measure({ fast, slow }) {
    const [a, b] = [fast, slow].map((run) => {
      const time = timeTo(run, LEVEL);
      const held = Number.isNaN(time) ? null : stageAt(run, POLICY, time).map((stage) => (stage > 0 ? 1 : 0));
      const declared = adoptions(run, [POLICY]).length;
      return {
        need: held ? correlation(held, needs(run)) : NaN,
        depth: declared === 0 ? NaN : implementedWithin(run, [POLICY], TENURE),
        // Not reached: the end of the run, as in restricted means.
        time: Number.isNaN(time) ? END : time,
        designs: spreadOfDesigns(designsAt(run, POLICY, END).filter((design) => design !== null)),
      };
    });
    return {
      need: a.need - b.need,
      depth: a.depth - b.depth,
      time: a.time - b.time,
      designs: a.designs - b.designs,
    };
  },
};
