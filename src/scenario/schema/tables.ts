/** Tables of a scenario with columns of fixed names, which may be called something else in the file. */
import type * as z from 'zod';
import { mapping, text } from './words.js';

/** `node`: of a graph (GraphML, GEXF) alone, whose edges have source and target without being told. */
export const tieFields = ['source', 'target', 'weight', 'node'] as const;
export const membershipFields = ['city', 'network', 'from', 'to'] as const;
export const adopterFields = ['city', 'policy', 'stage', 'time'] as const;

/** Headers by the field that they stand for. */
export type Headers<Field extends string> = { readonly [field in Field]?: string };

/** Which header stands for which field. */
export function headers<Field extends string>(
  fields: readonly Field[],
  help = 'which column holds what, where the header has another name',
): z.ZodOptional<z.ZodType<Headers<Field>, unknown>> {
  const of = Object.fromEntries(fields.map((field) => [field, text('the header of a column').optional()]));
  const given = mapping('column', of).describe(help);
  return (given as unknown as z.ZodType<Headers<Field>, unknown>).optional();
}

export interface TableSpec<Field extends string> {
  readonly file: string;
  readonly columns?: Headers<Field> | undefined;
}

/** A file with these columns. */
export const tableFile = <Field extends string>(help: string, fields: readonly Field[]) =>
  mapping('key', { file: text('the name of a file'), columns: headers(fields) }).describe(help);
