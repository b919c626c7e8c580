/** A file that lists the scenarios to be held against each other, and how. */
import * as z from 'zod';
import { nodeFiles } from '../../io/nodeFiles.js';
import { find, type InputDocument, readDocument } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { problemsOf } from '../../scenario/issues.js';
import { InputError } from '../../scenario/problem.js';
import {
  list,
  mapping,
  named,
  positive,
  text,
  textOrNumber,
  wholeNumber,
} from '../../scenario/schema/words.js';
import { plainOf } from '../../scenario/yamlTree.js';
import { entriesOf, lostReferences, scenarioReference } from '../scenarioReference.js';

const schema = mapping('key', {
  name: text().optional().describe('default: the name of the file'),
  why: text().optional().describe('what the comparison is to show'),
  scenarios: list(scenarioReference)
    .min(2, { error: 'expected at least two scenarios' })
    .describe('the first is the baseline: the others are held against it'),
  seed: textOrNumber('text or a number').optional().describe("default: the baseline's"),
  replicates: wholeNumber(2, 10_000_000).optional().describe("default: the baseline's"),
  outcomes: list(z.unknown()).optional().describe("as under observe; default: the baseline's"),
  set: named(z.string().min(1), z.unknown())
    .optional()
    .describe('path: value, in every scenario, as --set does'),
  smallestEffect: z
    .union([positive(), named(z.string().min(1), positive())], {
      error: 'expected a number above 0, or {outcome: number}',
    })
    .optional()
    .describe('smallest effect of interest of every outcome, or of each, in its unit'),
});

export interface ComparisonFile {
  /** Names the folder. */
  readonly id: string;
  readonly document: InputDocument;
  readonly stated: z.output<typeof schema>;
}

/** Reads a comparison. Throws InputError with all that is wrong with its form, and scenarios that are not there. */
export function readComparison(file: string): ComparisonFile {
  const document = readDocument(file, nodeFiles);
  const result = schema.safeParse(plainOf(document.root));
  const problems = [
    ...document.problems,
    ...(result.success ? [] : problemsOf(result.error, document)),
    ...lostReferences(document, entriesOf(document, ['scenarios'])),
  ];
  if (problems.length > 0 || !result.success) throw new InputError(problems);
  return { id: fileStem(file), document, stated: result.data };
}

/** Whether a file is a comparison and no scenario: it lists scenarios. False where it cannot be read. */
export function isComparison(file: string): boolean {
  try {
    return find(readDocument(file, nodeFiles).root, ['scenarios']).node !== undefined;
  } catch {
    return false;
  }
}
