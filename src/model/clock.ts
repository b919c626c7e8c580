/**
 * A clock is one transition of one subject: who is at risk, and the log-hazard as a sum of terms. Those that seldom change
 * are added first, so that their sum can be kept: fixed ones (what the city is), then settled ones (what moves it and
 * presses on it), then open ones (peers, everyone), then those that change at every step.
 */
import { causesOf, NATION, NETWORKS, PEERS, RESTLESS, STAGE, TIME, tracing } from './causes.js';
import { createRule, type Rule } from './decision.js';
import { type Fill, ofCity } from './fill.js';
import type { Mechanism } from './mechanism.js';
import { mechanisms } from './mechanisms/index.js';
import { log } from './numerics.js';
import type { TermContext } from './termContext.js';
import {
  type Coefficient,
  coefficientsOf,
  type Subject,
  type Transition,
  type TransitionName,
  type World,
} from './world.js';

export interface Term {
  /** Index among the mechanisms that the world uses. */
  readonly mechanism: number;
  readonly external: boolean;
  /** Its place among the coefficients of the transition; -1 where it rules from a later date on. */
  readonly entry: number;
  readonly fill: Fill;
  /** Of one city. */
  readonly value: (city: number) => number;
  /** What it answers to (causes.ts). */
  readonly causes: number;
}

export interface Clock {
  readonly subject: number;
  /** Index into the subject's transitions. */
  readonly index: number;
  readonly transition: Transition;
  /** By stage 0, 1, 2: whether a city is at risk. */
  readonly atRisk: readonly boolean[];
  /** In the order in which they are added. */
  readonly terms: readonly Term[];
  /** The numbers of the log-hazard: its baseline at the start, and the coefficients of the terms in their order. */
  readonly rates: { baseline: number; readonly coefficients: Float64Array };
  /** All that the hazard answers to (causes.ts). */
  readonly causes: number;
  /** What its beginning answers to: baseline and laws. */
  readonly startCauses: number;
  /** Where the sum begins, at the time of the state; changes at a date where the transition does. */
  readonly baseline: () => number;
  /** ln(1 - force) of the laws against it, -Infinity where it is forbidden; 0 where there is none. */
  readonly preemption: (city: number) => number;
  /** The same for many cities; null where there is never a law, so that none need be added. */
  readonly laws: Fill | null;
  /** Set where the threshold or Bass rule decides: then there is no log-hazard. */
  readonly rule: Rule | null;
}

/**
 * Ids of the mechanisms that have a coefficient somewhere in the world, be it 0, in the order of the registry: so
 * a counterfactual that sets one to 0 has the same columns.
 */
export function mechanismsUsed(world: World): string[] {
  const used = new Set<string>();
  for (const subject of world.subjects) {
    for (const transition of subject.transitions) {
      for (const { mechanism } of coefficientsOf(transition)) used.add(mechanism);
    }
  }
  return mechanisms.filter(({ id }) => used.has(id)).map(({ id }) => id);
}

/** Whether anything reads the peers who hold a subject. */
export function readsPeers(world: World, subject: number): boolean {
  if (subject < world.policyCount && world.decision.rule !== 'hazard') return true;
  return world.subjects[subject].transitions.some((transition) =>
    coefficientsOf(transition).some(
      ({ mechanism, coefficient }) =>
        coefficient !== 0 && mechanisms.find(({ id }) => id === mechanism)!.reads.includes('peers'),
    ),
  );
}

/** A mechanism in a transition of a subject; later: as it rules after the date at which the transition changes. */
export interface TermPlace {
  readonly subject: number;
  readonly transition: TransitionName;
  readonly mechanism: string;
  readonly later: boolean;
}

/** Puts something else in the place of a term, given the place and the term. */
export type Replace = (place: TermPlace, term: Fill) => Fill;

type ClockContext = Omit<TermContext, 'parameters'> & { readonly replace: Replace };

/** The groups of terms in the order in which they are added. */
export const FIXED = 0;
export const SETTLED = 1;
export const OPEN = 2;
export const TIMED = 3;
export const groupOf = ({ causes }: Pick<Term, 'causes'>): number =>
  causes & TIME ? TIMED : causes & RESTLESS ? OPEN : causes & ~STAGE ? SETTLED : FIXED;

/** A fill while some condition holds, 0 otherwise. */
const whenever =
  (holds: () => boolean, fill: Fill): Fill =>
  (cities, count, out) =>
    holds() ? fill(cities, count, out) : void out.fill(0, 0, count);

/** A term while it is made, with its coefficient. */
type NewTerm = Term & { readonly coefficient: number };

const withValue = (term: Omit<NewTerm, 'value'>): NewTerm => ({ ...term, value: ofCity(term.fill) });

function termsOf(context: ClockContext, used: readonly string[]): NewTerm[] {
  const { transition, state } = context;
  const { later } = transition;
  const termOf = (mechanism: Mechanism, given: readonly Coefficient[], isLater: boolean): NewTerm[] => {
    const at = given.findIndex((other) => other.mechanism === mechanism.id);
    const entry = given[at];
    if (!entry || entry.coefficient === 0) return [];
    const traced = tracing(context.standard);
    const term = mechanism.term({ ...context, standard: traced.standard, parameters: entry.parameters });
    const place = {
      subject: context.subject,
      transition: transition.name,
      mechanism: mechanism.id,
      later: isLater,
    };
    return [
      withValue({
        mechanism: used.indexOf(mechanism.id),
        external: mechanism.channel === 'external',
        coefficient: entry.coefficient,
        entry: isLater ? -1 : at,
        fill: context.replace(place, term),
        causes: causesOf(mechanism, context.world) | traced.causes(),
      }),
    ];
  };
  const terms = mechanisms.flatMap((mechanism): NewTerm[] => {
    const first = termOf(mechanism, transition.coefficients, false);
    if (!later) return first;
    // Each of the two is 0 while the other rules, which changes no sum. The date is told as one at which pressure changes.
    const { at } = later;
    const dated = (rules: () => boolean) => (term: NewTerm) =>
      withValue({ ...term, causes: term.causes | NATION, fill: whenever(rules, term.fill) });
    return [
      ...first.map(dated(() => state.time < at)),
      ...termOf(mechanism, later.coefficients, true).map(dated(() => state.time >= at)),
    ];
  });
  return terms.sort((a, b) => groupOf(a) - groupOf(b));
}

/** Laws hinder taking a policy up and carrying it out. */
export const hindered: readonly TransitionName[] = ['declare', 'quiet', 'implement'];

/** ln(1 - force) of the laws against a transition; null where there is never one. */
function lawsAgainst(context: ClockContext): Fill | null {
  const { world, state, jurisdiction, jurisdictions, subject, transition } = context;
  const laws = [...world.nations, ...world.regions].some(({ preempts }) =>
    preempts.some(({ policy }) => policy === subject),
  );
  if (!laws || !hindered.includes(transition.name)) return null;
  const { force } = state;
  const offset = subject * jurisdictions.count;
  const logs = new Float64Array(jurisdictions.count);
  let madeAt = -1;
  return (cities, count, out) => {
    if (madeAt !== state.moment) {
      for (let j = 0; j < logs.length; j++) logs[j] = log(1 - force[offset + j]);
      madeAt = state.moment;
    }
    for (let k = 0; k < count; k++) out[k] = logs[jurisdiction[cities[k]]];
  };
}

export function createClocks(context: Omit<ClockContext, 'subject' | 'transition'>): Clock[] {
  const { world } = context;
  const used = mechanismsUsed(world);
  return world.subjects.flatMap((subject, s) =>
    subject.transitions.map((transition, index) => {
      const own = { ...context, subject: s, transition };
      const terms = termsOf(own, used);
      const rule = s < world.policyCount && transition.name === 'declare' ? createRule(own) : null;
      const laws = lawsAgainst(own);
      const { state } = context;
      const { later } = transition;
      const rates = {
        baseline: transition.baseline,
        coefficients: Float64Array.from(terms, ({ coefficient }) => coefficient),
      };
      const baseline = () => (later && state.time >= later.at ? later.baseline : rates.baseline);
      const fading = world.exposure.halfLife === null ? 0 : TIME;
      const startCauses = STAGE | (laws || later ? NATION : 0);
      const causes =
        transition.after !== null
          ? 0
          : startCauses |
            (rule ? PEERS | NETWORKS | fading : terms.reduce((sum, term) => sum | term.causes, 0));
      return {
        subject: s,
        index,
        transition,
        atRisk: [0, 1, 2].map((stage) => transition.from.includes(stage)),
        terms,
        rates,
        causes,
        startCauses,
        baseline,
        preemption: laws ? ofCity(laws) : () => 0,
        laws,
        rule,
      };
    }),
  );
}

/**
 * What worlds may not differ in to be run by one simulator, be their cities, ties and all else the same: everything in their
 * transitions but the numbers of log-hazards. A coefficient of 0 is no number among others: it leaves out the mechanism.
 */
export function shapeOf(subjects: readonly Subject[]): string {
  return JSON.stringify(
    subjects.map(({ transitions }) =>
      transitions.map(({ name, after, later, coefficients }) => [
        name,
        after,
        later,
        coefficients.map(({ mechanism, coefficient, parameters }) => [
          mechanism,
          coefficient !== 0,
          parameters,
        ]),
      ]),
    ),
  );
}

/** Puts the numbers of subjects of the same shape into clocks. */
export function adoptRates(clocks: readonly Clock[], subjects: readonly Subject[]): void {
  for (const { subject, index, rates, terms } of clocks) {
    const { baseline, coefficients } = subjects[subject].transitions[index];
    rates.baseline = baseline;
    terms.forEach(({ entry }, m) => {
      if (entry >= 0) rates.coefficients[m] = coefficients[entry].coefficient;
    });
  }
}
