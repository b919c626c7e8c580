/**
 * The words scenario schemas are made of. Each says what it expected in the user's terms; issues.ts turns
 * that into problems. A message that starts with "expected" gets what was found added.
 */
import * as z from 'zod';
import { type AttributeName, attributeNames } from '../../model/attributes.js';
import { decimalYear, readTime } from '../../model/time.js';

/** What a mapping knows, for the problem of a key that it does not know. */
export interface UnknownKey {
  /** What its keys are: key, mechanism, attribute. */
  readonly noun: string;
  readonly known: readonly string[];
  /** Names that exist but have no place here, with the reason. */
  readonly elsewhere?: { readonly [name: string]: string };
}

const unknownKeyMark = 'unknown key ';

/** Reads back what mapping() said of its keys. */
export function readUnknownKey(message: string): UnknownKey | null {
  return message.startsWith(unknownKeyMark) ? JSON.parse(message.slice(unknownKeyMark.length)) : null;
}

/** A mapping of known keys; every other key is a problem. */
export function mapping<Shape extends z.ZodRawShape>(
  noun: string,
  shape: Shape,
  elsewhere: { readonly [name: string]: string } = {},
): z.ZodObject<Shape, z.core.$strict> {
  const known: UnknownKey = { noun, known: Object.keys(shape), elsewhere };
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownKeyMark + JSON.stringify(known) : 'expected a mapping',
  }) as unknown as z.ZodObject<Shape, z.core.$strict>;
}

/** A mapping whose keys the user chooses. */
export const named = <Value extends z.ZodType>(key: z.ZodString, value: Value) =>
  z.record(key, value, { error: 'expected a mapping' });

export const list = <Item extends z.ZodType>(item: Item) => z.array(item, { error: 'expected a list' });

/** Text that is not empty. */
export const text = (expected = 'text') =>
  z.string({ error: `expected ${expected}` }).min(1, { error: `expected ${expected}` });

/** Text, or a number that stands for one (an id, a seed). */
export const textOrNumber = (expected = 'text') =>
  z
    .union([z.string().min(1, { error: `expected ${expected}, found nothing` }), z.number()], {
      error: `expected ${expected}`,
    })
    .transform((value) => String(value));

/** One text or a list of them. */
export const oneOrMany = <Item extends z.ZodType<string, unknown>>(item: Item) =>
  z.union([item, list(item).min(1, { error: 'expected at least one entry' })]).transform((value) => {
    return (Array.isArray(value) ? value : [value]) as string[];
  });

/** 9,999,999 and .5 as people write them. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) >= 10_000 && Math.abs(value) < 1e15
    ? String(value).replace(/\B(?=(\d{3})+$)/g, ',')
    : String(value);

/** A finite number in a closed range. */
export function number(from = -1e300, to = 1e300) {
  const open = from <= -1e300 && to >= 1e300;
  const error = {
    error: open ? 'expected a number' : `expected a number from ${plainNumber(from)} to ${plainNumber(to)}`,
  };
  const plain = z.number(error);
  return open ? plain : plain.min(from, error).max(to, error);
}

/** A number above 0. */
export function positive(to = 1e300) {
  const error = {
    error:
      to >= 1e300 ? 'expected a number above 0' : `expected a number above 0 and up to ${plainNumber(to)}`,
  };
  return z.number(error).gt(0, error).max(to, error);
}

export function wholeNumber(from: number, to: number) {
  const error = { error: `expected a whole number from ${plainNumber(from)} to ${plainNumber(to)}` };
  return z.int(error).min(from, error).max(to, error);
}

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `expected one of ${values.join(', ')}` });

export const trueOrFalse = () => z.boolean({ error: 'expected true or false' });

/** A pair of numbers, [low, high] or the parameters of a distribution. */
export function pair(expected: string) {
  const error = { error: `expected ${expected}` };
  return z.tuple([z.number(error), z.number(error)], error);
}

const timeExpected = 'expected a decimal year or a date such as 2017-01-25';

/** A decimal year, from a number or an ISO date. */
export const time = () =>
  z
    .union([z.number({ error: timeExpected }), z.string({ error: timeExpected })], { error: timeExpected })
    .refine((value) => readTime(value) !== null, { error: timeExpected })
    .transform((value) => (typeof value === 'number' ? value : decimalYear(value)!));

/** Names of policies and networks: they stand in paths, outcomes and column names. */
export const subjectId = () =>
  z.string().regex(/^[\p{L}][\p{L}\p{N}_-]*$/u, {
    error: 'expected a name of letters, digits and hyphens that starts with a letter',
  });

/** Names that a file gives to what it lists: they name files and stand in columns. */
export const itemId = () =>
  z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, {
    error: 'expected a name of letters, digits, hyphens, dots and underscores',
  });

/** Names of groups: the marks of outcomes (share:welcoming/large@2015) may not stand in them. */
export const groupName = () =>
  z.string().regex(/^[\p{L}\p{N}][^@/:]*$/u, { error: 'expected a name without @, / and :' });

export const attributeName = () => oneOf(attributeNames as [AttributeName, ...AttributeName[]]);

/** A country code; whether it must be one of two capitals depends on the cities (crossChecks/countries.ts). */
export const country = () => text("a country code ('DE')");

/** A problem found by a check on a whole mapping, at one of its keys. expected: where the message does not say it. */
export function report(
  context: { readonly issues: unknown[]; readonly value: unknown },
  path: readonly (string | number)[],
  message: string,
  where: 'key' | 'value' = 'value',
  expected?: string,
): void {
  const params = { where, expected };
  context.issues.push({ code: 'custom', input: context.value, path: [...path], message, params });
}

/** Exactly one of the keys must be there. `what` they are, in the message. */
export function exactlyOne(keys: readonly string[], what: string) {
  return (context: { readonly issues: unknown[]; readonly value: unknown }): void => {
    const given = keys.filter((key) => (context.value as { [key: string]: unknown })[key] !== undefined);
    if (given.length === 1) return;
    if (given.length === 0) {
      // A misspelt key is one problem, not two.
      if (context.issues.length === 0) report(context, [], `expected one of ${keys.join(', ')} (${what})`);
    } else {
      const others = given.slice(0, -1).join(' and ');
      const message = `${given.at(-1)} does not go with ${others}; keep one of them (null removes what an extended file states)`;
      report(context, [given.at(-1)!], message, 'key');
    }
  };
}

/** At a list of what has ids: each once. */
export const eachIdOnce =
  (what: string) =>
  (context: { readonly issues: unknown[]; readonly value: readonly { readonly id: string }[] }): void => {
    if (context.issues.length > 0) return;
    const ids = context.value.map(({ id }) => id);
    ids.forEach((id, k) => {
      if (ids.indexOf(id) < k)
        report(context, [k, 'id'], `there is another ${what} ${id}`, 'value', 'each id once');
    });
  };
