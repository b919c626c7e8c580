/**
 * What a scenario states that is no mistake in form, and hardly meant: policies that nobody can adopt, giant coefficients,
 * log-odds where they are far from log-hazards.
 */
import { mechanisms } from '../../model/mechanisms/index.js';
import { listNames, nearestName } from '../nearestName.js';
import type { Scenario } from '../schema.js';
import { statedTransitions } from '../statedTransitions.js';
import type { Inputs } from './inputs.js';

/** A coefficient this many times as far from 0 as the plausible ones reach is told. */
const FAR = 3;
/** Coefficients that a note names before it counts the rest. */
const NAMED = 8;

/** Events a year from which on a change of the log-odds is no longer one of the log-hazard. */
const RARE = 0.1;

/** Notes on all of these, or none. */
export function unlikelyNotes({ scenario, adopters }: Inputs): string[] {
  const idle = idlePolicies(scenario, new Set(adopters.map(({ subject }) => subject)));
  const giant = giantCoefficients(scenario);
  const frequent = frequentOdds(scenario);
  return [
    ...idle,
    ...(giant.length > 0 ? [`far outside the plausible range: ${listNames(giant, NAMED)}`] : []),
    ...(frequent.length > 0
      ? [
          `log-odds stand for log-hazards, which they come near to where events are rare; above ${RARE} a year where every term is 0: ${listNames(frequent, NAMED)}`,
        ]
      : []),
  ];
}

/** Policies without a hazard of declaring or quiet implementation, now or before a branch, that nobody holds. */
function idlePolicies(
  { policies, mechanisms: given, decision, branch }: Scenario,
  held: ReadonlySet<string>,
): string[] {
  if (decision.rule !== 'hazard') return [];
  const starts = (of: Scenario['mechanisms'], policy: string): boolean =>
    Boolean(of[policy]?.declare ?? of[policy]?.quiet);
  const ids = Object.keys(policies);
  return ids
    .filter((id) => !held.has(id) && !starts(given, id) && !(branch && starts(branch.past.mechanisms, id)))
    .map((id) => {
      const near = nearestName(id, ids);
      const meant = near === undefined ? '' : `; did you mean ${near}?`;
      return `nothing brings ${id} about: no mechanisms, no adopters${meant}`;
    });
}

/** `mechanisms.welcoming.declare.emulation 120 (0 to 2.4)`. */
function giantCoefficients(scenario: Scenario): string[] {
  const ranges = new Map(mechanisms.map(({ id, plausible }) => [id as string, plausible]));
  return statedTransitions(scenario).flatMap(({ path, spec }) =>
    spec.coefficients.flatMap(({ mechanism, coefficient }) => {
      const range = ranges.get(mechanism);
      if (!range) return [];
      // Repealing and leaving take the opposite sign: only the size is judged.
      const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
      return Math.abs(coefficient) > FAR * largest
        ? [`${path}.${mechanism} ${coefficient} (${range[0]} to ${range[1]})`]
        : [];
    }),
  );
}

/** `mechanisms.welcoming.declare 0.25`, of transitions with log-odds among their coefficients. */
const frequentOdds = (scenario: Scenario): string[] =>
  statedTransitions(scenario).flatMap(({ path, spec: { baseline, coefficients } }) => {
    const perYear = Math.exp(baseline);
    return perYear > RARE && coefficients.some(({ isLogOdds }) => isLogOdds)
      ? [`${path} ${Number(perYear.toPrecision(2))}`]
      : [];
  });
