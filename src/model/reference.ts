/**
 * What stands in for a mechanism that is off, so that the effect of switching it off does not hang on how its term is coded:
 * 0 for channels, and for drivers the population's mean. The mean is that of the term over all cities, as the first step
 * of replicate 0 reads it.
 */
import { mechanismsUsed } from './clock.js';
import { mechanismById } from './mechanisms/index.js';
import { createSimulator } from './simulate.js';
import {
  type Coefficient,
  coefficientsOf,
  type Transition,
  type TransitionName,
  type World,
} from './world.js';

/** A mechanism in a transition of a subject; later: as it rules after the date at which the transition changes. */
export interface TermPlace {
  readonly subject: number;
  readonly transition: TransitionName;
  readonly mechanism: string;
  readonly later: boolean;
}

/** Mean of a term; 0 where it has no coefficient, or the reference is not the mean. */
export type ReferenceMeans = (place: TermPlace) => number;

const keyOf = ({ subject, transition, mechanism, later }: TermPlace): string =>
  `${subject} ${transition} ${mechanism} ${later}`;

type Rates = Pick<Transition, 'baseline' | 'coefficients'>;

/** The world with other baselines and coefficients. */
function withRates(world: World, rates: (own: Rates, place: Omit<TermPlace, 'mechanism'>) => Rates): World {
  return {
    ...world,
    subjects: world.subjects.map((given, subject) => ({
      ...given,
      transitions: given.transitions.map((own): Transition => {
        const place = { subject, transition: own.name };
        const changed = { ...own, ...rates(own, { ...place, later: false }) };
        return own.later
          ? { ...changed, later: { ...own.later, ...rates(own.later, { ...place, later: true }) } }
          : changed;
      }),
    })),
  };
}

/** The world as it is ruled from the start, or as if it were ruled so as after the dates at which transitions change. */
function ruledBy(world: World, later: boolean): World {
  return {
    ...world,
    subjects: world.subjects.map((subject) => ({
      ...subject,
      transitions: subject.transitions.map(({ later: then, ...first }) => ({
        ...first,
        ...(later && then ? { baseline: then.baseline, coefficients: then.coefficients } : {}),
      })),
    })),
  };
}

/** Means of all terms whose reference is the mean. Cost: one step of a simulation, two where transitions change at a date. */
export function referenceMeans(world: World): ReferenceMeans {
  const means = new Map<string, number>();
  const measure = (later: boolean): void => {
    const { time, cities } = world;
    const own = ruledBy(world, later);
    const names = mechanismsUsed(own);
    const end = Math.min(time.end, time.start + 1 / time.stepsPerYear);
    const firstStep: World = { ...own, time: { ...time, end }, snapshots: [] };
    createSimulator(firstStep, {
      explain: false,
      observe: ({ clocks }) => ({
        runs() {},
        stands() {},
        step() {
          for (const { subject, transition, terms } of clocks) {
            for (const { mechanism, value } of terms) {
              if (mechanismById(names[mechanism]).reference !== 'mean') continue;
              let sum = 0;
              for (let city = 0; city < cities.count; city++) sum += value(city);
              const place = { subject, transition: transition.name, mechanism: names[mechanism], later };
              means.set(keyOf(place), sum / cities.count);
            }
          }
        },
      }),
    }).run(0);
  };
  measure(false);
  if (world.subjects.some(({ transitions }) => transitions.some(({ later }) => later))) measure(true);
  return (place) => means.get(keyOf(place)) ?? 0;
}

/** The world with some mechanisms off everywhere, their references in the baselines. */
export function switchedOff(world: World, off: ReadonlySet<string>, means: ReferenceMeans): World {
  if (off.size === 0) return world;
  return withRates(world, ({ baseline, coefficients }, place) => ({
    baseline: coefficients.reduce(
      (sum, { mechanism, coefficient }) =>
        off.has(mechanism) && coefficient !== 0 ? sum + coefficient * means({ ...place, mechanism }) : sum,
      baseline,
    ),
    coefficients: coefficients.map((entry) =>
      off.has(entry.mechanism) ? { ...entry, coefficient: 0 } : entry,
    ),
  }));
}

/** The world with the references of the mechanisms that its scenario has switched off; 0 where the cities lack an attribute. */
export function withReferences(world: World): World {
  const isDriver = ({ mechanism, off = 0 }: Coefficient): boolean => {
    const { reference, needs } = mechanismById(mechanism);
    return (
      off !== 0 && reference === 'mean' && needs.every((name) => world.cities.attributes[name] !== undefined)
    );
  };
  const drivers = world.subjects.some(({ transitions }) =>
    transitions.some((transition) => coefficientsOf(transition).some(isDriver)),
  );
  if (!drivers) return world;
  const on = withRates(world, ({ baseline, coefficients }) => ({
    baseline,
    coefficients: coefficients.map((entry) =>
      isDriver(entry) ? { ...entry, coefficient: entry.off! } : entry,
    ),
  }));
  const means = referenceMeans(on);
  return withRates(world, ({ baseline, coefficients }, place) => ({
    baseline: coefficients
      .filter(isDriver)
      .reduce((sum, { mechanism, off = 0 }) => sum + off * means({ ...place, mechanism }), baseline),
    coefficients,
  }));
}
