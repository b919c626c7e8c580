/** Who adopts after whom, and beside whom: exposure, thresholds, clustering along ties and in space. */
import type { Condition } from '../../model/predicate.js';
import type { Ties, World } from '../../model/world.js';
import { rogersCategories, rogersClasses } from '../../statistics/diffusion/adopterCategories.js';
import { moran } from '../../statistics/diffusion/moran.js';
import { distanceWeights, type MoranWeights, tieWeights } from '../../statistics/diffusion/moranWeights.js';
import { spaceTimeClustering } from '../../statistics/diffusion/spaceTimeClustering.js';
import { adoptionTimes, citiesOfGroup, eachChange, tiesAmong } from '../adoptionHistory.js';
import { categoryColumn } from '../diffusion.js';
import type { Measure, Target } from '../measure.js';

type Space = 'ties' | 'distance';

function weightsAmong({ world }: Target, cities: Int32Array, space: Space): MoranWeights | null {
  if (space === 'ties') return world.ties && tieWeights(tiesAmong(world.ties, cities), 'rowStandardised');
  const { latitude, longitude } = world.cities;
  if (!latitude || !longitude) return null;
  const picked = (column: Float64Array): Float64Array => Float64Array.from(cities, (city) => column[city]);
  return distanceWeights(picked(latitude), picked(longitude));
}

/** Weights among a group that never changes serve all replicates of a world. */
const kept = new WeakMap<World, WeakMap<Condition, { [space in Space]?: MoranWeights | null }>>();

function weightsOfGroup(target: Target, cities: Int32Array, space: Space): MoranWeights | null {
  const { group } = target.tally;
  if (group.dynamic) return weightsAmong(target, cities, space);
  const groups = kept.get(target.world) ?? new WeakMap();
  kept.set(target.world, groups);
  const own = groups.get(group) ?? {};
  groups.set(group, own);
  own[space] ??= weightsAmong(target, cities, space);
  return own[space] ?? null;
}

/** Moran's I; NaN where there are no weights or nothing varies. */
function moranOf(x: Float64Array, weights: MoranWeights | null): number {
  if (!weights || x.every((value) => value === x[0])) return NaN;
  return moran(x, weights).observed;
}

/** Holding it (1) or not (0), at the time, of every city. */
function holding(target: Target): Float64Array {
  const holds = new Float64Array(target.world.cities.count);
  eachChange(target, (city, now) => {
    holds[city] = now ? 1 : 0;
  });
  return holds;
}

const moranOfHolding = (target: Target, space: Space): number => {
  const cities = citiesOfGroup(target);
  const holds = holding(target);
  return moranOf(
    Float64Array.from(cities, (city) => holds[city]),
    weightsOfGroup(target, cities, space),
  );
};

const moranOfTimes = (target: Target, space: Space): number => {
  const times = adoptionTimes(target);
  const adopters = citiesOfGroup(target).filter((city) => !Number.isNaN(times[city]));
  return moranOf(
    Float64Array.from(adopters, (city) => times[city]),
    weightsAmong(target, adopters, space),
  );
};

const along = 'row-standardised, each city against the mean of those it looks at';
const between = '1 / distance in km, of at least 1 km; the cost grows with the square of the cities';
const expected = 'around -1/(n-1) where nothing clusters';

const category = (name: (typeof rogersCategories)[number], limits: string): Measure => ({
  name: categoryColumn(name),
  of: 'either',
  unit: 'share of the adopters',
  help: `share of ${name} (Rogers) among the adopters of the group: those ${limits}; m and s: mean and standard deviation of the adopters' times`,
  undefinedWhen: 'nobody in the group has adopted, or all at one moment',
  value: (target) => {
    const times = adoptionTimes(target);
    const adopters = citiesOfGroup(target).filter((city) => !Number.isNaN(times[city]));
    const classes = rogersClasses(Float64Array.from(adopters, (city) => times[city]));
    const counts = rogersCategories.map((_, c) => classes.filter((found) => found === c).length);
    return counts[rogersCategories.indexOf(name)] / counts.reduce((sum, count) => sum + count);
  },
});

/** Years within which an adoption is recent. */
export const RECENT_YEARS = 2;

export const networkMeasures: readonly Measure[] = [
  {
    name: 'meanExposure',
    of: 'either',
    unit: 'share of the peers',
    help: 'mean, over the cities of the group that have ties, of the share of those they look at that hold it, by weight of the ties',
    undefinedWhen: 'no city of the group has ties',
    value: (target) => {
      const { ties } = target.world;
      if (!ties) return NaN;
      const holds = holding(target);
      const exposures = [...citiesOfGroup(target)].map((city) => exposureOf(ties, holds, city));
      return meanOf(exposures);
    },
  },
  {
    name: 'meanThreshold',
    of: 'either',
    unit: 'share of the peers',
    help: 'mean threshold (Valente) of the cities of the group that took it up in the run and have ties: the share of those they look at that held it just before, by weight of the ties',
    undefinedWhen: 'no city of the group with ties took it up',
    value: (target) => {
      const { world } = target;
      const { ties } = world;
      if (!ties) return NaN;
      const inGroup = new Set(citiesOfGroup(target));
      const holds = new Float64Array(world.cities.count);
      const before = new Set<number>();
      const found: number[] = [];
      eachChange(target, (city, now, _time, event) => {
        if (now && event >= 0 && !before.has(city) && inGroup.has(city))
          found.push(exposureOf(ties, holds, city));
        before.add(city);
        holds[city] = now ? 1 : 0;
      });
      return meanOf(found);
    },
  },
  {
    name: 'moranTies',
    of: 'either',
    unit: "Moran's I",
    help: `clustering along ties of holding it at the time, among the cities of the group (${along}); ${expected}`,
    undefinedWhen: 'all or none of the group hold it, or it has no ties',
    value: (target) => moranOfHolding(target, 'ties'),
  },
  {
    name: 'moranDistance',
    of: 'either',
    unit: "Moran's I",
    help: `clustering in space of holding it at the time, among the cities of the group (${between}); ${expected}`,
    undefinedWhen: 'all or none of the group hold it, or the cities have no places',
    value: (target) => moranOfHolding(target, 'distance'),
  },
  {
    name: 'moranTimeTies',
    of: 'either',
    unit: "Moran's I",
    help: `clustering along ties of the times of adoption, among the cities of the group that adopted by the time (${along}); ${expected}`,
    undefinedWhen: 'all adopted at one moment, or there are no ties among the adopters',
    value: (target) => moranOfTimes(target, 'ties'),
  },
  {
    name: 'moranTimeDistance',
    of: 'either',
    unit: "Moran's I",
    help: `clustering in space of the times of adoption, among the cities of the group that adopted by the time (${between}); ${expected}`,
    undefinedWhen: 'all adopted at one moment, or the cities have no places',
    value: (target) => moranOfTimes(target, 'distance'),
  },
  {
    name: 'spaceTimeClustering',
    of: 'either',
    unit: 'ratio',
    help: `mean distance of an adopter of the group to those of its country that adopted within the ${RECENT_YEARS} years before it, over what it is when the times of a country's adopters change hands; below 1 neighbours follow each other`,
    undefinedWhen: 'nobody in the group has a recent adopter in its country, or the cities have no places',
    value: (target) => {
      const { latitude, longitude, country } = target.world.cities;
      if (!latitude || !longitude) return NaN;
      const all = adoptionTimes(target);
      const adoptedAt = new Float64Array(all.length).fill(NaN);
      for (const city of citiesOfGroup(target)) adoptedAt[city] = all[city];
      return spaceTimeClustering({ adoptedAt, country, latitude, longitude, window: RECENT_YEARS }).ratio;
    },
  },
  category('innovators', 'at or before m - 2s'),
  category('early adopters', 'after m - 2s, at or before m - s'),
  category('early majority', 'after m - s, at or before m'),
  category('late majority', 'after m, at or before m + s'),
  category('laggards', 'after m + s'),
];

/** Share of the weight of those a city looks at that hold; NaN without ties. */
function exposureOf(ties: Ties, holds: Float64Array, city: number): number {
  const { rowStart, column, weight } = ties;
  let held = 0;
  let all = 0;
  for (let at = rowStart[city]; at < rowStart[city + 1]; at++) {
    const w = weight ? weight[at] : 1;
    held += w * holds[column[at]];
    all += w;
  }
  return held / all;
}

/** Mean of those that are defined; NaN: none is. */
function meanOf(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
