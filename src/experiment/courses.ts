/** Curves over time, read back from series.csv. */
import { eachRow } from '../io/eachRow.js';

/** The curves of a subject in a group: one array a replicate, one entry a time. */
export interface Courses {
  readonly times: number[];
  readonly cities: number[][];
  readonly declared: number[][];
  readonly implemented: number[][];
}

/** Those of one scenario, by courseKey. */
export type CoursesByKey = ReadonlyMap<string, Courses>;

export const courseKey = (subject: string, group: string): string => JSON.stringify([subject, group]);

/** Curves of series.csv by scenario, for the groups wanted. Rows of a scenario come in the order of replicate and time. */
export function coursesByScenario(
  path: string,
  groups: ReadonlySet<string>,
): ReadonlyMap<string, CoursesByKey> {
  interface Reading {
    readonly courses: Map<string, Courses>;
    replicate: string;
    count: number;
  }
  const found = new Map<string, Reading>();
  const columns = ['scenario', 'replicate', 'time', 'policy', 'group', 'cities', 'declared', 'implemented'];
  eachRow(path, columns, ([scenario, replicate, time, policy, group, cities, declared, implemented]) => {
    if (!groups.has(group)) return;
    let own = found.get(scenario);
    if (!own) {
      own = { courses: new Map(), replicate: '', count: 0 };
      found.set(scenario, own);
    }
    if (replicate !== own.replicate) {
      own.replicate = replicate;
      own.count++;
    }
    const key = courseKey(policy, group);
    let courses = own.courses.get(key);
    if (!courses) {
      courses = { times: [], cities: [], declared: [], implemented: [] };
      own.courses.set(key, courses);
    }
    if (courses.declared.length < own.count) {
      courses.cities.push([]);
      courses.declared.push([]);
      courses.implemented.push([]);
    }
    const last = own.count - 1;
    if (last === 0) courses.times.push(Number(time));
    courses.cities[last].push(Number(cities));
    courses.declared[last].push(Number(declared));
    courses.implemented[last].push(Number(implemented));
  });
  return new Map(Array.from(found, ([scenario, { courses }]) => [scenario, courses]));
}

/** Curves of the series.csv of one scenario. */
export function readCourses(path: string, groups: ReadonlySet<string>): CoursesByKey {
  const [courses = new Map()] = coursesByScenario(path, groups).values();
  return courses;
}
