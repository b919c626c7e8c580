/** Nations and regions: pressure, laws and coordinators. */
import type * as z from 'zod';
import type { PressureChange } from '../../model/world.js';
import { defaults } from '../defaults.js';
import { exactlyOne, list, mapping, number, positive, report, text, time } from './words.js';

const pressureChange: z.ZodType<PressureChange, unknown> = mapping('key', {
  at: time().describe('date'),
  level: number(-1, 1).optional().describe('-1 supportive to 1 hostile, until the next level'),
  pulse: number(-1, 1).optional().describe('an impulse that fades'),
  halfLife: positive().optional().describe('years in which the impulse halves'),
})
  .check(exactlyOne(['level', 'pulse'], 'what changes'))
  .check((context) => {
    if (context.issues.length > 0) return;
    const { pulse, halfLife } = context.value;
    if (pulse !== undefined && halfLife === undefined)
      report(context, ['halfLife'], 'missing: a pulse needs its halfLife in years');
    if (pulse === undefined && halfLife !== undefined)
      report(context, ['halfLife'], 'halfLife goes with pulse only; a level holds until the next', 'key');
  }) as never;

/** From is before to, where both are stated. */
function inOrder(context: {
  readonly issues: unknown[];
  readonly value: { readonly from: number; readonly to?: number | undefined };
}): void {
  const { from, to } = context.value;
  if (context.issues.length === 0 && to !== undefined && !(from < to))
    report(context, ['to'], `expected a time after ${from}, found ${to}`);
}

/** A law against a policy, by name. */
export interface PreemptionSpec {
  readonly policy: string;
  readonly from: number;
  readonly to: number | null;
  readonly force: number;
}

export interface CoordinationSpec {
  readonly network: string;
  readonly from: number;
  readonly to: number | null;
}

export interface PowerSpec {
  readonly pressure: readonly PressureChange[];
  readonly noise: number;
  readonly preempts: readonly PreemptionSpec[];
  readonly coordinates: readonly CoordinationSpec[];
}

const preemption = mapping('key', {
  policy: text('the name of a policy'),
  from: time().describe('in force from'),
  to: time().optional().describe('lifted; left out: never'),
  force: number(0, 1)
    .default(defaults.force)
    .describe('its hazards are multiplied by 1 - force; 1: forbidden'),
})
  .check(inOrder)
  .transform(({ to, ...law }): PreemptionSpec => ({ ...law, to: to ?? null }));

const coordination = mapping('key', {
  network: text('the name of a network'),
  from: time().describe('at work from'),
  to: time().optional().describe('until; left out: for good'),
})
  .check(inOrder)
  .transform(({ to, ...work }): CoordinationSpec => ({ ...work, to: to ?? null }));

/** A nation or a region. */
export const power = mapping('key', {
  pressure: list(pressureChange)
    .check((context) => {
      const levels = context.value.filter((change) => change.level !== undefined).map(({ at }) => at);
      const twice = context.value.findIndex(
        ({ at, level }, i) =>
          level !== undefined && context.value.findIndex((c) => c.level !== undefined && c.at === at) < i,
      );
      if (context.issues.length === 0 && new Set(levels).size < levels.length)
        report(context, [twice, 'at'], 'expected one level at a time; there is another one at this date');
    })
    // Sorting is stable: impulses and levels of one date keep their order.
    .transform((changes) => [...changes].sort((a, b) => a.at - b.at))
    .optional()
    .describe('dated levels and impulses of the line on migration'),
  noise: number(0, 10).default(defaults.noise).describe('standard deviation of yearly noise'),
  preempts: list(preemption).optional().describe('laws against policies'),
  coordinates: list(coordination).optional().describe('networks that have a coordinator there'),
}).transform(
  ({ pressure, noise, preempts, coordinates }): PowerSpec => ({
    pressure: pressure ?? [],
    noise,
    preempts: preempts ?? [],
    coordinates: coordinates ?? [],
  }),
);
