import type { Path } from './problem.js';

/** Where a scenario names files: cities, ties, memberships, adopters, observed events. Faulty parts are passed over. */
export function filePaths(scenario: unknown): Path[] {
  const at = (path: Path): unknown =>
    path.reduce<unknown>(
      (value, key) =>
        value !== null && typeof value === 'object' && Object.hasOwn(value, key)
          ? (value as { [key: string | number]: unknown })[key]
          : undefined,
      scenario,
    );
  const observed = at(['observed']);
  const candidates: Path[] = [
    ['cities', 'file'],
    ['ties', 'file'],
    ['memberships', 'file'],
    ['adopters', 'file'],
    ...(Array.isArray(observed) ? observed : []).flatMap((_, i) => [
      ['observed', i, 'events'],
      ['observed', i, 'events', 'file'],
    ]),
  ];
  return candidates.filter((path) => typeof at(path) === 'string' && at(path) !== '');
}
