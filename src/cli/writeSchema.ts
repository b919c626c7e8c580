/** `npm run schema`: writes the schemas in docs/ anew from the registries. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../version.js';
import { EXPERIMENT_SCHEMA_FILE, experimentSchemaText, SCHEMA_FILE, schemaText } from './schemaText.js';

writeFileSync(join(packageRoot, 'docs', SCHEMA_FILE), schemaText());
writeFileSync(join(packageRoot, 'docs', EXPERIMENT_SCHEMA_FILE), experimentSchemaText());
