/** Plain values that may have any form, read without a fault: what is not as it should be is read as nothing. */
import type { Path } from '../problem.js';

export type Mapping = { readonly [key: string]: unknown };

export const isMapping = (value: unknown): value is Mapping =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The mapping, or an empty one. */
export const mappingOf = (value: unknown): Mapping => (isMapping(value) ? value : {});

/** The list, or an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The text, or those of the list, each with its path from here. */
export const textsOf = (value: unknown): [text: string, at: Path][] =>
  typeof value === 'string'
    ? [[value, []]]
    : listOf(value).flatMap((item, i): [string, Path][] => (typeof item === 'string' ? [[item, [i]]] : []));

export const has = (mapping: Mapping, key: string): boolean => Object.hasOwn(mapping, key);
