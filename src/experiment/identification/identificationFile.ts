/** A file of the identification laboratory: the world, what confounds in it and how much, and the estimators that are tried. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { sha256Of } from '../../io/checksum.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { type InputDocument, readDocument } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { problemsOf } from '../../scenario/issues.js';
import { InputError, type Problem } from '../../scenario/problem.js';
import {
  list,
  mapping,
  named,
  number,
  oneOf,
  report,
  subjectId,
  text,
  textOrNumber,
  trueOrFalse,
  wholeNumber,
} from '../../scenario/schema/words.js';
import { plainOf } from '../../scenario/yamlTree.js';
import { lostReferences, scenarioReference } from '../scenarioReference.js';

const id = () =>
  z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, {
    error: 'expected a name of letters, digits, hyphens and dots',
  });

const overrides = () =>
  named(z.string().min(1), z.unknown()).default({}).describe('path: value, as --set does');

const values = () =>
  list(number())
    .min(1, { error: 'expected at least one number' })
    .refine((given) => new Set(given).size === given.length, { error: 'expected each number once' });

/** At the list of what has ids: each once. */
const unlike =
  (what: string) =>
  (context: { readonly issues: unknown[]; readonly value: readonly { readonly id: string }[] }): void => {
    if (context.issues.length > 0) return;
    const ids = context.value.map((own) => own.id);
    ids.forEach((own, k) => {
      if (ids.indexOf(own) < k) report(context, [k, 'id'], `there is another ${what} ${own}`);
    });
  };

const estimator = mapping('key', {
  id: id(),
  label: text().optional().describe('its name in tables and figures'),
  type: oneOf(['regression', 'shuffled-times'])
    .default('regression')
    .describe(
      "event history; or Moran's I of the times among adopters, against the same times in other hands",
    ),
  link: oneOf(['cloglog', 'logit']).default('cloglog'),
  covariates: list(text('the name of a term or attribute')).default([]).describe('beside the exposure'),
  dummies: oneOf(['none', 'period', 'country', 'country-period']).default('none'),
  memberships: trueOrFalse().default(false).describe('a dummy for each network: was the city in it?'),
  lag: wholeNumber(0, 100).default(0).describe('years by which exposure is older than the row'),
  permutations: wholeNumber(19, 100_000).default(199).describe('of shuffled times'),
});

const schema = mapping('key', {
  name: text().optional().describe('default: the name of the file'),
  why: text().optional(),
  source: text().optional(),
  scenario: scenarioReference.describe('the world in which the truth is known'),
  seed: textOrNumber('text or a number').optional().describe("default: the scenario's"),
  replicates: wholeNumber(2, 10_000_000).default(100).describe('of each cell'),
  set: overrides().describe('path: value in every cell, as --set does'),
  influence: mapping('key', {
    policy: subjectId(),
    transition: text('the name of a transition').default('declare'),
    mechanism: text('the name of a mechanism').default('emulation').describe('whose term is the exposure'),
    values: values().describe('true coefficients'),
  }),
  selection: mapping('key', {
    label: text().default('homophily'),
    paths: list(text('a path of the scenario')).min(1, { error: 'expected at least one path' }),
    values: values().describe('each in turn, at all the paths'),
  }),
  confounders: list(mapping('key', { id: id(), label: text().optional(), set: overrides() }))
    .min(1, { error: 'expected at least one' })
    .check(unlike('confounder')),
  estimators: list(estimator).min(1, { error: 'expected at least one estimator' }).check(unlike('estimator')),
});

export type Stated = z.output<typeof schema>;
export type Estimator = z.output<typeof estimator>;

export interface IdentificationFile {
  /** Names the folder. */
  readonly id: string;
  readonly document: InputDocument;
  readonly stated: Stated;
  /** SHA-256 of the file as it is. */
  readonly checksum: string;
}

/**
 * Reads such a file. beside: its scenario lies beside it, or ships.
 * @throws InputError with all that is wrong with its form, and a scenario that is not there.
 */
export function readIdentification(file: string, beside = true): IdentificationFile {
  const document = readDocument(file, nodeFiles);
  const result = schema.safeParse(plainOf(document.root));
  const problems: Problem[] = [
    ...document.problems,
    ...(result.success ? [] : problemsOf(result.error, document)),
    ...(beside ? lostReferences(document, [['scenario']]) : []),
  ];
  if (document.sources.length > 1)
    problems.push({
      file: document.file,
      line: 0,
      column: 0,
      path: 'extends',
      message: 'such a file extends no other: it is kept with the results as it is',
      expected: 'one file',
    });
  if (problems.length > 0 || !result.success) throw new InputError(problems);
  return { id: fileStem(file), document, stated: result.data, checksum: sha256Of(readFileSync(file)) };
}
