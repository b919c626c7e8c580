/** Sets of coefficients from the plausible ranges that mechanisms declare. */
import { mechanismById } from '../../model/mechanisms/index.js';
import { stream } from '../../model/random.js';
import type { Coefficient, Transition, World } from '../../model/world.js';
import type { Scenario } from '../../scenario/schema.js';
import { drawFrom } from '../../statistics/drawFrom.js';

/** A coefficient on declaring a policy. */
export interface DrawnCoefficient {
  readonly policy: string;
  readonly mechanism: string;
}

/** Its path in a scenario, as --set takes it. */
export const coefficientPath = ({ policy, mechanism }: DrawnCoefficient): string =>
  `mechanisms.${policy}.declare.${mechanism}`;

const coefficientsOf = (scenario: Scenario): Map<string, DrawnCoefficient & { readonly value: number }> =>
  new Map(
    Object.entries(scenario.mechanisms).flatMap(([policy, { declare }]) =>
      (declare?.coefficients ?? [])
        .filter(({ coefficient }) => coefficient !== 0)
        .map(({ mechanism, coefficient: value }) => [
          coefficientPath({ policy, mechanism }),
          { policy, mechanism, value },
        ]),
    ),
  );

/**
 * The coefficients that are drawn: all on declaring that some scenario has and that are not 0. Where a pair of
 * scenarios differs in one that both have, that one is what is compared: it stays as it is. One that is 0 stays 0.
 */
export function drawnCoefficients(
  scenarios: readonly Scenario[],
  compared: readonly (readonly [number, number])[],
): DrawnCoefficient[] {
  const own = scenarios.map(coefficientsOf);
  const all = new Map(own.flatMap((coefficients) => [...coefficients]));
  const isCompared = (path: string): boolean =>
    compared.some(([a, b]) => {
      const [first, second] = [own[a].get(path), own[b].get(path)];
      return first !== undefined && second !== undefined && first.value !== second.value;
    });
  return [...all]
    .filter(([path]) => !isCompared(path))
    .map(([, { policy, mechanism }]) => ({ policy, mechanism }));
}

/** Values of a set, uniform in the plausible range of each mechanism; point 1, 2, …. */
export function drawCoefficients(
  seed: string,
  point: number,
  coefficients: readonly DrawnCoefficient[],
): number[] {
  return coefficients.map((coefficient) => {
    const [low, high] = mechanismById(coefficient.mechanism).plausible;
    // A stream each: another coefficient changes no draw but its own.
    return low + (high - low) * drawFrom(stream(seed, 'plausible', point, coefficientPath(coefficient)))();
  });
}

/** The world with these values for those of the coefficients that are not 0 in it. */
export function withCoefficients(
  world: World,
  coefficients: readonly DrawnCoefficient[],
  values: readonly number[],
): World {
  const drawnOf = (policy: string, entry: Coefficient): Coefficient => {
    const at = coefficients.findIndex(
      (drawn) => drawn.policy === policy && drawn.mechanism === entry.mechanism,
    );
    return at < 0 || entry.coefficient === 0 ? entry : { ...entry, coefficient: values[at] };
  };
  const changed = (policy: string, { later, ...transition }: Transition): Transition => ({
    ...transition,
    coefficients: transition.coefficients.map((entry) => drawnOf(policy, entry)),
    ...(later
      ? { later: { ...later, coefficients: later.coefficients.map((entry) => drawnOf(policy, entry)) } }
      : {}),
  });
  return {
    ...world,
    subjects: world.subjects.map((subject) => ({
      ...subject,
      transitions: subject.transitions.map((transition) =>
        transition.name === 'declare' ? changed(subject.id, transition) : transition,
      ),
    })),
  };
}
