/** The JSON Schema of scenario files as the text of a file: for editors, in docs/ and in every new study. */
import { registry } from '../registry.js';
import { scenarioJsonSchema } from '../scenario/jsonSchema.js';

export const SCHEMA_FILE = 'scenario.schema.json';

export const schemaText = (): string => `${JSON.stringify(scenarioJsonSchema(registry), null, 2)}\n`;
