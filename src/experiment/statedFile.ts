/** Files that name scenarios and state something of them: how comparisons, hypotheses and laboratories are read. */
import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { sha256Of } from '../io/checksum.js';
import { nodeFiles } from '../io/nodeFiles.js';
import { type InputDocument, readDocument } from '../scenario/document.js';
import { fileStem } from '../scenario/files.js';
import { problemsOf } from '../scenario/issues.js';
import { InputError, type Path, type Problem } from '../scenario/problem.js';
import { plainOf } from '../scenario/yamlTree.js';
import { lostReferences } from './scenarioReference.js';

export interface StatedFile<Stated> {
  /** Names the folder. */
  readonly id: string;
  readonly document: InputDocument;
  readonly stated: Stated;
  /** SHA-256 of the file as it is. */
  readonly checksum: string;
}

export interface StatedForm<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Where scenarios are named that must be there. */
  readonly references: (document: InputDocument) => readonly Path[];
  /** Why it may extend no other file; left out: it may. */
  readonly alone?: string;
}

/** A file as it was read, be its form right or wrong. */
export interface ReadFile<Stated> extends Omit<StatedFile<Stated>, 'stated'> {
  /** Null: there are problems. */
  readonly stated: Stated | null;
  /** All that is wrong with its form, and scenarios that are not there. */
  readonly problems: readonly Problem[];
}

/** @throws InputError where the file cannot be read at all. */
export function readForm<Schema extends z.ZodType>(
  file: string,
  { schema, references, alone }: StatedForm<Schema>,
): ReadFile<z.output<Schema>> {
  const document = readDocument(file, nodeFiles);
  const result = schema.safeParse(plainOf(document.root));
  const problems: Problem[] = [
    ...document.problems,
    ...(result.success ? [] : problemsOf(result.error, document)),
    ...lostReferences(document, references(document)),
  ];
  if (alone !== undefined && document.sources.length > 1)
    problems.push({
      file: document.file,
      line: 0,
      column: 0,
      path: 'extends',
      message: alone,
      expected: 'one file',
    });
  return {
    id: fileStem(file),
    document,
    stated: problems.length === 0 && result.success ? result.data : null,
    problems,
    checksum: sha256Of(readFileSync(file)),
  };
}

/** @throws InputError with all that is wrong with its form, and scenarios that are not there. */
export function readStated<Schema extends z.ZodType>(
  file: string,
  form: StatedForm<Schema>,
): StatedFile<z.output<Schema>> {
  const { stated, problems, ...read } = readForm(file, form);
  if (stated === null) throw new InputError(problems);
  return { ...read, stated };
}
