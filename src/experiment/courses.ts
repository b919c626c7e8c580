/** Curves over time, read back from series.csv. */
import { eachRow } from '../io/eachRow.js';

/** The curves of a subject in a group: one array a replicate, one entry a time. */
export interface Courses {
  readonly times: number[];
  readonly cities: number[][];
  readonly declared: number[][];
  readonly implemented: number[][];
}

/** Key of readCourses. */
export const courseKey = (subject: string, group: string): string => JSON.stringify([subject, group]);

/**
 * Curves of series.csv, for the groups wanted, by courseKey; of one scenario where there are several. Rows come in the order
 * of replicate and time.
 */
export function readCourses(
  path: string,
  groups: ReadonlySet<string>,
  scenario: string | null = null,
): Map<string, Courses> {
  const found = new Map<string, Courses>();
  const columns = ['scenario', 'replicate', 'time', 'policy', 'group', 'cities', 'declared', 'implemented'];
  let replicate = '';
  let count = 0;
  eachRow(path, columns, ([of, number, time, policy, group, cities, declared, implemented]) => {
    if (!groups.has(group) || (scenario !== null && of !== scenario)) return;
    if (number !== replicate) {
      replicate = number;
      count++;
    }
    const key = courseKey(policy, group);
    let courses = found.get(key);
    if (!courses) {
      courses = { times: [], cities: [], declared: [], implemented: [] };
      found.set(key, courses);
    }
    if (courses.declared.length < count) {
      courses.cities.push([]);
      courses.declared.push([]);
      courses.implemented.push([]);
    }
    if (count === 1) courses.times.push(Number(time));
    courses.cities[count - 1].push(Number(cities));
    courses.declared[count - 1].push(Number(declared));
    courses.implemented[count - 1].push(Number(implemented));
  });
  return found;
}
