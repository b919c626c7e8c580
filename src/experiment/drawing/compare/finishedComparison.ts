/** A finished comparison, as its figures read it. */

import type { CityDifference } from '../../comparison/counterfactual.js';
import type { Difference } from '../../comparison/differences.js';
import type { Comparison } from '../../comparison/prepareComparison.js';
import { capital } from '../run/finishedRun.js';

export interface FinishedComparison {
  readonly comparison: Comparison;
  readonly folder: string;
  readonly differences: readonly Difference[];
  /** Empty where there are no counterfactuals of cities. */
  readonly cities: readonly CityDifference[];
}

export const EXPLORATORY = 'Exploratory: no hypothesis was declared beforehand.';

/** Policies of the baseline, and the networks that outcomes name. */
export function drawnSubjects({ studies }: Comparison): string[] {
  const { scenario } = studies[0].loaded;
  const named = scenario.observe.outcomes.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const networks = Object.keys(scenario.networks).filter((id) => named.includes(id));
  return [...Object.keys(scenario.policies), ...networks];
}

/** What a reader calls a policy or network: its label in the baseline, else its id; with a capital. */
export const labelOf = ({ studies }: Comparison, subject: string): string => {
  const { policies, networks } = studies[0].loaded.scenario;
  const label = policies[subject]?.label ?? networks[subject]?.label ?? subject;
  return capital(label);
};

/** Of two scenarios every policy, of more the subject of the first outcome: what maps and arrows are drawn of. */
export function* cityPairs({ comparison, cities }: FinishedComparison): Generator<CityPair> {
  const { studies } = comparison;
  const [, ...others] = studies;
  const all = drawnSubjects(comparison);
  const { outcomes } = studies[0].loaded.scenario.observe;
  const first = outcomes.map(({ subject }) => subject).find((subject) => all.includes(subject ?? ''));
  const subjects = others.length === 1 ? all : all.filter((subject) => subject === (first ?? all[0]));
  for (const { id } of others) {
    for (const subject of subjects) {
      const rows = cities.filter(({ b, policy }) => b === id && policy === subject);
      const suffix = others.length === 1 ? subject : `${subject}-${id}`;
      if (rows.length > 0) yield { b: id, subject, rows, suffix };
    }
  }
}

/** The cities in the baseline and in another scenario. */
export interface CityPair {
  readonly b: string;
  readonly subject: string;
  readonly rows: readonly CityDifference[];
  /** Ends the name of a figure. */
  readonly suffix: string;
}

/** Why there are no differences of cities; null: there are. */
export const citiesFault = ({ cities }: FinishedComparison): string | null =>
  cities.length > 0 ? null : 'counterfactuals of cities (counterfactualCities.csv)';
