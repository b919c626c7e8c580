/** A file of the identification laboratory: the world, what confounds in it and how much, and the estimators that are tried. */
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
  subjectId,
  text,
  textOrNumber,
  trueOrFalse,
  wholeNumber,
} from '../../scenario/schema/words.js';
import { scenarioReference } from '../scenarioReference.js';
import { readStated, type StatedFile } from '../statedFile.js';

const overrides = () =>
  named(z.string().min(1), z.unknown()).default({}).describe('path: value, as --set does');

const values = () =>
  list(number())
    .min(1, { error: 'expected at least one number' })
    .refine((given) => new Set(given).size === given.length, { error: 'expected each number once' });

const estimator = mapping('key', {
  id: itemId().describe('its name in files'),
  label: text().optional().describe('its name in tables and figures; default: the id'),
  type: oneOf(['regression', 'shuffled-times'])
    .default('regression')
    .describe(
      "event history; or Moran's I of the times among adopters, against the same times in other hands",
    ),
  link: oneOf(['cloglog', 'logit']).default('cloglog').describe('of the event history'),
  covariates: list(text('the name of a term or attribute')).default([]).describe('beside the exposure'),
  dummies: oneOf(['none', 'period', 'country', 'country-period'])
    .default('none')
    .describe('one for each year, each country, or each year of a country'),
  memberships: trueOrFalse().default(false).describe('a dummy for each network: was the city in it?'),
  lag: wholeNumber(0, 100).default(0).describe('years by which exposure is older than the row'),
  permutations: wholeNumber(19, 100_000).default(199).describe('of shuffled times'),
});

const schema = mapping('key', {
  name: text().optional().describe('default: the name of the file'),
  why: text().optional().describe('why this laboratory exists'),
  source: text().optional().describe('what it is drawn from'),
  scenario: scenarioReference.describe('the world in which the truth is known'),
  seed: textOrNumber('text or a number').optional().describe("default: the scenario's"),
  replicates: wholeNumber(2, 10_000_000).default(100).describe('of each cell'),
  set: overrides().describe('path: value in every cell, as --set does'),
  influence: mapping('key', {
    policy: subjectId().describe('whose adoption is explained'),
    transition: text('the name of a transition').default('declare'),
    mechanism: text('the name of a mechanism').default('emulation').describe('whose term is the exposure'),
    values: values().describe('true coefficients'),
  }),
  selection: mapping('key', {
    label: text().default('homophily').describe('its name in tables and figures'),
    paths: list(text('a path of the scenario'))
      .min(1, { error: 'expected at least one path' })
      .describe('where selection is strong or weak'),
    values: values().describe('each in turn, at all the paths'),
  }),
  confounders: list(mapping('key', { id: itemId(), label: text().optional(), set: overrides() }))
    .min(1, { error: 'expected at least one' })
    .check(eachIdOnce('confounder')),
  estimators: list(estimator)
    .min(1, { error: 'expected at least one estimator' })
    .check(eachIdOnce('estimator')),
});

export type Stated = z.output<typeof schema>;
export type Estimator = z.output<typeof estimator>;

/** JSON Schema of such files, for editors. */
export const identificationJsonSchema = (): Json =>
  jsonSchemaOf(schema, 'fastpolicy identification', 'A laboratory of estimators for fastpolicy identify');

/**
 * Reads such a file. beside: its scenario lies beside it, or ships.
 * @throws InputError with all that is wrong with its form, and a scenario that is not there.
 */
export const readIdentification = (file: string, beside = true): StatedFile<Stated> =>
  readStated(file, {
    schema,
    references: () => (beside ? [['scenario']] : []),
    alone: 'such a file extends no other: it is kept with the results as it is',
  });
