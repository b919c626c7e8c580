/** Schemas of input files as JSON Schema (draft 2020-12): editors complete names and show help from them. */
import * as z from 'zod';
import type { Registry } from './registry.js';
import { scenarioSchema } from './schema.js';

export type Json = { [key: string]: unknown };

/**
 * JSON Schema of scenario files. It knows names, types and ranges. It asks for no key and allows null
 * everywhere, since a file that extends another may leave out and remove anything; `check` judges the whole.
 */
export const scenarioJsonSchema = (registry: Registry): Json =>
  extendingJsonSchema(scenarioSchema(registry), 'fastpolicy scenario', 'A scenario of fastpolicy');

/** JSON Schema of files that stand alone. */
export function jsonSchemaOf(schema: z.ZodType, title: string, description: string): Json {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return { ...json, title, description };
}

/** JSON Schema of files that may extend others. */
export function extendingJsonSchema(schema: z.ZodType, title: string, description: string): Json {
  const json = jsonSchemaOf(schema, title, description);
  relax(json);
  return json;
}

function relax(node: unknown): void {
  if (Array.isArray(node)) {
    node.forEach(relax);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  const schema = node as Json;
  if (schema['properties'] !== undefined) {
    delete schema['required'];
    const properties = schema['properties'] as { [key: string]: Json };
    for (const property of Object.values(properties)) allowNull(property);
  }
  for (const inner of Object.values(schema)) relax(inner);
}

function allowNull(property: Json): void {
  if (typeof property['type'] === 'string' && property['type'] !== 'null' && property['enum'] === undefined)
    property['type'] = [property['type'], 'null'];
  else if (Array.isArray(property['anyOf'])) (property['anyOf'] as Json[]).push({ type: 'null' });
}
