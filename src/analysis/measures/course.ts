import type { Measure } from '../measure.js';
import { positionAt, shareAt, timeToShare } from '../tally.js';

const never = 'never';

const percentages = [5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 100];

const timesTo: Measure[] = percentages.map((percentage) => ({
  name: `timeTo${percentage}`,
  of: 'either',
  unit: 'years from the start',
  help: `years until ${percentage} % of the group hold it; not reached by the end: the length of the run (means are restricted means), with 0 in the column reached…`,
  undefinedWhen: never,
  value: ({ world, course }) => {
    const time = timeToShare(course, percentage / 100);
    return (Number.isNaN(time) ? world.time.end : time) - world.time.start;
  },
  reached: ({ course }) => (Number.isNaN(timeToShare(course, percentage / 100)) ? 0 : 1),
}));

/** What the course of adoption shows by itself. */
export const courseMeasures: readonly Measure[] = [
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
];
