/** The JSON Schemas of input files as the texts of files: for editors, in docs/ and in every new study. */
import { comparisonJsonSchema } from '../experiment/comparison/comparisonFile.js';
import { hypothesesJsonSchema } from '../experiment/hypotheses/hypothesesFile.js';
import { identificationJsonSchema } from '../experiment/identification/identificationFile.js';
import { experimentJsonSchema } from '../experiment/sweep/experimentSchema.js';
import { registry } from '../registry.js';
import { type Json, scenarioJsonSchema } from '../scenario/jsonSchema.js';

export const SCHEMA_FILE = 'scenario.schema.json';

const text = (schema: Json): string => `${JSON.stringify(schema, null, 2)}\n`;

export const schemaText = (): string => text(scenarioJsonSchema(registry));

/** Every sort of file that has one, by the name of its schema. */
export const schemaTexts: { readonly [file: string]: () => string } = {
  [SCHEMA_FILE]: schemaText,
  'experiment.schema.json': () => text(experimentJsonSchema(registry)),
  'comparison.schema.json': () => text(comparisonJsonSchema()),
  'hypotheses.schema.json': () => text(hypothesesJsonSchema()),
  'identification.schema.json': () => text(identificationJsonSchema()),
};
