/** `npm run schema`: writes the schemas in docs/ anew from the registries. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../version.js';
import { schemaTexts } from './schemaText.js';

for (const [file, text] of Object.entries(schemaTexts))
  writeFileSync(join(packageRoot, 'docs', file), text());
