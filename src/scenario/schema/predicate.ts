/** Conditions on a city: who is in a group, who may join, whom a shock hits. Read by model/predicate.ts. */
import * as z from 'zod';
import { type AttributeName, attributeNames, attributes } from '../../model/attributes.js';
import { country, list, mapping, number, oneOf, oneOrMany, report, text, textOrNumber } from './words.js';

/** From is included, to is not. */
export interface Between {
  readonly from?: number;
  readonly to?: number;
}

/** Keys are joined by and. */
export type PredicateSpec = {
  readonly country?: readonly string[];
  readonly region?: readonly string[];
  readonly city?: readonly string[];
  readonly memberOf?: readonly string[];
  readonly holds?: readonly string[];
  readonly any?: readonly PredicateSpec[];
  readonly not?: PredicateSpec;
  readonly at?: 'start';
} & { readonly [name in AttributeName]?: Between };

/** The form of a range, open on either side but not on both; from below to. */
export const between = (help: string) =>
  mapping('key', { from: number().optional(), to: number().optional() })
    .check((context) => {
      const { from, to } = context.value;
      const message =
        from === undefined && to === undefined
          ? 'expected from, to or both'
          : from !== undefined && to !== undefined && from >= to
            ? `expected from below to, found ${from} and ${to}`
            : null;
      if (message !== null && context.issues.length === 0) report(context, [], message);
    })
    .describe(`${help}: from is included, to is not`);

const numeric = Object.fromEntries(
  attributeNames.map((name) => [
    name,
    between(`${attributes[name].help} (${attributes[name].unit})`).optional(),
  ]),
);

export const predicate: z.ZodType<PredicateSpec, unknown> = z
  .lazy(() =>
    mapping('condition or attribute', {
      country: oneOrMany(country()).optional().describe('one of these countries'),
      region: oneOrMany(text('the name of a region')).optional().describe('one of these regions'),
      city: oneOrMany(textOrNumber('the id of a city, or CC/Name'))
        .optional()
        .describe('one of these cities, by id or CC/Name'),
      memberOf: oneOrMany(text('the name of a network'))
        .optional()
        .describe('member of one of these networks'),
      holds: oneOrMany(text('the name of a policy')).optional().describe('holds one of these policies'),
      any: list(predicate)
        .min(1, { error: 'expected at least one condition' })
        .optional()
        .describe('at least one of these conditions'),
      not: predicate.optional().describe('this condition does not hold'),
      at: oneOf(['start']).optional().describe('memberOf and holds as things stood at the start'),
      ...numeric,
    }),
  )
  .meta({ id: 'predicate', description: 'a condition on a city; keys are joined by and' }) as never;
