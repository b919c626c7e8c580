/** The figures of a run folder, drawn from its tables and its scenario. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { milestoneAnnotations } from '../catalogue/index.js';
import { type AdoptionSeries, adoptionCurve } from '../figures/adoptionCurve.js';
import { adoptionMap, type MapCity } from '../figures/adoptionMap.js';
import { bands, medianAdoption } from '../figures/bands.js';
import type { Figure } from '../figures/figure.js';
import { readAtlas } from '../figures/readAtlas.js';
import { DOUBLE_COLUMN_MM, SINGLE_COLUMN_MM } from '../figures/theme.js';
import { readTableFile, type Table } from '../io/csv.js';
import { eachRow } from '../io/eachRow.js';
import { columnOf } from '../scenario/outcomeText.js';
import type { Scenario } from '../scenario/schema.js';
import { courseKey, readCourses } from './courses.js';
import { coverageText, coveredPoints } from './coverage.js';
import type { ObservedCurve } from './observedCurves.js';

/** Above this, a map shows nothing that a reader could see. */
const MAPPED_CITIES = 20_000;
/** Milestones on one figure. */
const MILESTONES = 5;
/** Years within which a turn of a scenario is an event of the catalogue, whose dates are often bare years. */
const NEAR = 1;

interface Columns {
  readonly index: { readonly [name: string]: number };
  readonly rows: readonly (readonly string[])[];
}

function columnsOf(table: Table): Columns {
  return {
    index: Object.fromEntries(table.header.map((name, at) => [name, at])),
    rows: table.rows.map(({ cells }) => cells),
  };
}

/** First times at which each city took a subject up: by subject, by city, one entry a replicate (Infinity: never). */
function adoptionTimes(
  path: string,
  cities: readonly string[],
  subjects: readonly string[],
  replicates: number,
  held: ReadonlyMap<string, ReadonlySet<string>>,
  start: number,
): Map<string, Float64Array[]> {
  const at = new Map(cities.map((id, i) => [id, i]));
  const times = new Map(
    subjects.map((subject) => [
      subject,
      cities.map((id) => new Float64Array(replicates).fill(held.get(subject)?.has(id) ? start : Infinity)),
    ]),
  );
  const columns = ['replicate', 'time', 'city', 'policy', 'from'];
  eachRow(path, columns, ([number, time, city, policy, from]) => {
    if (from !== '0') return;
    const own = times.get(policy)?.[at.get(city) ?? -1];
    if (own && Number(time) < own[Number(number)]) own[Number(number)] = Number(time);
  });
  return times;
}

export interface FigureSources {
  readonly folder: string;
  readonly scenario: Scenario;
  /** Subjects that a city holds at the start: by subject, ids of cities. */
  readonly heldAtStart: ReadonlyMap<string, ReadonlySet<string>>;
  readonly observed: readonly ObservedCurve[];
  readonly replicates: number;
}

/** All figures of a run: curves of the policies, curves with observed points, maps of adoption times. */
export function runFigures({ folder, scenario, heldAtStart, observed, replicates }: FigureSources): Figure[] {
  const read = (name: string): Columns => columnsOf(readTableFile(join(folder, name)));
  const wanted = new Set(['all', ...observed.map(({ outcome }) => outcome.group)]);
  const courses = readCourses(join(folder, 'series.csv'), wanted);
  const labelOf = (id: string): string => scenario.policies[id]?.label ?? scenario.networks[id]?.label ?? id;
  const curve = (
    subject: string,
    stage: AdoptionSeries['stage'],
    unit: 'share' | 'count',
    group = 'all',
  ): AdoptionSeries => {
    const { times, cities, declared, implemented } = courses.get(courseKey(subject, group))!;
    const counts = stage === 'implemented' ? implemented : declared;
    const values =
      unit === 'count' ? counts : counts.map((row, r) => row.map((count, t) => count / cities[r][t]));
    return { subject, label: labelOf(subject), stage, unit, points: bands(times, values) };
  };
  const { start, end } = scenario.time;
  const timeRange = [start, end] as const;
  /** A network is drawn from its founding on. */
  const rangeOf = (id: string): readonly [number, number] => {
    const founded = scenario.networks[id]?.from ?? start;
    return [founded > start && founded < end ? founded : start, end];
  };
  const milestones = milestonesOf(scenario);

  const figures: Figure[] = [];
  const policyIds = Object.keys(scenario.policies);
  if (policyIds.length > 0) {
    figures.push(
      adoptionCurve({
        name: 'adoption',
        title: `${scenario.name}: adoption`,
        series: policyIds.flatMap((id) => [
          curve(id, 'declared', 'share'),
          ...(scenario.mechanisms[id]?.implement ? [curve(id, 'implemented', 'share')] : []),
        ]),
        milestones,
        timeRange,
        replicates,
      }),
    );
  }

  const mapped = [...policyIds];
  const observedCurves = new Map<string, [group: string, AdoptionSeries]>();
  for (const seen of observed) {
    const { measure, subject, stage, group } = seen.outcome;
    if (subject === null || !['members', 'count', 'share'].includes(measure)) continue;
    if (![...policyIds, ...Object.keys(scenario.networks)].includes(subject)) continue;
    const isNetwork = subject in scenario.networks;
    if (isNetwork) mapped.unshift(subject);
    const key = `${subject}-${stage}-${group}-${measure}`;
    const points = seen.points.map(([time, value]) => ({ time, value, source: seen.source }));
    const known = observedCurves.get(key);
    if (known) known[1].observed = [...(known[1].observed ?? []), ...points];
    else {
      const drawn = curve(
        subject,
        isNetwork ? 'joined' : stage === 'implemented' ? 'implemented' : 'declared',
        measure === 'share' ? 'share' : 'count',
        group,
      );
      observedCurves.set(key, [group, { ...drawn, observed: points }]);
    }
  }
  for (const [group, drawn] of observedCurves.values()) {
    const [from, to] = rangeOf(drawn.subject);
    const among = group === 'all' ? '' : `, ${group}`;
    const stage = drawn.stage === 'implemented' ? '-implemented' : '';
    const figure = adoptionCurve({
      name: `observed-${drawn.subject}${stage}${group === 'all' ? '' : `-${columnOf(group)}`}`,
      title: `${scenario.name}: ${drawn.label}${among}, simulated and observed`,
      series: [{ ...drawn, points: drawn.points.filter(({ time }) => time >= from) }],
      milestones: milestones.filter(({ time }) => time >= from),
      timeRange: [from, to],
      replicates,
    });
    const seen = drawn.observed!.map(({ time, value }): [number, number] => [time, value]);
    const covered = coveredPoints('', seen, drawn.points);
    figures.push({ ...figure, caption: `${figure.caption} ${coverageText(covered)}.` });
  }

  if (existsSync(join(folder, 'events.csv'))) {
    const cities = read('cities.csv');
    if (cities.rows.length <= MAPPED_CITIES && cities.index['latitude'] !== undefined) {
      const subjects = [...new Set(mapped)];
      const ids = cities.rows.map((row) => row[cities.index['id']]);
      const path = join(folder, 'events.csv');
      const times = adoptionTimes(path, ids, subjects, replicates, heldAtStart, scenario.time.start);
      for (const subject of subjects) {
        const figure = map(subject, cities, times.get(subject)!);
        if (figure) figures.push(figure);
      }
    }
  }
  return figures;

  /** What the colours show; on real cities, that what they are like was drawn. */
  function mapMeasure(subject: string): string {
    const verb = subject in scenario.networks ? 'joined' : 'declared';
    const label = labelOf(subject);
    const drawn = Object.keys(scenario.cities.attributes).length > 0 && scenario.cities.synthetic === null;
    const runs = `median of ${replicates} ${replicates === 1 ? 'run' : 'runs'}`;
    return `${label[0].toUpperCase()}${label.slice(1)}: year ${verb} (${runs}${drawn ? '; attributes of cities drawn, not observed' : ''})`;
  }

  function map(subject: string, cities: Columns, times: readonly Float64Array[]): Figure | null {
    const cell = (row: readonly string[], name: string): string | null => {
      const at = cities.index[name];
      return at === undefined || row[at] === '' ? null : row[at];
    };
    const numeric = (row: readonly string[], name: string): number | null => {
      const text = cell(row, name);
      return text === null ? null : Number(text);
    };
    const ids = cities.rows.map((row) => row[cities.index['id']]);
    const real = scenario.cities.synthetic === null;
    const places: MapCity[] = cities.rows.map((row, i) => ({
      id: ids[i],
      name: cell(row, 'name') ?? ids[i],
      country: cell(row, 'country'),
      latitude: numeric(row, 'latitude'),
      longitude: numeric(row, 'longitude'),
      population: numeric(row, 'population'),
      ...medianAdoption(times[i]),
    }));
    return adoptionMap(
      {
        cities: places,
        subject,
        label: labelOf(subject),
        stage: subject in scenario.networks ? 'joined' : 'declared',
        // Classes of whole years, though a network may be founded within one.
        timeRange: [Math.floor(rangeOf(subject)[0]), rangeOf(subject)[1]],
        replicates,
        name: `map-${subject}`,
        title: `${scenario.name}: when cities take up ${labelOf(subject)}`,
        measure: mapMeasure(subject),
        widthMm: real && isTall(places) ? SINGLE_COLUMN_MM : DOUBLE_COLUMN_MM,
        ...(real ? {} : { labelled: 0 }),
      },
      real ? readAtlas() : null,
    );
  }
}

/** Whether the cities stretch more than twice as far from north to south as from west to east, as Chile's do. */
function isTall(cities: readonly MapCity[]): boolean {
  const of = (name: 'latitude' | 'longitude'): number[] =>
    cities.map((city) => city[name]).filter((value) => value !== null);
  const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const latitudes = of('latitude');
  const middle = (Math.max(...latitudes) + Math.min(...latitudes)) / 2;
  return span(latitudes) > 2 * span(of('longitude')) * Math.cos((middle * Math.PI) / 180);
}

/**
 * Turns of the national lines that the scenario itself states, drawn where the scenario has them and told in the
 * catalogue's words: those of the nation, and of Europe for all. A turn that the catalogue does not know is not told.
 */
export function milestonesOf(scenario: Scenario): { time: number; label: string }[] {
  const { start, end } = scenario.time;
  const nations = Object.entries(scenario.nations);
  const known = milestoneAnnotations({ kinds: ['national', 'supranational'] });
  const told = nations.flatMap(([nation, { pressure }]) =>
    pressure
      .filter(({ at }) => at >= start && at < end)
      .flatMap(({ at }) => {
        const near = known
          .filter(({ where }) => where === nation || where === 'EU')
          .filter(({ time }) => Math.abs(time - at) < NEAR)
          .sort((a, b) => Math.abs(a.time - at) - Math.abs(b.time - at))[0];
        if (!near) return [];
        const label = nations.length > 1 && near.where === nation ? `${nation}: ${near.label}` : near.label;
        return [{ time: at, label, strength: Math.abs(near.strength) }];
      }),
  );
  const once = told.filter(({ label }, k) => told.findIndex((other) => other.label === label) === k);
  return once
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MILESTONES)
    .sort((a, b) => a.time - b.time)
    .map(({ time, label }) => ({ time, label }));
}
