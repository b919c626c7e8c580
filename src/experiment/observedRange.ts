/** Whether what was observed can be: shares from 0 to 1, counts from 0 to the number of cities. */
import { isShare } from '../analysis/measure.js';
import { measureByName } from '../analysis/measures/index.js';
import type { BuildFault } from '../scenario/build/buildError.js';
import type { Scenario } from '../scenario/schema.js';

/** A fault for each observed point that no simulation could meet, whatever happens in it. */
export function observedFaults({ observed }: Scenario, cityCount: number): BuildFault[] {
  return observed.flatMap((item, k) => {
    if (!('outcome' in item)) return [];
    const { outcome, points } = item;
    const measure = measureByName(outcome.measure);
    const share = isShare(measure);
    if (!share && measure.unit !== 'cities') return [];
    const most = share ? 1 : cityCount;
    const expected = share ? 'a share from 0 to 1' : `a number from 0 to ${cityCount}, that of the cities`;
    const perCent = points.some(([, value]) => value > 1) && points.every(([, v]) => v >= 0 && v <= 100);
    return points.flatMap(([, value], i): BuildFault[] => {
      if (value >= 0 && value <= most) return [];
      const remedy = share && perCent ? `; write ${value / 100} and not ${value}` : '';
      const message = `${outcome.text} is ${share ? `a ${measure.unit}` : 'a number of cities'}: expected ${expected}, found ${value}${remedy}`;
      return [{ path: ['observed', k, 'points', i, 1], message, expected }];
    });
  });
}
