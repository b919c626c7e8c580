/** How deep adoption goes, and what it answers to, where worlds of unlike speed can be held against each other. */
import { createStandard } from '../../model/standard.js';
import type { Measure, Target } from '../measure.js';
import { stagesAt, timeToShare } from '../tally.js';

/**
 * Share of the declarations of the cities of the group that were implemented within `years`, of those made at least so
 * long before the time. A city that declares again counts again; a repeal before is no implementing.
 */
function implementedWithin({ world, trajectory, tally, time }: Target, years: number): number {
  const { count: cityCount } = world.cities;
  const { count, subject, city, from, to, time: at } = trajectory;
  const stage = stagesAt(world, trajectory, time);
  let [declared, implemented] = [0, 0];
  const since = new Map<number, number>();
  for (let event = 0; event < count && at[event] <= time; event++) {
    if (!tally.subjects.includes(subject[event]) || !tally.group.holds(city[event], stage)) continue;
    const key = subject[event] * cityCount + city[event];
    if (from[event] === 0 && to[event] === 1) {
      since.set(key, at[event]);
      if (at[event] <= time - years) declared++;
    } else {
      const when = since.get(key);
      since.delete(key);
      if (to[event] !== 2 || when === undefined || when > time - years) continue;
      if (at[event] <= when + years) implemented++;
    }
  }
  return declared === 0 ? NaN : implemented / declared;
}

/** Pearson correlation of holding it with need, over the cities of the group, at a time. */
function needCorrelationAt({ world, trajectory, tally }: Target, time: number): number {
  const { attributes, count } = world.cities;
  if (!attributes.immigrantShare || !attributes.population) return NaN;
  const need = createStandard(world).need();
  const stage = stagesAt(world, trajectory, time);
  const chosen: number[] = [];
  for (let i = 0; i < count; i++) if (tally.group.holds(i, stage)) chosen.push(i);
  const holds = (i: number): number =>
    tally.subjects.some((subject) => stage[subject * count + i] >= tally.stage) ? 1 : 0;
  return correlation(
    chosen.map((i) => need[i]),
    chosen.map(holds),
  );
}

/** Pearson correlation; NaN where one of the two does not vary. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - meanX) * (y[i] - meanY);
    xx += (x[i] - meanX) * (x[i] - meanX);
    yy += (y[i] - meanY) * (y[i] - meanY);
  }
  return xx < 1e-24 || yy < 1e-24 ? NaN : xy / Math.sqrt(xx * yy);
}

const needUndefined = 'all or none hold it, need does not vary, or the cities have no immigrant share';

export const depthMeasures: readonly Measure[] = [
  ...[2, 5].map(
    (years): Measure => ({
      name: `implementedWithin${years}`,
      of: 'policy',
      unit: 'share of the declarations',
      help: `share implemented within ${years} years of declaring, of what was declared at least ${years} years before: depth at equal tenure`,
      undefinedWhen: `nothing was declared ${years} years before`,
      value: (target) => implementedWithin(target, years),
    }),
  ),
  {
    name: 'needCorrelation',
    of: 'either',
    unit: 'correlation, -1 to 1',
    help: 'Pearson correlation, over the cities of the group, of holding it with need',
    undefinedWhen: needUndefined,
    value: (target) => needCorrelationAt(target, target.time),
  },
  ...[10, 25, 50].map(
    (percentage): Measure => ({
      name: `needCorrelationAt${percentage}`,
      of: 'either',
      unit: 'correlation, -1 to 1',
      help: `needCorrelation at the moment when ${percentage} % of the group first hold it: the link to need at an equal level of adoption`,
      undefinedWhen: `${percentage} % are not reached; or ${needUndefined}`,
      value: (target) => {
        const time = timeToShare(target.course, percentage / 100);
        return Number.isNaN(time) ? NaN : needCorrelationAt(target, time);
      },
    }),
  ),
];
