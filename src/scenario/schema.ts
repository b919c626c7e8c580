/**
 * The schema of a scenario, made from the registry: validation, help in editors and the type of a complete
 * scenario come from it. Only what the engine does is in it; every other key is a problem.
 *
 * It checks the form of each value. What depends on other values (names of policies, dates in order, …) is in
 * crossChecks, which works on faulty scenarios too, so that all problems are reported at once.
 */
import * as z from 'zod';
import type { DecisionRule, Dynamics, ExposureRule } from '../model/world.js';
import { defaults } from './defaults.js';
import type { Outcome } from './outcomeText.js';
import type { Registry } from './registry.js';
import { cities } from './schema/cities.js';
import { type TransitionSpec, transition } from './schema/mechanisms.js';
import { dynamics, feedback, type ShockSpec, shocks } from './schema/movement.js';
import { type NetworkSpec, network, policy } from './schema/networks.js';
import { type PowerSpec, power } from './schema/powers.js';
import { type PredicateSpec, predicate } from './schema/predicate.js';
import { adopterFields, membershipFields, type TableSpec, tableFile } from './schema/tables.js';
import { type TiesSpec, ties } from './schema/ties.js';
import {
  exactlyOne,
  groupName,
  list,
  mapping,
  named,
  number,
  oneOf,
  positive,
  report,
  subjectId,
  text,
  textOrNumber,
  time,
  trueOrFalse,
  wholeNumber,
} from './schema/words.js';

const layer = () => number(0, 1e6).optional();

const exposure = mapping('key', {
  layers: mapping('layer', {
    ties: layer().describe('those a city is tied to'),
    networks: layer().describe('fellow members'),
    country: layer().describe('the other cities of the country'),
    all: layer().describe('all other cities'),
  })
    .check((context) => {
      const weights = Object.values(context.value);
      if (context.issues.length === 0 && !weights.some((weight) => weight !== undefined && weight > 0))
        report(context, [], 'expected at least one layer with a weight above 0');
    })
    .optional()
    .describe('weight of each layer; a layer left out has none'),
  prestige: number(-10, 10)
    .default(defaults.exposure.prestige)
    .describe('a peer weighs exp(prestige x z-score of log population)'),
  halfLife: positive()
    .nullable()
    .default(defaults.exposure.halfLife)
    .describe('years after which an adoption weighs half; null: it does not fade'),
});

const decision: z.ZodType<DecisionRule, unknown> = mapping('key', {
  rule: oneOf(['hazard', 'threshold', 'bass']).default(defaults.decision.rule),
  unit: oneOf(['share', 'count']).optional().describe('threshold: what it is compared with'),
  p: number(0, 1000).optional().describe('bass: innovation a year'),
  q: number(0, 1000).optional().describe('bass: imitation a year'),
})
  .check((context) => {
    if (context.issues.length > 0) return;
    const { rule, unit, p, q } = context.value;
    if (unit !== undefined && rule !== 'threshold')
      report(context, ['unit'], 'unit goes with rule threshold only', 'key');
    for (const [name, value] of [
      ['p', p],
      ['q', q],
    ] as const) {
      if (value !== undefined && rule !== 'bass')
        report(context, [name], `${name} goes with rule bass only`, 'key');
      if (value === undefined && rule === 'bass')
        report(context, [name], 'missing: rule bass needs p and q, numbers of 0 or more');
    }
  })
  .transform(({ rule, unit, p, q }): DecisionRule => {
    if (rule === 'threshold') return { rule, unit: unit ?? 'share' };
    return rule === 'bass' ? { rule, p: p!, q: q! } : { rule };
  }) as never;

/** An outcome as written: text, or {alias: text}. */
const outcome = z
  .union([
    text('an outcome').transform((written) => ({ alias: null as string | null, text: written })),
    z
      .record(z.string(), text('an outcome'), { error: 'expected an outcome or {alias: outcome}' })
      .refine((given) => Object.keys(given).length === 1, { error: 'expected one {alias: outcome} an item' })
      .transform((given) => {
        const [[alias, written]] = Object.entries(given);
        return { alias: alias as string | null, text: written };
      }),
  ])
  .describe('measure[:subject[.stage]][/group][@time]');

const point = z.tuple([time(), number()], { error: 'expected [time, value]' });

const observed = mapping('key', {
  outcome: text('an outcome').optional().describe('what was observed'),
  points: list(point).optional().describe('[time, value] each'),
  events: z
    .union([
      text('the name of a file'),
      mapping('key', { file: text('the name of a file') }).transform((given) => given.file),
    ])
    .optional()
    .describe('CSV with city,subject,stage,from,to; with `subject`, a column a year'),
  subject: subjectId()
    .optional()
    .describe('events: what 1 stands for in a CSV with a row a city and a column a year (1 held, 0 not)'),
  city: text('the header of a column')
    .optional()
    .describe('events with subject: the column that names cities (default city)'),
  source: text().optional(),
})
  .check(exactlyOne(['outcome', 'events'], 'what was observed'))
  .check((context) => {
    if (context.issues.length > 0) return;
    const { outcome, points } = context.value;
    if (outcome !== undefined && points === undefined)
      report(context, ['points'], 'missing: expected a list of [time, value]');
    if (outcome === undefined && points !== undefined)
      report(context, ['points'], 'points go with outcome only', 'key');
    for (const key of ['subject', 'city'] as const) {
      if (outcome !== undefined && context.value[key] !== undefined)
        report(context, [key], `${key} goes with events only`, 'key');
    }
    if (outcome === undefined && context.value.city !== undefined && context.value.subject === undefined)
      report(context, ['city'], 'city goes with subject: a CSV with a column a year', 'key');
  });

/** Keys that a file may have beside those of the scenario. */
const extendsHelp = 'file whose scenario this one changes: deep merge, lists replace, null removes';

/** The form of a whole scenario file; mechanisms, catalogue and the like that it may name come from the registry. */
export function scenarioSchema(registry: Registry) {
  const { mechanisms } = registry;
  return mapping('key', {
    name: text().optional().describe('default: the name of the file'),
    why: text().optional().describe('why this scenario exists'),
    source: text().optional().describe('what it is drawn from'),
    extends: text('the name of a file').optional().describe(extendsHelp),
    seed: textOrNumber('text or a number').optional().describe('default: the name of the file'),
    replicates: wholeNumber(1, 10_000_000).default(defaults.replicates),
    time: mapping('key', {
      start: time().describe('first moment'),
      end: time().describe('the run covers [start, end)'),
      stepsPerYear: wholeNumber(1, 1000).default(defaults.stepsPerYear),
    }),
    cities,
    nations: named(z.string().min(1), power)
      .optional()
      .describe('pressure, laws and coordinators by country'),
    regions: named(z.string().min(1), power).optional().describe('by region: what is added to the nation'),
    shocks: shocks.optional().describe('arrival waves'),
    policies: named(subjectId(), policy).optional(),
    networks: named(subjectId(), network(mechanisms)).optional(),
    memberships: tableFile(
      'CSV with city,network,from,to; switches join and leave off',
      membershipFields,
    ).optional(),
    ties: ties(registry.tieGenerators).optional(),
    exposure: exposure.optional(),
    decision: decision.optional(),
    mechanisms: named(
      subjectId(),
      mapping('transition', {
        declare: transition('declare', mechanisms).optional(),
        quiet: transition('quiet', mechanisms).optional().describe('implementing without declaring'),
        implement: transition('implement', mechanisms).optional(),
        repeal: transition('repeal', mechanisms).optional(),
      }),
    )
      .optional()
      .describe('log-hazards by policy and transition'),
    off: list(oneOf(mechanisms.map(({ id }) => id) as [string, ...string[]]))
      .optional()
      .describe(
        'mechanisms that are off everywhere: a driver takes the mean of its term over the cities at the start, a channel 0',
      ),
    dynamics: dynamics.optional().describe('what moves by itself'),
    feedback: feedback.optional().describe('what cities do to their networks, their nation and themselves'),
    adopters: tableFile('CSV with city,policy,stage,time: held at the start', adopterFields).optional(),
    observe: mapping('key', {
      every: positive(1e6).optional().describe('years between rows of series.csv; default: one step'),
      by: list(oneOf(['country', 'sizeClass', 'region']))
        .optional()
        .describe('groups made of each value'),
      groups: named(groupName(), predicate).optional().describe('groups of cities'),
      events: trueOrFalse().default(defaults.observe.events).describe('whether events.csv is written'),
      outcomes: list(outcome).optional().describe('columns of runs.csv'),
    }).optional(),
    observed: list(observed).optional().describe('published data; never enters the simulation'),
    branch: mapping('key', {
      at: time().describe('when it parts'),
      from: z
        .union([text('a scenario'), named(z.string(), z.unknown())], {
          error: 'expected a scenario, or its mechanisms, networks, nations, regions and shocks',
        })
        .describe('the scenario that it shares its past with'),
    })
      .optional()
      .describe('until a date it is another scenario, and itself from then on'),
  });
}

export type ScenarioSchema = ReturnType<typeof scenarioSchema>;
/** As the schema reads it, before what depends on other keys is filled in. */
export type ScenarioRead = z.output<ScenarioSchema>;

export interface PolicySpec {
  readonly label: string;
  readonly direction: 1 | -1;
  readonly conflict: number;
  readonly effect: number;
  readonly buildsOn: readonly string[];
  readonly excludes: readonly string[];
}

export interface PolicyTransitions {
  readonly declare: TransitionSpec | null;
  readonly quiet: TransitionSpec | null;
  readonly implement: TransitionSpec | null;
  readonly repeal: TransitionSpec | null;
}

export type ObservedSpec =
  | {
      readonly outcome: Outcome;
      /** Decimal year and value, as written in the file. */
      readonly points: readonly (readonly [number, number])[];
      readonly source: string;
    }
  | {
      readonly events: string;
      /** Of a file with a column a year: what 1 stands for, and the column of cities; null: a file of spells. */
      readonly byYear: { readonly subject: string; readonly city: string } | null;
      readonly source: string;
    };

export type FeedbackSpec = z.output<typeof feedback>;

/** A complete, frozen scenario: all that a file may leave out is filled in. Paths are as written. */
export interface Scenario {
  readonly name: string;
  readonly why: string;
  readonly source: string;
  readonly seed: string;
  readonly replicates: number;
  /** Decimal years. */
  readonly time: { readonly start: number; readonly end: number; readonly stepsPerYear: number };
  readonly cities: Readonly<ScenarioRead['cities']>;
  readonly nations: { readonly [country: string]: PowerSpec };
  readonly regions: { readonly [region: string]: PowerSpec };
  readonly shocks: readonly ShockSpec[];
  readonly policies: { readonly [id: string]: PolicySpec };
  readonly networks: { readonly [id: string]: NetworkSpec & { readonly label: string } };
  readonly memberships: TableSpec<(typeof membershipFields)[number]> | null;
  readonly ties: TiesSpec | null;
  readonly exposure: ExposureRule;
  readonly decision: DecisionRule;
  /** One entry a policy; null: the transition does not happen (declaring by another rule aside). */
  readonly mechanisms: { readonly [policy: string]: PolicyTransitions };
  /** Mechanisms whose coefficients are 0 everywhere; those above are so already. */
  readonly off: readonly string[];
  readonly dynamics: Dynamics;
  readonly feedback: FeedbackSpec;
  readonly adopters: TableSpec<(typeof adopterFields)[number]> | null;
  readonly observe: {
    readonly every: number;
    readonly by: readonly ('country' | 'sizeClass' | 'region')[];
    readonly groups: { readonly [name: string]: PredicateSpec };
    readonly events: boolean;
    readonly outcomes: readonly Outcome[];
  };
  readonly observed: readonly ObservedSpec[];
  /** Until a date the past ruled; null: this scenario from the start. */
  readonly branch: { readonly at: number; readonly past: Past } | null;
}

/** What can change at a date. */
export type Past = Pick<Scenario, 'mechanisms' | 'networks' | 'nations' | 'regions' | 'shocks'>;
