/** Version of the tool, from its package.json. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: two above dist/src, one above src. */
export const packageRoot = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url),
);

export const version: string = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')).version;
