import type { Pattern } from '../pattern.js';
import { needs } from '../reading/attributes.js';
import { designsAt, spreadOfDesigns } from '../reading/designs.js';
import { stageAt } from '../reading/stages.js';
import { correlation } from '../reading/statistics.js';
import type { Run } from '../run.js';
import { implementedWithin } from './depth.js';

const POLICY = 'welcoming';
/** Equal adoption: a quarter of the cities, or what the slower world reaches at its best. */
const LEVEL = 0.25;
const END = 40;
const TENURE = 5;

/** Most holders by each event of the policy, in order of time. */
function rise({ world, trajectory }: Run): { readonly time: number; readonly most: number }[] {
  const subject = world.subjects.findIndex(({ id }) => id === POLICY);
  const points = [{ time: world.time.start, most: 0 }];
  let held = 0;
  for (let event = 0; event < trajectory.count; event++) {
    if (trajectory.subject[event] !== subject) continue;
    held += (trajectory.to[event] > 0 ? 1 : 0) - (trajectory.from[event] > 0 ? 1 : 0);
    if (held > points[points.length - 1].most) points.push({ time: trajectory.time[event], most: held });
  }
  return points;
}

/** A30. */
export const fastPolicy: Pattern = {
  id: 'A30',
  fact: 'Fast policy travels faster than need explains, and arrives shallower',
  source: 'Peck and Theodore 2015, in Teixeira 2020',
  statistic:
    'with networks, benchmarking and branding less the same cities without, welcoming: correlation of holding with need when a quarter of the cities hold it (or as many as ever do in the slower world); implemented / declared five years after declaring; years to a quarter; laboratory',
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
    const rises = [fast, slow].map(rise);
    const quarter = LEVEL * fast.world.cities.count;
    const level = Math.min(quarter, ...rises.map((points) => points[points.length - 1].most));
    const [a, b] = [fast, slow].map((run, k) => {
      const reached = (count: number): number | undefined => rises[k].find(({ most }) => most >= count)?.time;
      const held = stageAt(run, POLICY, reached(level)!).map((stage) => (stage > 0 ? 1 : 0));
      return {
        need: correlation(held, needs(run)),
        depth: implementedWithin(run, [POLICY], TENURE),
        // Not reached: the end of the run, as in restricted means.
        time: reached(quarter) ?? END,
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
