/** Policies and city networks: what a city can hold or belong to. */
import * as z from 'zod';
import type { AttributeName } from '../../model/attributes.js';
import { defaults } from '../defaults.js';
import type { MechanismDeclaration } from '../registry.js';
import { type TransitionSpec, transition } from './mechanisms.js';
import { type PredicateSpec, predicate } from './predicate.js';
import {
  attributeName,
  list,
  mapping,
  named,
  number,
  positive,
  subjectId,
  text,
  textOrNumber,
  time,
  wholeNumber,
} from './words.js';

const direction = () =>
  z
    .union([z.literal(1), z.literal(-1)], { error: 'expected 1 (inclusive) or -1 (exclusionary)' })
    .describe('1 inclusive, -1 exclusionary');

export const policy = mapping('key', {
  label: text().optional().describe('its name in figures and tables'),
  direction: direction().default(defaults.policy.direction),
  conflict: number(0, 1)
    .default(defaults.policy.conflict)
    .describe('how far it contradicts a hostile national line'),
  effect: number(-1, 1)
    .default(defaults.policy.effect)
    .describe('outcome where it is implemented with a design that fits perfectly'),
  buildsOn: list(text('the name of a policy'))
    .optional()
    .describe('policies that make this one likelier (ladder)'),
  excludes: list(text('the name of a policy'))
    .optional()
    .describe('policies that must be repealed before this one can be declared'),
});

/** What is only told of a network, and enters no formula. */
const labels = [
  'scope',
  'origin',
  'theme',
  'line',
  'formed',
  'members',
  'composition',
  'duration',
  'governance',
  'agenda',
  'resources',
  'size',
  'help',
  'why',
  'source',
  'note',
] as const;

const benchmark = mapping('key', {
  peers: wholeNumber(1, 1000).default(defaults.network.benchmark.peers).describe('peers of a member'),
  by: list(attributeName())
    .min(1, { error: 'expected at least one attribute' })
    .default(() => [...defaults.network.benchmark.by])
    .describe('attributes in which peers are near'),
  standard: number(0, 1)
    .nullable()
    .default(defaults.network.benchmark.standard)
    .describe("score that the charter asks for; null: the peers' mean"),
  design: list(number(0, 1))
    .min(1, { error: 'expected a number for each dimension' })
    .nullable()
    .default(defaults.network.benchmark.design)
    .describe('design that the charter asks for, a number for each dimension; null: none'),
  pull: number(0, 100)
    .default(defaults.network.benchmark.pull)
    .describe('rate a year at which members approach that design'),
});

export type FoundersSpec =
  | { readonly cities: readonly string[] }
  | { readonly take: number; readonly by: AttributeName };

const founders = z
  .union([
    list(textOrNumber('the id of a city, or CC/Name')).transform((cities): FoundersSpec => ({ cities })),
    mapping('key', {
      take: wholeNumber(0, 9_999_999).describe('number of cities'),
      by: attributeName().default(defaults.network.foundersBy).describe('those that have most of this'),
    }),
  ])
  .describe('ids of cities, or {take: 18, by: population}: members from its founding on') as z.ZodType<
  FoundersSpec,
  unknown
>;

const strength = (help: string) => number(0, 1).default(0).describe(help);

export interface NetworkSpec {
  readonly label: string | null;
  readonly direction: 1 | -1;
  /** Decimal years; null: not stated. */
  readonly from: number | null;
  readonly to: number | null;
  readonly functions: {
    readonly practical: number;
    readonly symbolic: number;
    readonly jurisgenerative: number;
  };
  readonly migrationShare: number;
  readonly carries: { readonly [policy: string]: number };
  readonly eligible: PredicateSpec | null;
  readonly founders: FoundersSpec;
  readonly join: TransitionSpec | null;
  readonly lapse: TransitionSpec | null;
  readonly renew: TransitionSpec | null;
  readonly leave: TransitionSpec | null;
  /** Years after which a membership ends; null: it lasts. */
  readonly term: number | null;
  readonly funds: number;
  readonly vertical: number;
  readonly turnsSymbolic: number | null;
  readonly benchmark: {
    readonly peers: number;
    readonly by: readonly AttributeName[];
    readonly standard: number | null;
    readonly design: readonly number[] | null;
    readonly pull: number;
  } | null;
  /** Descriptions that enter no formula: scope, origin, theme, … */
  readonly labels: { readonly [label: string]: string };
}

/** As the schema reads it: `carries` is filled in from the policies later. */
export type NetworkRead = Omit<NetworkSpec, 'carries'> & {
  readonly carries: { readonly [policy: string]: number } | null;
};

/** The form of one network. Rates of joining take the mechanisms that are given. */
export function network(mechanisms: readonly MechanismDeclaration[]): z.ZodType<NetworkRead, unknown> {
  return mapping('key', {
    label: text().optional().describe('its name in figures and tables'),
    from: time().optional().describe('founded'),
    to: time().optional().describe('closed; left out: never'),
    direction: direction().default(defaults.network.direction),
    functions: mapping('function', {
      practical: strength('exchange of practice'),
      symbolic: strength('showcasing, framing, legitimation'),
      jurisgenerative: strength('advocacy towards law'),
    })
      .optional()
      .describe('strength of each function, 0 to 1'),
    migrationShare: number(0, 1)
      .default(defaults.network.migrationShare)
      .describe('share of its activity on migration'),
    carries: named(subjectId(), number(0, 1))
      .optional()
      .describe('how far it carries each policy; left out: those of its own direction, with weight 1'),
    eligible: predicate.optional().describe('who may join; left out: every city'),
    founders: founders.optional(),
    join: transition('join', mechanisms).optional(),
    lapse: transition('lapse', mechanisms).optional().describe('members become inactive'),
    renew: transition('renew', mechanisms).optional().describe('inactive members come back'),
    leave: transition('leave', mechanisms).optional(),
    term: positive(1000)
      .nullable()
      .default(defaults.network.term)
      .describe('years after which a membership ends, as where seats rotate; the city may join again'),
    funds: number(0, 1)
      .default(defaults.network.funds)
      .describe('funds that a state or an international organisation passes on through it'),
    vertical: number(0, 1)
      .default(defaults.network.vertical)
      .describe('share of its work that is directed at higher tiers (advocacy)'),
    turnsSymbolic: positive(1000)
      .nullable()
      .default(defaults.network.turnsSymbolic)
      .describe('years in which half of its practical strength turns symbolic'),
    benchmark: benchmark.optional().describe('members are compared with peers; left out: no benchmarking'),
    ...(Object.fromEntries(
      labels.map((label) => [
        label,
        textOrNumber().optional().describe('a description that enters no formula'),
      ]),
    ) as { [label in (typeof labels)[number]]: z.ZodOptional<ReturnType<typeof textOrNumber>> }),
  }).transform((given): NetworkRead => {
    const { label, from, to, direction, functions, migrationShare, carries } = given;
    const told = labels.filter((name) => given[name] !== undefined).map((name) => [name, given[name]!]);
    return {
      label: label ?? null,
      direction,
      from: from ?? null,
      to: to ?? null,
      functions: functions ?? defaults.network.functions,
      migrationShare,
      carries: carries ?? null,
      eligible: given.eligible ?? null,
      founders: given.founders ?? { cities: [] },
      join: given.join ?? null,
      lapse: given.lapse ?? null,
      renew: given.renew ?? null,
      leave: given.leave ?? null,
      term: given.term,
      funds: given.funds,
      vertical: given.vertical,
      turnsSymbolic: given.turnsSymbolic,
      benchmark: given.benchmark ?? null,
      labels: Object.fromEntries(told),
    };
  }) as never;
}
