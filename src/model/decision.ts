/**
 * The decision rules of the classics, for declaring a policy. Threshold (Granovetter 1978, Watts 2002,
 * Valente 1996): a city adopts when its exposure reaches its own threshold. Bass 1969: the hazard is
 * p + q * exposure. A law against the policy multiplies either hazard by 1 - force; so of the threshold rule it stops
 * nothing unless its force is 1.
 */
import { type Fill, ofCity } from './fill.js';
import { log } from './numerics.js';
import type { TermContext } from './termContext.js';

export interface Rule {
  /** Events a year; Infinity stands for "at the end of this step". */
  readonly hazard: Fill;
  /** Log-hazard owed to others: exp(-external) is the probability that the city did not copy. */
  readonly external: (city: number) => number;
}

/** The rule of a transition; null where the log-linear hazard rules. */
export function createRule(context: Omit<TermContext, 'parameters'>): Rule | null {
  const { world, exposure, subject, transition } = context;
  const { decision } = world;
  if (decision.rule === 'hazard') return null;
  const exposed = exposure.reader(subject, transition.name);
  if (decision.rule === 'bass') {
    const { p, q } = decision;
    const exposureOf = ofCity(exposed);
    return {
      hazard(cities, count, out) {
        exposed(cities, count, out);
        for (let k = 0; k < count; k++) out[k] = p + q * out[k];
      },
      external(city) {
        const imitation = q * exposureOf(city);
        return imitation === 0 ? 0 : p === 0 ? Infinity : log((p + imitation) / p);
      },
    };
  }
  const { threshold } = world.cities;
  if (!threshold) throw new Error('the threshold rule needs a threshold of each city');
  const reached = decision.unit === 'count' ? exposure.counter(subject) : exposed;
  return {
    hazard(cities, count, out) {
      reached(cities, count, out);
      for (let k = 0; k < count; k++) out[k] = out[k] >= threshold[cities[k]] ? Infinity : 0;
    },
    external: (city) => (threshold[city] > 0 ? Infinity : 0),
  };
}
