/** A file that lists the scenarios to be held against each other, and how. */
import * as z from 'zod';
import { nodeFiles } from '../../io/nodeFiles.js';
import { find, readDocument } from '../../scenario/document.js';
import { extendingJsonSchema, type Json } from '../../scenario/jsonSchema.js';
import {
  list,
  mapping,
  named,
  positive,
  text,
  textOrNumber,
  wholeNumber,
} from '../../scenario/schema/words.js';
import { entriesOf, scenarioReference } from '../scenarioReference.js';
import { readStated, type StatedFile } from '../statedFile.js';

const schema = mapping('key', {
  name: text().optional().describe('default: the name of the file'),
  why: text().optional().describe('what the comparison is to show'),
  extends: text('the name of a file').optional().describe('file whose comparison this one changes'),
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

/** JSON Schema of comparisons, for editors. */
export const comparisonJsonSchema = (): Json =>
  extendingJsonSchema(
    schema,
    'fastpolicy comparison',
    'Scenarios that fastpolicy compare holds against each other',
  );

/** Reads a comparison. Throws InputError with all that is wrong with its form, and scenarios that are not there. */
export const readComparison = (file: string): StatedFile<z.output<typeof schema>> =>
  readStated(file, { schema, references: (document) => entriesOf(document, ['scenarios']) });

/** Whether a file is a comparison and no scenario: it lists scenarios. False where it cannot be read. */
export function isComparison(file: string): boolean {
  try {
    return find(readDocument(file, nodeFiles).root, ['scenarios']).node !== undefined;
  } catch {
    return false;
  }
}
