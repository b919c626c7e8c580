/**
 * What can be measured on a replicate, by name. One declaration serves scenario files, `list outcomes` and
 * the columns of runs.csv.
 */
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import { depthMeasures } from './measures/depth.js';
import { growthMeasures } from './measures/growth.js';
import { lineageMeasures } from './measures/lineage.js';
import { membershipMeasures } from './measures/membership.js';
import { networkMeasures } from './measures/network.js';
import { stanceMeasures } from './measures/stance.js';
import { type Course, positionAt, shareAt, type Tally, timeToShare } from './tally.js';

/** What a measure is applied to. */
export interface Target {
  readonly world: World;
  readonly trajectory: Trajectory;
  readonly tally: Tally;
  readonly course: Course;
  /** The same subjects and group, implemented. */
  readonly implemented: Course;
  /** Decimal years. */
  readonly time: number;
}

export interface Measure {
  readonly name: string;
  /** What it can be asked of. */
  readonly of: 'policy' | 'network' | 'either' | 'none';
  readonly unit: string;
  readonly help: string;
  /** When the cell is empty. */
  readonly undefinedWhen: string;
  /** Whether it reads a snapshot at its time (columns that move). */
  readonly moving?: boolean;
  /** NaN where undefined. */
  readonly value: (target: Target) => number;
  /** A column beside it: 1 where the level was reached by the end, else 0. */
  readonly reached?: (target: Target) => number;
  /** A column beside it: how far off the fit is that it comes from; NaN where undefined. */
  readonly error?: (target: Target) => number;
  /** Whether it reads who copied whom, which a simulator must be told to keep (SimulatorOptions.explain). */
  readonly needsLineage?: boolean;
}

const never = 'never';

const percentages = [5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 100];

const timesTo: Measure[] = percentages.map((percentage) => ({
  name: `timeTo${percentage}`,
  of: 'either',
  unit: 'years from the start',
  help: `years until ${percentage} % of the group hold it; not reached by the end: the length of the run, with 0 in the column reached…`,
  undefinedWhen: never,
  value: ({ world, course }) => {
    const time = timeToShare(course, percentage / 100);
    return (Number.isNaN(time) ? world.time.end : time) - world.time.start;
  },
  reached: ({ course }) => (Number.isNaN(timeToShare(course, percentage / 100)) ? 0 : 1),
}));

export const measures: readonly Measure[] = [
  {
    name: 'share',
    of: 'either',
    unit: 'share of the group',
    help: 'share of the cities of the group that hold it',
    undefinedWhen: 'the group is empty',
    value: ({ course, time }) => shareAt(course, time),
  },
  {
    name: 'count',
    of: 'either',
    unit: 'cities',
    help: 'number of cities of the group that hold it',
    undefinedWhen: never,
    value: ({ course, time }) => course.count[positionAt(course, time)],
  },
  {
    name: 'members',
    of: 'network',
    unit: 'cities',
    help: 'number of members of the network',
    undefinedWhen: never,
    value: ({ course, time }) => course.count[positionAt(course, time)],
  },
  ...timesTo,
  {
    name: 'peakRate',
    of: 'either',
    unit: 'share of the group a year',
    help: 'largest growth of the share within any twelve months that begin with a step',
    undefinedWhen: 'the group is empty at the start, or the run is shorter than a year',
    value: ({ world, course }) => {
      const { start, end, stepsPerYear } = world.time;
      let peak = NaN;
      for (let step = 0; start + step / stepsPerYear + 1 <= end + 1e-9; step++) {
        const from = start + step / stepsPerYear;
        const growth = shareAt(course, from + 1) - shareAt(course, from);
        if (!Number.isNaN(growth) && !(growth <= peak)) peak = growth;
      }
      return peak;
    },
  },
  {
    name: 'symbolicGap',
    of: 'policy',
    unit: 'share of the holders',
    help: 'share of the cities with the policy that declared it and did not implement it',
    undefinedWhen: 'no city of the group holds it',
    value: ({ course, implemented, time }) => {
      const held = course.count[positionAt(course, time)];
      return held === 0 ? NaN : 1 - implemented.count[positionAt(implemented, time)] / held;
    },
  },
  ...depthMeasures,
  ...stanceMeasures,
  ...growthMeasures,
  ...networkMeasures,
  ...lineageMeasures,
  ...membershipMeasures,
];

const byName = new Map(measures.map((measure) => [measure.name, measure]));

/** The measure of a name. Throws where there is none. */
export function measureByName(name: string): Measure {
  const found = byName.get(name);
  if (!found) throw new Error(`unknown outcome ${name}`);
  return found;
}
