/**
 * When each city adopts in the one world and in the other: counterfactual.csv, a row a replicate, and what it comes to
 * for each city, counterfactualCities.csv.
 */
import { join } from 'node:path';
import { quantileSorted } from 'simple-statistics';
import { type Cell, writeCsv } from '../../io/csv.js';
import { eachRow } from '../../io/eachRow.js';
import { moments } from '../../statistics/paired/moments.js';
import { tInterval } from '../../statistics/paired/tInterval.js';
import type { Comparison } from './prepareComparison.js';

/** Times that are held at once: 400 MB. */
const MOST_TIMES = 50_000_000;

/** A city in the baseline a and in another scenario b, over the replicates. */
export interface CityDifference {
  readonly a: string;
  readonly b: string;
  readonly city: string;
  readonly name: string;
  /** Policy or network. */
  readonly policy: string;
  /** Shares of the replicates in which it adopts by the end: in a, in b, in a and not in b, in b and not in a. */
  readonly shareA: number;
  readonly shareB: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** Median times; NaN where it adopts in fewer than half of the replicates. */
  readonly timeA: number;
  readonly timeB: number;
  /** Mean over all replicates of time b - time a, with its 95 % interval; not by the end counts as the end. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /**
   * Quantiles of the same difference over the replicates in which it adopts in at least one of the two worlds; NaN where
   * there are none. A difference up to the end is a least one.
   */
  readonly median: number;
  readonly q05: number;
  readonly q25: number;
  readonly q75: number;
  readonly q95: number;
}

export const RANK_INVARIANCE =
  'A difference of one city takes it for granted that the city meets the same resistance in both worlds (rank invariance); ' +
  'means over cities and replicates do not. Effects are total, spillovers included, and of first adoptions.';

/** Why there are no counterfactuals of cities; null: there are. */
export function counterfactualFault({ studies, replicates }: Comparison): string | null {
  if (studies.some(({ loaded }) => loaded.scenario.cities.perReplicate))
    return 'no counterfactuals of cities: cities are drawn anew in each replicate';
  const { cities } = studies[0].world;
  if (cities.count * subjectsOf(studies).length * replicates > MOST_TIMES)
    return `no counterfactuals of cities: ${cities.count} cities in ${replicates} replicates are too many`;
  return null;
}

/** Policies and networks of any of the scenarios, in order of appearance. */
const subjectsOf = (studies: Comparison['studies']): string[] => [
  ...new Set(studies.flatMap(({ world }) => world.subjects.map(({ id }) => id))),
];

/** First times of one scenario: (subject * cities + city) * replicates + replicate; NaN: not by the end. */
type Times = Float64Array;

/** Writes both tables from adoptions.csv; returns the rows of the second. */
export function writeCounterfactuals(comparison: Comparison, folder: string): CityDifference[] {
  const { studies, replicates } = comparison;
  const [baseline, ...others] = studies;
  const subjects = subjectsOf(studies);
  const { ids } = baseline.world.cities;
  const cityAt = new Map(ids.map((id, i) => [id, i]));
  const subjectAt = new Map(subjects.map((id, s) => [id, s]));
  const file = join(folder, 'adoptions.csv');

  const size = subjects.length * ids.length * replicates;
  /** Times of some scenarios, in one reading. */
  function timesOf(scenarios: readonly string[]): Times[] {
    const found = new Map(scenarios.map((id) => [id, new Float64Array(size).fill(NaN)]));
    eachRow(
      file,
      ['scenario', 'replicate', 'city', 'policy', 'time'],
      ([scenario, replicate, city, policy, time]) => {
        const times = found.get(scenario);
        const i = cityAt.get(city);
        if (times === undefined || i === undefined) return;
        times[(subjectAt.get(policy)! * ids.length + i) * replicates + Number(replicate)] = Number(time);
      },
    );
    return [...found.values()];
  }

  /** The other scenarios with their times, as many at once as fit. */
  function* otherTimes(): Generator<readonly [Comparison['studies'][number], Times]> {
    const atOnce = Math.max(1, Math.floor(MOST_TIMES / size));
    for (let from = 0; from < others.length; from += atOnce) {
      const some = others.slice(from, from + atOnce);
      const times = timesOf(some.map(({ id }) => id));
      for (const [k, study] of some.entries()) yield [study, times[k]];
    }
  }

  const [timesA] = timesOf([baseline.id]);
  const rows: CityDifference[] = [];
  const several = others.length > 1;
  const { end } = baseline.loaded.scenario.time;

  function* pairs(): Generator<Cell[]> {
    for (const [{ id, world }, timesB] of otherTimes()) {
      // A city of the baseline alone has no counterfactual.
      const here = new Set(world.cities.ids);
      const shared = ids.flatMap((city, i) => (here.has(city) ? [i] : []));
      for (let replicate = 0; replicate < replicates; replicate++) {
        for (const i of shared) {
          for (let s = 0; s < subjects.length; s++) {
            const at = (s * ids.length + i) * replicates + replicate;
            const cells = [replicate, ids[i], subjects[s], timesA[at], timesB[at], timesB[at] - timesA[at]];
            yield several ? [baseline.id, id, ...cells] : cells;
          }
        }
      }
      for (const i of shared) {
        for (let s = 0; s < subjects.length; s++) {
          const at = (s * ids.length + i) * replicates;
          rows.push({
            a: baseline.id,
            b: id,
            city: ids[i],
            name: baseline.world.cities.names[i],
            policy: subjects[s],
            ...cityDifference(
              timesA.subarray(at, at + replicates),
              timesB.subarray(at, at + replicates),
              end,
            ),
          });
        }
      }
    }
  }

  const columns = ['replicate', 'city', 'policy', 'timeA', 'timeB', 'difference'];
  writeCsv(join(folder, 'counterfactual.csv'), pairs(), several ? ['a', 'b', ...columns] : columns);
  writeCsv(join(folder, 'counterfactualCities.csv'), rows.map(cityRow), cityColumns);
  return rows;
}

/** Times of one city in the two worlds, one a replicate; NaN: not by the end. */
function cityDifference(
  timesA: ArrayLike<number>,
  timesB: ArrayLike<number>,
  end: number,
): Omit<CityDifference, 'a' | 'b' | 'city' | 'name' | 'policy'> {
  const count = timesA.length;
  const differences: number[] = [];
  const either: number[] = [];
  let [inA, inB, inBoth] = [0, 0, 0];
  for (let r = 0; r < count; r++) {
    const [a, b] = [!Number.isNaN(timesA[r]), !Number.isNaN(timesB[r])];
    const difference = (b ? timesB[r] : end) - (a ? timesA[r] : end);
    differences.push(difference);
    if (a || b) either.push(difference);
    inA += a ? 1 : 0;
    inB += b ? 1 : 0;
    inBoth += a && b ? 1 : 0;
  }
  either.sort((x, y) => x - y);
  const quantile = (p: number): number => (either.length === 0 ? NaN : quantileSorted(either, p));
  return {
    shareA: inA / count,
    shareB: inB / count,
    onlyA: (inA - inBoth) / count,
    onlyB: (inB - inBoth) / count,
    timeA: medianTime(timesA),
    timeB: medianTime(timesB),
    difference: moments(differences).mean,
    ...tInterval(differences),
    median: quantile(0.5),
    q05: quantile(0.05),
    q25: quantile(0.25),
    q75: quantile(0.75),
    q95: quantile(0.95),
  };
}

/** Median over all replicates, those without a time last; NaN where it is one of these. */
function medianTime(times: ArrayLike<number>): number {
  const sorted = Array.from(times, (time) => (Number.isNaN(time) ? Infinity : time)).sort((x, y) => x - y);
  const median = quantileSorted(sorted, 0.5);
  return Number.isFinite(median) ? median : NaN;
}

const cityFields = [
  'a',
  'b',
  'city',
  'name',
  'policy',
  'shareA',
  'shareB',
  'onlyA',
  'onlyB',
  'timeA',
  'timeB',
  'difference',
  'low',
  'high',
  'median',
  'q05',
  'q25',
  'q75',
  'q95',
] as const satisfies readonly (keyof CityDifference)[];

const cityColumns: readonly string[] = cityFields;
const cityRow = (row: CityDifference): Cell[] => cityFields.map((field) => row[field]);

/** Reads counterfactualCities.csv back. */
export function readCityDifferences(file: string): CityDifference[] {
  const texts: readonly string[] = ['a', 'b', 'city', 'name', 'policy'];
  const rows: CityDifference[] = [];
  eachRow(file, cityColumns, (cells) => {
    const row = cityFields.map((field, at) => {
      if (texts.includes(field)) return [field, cells[at]];
      return [field, cells[at] === '' ? NaN : Number(cells[at])];
    });
    rows.push(Object.fromEntries(row) as CityDifference);
  });
  return rows;
}
