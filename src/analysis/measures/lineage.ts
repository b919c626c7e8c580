/** Who copied whom: the forest of declarations, whose roots are innovators. */
import { distanceKm } from '../../population/distance.js';
import { citiesOfGroup } from '../adoptionHistory.js';
import type { Measure, Target } from '../measure.js';

interface Declaration {
  readonly city: number;
  readonly time: number;
  readonly subject: number;
  /** City whose policy was copied; -1: none, an innovator. */
  readonly source: number;
  readonly generation: number;
}

/** Declarations of the cities of the group, by the time, in order. */
function declarations(target: Target): Declaration[] {
  const { trajectory, tally, time: until } = target;
  const { time, city, subject, source, generation } = trajectory;
  const inGroup = new Set(citiesOfGroup(target));
  const found: Declaration[] = [];
  for (let event = 0; event < trajectory.count && time[event] <= until; event++) {
    if (!(generation[event] >= 0) || !tally.subjects.includes(subject[event])) continue;
    if (!inGroup.has(city[event])) continue;
    found.push({
      city: city[event],
      time: time[event],
      subject: subject[event],
      source: source[event],
      generation: generation[event],
    });
  }
  return found;
}

const copies = (target: Target): Declaration[] => declarations(target).filter(({ source }) => source >= 0);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** When each city last took a policy up, before each copy: visited in the order of time. */
function copyIntervals(target: Target): number[] {
  const { world, trajectory } = target;
  const cityCount = world.cities.count;
  const wanted = new Map(copies(target).map((copy) => [`${copy.subject} ${copy.city} ${copy.time}`, copy]));
  const since = new Float64Array(world.subjects.length * cityCount).fill(NaN);
  for (let at = 0; at < since.length; at++)
    if (world.initialStage[at] > 0) since[at] = world.initialSince?.[at] ?? world.time.start;
  const intervals: number[] = [];
  const { time, city, subject, from } = trajectory;
  for (let event = 0; event < trajectory.count; event++) {
    const copy = wanted.get(`${subject[event]} ${city[event]} ${time[event]}`);
    if (copy) intervals.push(copy.time - since[copy.subject * cityCount + copy.source]);
    if (from[event] === 0) since[subject[event] * cityCount + city[event]] = time[event];
  }
  return intervals.filter((interval) => !Number.isNaN(interval));
}

/**
 * Leading cities: the tenth of all cities of the world with the largest populations (at least one; of equals the first).
 * Size and not the mayor's leadership, since it is what the literature's leaders (global and gateway cities) share and
 * every scenario on real cities has; a scenario's other idea of a leader is a group, to be asked for by /group.
 */
function leadingCities({ world }: Target): Set<number> | null {
  const { population } = world.cities.attributes;
  if (!population) return null;
  const order = [...population.keys()].sort((a, b) => population[b] - population[a] || a - b);
  return new Set(order.slice(0, Math.max(1, Math.round(order.length / 10))));
}

const forest = 'declarations of the group by the time (networks and implementation have no lineage)';

export const lineageMeasures: readonly Measure[] = [
  {
    name: 'meanGeneration',
    of: 'policy',
    unit: 'generations',
    help: `mean depth of the ${forest}: 0 an innovator, 1 one that copied an innovator, …`,
    undefinedWhen: 'nobody in the group declared',
    needsLineage: true,
    value: (target) => mean(declarations(target).map(({ generation }) => generation)),
  },
  {
    name: 'maxGeneration',
    of: 'policy',
    unit: 'generations',
    help: `largest depth of the ${forest}`,
    undefinedWhen: 'nobody in the group declared',
    needsLineage: true,
    value: (target) => {
      const depths = declarations(target).map(({ generation }) => generation);
      return depths.length === 0 ? NaN : depths.reduce((most, depth) => Math.max(most, depth));
    },
  },
  {
    name: 'copyDistance',
    of: 'policy',
    unit: 'km',
    help: 'mean great-circle distance between a city that copied and its source',
    undefinedWhen: 'nobody in the group copied, or the cities have no places',
    needsLineage: true,
    value: (target) => {
      const { latitude, longitude } = target.world.cities;
      if (!latitude || !longitude) return NaN;
      return mean(
        copies(target).map(({ city, source }) =>
          distanceKm(latitude[city], longitude[city], latitude[source], longitude[source]),
        ),
      );
    },
  },
  {
    name: 'lineageSpeed',
    of: 'policy',
    unit: 'years a generation',
    help: "mean time from a source's taking it up to its copy; the smaller, the faster",
    undefinedWhen: 'nobody in the group copied',
    needsLineage: true,
    value: (target) => mean(copyIntervals(target)),
  },
  {
    name: 'leaderShare',
    of: 'policy',
    unit: 'share of the declarations',
    help: `share of innovators, the roots, among the ${forest}`,
    undefinedWhen: 'nobody in the group declared',
    needsLineage: true,
    value: (target) => mean(declarations(target).map(({ source }) => (source < 0 ? 1 : 0))),
  },
  {
    name: 'originShare',
    of: 'policy',
    unit: 'share of the cities that declared',
    help: 'share of originating cities: of the cities of the group that declared, those that another city copied from',
    undefinedWhen: 'nobody in the group declared',
    needsLineage: true,
    value: (target) => {
      const declared = new Set(declarations(target).map(({ city }) => city));
      // Whoever copies them: sources of all cities, not of the group alone.
      const { subject, source, time, count } = target.trajectory;
      const origins = new Set<number>();
      for (let event = 0; event < count && time[event] <= target.time; event++)
        if (target.tally.subjects.includes(subject[event]) && declared.has(source[event]))
          origins.add(source[event]);
      return declared.size === 0 ? NaN : origins.size / declared.size;
    },
  },
  {
    name: 'ordinaryOrigin',
    of: 'policy',
    unit: 'share of the copies',
    help: 'share of the copies of the group whose source is an ordinary city: not among the tenth of all cities with the largest populations',
    undefinedWhen: 'nobody in the group copied, or the cities have no population',
    needsLineage: true,
    value: (target) => {
      const leading = leadingCities(target);
      return leading ? mean(copies(target).map(({ source }) => (leading.has(source) ? 0 : 1))) : NaN;
    },
  },
];
