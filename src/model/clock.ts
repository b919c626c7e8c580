/**
 * A clock is one transition of one subject: who is at risk, and the log-hazard as a sum of terms. Terms are
 * kept in two groups: settled ones (what the city is, and the nation's pressure), whose sum is stored, and
 * open ones (peers, everyone, time), which are summed on top of it.
 */
import { createRule, type Rule } from './decision.js';
import { mechanisms } from './mechanisms/index.js';
import { exp } from './numerics.js';
import type { TermContext } from './termContext.js';
import type { Transition, World } from './world.js';

export interface Term {
  /** Index among the mechanisms that the world uses. */
  readonly mechanism: number;
  readonly external: boolean;
  readonly coefficient: number;
  readonly value: (city: number) => number;
}

export interface Clock {
  readonly subject: number;
  /** Index into the subject's transitions. */
  readonly index: number;
  readonly transition: Transition;
  /** By stage 0, 1, 2: whether a city is at risk. */
  readonly atRisk: readonly boolean[];
  readonly settled: readonly Term[];
  readonly open: readonly Term[];
  readonly readsNation: boolean;
  readonly readsEveryone: boolean;
  readonly readsTime: boolean;
  /** Events a year from the settled sum: exp(settled + open terms), or what the decision rule says. */
  readonly hazard: (city: number, settled: number) => number;
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
      for (const { mechanism } of transition.coefficients) used.add(mechanism);
    }
  }
  return mechanisms.filter(({ id }) => used.has(id)).map(({ id }) => id);
}

/** Whether anything reads the peers who hold a subject. */
export function readsPeers(world: World, subject: number): boolean {
  if (subject < world.policyCount && world.decision.rule !== 'hazard') return true;
  return world.subjects[subject].transitions.some((transition) =>
    transition.coefficients.some(
      ({ mechanism, coefficient }) =>
        coefficient !== 0 && mechanisms.find(({ id }) => id === mechanism)!.reads.includes('peers'),
    ),
  );
}

function termsOf(
  context: Omit<TermContext, 'parameters'>,
  used: readonly string[],
  settled: boolean,
): Term[] {
  const given = new Map(context.transition.coefficients.map((entry) => [entry.mechanism, entry]));
  return mechanisms.flatMap((mechanism) => {
    const entry = given.get(mechanism.id);
    if (!entry || entry.coefficient === 0) return [];
    const isSettled = mechanism.reads.every((reads) => ['constant', 'city', 'nation'].includes(reads));
    if (isSettled !== settled) return [];
    return [
      {
        mechanism: used.indexOf(mechanism.id),
        external: mechanism.channel === 'external',
        coefficient: entry.coefficient,
        value: mechanism.term({ ...context, parameters: entry.parameters }),
      },
    ];
  });
}

export function createClocks(context: Omit<TermContext, 'subject' | 'transition' | 'parameters'>): Clock[] {
  const { world } = context;
  const used = mechanismsUsed(world);
  return world.subjects.flatMap((subject, s) =>
    subject.transitions.map((transition, index) => {
      const own = { ...context, subject: s, transition };
      const settled = termsOf(own, used, true);
      const open = termsOf(own, used, false);
      const reads = new Set(
        transition.coefficients
          .filter(({ coefficient }) => coefficient !== 0)
          .flatMap(({ mechanism }) => mechanisms.find(({ id }) => id === mechanism)!.reads),
      );
      const rule = s < world.policyCount && transition.name === 'declare' ? createRule(own) : null;
      return {
        subject: s,
        index,
        transition,
        atRisk: [0, 1, 2].map((stage) => transition.from.includes(stage)),
        settled,
        open,
        readsNation: reads.has('nation'),
        readsEveryone: reads.has('everyone'),
        readsTime: reads.has('time'),
        hazard: rule?.hazard ?? logLinearHazard(open),
        rule,
      };
    }),
  );
}

function logLinearHazard(open: readonly Term[]): Clock['hazard'] {
  if (open.length === 0) return (_city, settled) => exp(settled);
  if (open.length === 1) {
    const { coefficient, value } = open[0];
    return (city, settled) => exp(settled + coefficient * value(city));
  }
  return (city, settled) => {
    let eta = settled;
    for (let m = 0; m < open.length; m++) eta += open[m].coefficient * open[m].value(city);
    return exp(eta);
  };
}
