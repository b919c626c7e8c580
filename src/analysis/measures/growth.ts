/** How fast adoption grows: curves fitted to its course. */
import { growthOf } from '../growth.js';
import type { Measure } from '../measure.js';
import { shareAt } from '../tally.js';

const course =
  'fitted to the share of the group that has ever held it, at the end of each step; for a network from its founding on';
const tooFew = 'the share grows in fewer than three steps';

export const growthMeasures: readonly Measure[] = [
  {
    name: 'bassP',
    of: 'either',
    unit: 'a year',
    help: `innovation p of Bass's model (1969), with a ceiling of at most 1, ${course}; root mean square error of the fit, as a share, in the column error_…`,
    undefinedWhen: tooFew,
    value: (target) => growthOf(target).bass?.p ?? NaN,
    error: (target) => growthOf(target).bass?.error ?? NaN,
  },
  {
    name: 'bassQ',
    of: 'either',
    unit: 'a year',
    help: "imitation q of Bass's model, fitted as for bassP; error of the fit in the column error_…",
    undefinedWhen: tooFew,
    value: (target) => growthOf(target).bass?.q ?? NaN,
    error: (target) => growthOf(target).bass?.error ?? NaN,
  },
  {
    name: 'bassM',
    of: 'either',
    unit: 'share of the group',
    help: "ceiling m of Bass's model, fitted as for bassP; error of the fit in the column error_…",
    undefinedWhen: tooFew,
    value: (target) => growthOf(target).bass?.m ?? NaN,
    error: (target) => growthOf(target).bass?.error ?? NaN,
  },
  {
    name: 'logisticRate',
    of: 'either',
    unit: 'a year',
    help: `growth rate of the logistic curve, with a ceiling of at most 1, ${course}; root mean square error of the fit, as a share, in the column error_…`,
    undefinedWhen: tooFew,
    value: (target) => growthOf(target).logistic?.rate ?? NaN,
    error: (target) => growthOf(target).logistic?.error ?? NaN,
  },
  {
    name: 'inflexionTime',
    of: 'either',
    unit: 'years from the start',
    help: 'when the logistic curve of logisticRate turns from faster to slower growth: half of its ceiling, which may lie outside the run; error of the fit in the column error_…',
    undefinedWhen: tooFew,
    value: (target) => {
      const { logistic, origin } = growthOf(target);
      return logistic ? origin + logistic.middle - target.world.time.start : NaN;
    },
    error: (target) => growthOf(target).logistic?.error ?? NaN,
  },
  {
    name: 'peakTime',
    of: 'either',
    unit: 'years from the start',
    help: 'middle of the twelve months of largest growth of the share (the first of several), which begin with a step',
    undefinedWhen:
      'the group is empty at the start, the run is shorter than a year, or the share never grows',
    value: ({ world, course: holders }) => {
      const { start, end, stepsPerYear } = world.time;
      let largest = 0;
      let at = NaN;
      for (let step = 0; start + step / stepsPerYear + 1 <= end + 1e-9; step++) {
        const from = start + step / stepsPerYear;
        const growth = shareAt(holders, from + 1) - shareAt(holders, from);
        // Shares differ by a whole city or by rounding.
        if (growth > largest + 1e-12) {
          largest = growth;
          at = step / stepsPerYear + 0.5;
        }
      }
      return at;
    },
  },
];
