/** Mechanisms that a scenario takes off though nothing had them on: it differs in nothing for it. */
import type { Scenario } from './schema.js';

/** A note on them, or none. */
export function idleOffNotes({ off, mechanisms, networks }: Scenario): string[] {
  const transitions = [
    ...Object.values(mechanisms).flatMap(({ declare, quiet, implement, repeal }) => [
      declare,
      quiet,
      implement,
      repeal,
    ]),
    ...Object.values(networks).flatMap(({ join, lapse, renew, leave }) => [join, lapse, renew, leave]),
  ];
  const taken = new Set(
    transitions.flatMap((transition) =>
      (transition?.coefficients ?? []).flatMap(({ mechanism, off: had = 0 }) =>
        had === 0 ? [] : [mechanism],
      ),
    ),
  );
  const idle = off.filter((mechanism) => !taken.has(mechanism));
  return idle.length === 0
    ? []
    : [
        `off takes away ${idle.join(', ')}, which nothing here has on: ${idle.length === off.length ? 'it changes nothing' : 'that changes nothing'}`,
      ];
}
