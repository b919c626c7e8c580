/**
 * What stands in for a mechanism that is off, so that the effect of switching it off does not hang on how its term is coded:
 * 0 for channels, and for drivers the population's mean. The mean is that of the term over all cities, as the first step
 * of replicate 0 reads it.
 */
import { mechanismsUsed } from './clock.js';
import { mechanismById } from './mechanisms/index.js';
import { createSimulator } from './simulate.js';
import type { Coefficient, Transition, World } from './world.js';

/** Mean of the term of a mechanism in a transition of a subject; 0 where it has no coefficient there. */
export type ReferenceMeans = (subject: number, transition: string, mechanism: string) => number;

/** Means of all terms whose reference is the mean. Cost: one step of a simulation. */
export function referenceMeans(world: World): ReferenceMeans {
  const { time, cities } = world;
  const names = mechanismsUsed(world);
  const means = new Map<string, number>();
  const key = (subject: number, transition: string, mechanism: string): string =>
    `${subject} ${transition} ${mechanism}`;
  const end = Math.min(time.end, time.start + 1 / time.stepsPerYear);
  const firstStep: World = { ...world, time: { ...time, end }, snapshots: [] };
  createSimulator(firstStep, {
    explain: false,
    observe: ({ clocks }) => ({
      runs() {},
      stands() {},
      step() {
        for (const { subject, transition, terms } of clocks) {
          for (const { mechanism, value } of terms) {
            const name = names[mechanism];
            const own = key(subject, transition.name, name);
            // Of a term that changes at a date, the first one.
            if (mechanismById(name).reference !== 'mean' || means.has(own)) continue;
            let sum = 0;
            for (let city = 0; city < cities.count; city++) sum += value(city);
            means.set(own, sum / cities.count);
          }
        }
      },
    }),
  }).run(0);
  return (subject, transition, mechanism) => means.get(key(subject, transition, mechanism)) ?? 0;
}

/** The world with some mechanisms off everywhere, their references in the baselines. */
export function switchedOff(world: World, off: ReadonlySet<string>, means: ReferenceMeans): World {
  if (off.size === 0) return world;
  const without = (
    subject: number,
    name: string,
    { baseline, coefficients }: { readonly baseline: number; readonly coefficients: readonly Coefficient[] },
  ) => ({
    baseline: coefficients.reduce(
      (sum, { mechanism, coefficient }) =>
        off.has(mechanism) && coefficient !== 0 ? sum + coefficient * means(subject, name, mechanism) : sum,
      baseline,
    ),
    coefficients: coefficients.map((entry) =>
      off.has(entry.mechanism) ? { ...entry, coefficient: 0 } : entry,
    ),
  });
  return {
    ...world,
    subjects: world.subjects.map((subject, s) => ({
      ...subject,
      transitions: subject.transitions.map(
        (transition): Transition => ({
          ...transition,
          ...without(s, transition.name, transition),
          ...(transition.later
            ? { later: { ...transition.later, ...without(s, transition.name, transition.later) } }
            : {}),
        }),
      ),
    })),
  };
}
