/** The JSON Schemas of input files as the texts of files: for editors, in docs/ and in every new study. */
import { experimentJsonSchema } from '../experiment/sweep/experimentSchema.js';
import { registry } from '../registry.js';
import { scenarioJsonSchema } from '../scenario/jsonSchema.js';

export const SCHEMA_FILE = 'scenario.schema.json';
export const EXPERIMENT_SCHEMA_FILE = 'experiment.schema.json';

const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

export const schemaText = (): string => text(scenarioJsonSchema(registry));
export const experimentSchemaText = (): string => text(experimentJsonSchema(registry));
