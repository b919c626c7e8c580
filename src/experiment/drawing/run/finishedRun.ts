/** A finished run, as its figures read it: the scenario, and tables that are read when first asked for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MapPlace } from '../../../figures/mapCity.js';
import { readTableFile } from '../../../io/csv.js';
import type { Scenario } from '../../../scenario/schema.js';
import { type Courses, courseKey, readCourses } from '../../courses.js';
import type { Study } from '../../study.js';
import { type EachEvent, runEvents } from './runEvents.js';

/** Above this, a map shows nothing that a reader could see. */
export const MAPPED_CITIES = 20_000;
/** Times that are held at once: 400 MB. */
const MOST_TIMES = 50_000_000;

export interface FinishedRun {
  readonly folder: string;
  readonly study: Study;
  readonly scenario: Scenario;
  readonly replicates: number;
  /** Policies and networks. */
  readonly policies: readonly string[];
  readonly networks: readonly string[];
  readonly hasEvents: boolean;
  /** Visits what happened; throws where there is no events.csv. */
  readonly eachEvent: EachEvent;
  /** What a reader calls a policy or network. */
  labelOf(subject: string): string;
  /** Curves of a subject in a group, from series.csv. Undefined: there are none. */
  coursesOf(subject: string, group?: string): Courses | undefined;
  /** Cities of cities.csv, in its order. */
  places(): readonly MapPlace[];
  /** First times at which each city took a subject up: by city, one entry a replicate (Infinity: never). */
  timesOf(subject: string): readonly Float64Array[];
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Tables of the folder are read when first asked for, and once. */
export function finishedRun(folder: string, study: Study): FinishedRun {
  const { scenario } = study.loaded;
  const { world } = study;
  const { replicates } = scenario;
  const cityCount = world.cities.count;
  const policies = Object.keys(scenario.policies);
  const networks = Object.keys(scenario.networks);
  const subjects = [...policies, ...networks];
  const groups = new Set(['all', ...study.observed.map(({ outcome }) => outcome.group)]);
  const courses = once(() => readCourses(join(folder, 'series.csv'), groups));

  const places = once((): readonly MapPlace[] => {
    const { header, rows } = readTableFile(join(folder, 'cities.csv'));
    const at = Object.fromEntries(header.map((name, k) => [name, k]));
    return rows.map(({ cells }) => {
      const cell = (name: string): string | null =>
        at[name] === undefined || cells[at[name]] === '' ? null : cells[at[name]];
      const numeric = (name: string): number | null => {
        const text = cell(name);
        return text === null ? null : Number(text);
      };
      const id = cells[at['id']];
      return {
        id,
        name: cell('name') ?? id,
        country: cell('country'),
        latitude: numeric('latitude'),
        longitude: numeric('longitude'),
        population: numeric('population'),
      };
    });
  });

  const eachEvent = runEvents(join(folder, 'events.csv'), world);
  const times = once((): ReadonlyMap<string, readonly Float64Array[]> => {
    const { start } = scenario.time;
    const first = world.subjects.map((_, s) =>
      Array.from({ length: cityCount }, (_, i) =>
        new Float64Array(replicates).fill(world.initialStage[s * cityCount + i] > 0 ? start : Infinity),
      ),
    );
    eachEvent(({ replicate, time, city, subject, from }) => {
      const own = first[subject][city];
      if (from === 0 && time < own[replicate]) own[replicate] = time;
    });
    return new Map(world.subjects.map(({ id }, s) => [id, first[s]]));
  });

  return {
    folder,
    study,
    scenario,
    replicates,
    policies,
    networks,
    hasEvents: existsSync(join(folder, 'events.csv')),
    eachEvent,
    labelOf: (id) => scenario.policies[id]?.label ?? scenario.networks[id]?.label ?? id,
    coursesOf: (subject, group = 'all') => courses().get(courseKey(subject, group)),
    places,
    timesOf(subject) {
      if (cityCount * replicates * subjects.length > MOST_TIMES)
        throw new RangeError(`${cityCount} cities in ${replicates} replicates are too many to draw`);
      return times().get(subject)!;
    },
  };
}

/** Why there are no times of cities; null: there are. */
export function timesFault({ hasEvents, study, replicates, policies, networks }: FinishedRun): string | null {
  if (!hasEvents) return 'events.csv (run with observe.events: true)';
  const { count } = study.world.cities;
  return count * replicates * (policies.length + networks.length) > MOST_TIMES
    ? 'fewer cities or replicates: these are too many to hold'
    : null;
}

/** Why there is no map; null: there is one. */
export function mapFault(run: FinishedRun): string | null {
  const { cities } = run.study.world;
  if (cities.latitude === null) return 'latitude and longitude of cities';
  if (cities.count > MAPPED_CITIES) return `at most ${MAPPED_CITIES} cities`;
  return timesFault(run);
}

/** Those of the observed data first that are networks, then the policies: what has a map. */
export function mappedSubjects({ study, policies, networks }: FinishedRun): string[] {
  const seen = study.observed
    .map(({ outcome }) => outcome)
    .filter(({ measure }) => ['members', 'count', 'share'].includes(measure))
    .map(({ subject }) => subject);
  return [...networks.filter((id) => seen.includes(id)), ...policies];
}

/** Whether a name is a policy's or a network's, in the words of adoption. */
export const stageOf = ({ networks }: FinishedRun, subject: string): 'joined' | 'declared' =>
  networks.includes(subject) ? 'joined' : 'declared';

/** From the start, or a network's founding, to the end. */
export function rangeOf({ scenario }: FinishedRun, subject: string): readonly [number, number] {
  const { start, end } = scenario.time;
  const founded = scenario.networks[subject]?.from ?? start;
  return [founded > start && founded < end ? founded : start, end];
}

export const capital = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}`;
