/** A scenario that parts from another at a date, put together: what rules before, then what rules from then on. */
import type { Transition, TransitionName } from '../model/world.js';
import { stagesOf } from '../model/world.js';
import type { TransitionSpec } from './schema/mechanisms.js';
import type { ShockSpec } from './schema/movement.js';
import type { PowerSpec } from './schema/powers.js';

const NEVER: TransitionSpec = { baseline: -Infinity, coefficients: [] };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A transition by hazard: of the past until the date, of the scenario from then on. A side that lacks it: never. */
export function partedTransition(
  name: TransitionName,
  at: number,
  before: TransitionSpec | null,
  now: TransitionSpec | null,
): Transition | null {
  if (!before && !now) return null;
  const [first, later] = [before ?? NEVER, now ?? NEVER];
  const transition = { name, ...stagesOf[name], ...first, after: null };
  return same(before, now) ? transition : { ...transition, later: { at, ...later } };
}

const NOTHING: PowerSpec = { pressure: [], noise: 0, preempts: [], coordinates: [] };

/** What presses: impulses of the past go on fading, and the level of the scenario holds from the date on. */
export function partedPowers(
  at: number,
  before: { readonly [id: string]: PowerSpec },
  now: { readonly [id: string]: PowerSpec },
): { readonly [id: string]: PowerSpec } {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return Object.fromEntries(
    ids.map((id) => {
      const [a, b] = [before[id] ?? NOTHING, now[id] ?? NOTHING];
      const cut = <Span extends { readonly from: number; readonly to: number | null }>(
        ended: readonly Span[],
        begun: readonly Span[],
      ): Span[] => [
        ...ended.flatMap((span) => (span.from < at ? [{ ...span, to: Math.min(span.to ?? at, at) }] : [])),
        ...begun.flatMap((span) =>
          span.to === null || span.to > at ? [{ ...span, from: Math.max(span.from, at) }] : [],
        ),
      ];
      return [
        id,
        {
          noise: b.noise,
          pressure: partedPressure(at, a.pressure, b.pressure),
          preempts: cut(a.preempts, b.preempts),
          coordinates: cut(a.coordinates, b.coordinates),
        },
      ];
    }),
  );
}

function partedPressure(
  at: number,
  before: PowerSpec['pressure'],
  now: PowerSpec['pressure'],
): PowerSpec['pressure'] {
  const past = before.filter((change) => change.at < at);
  const future = now.filter((change) => change.at >= at);
  const levelOf = (changes: PowerSpec['pressure']): number =>
    changes.reduce((level, change) => change.level ?? level, 0);
  const own = levelOf(now.filter((change) => change.at <= at));
  const stated = future.some((change) => change.at === at && change.level !== undefined);
  const turn = stated || levelOf(past) === own ? [] : [{ at, level: own }];
  return [...past, ...turn, ...future];
}

/** Shocks of a scenario that parts from another at a time: until then those of the past, from then on its own. */
export const partedShocks = (
  at: number,
  before: readonly ShockSpec[],
  now: readonly ShockSpec[],
): readonly ShockSpec[] => [
  ...before.filter((shock) => shock.at < at),
  ...now.filter((shock) => shock.at >= at),
];
