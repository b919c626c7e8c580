/** A file of hypotheses: what is claimed of pairs of scenarios, and how it is to be tested. */
import * as z from 'zod';
import { type Json, jsonSchemaOf } from '../../scenario/jsonSchema.js';
import {
  eachIdOnce,
  itemId,
  list,
  mapping,
  named,
  number,
  oneOf,
  report,
  text,
  textOrNumber,
  trueOrFalse,
  wholeNumber,
} from '../../scenario/schema/words.js';
import { entriesOf, scenarioReference } from '../scenarioReference.js';
import { type ReadFile, readForm } from '../statedFile.js';

const hypothesis = mapping('key', {
  id: itemId(),
  claim: text('a sentence').describe('what is claimed, in words'),
  source: text().optional().describe('who claims it, or where it is drawn from'),
  compare: z
    .tuple([scenarioReference, scenarioReference], { error: 'expected [A, B], two scenarios' })
    .describe('[A, B]: the claim is of the difference B - A'),
  outcome: text('an outcome').describe('measure[:subject[.stage]][/group][@time]'),
  direction: oneOf(['greater', 'less', 'different', 'equivalent']).describe(
    'of B - A: above minimumEffect, below minus minimumEffect, outside of both, or within',
  ),
  minimumEffect: z
    .number({ error: 'expected a number' })
    .min(0, { error: 'expected 0 or more, or limit in its place, which may have either sign' })
    .default(0)
    .describe('the smallest effect that counts, 0 or more, in the unit of the outcome'),
  limit: number()
    .optional()
    .describe('in place of minimumEffect, of either sign: B - A is greater, or less, than this'),
  test: oneOf(['sign-flip', 't']).default('sign-flip').describe('paired, one-sided, about the limit'),
  alpha: number(0.0001, 0.5).default(0.05).describe('level, after the correction for all hypotheses'),
}).check((context) => {
  if (context.issues.length > 0) return;
  const { direction, minimumEffect, limit } = context.value;
  const oneSided = direction === 'greater' || direction === 'less';
  if (limit !== undefined && !oneSided)
    report(
      context,
      ['limit'],
      `${direction} has two limits: state minimumEffect`,
      'key',
      'limit with greater or less',
    );
  else if (limit !== undefined && minimumEffect !== 0)
    report(context, ['limit'], 'limit does not go with minimumEffect', 'key', 'one of the two');
  if (direction === 'equivalent' && minimumEffect === 0 && limit === undefined)
    report(context, ['minimumEffect'], 'missing: equivalent needs a minimumEffect above 0');
});

const schema = mapping('key', {
  name: text().optional().describe('default: the name of the file'),
  why: text().optional().describe('what the test is to show'),
  source: text().optional().describe('what the claims are drawn from'),
  confirmatory: trueOrFalse()
    .default(false)
    .describe('true: declared before any result was seen; false: exploratory'),
  seed: textOrNumber('text or a number').optional().describe('default: that of the first scenario'),
  replicates: wholeNumber(2, 10_000_000).default(200),
  range: mapping('key', {
    draws: wholeNumber(0, 100_000).default(50).describe('sets of coefficients; 0: none'),
    replicates: wholeNumber(2, 1_000_000).default(20).describe('replicates of each set'),
  })
    .default({ draws: 50, replicates: 20 })
    .describe('each verdict again over the plausible ranges of the coefficients'),
  set: named(z.string().min(1), z.unknown())
    .optional()
    .describe('path: value, in every scenario, as --set does'),
  hypotheses: list(hypothesis)
    .min(1, { error: 'expected at least one hypothesis' })
    .check(eachIdOnce('hypothesis')),
});

export type Hypothesis = z.output<typeof hypothesis>;

/** JSON Schema of files of hypotheses, for editors. */
export const hypothesesJsonSchema = (): Json =>
  jsonSchemaOf(schema, 'fastpolicy hypotheses', 'Hypotheses that fastpolicy test judges');

/**
 * Reads a file of hypotheses, and says what is wrong with its form. beside: its scenarios lie beside it, or ship.
 * @throws InputError where it cannot be read at all.
 */
export const readHypotheses = (file: string, beside = true): ReadFile<z.output<typeof schema>> =>
  readForm(file, {
    schema,
    references: (document) =>
      beside
        ? entriesOf(document, ['hypotheses']).flatMap((path) => entriesOf(document, [...path, 'compare']))
        : [],
    alone: 'hypotheses extend no other file: the checksum must cover all that is declared',
  });
