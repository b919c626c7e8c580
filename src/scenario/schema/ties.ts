/** Ties between cities: generated, read from a file, or none. */
import * as z from 'zod';
import { attributeNames } from '../../model/attributes.js';
import type { TieOption } from '../../population/ties/generator.js';
import { isGraphFileName } from '../graphFileName.js';
import { listNames } from '../nearestName.js';
import type { TieGeneratorDeclaration } from '../registry.js';
import { type Headers, headers, type TableSpec, tieFields } from './tables.js';
import {
  attributeName,
  exactlyOne,
  list,
  mapping,
  number,
  oneOf,
  report,
  text,
  trueOrFalse,
  wholeNumber,
} from './words.js';

export type TieOptionValue = number | string | readonly string[];

export type TiesSpec =
  | {
      readonly generator: string;
      /** Complete: what is not stated has its default; an option without one is absent. */
      readonly options: { readonly [option: string]: TieOptionValue };
    }
  /** `directed` is null where a graph (GraphML, GEXF) says it. */
  | (TableSpec<(typeof tieFields)[number]> & { readonly directed: boolean | null });

type Words = readonly [string, ...string[]];

/** The schema of one option of one generator. */
function optionSchema(option: Omit<TieOption, 'source'>): z.ZodType<TieOptionValue, unknown> {
  const { range, integer, values, attribute } = option;
  if (attribute === 'list') {
    const many = list(attributeName()).min(1, { error: 'expected at least one attribute' });
    return z.union([attributeName().transform((name) => [name]), many]) as never;
  }
  const words = [...(values ?? []), ...(attribute ? attributeNames : [])];
  if (words.length > 0) return oneOf([...new Set(words)] as unknown as Words) as never;
  const [from, to] = range ?? [-1e300, 1e300];
  return (integer ? wholeNumber(from, to) : number(from, to)) as never;
}

/** All options in one mapping, as editors and partial files see them; which goes with which is checked after. */
export function ties(generators: readonly TieGeneratorDeclaration[]): z.ZodType<TiesSpec | null, unknown> {
  const byId = new Map(generators.map((generator) => [generator.id, generator]));
  const options = new Map<string, z.ZodType>();
  for (const generator of generators) {
    for (const [name, option] of Object.entries(generator.options)) {
      const help = `${generator.id}: ${option.help} (${option.unit}; default ${option.default ?? 'none'})`;
      const earlier = options.get(name);
      const schema = optionSchema(option);
      options.set(
        name,
        earlier === undefined
          ? schema.optional().describe(help)
          : z.union([earlier, schema.optional()]).describe(`${earlier.description}; ${help}`),
      );
    }
  }
  const ids = generators.map(({ id }) => id) as unknown as Words;
  const readable = mapping('key', {
    generator: oneOf(ids).optional().describe('how ties are made'),
    file: text('the name of a file')
      .optional()
      .describe('CSV with source,target[,weight], or a graph: .graphml, .gexf'),
    columns: headers(
      tieFields,
      'which column, or attribute of a graph, holds what; node: by which attribute a node of a graph is a city (default: its id)',
    ),
    directed: trueOrFalse()
      .optional()
      .describe(
        'false: a row stands for both directions; true: source looks at target; needed for CSV, while a graph says it itself',
      ),
    ...Object.fromEntries(options),
  })
    .check(exactlyOne(['generator', 'file'], 'where the ties come from'))
    .check((context) => {
      if (context.issues.length > 0) return;
      const { generator, file, directed, columns, ...stated } = context.value as { [key: string]: unknown };
      const isGraph = isGraphFileName(String(file));
      if (file !== undefined && directed === undefined && !isGraph)
        report(context, ['directed'], 'missing: expected true or false beside a file of ties');
      for (const field of isGraph ? (['source', 'target'] as const) : (['node'] as const)) {
        if (file === undefined || (columns as { [key: string]: unknown })?.[field] === undefined) continue;
        const goes = isGraph ? 'a CSV only; a graph has it itself' : 'a graph only (.graphml, .gexf)';
        report(context, ['columns', field], `${field} goes with ${goes}`, 'key');
      }
      if (file === undefined && directed !== undefined)
        report(context, ['directed'], 'directed goes with file only', 'key');
      if (file === undefined && columns !== undefined)
        report(context, ['columns'], 'columns goes with file only', 'key');
      const known = byId.get(String(generator))?.options ?? {};
      for (const [name, value] of Object.entries(stated)) {
        if (value === undefined) continue;
        if (!Object.hasOwn(known, name)) {
          const which = file === undefined ? `generator ${generator}` : 'file';
          const takes = listNames(Object.keys(known)) || 'no options';
          report(context, [name], `${name} does not go with ${which}, which takes ${takes}`, 'key');
          continue;
        }
        // Generators may share the name of an option, but not its range.
        const checked = optionSchema(known[name]).safeParse(value);
        if (!checked.success) report(context, [name], checked.error.issues[0].message);
      }
    })
    .transform((given): TiesSpec => {
      const { generator, file, directed, columns, ...stated } = given as { [key: string]: unknown };
      if (file !== undefined)
        return {
          file: String(file),
          directed: typeof directed === 'boolean' ? directed : null,
          ...(columns === undefined ? {} : { columns: columns as Headers<(typeof tieFields)[number]> }),
        };
      const complete: [string, TieOptionValue][] = [];
      for (const [name, option] of Object.entries(byId.get(String(generator))?.options ?? {})) {
        const value = (stated[name] ?? option.default) as TieOptionValue | null;
        if (value !== null) complete.push([name, value]);
      }
      return { generator: String(generator), options: Object.fromEntries(complete) };
    });
  return z
    .union([z.literal('none').transform(() => null), readable])
    .describe('none, {generator: …}, {file: ties.csv, directed: …} or {file: network.graphml}') as never;
}
