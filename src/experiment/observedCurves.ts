/** What was observed, as curves that a run can be held against. */
import { readTableFile } from '../io/csv.js';
import { type ObservedTable, observedTable } from '../io/observedTable.js';
import type { World } from '../model/world.js';
import { cityLookup } from '../population/cityLookup.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Outcome } from '../scenario/outcomeText.js';

/** Values of an outcome at some times. */
export interface ObservedCurve {
  readonly outcome: Pick<Outcome, 'measure' | 'subject' | 'stage' | 'group' | 'text'>;
  /** Decimal year and value. */
  readonly points: readonly (readonly [number, number])[];
  readonly source: string;
}

/**
 * The observed points of a scenario as they stand there; of observed spells, the number of cities that hold each
 * subject in the middle of each calendar year that was observed and simulated, the last year in which one was taken up included
 * where times are whole years.
 * @throws TableError with all that is wrong in a file of spells.
 */
export function observedCurves(
  { scenario, provenance, resolved }: LoadedScenario,
  { cities, subjects, time }: World,
): ObservedCurve[] {
  const stated = resolved['observed'] as readonly { readonly events?: unknown }[] | undefined;
  const lookup = cityLookup(cities);
  const ids = subjects.map(({ id }) => id);
  return scenario.observed.flatMap((item, k): ObservedCurve[] => {
    if ('outcome' in item) return [item];
    const { byYear, source } = item;
    const inMapping = typeof stated?.[k]?.events === 'object';
    const path = provenance.resolvePath(['observed', k, 'events', ...(inMapping ? ['file'] : [])]);
    const years = byYear && { city: byYear.city, subject: ids.indexOf(byYear.subject) };
    const table = observedTable(readTableFile(path), lookup, ids, years);
    return ids.flatMap((subject, s) =>
      (['declared', 'implemented'] as const).flatMap((stage): ObservedCurve[] => {
        const least = stage === 'declared' ? 1 : 2;
        const points = counts(table, s, least, time);
        if (points.length === 0) return [];
        const measure = subjects[s].network ? 'members' : 'count';
        const text = `${measure}:${subject}${least === 2 ? '.implemented' : ''}`;
        return [{ outcome: { measure, subject, stage, group: 'all', text }, points, source }];
      }),
    );
  });
}

/**
 * When observation ended. Where all times are whole years, they are calendar years: one in which something was taken up was
 * observed to its end.
 */
function endOf({ from, to, span }: ObservedTable): number {
  const stated = [...from, ...to].filter(Number.isFinite);
  if (!stated.every(Number.isInteger)) return span[1];
  return Math.max(span[1], ...[...from].filter(Number.isFinite).map((year) => year + 1));
}

/** Cities that hold a subject at a stage or beyond, in the middle of each year; nothing where it has no spell. */
function counts(
  table: ObservedTable,
  wanted: number,
  least: number,
  { start, end }: World['time'],
): (readonly [number, number])[] {
  const { count, city, subject, stage, from, to, span } = table;
  const last = Math.min(end, endOf(table));
  const spells = Array.from({ length: count }, (_, k) => k).filter(
    (k) => subject[k] === wanted && stage[k] >= least,
  );
  if (spells.length === 0) return [];
  const points: [number, number][] = [];
  for (let year = Math.floor(Math.max(start, span[0])); year < last; year++) {
    const at = year + 0.5;
    if (at < start || at > end) continue;
    points.push([at, new Set(spells.filter((k) => from[k] <= at && at < to[k]).map((k) => city[k])).size]);
  }
  return points;
}
