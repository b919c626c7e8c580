/** A file of hypotheses: what is claimed of pairs of scenarios, and how it is to be tested. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { sha256Of } from '../../io/checksum.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { type InputDocument, problemAt, readDocument } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { problemsOf } from '../../scenario/issues.js';
import { InputError } from '../../scenario/problem.js';
import {
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
import { plainOf } from '../../scenario/yamlTree.js';
import { entriesOf, lostReferences, scenarioReference } from '../scenarioReference.js';

const hypothesis = mapping('key', {
  id: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, {
    error: 'expected a name of letters, digits, hyphens and dots',
  }),
  claim: text('a sentence').describe('what is claimed, in words'),
  source: text().optional().describe('who claims it, or where it is drawn from'),
  compare: z
    .tuple([scenarioReference, scenarioReference], { error: 'expected [A, B], two scenarios' })
    .describe('[A, B]: the claim is of the difference B - A'),
  outcome: text('an outcome').describe('measure[:subject[.stage]][/group][@time]'),
  direction: oneOf(['greater', 'less', 'different', 'equivalent']).describe(
    'of B - A: above minimumEffect, below minus minimumEffect, outside of both, or within',
  ),
  minimumEffect: number(0)
    .default(0)
    .describe('the smallest effect that counts, 0 or more, in the unit of the outcome'),
  test: oneOf(['sign-flip', 't']).default('sign-flip').describe('paired, one-sided, about the limit'),
  alpha: number(0.0001, 0.5).default(0.05).describe('level, after the correction for all hypotheses'),
}).check((context) => {
  if (context.issues.length > 0) return;
  const { direction, minimumEffect } = context.value;
  if (direction === 'equivalent' && minimumEffect === 0)
    report(context, ['minimumEffect'], 'missing: equivalent needs a minimumEffect above 0');
});

const schema = mapping('key', {
  name: text().optional().describe('default: the name of the file'),
  why: text().optional(),
  source: text().optional(),
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
  hypotheses: list(hypothesis).min(1, { error: 'expected at least one hypothesis' }),
});

export type Hypothesis = z.output<typeof hypothesis>;

export interface HypothesesFile {
  /** Names the folder. */
  readonly id: string;
  readonly document: InputDocument;
  readonly stated: z.output<typeof schema>;
  /** SHA-256 of the file as it is. */
  readonly checksum: string;
}

/**
 * Reads a file of hypotheses. beside: its scenarios lie beside it, or ship.
 * @throws InputError with all that is wrong with its form, and scenarios that are not there.
 */
export function readHypotheses(file: string, beside = true): HypothesesFile {
  const document = readDocument(file, nodeFiles);
  const result = schema.safeParse(plainOf(document.root));
  const compared = entriesOf(document, ['hypotheses']).flatMap((path) =>
    entriesOf(document, [...path, 'compare']),
  );
  const problems = [
    ...document.problems,
    ...(result.success ? [] : problemsOf(result.error, document)),
    ...(beside ? lostReferences(document, compared) : []),
  ];
  if (document.sources.length > 1)
    problems.push({
      file: document.file,
      line: 0,
      column: 0,
      path: 'extends',
      message: 'hypotheses extend no other file: the checksum must cover all that is declared',
      expected: 'one file',
    });
  if (result.success) {
    const ids = result.data.hypotheses.map(({ id }) => id);
    ids.forEach((id, k) => {
      if (ids.indexOf(id) < k)
        problems.push(
          problemAt(document, ['hypotheses', k, 'id'], {
            message: `there is another hypothesis ${id}`,
            expected: 'each id once',
          }),
        );
    });
  }
  if (problems.length > 0 || !result.success) throw new InputError(problems);
  return {
    id: fileStem(file),
    document,
    stated: result.data,
    checksum: sha256Of(readFileSync(file)),
  };
}
