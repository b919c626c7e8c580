/**
 * Conditions on a city: `{country: [DE, FR], population: {from: 100000}, memberOf: eurocities}`.
 * Keys are joined by "and"; `any` holds a list joined by "or", `not` one condition. From is included, to is
 * not. memberOf and holds are read at each moment; with `at: start`, as things stood at the start.
 */
import { type AttributeName, attributes } from './attributes.js';
import type { Predicate, World } from './world.js';

export interface Condition {
  /** Reads stages (S x N), subject-major. */
  holds(city: number, stage: Uint8Array): boolean;
  /** Whether the answer can change during a run. */
  readonly dynamic: boolean;
}

type Test = (city: number, stage: Uint8Array) => boolean;

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map((item) => String(item));

/** Compiles a predicate for a world. Names are checked beforehand; an unknown one throws. */
export function compilePredicate(predicate: Predicate | null, world: World): Condition {
  if (predicate === null) return { holds: () => true, dynamic: false };
  const { cities } = world;
  const atStart = predicate['at'] === 'start';
  let dynamic = false;
  const tests: Test[] = [];
  for (const [key, value] of Object.entries(predicate)) {
    if (key === 'at') continue;
    if (key === 'country' || key === 'region') {
      const names = key === 'country' ? cities.countries : cities.regions;
      const wanted = new Set(listOf(value).map((name) => names.indexOf(name)));
      wanted.delete(-1);
      const column = key === 'country' ? cities.country : cities.region;
      tests.push((city) => wanted.has(column[city]));
    } else if (key === 'city') {
      const ids = new Set(listOf(value));
      const wanted = new Set(cities.ids.flatMap((id, i) => (ids.has(id) ? [i] : [])));
      tests.push((city) => wanted.has(city));
    } else if (key === 'memberOf' || key === 'holds') {
      const offsets = listOf(value).map((id) => {
        const subject = world.subjects.findIndex((candidate) => candidate.id === id);
        if (subject < 0) throw new Error(`predicate: unknown ${key} ${id}`);
        return subject * cities.count;
      });
      if (!atStart) dynamic = true;
      tests.push((city, stage) => {
        const read = atStart ? world.initialStage : stage;
        return offsets.some((offset) => read[offset + city] > 0);
      });
    } else if (key === 'any') {
      const branches = (value as Predicate[]).map((branch) => compilePredicate(branch, world));
      dynamic ||= branches.some((branch) => branch.dynamic);
      tests.push((city, stage) => branches.some((branch) => branch.holds(city, stage)));
    } else if (key === 'not') {
      const inner = compilePredicate(value as Predicate, world);
      dynamic ||= inner.dynamic;
      tests.push((city, stage) => !inner.holds(city, stage));
    } else if (key in attributes) {
      const values = cities.attributes[key as AttributeName];
      if (!values) throw new Error(`predicate: the cities have no attribute ${key}`);
      const { from = -Infinity, to = Infinity } = value as { from?: number; to?: number };
      tests.push((city) => values[city] >= from && values[city] < to);
    } else throw new Error(`predicate: unknown key ${key}`);
  }
  return { dynamic, holds: (city, stage) => tests.every((test) => test(city, stage)) };
}
