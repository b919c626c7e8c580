/** `npm run schema`: writes docs/scenario.schema.json anew from the registries. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../version.js';
import { SCHEMA_FILE, schemaText } from './schemaText.js';

writeFileSync(join(packageRoot, 'docs', SCHEMA_FILE), schemaText());
