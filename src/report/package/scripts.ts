/** What a replication package checks itself with. */

export const runShell = `#!/bin/sh
# Installs the tool in the version that made the results, repeats everything and compares the bytes.
cd "$(dirname "$0")" && exec node run.mjs "$@"
`;

/**
 * Needs Node alone. Status: 0 all holds; 3 something does not; else that of what failed. FASTPOLICY names a copy of the
 * tool (its folder, or its main.js) that is used in the place of the installed one.
 */
export const runScript = `// Checks every file of this package against SHA256SUMS, then repeats the results and compares them byte for byte.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const DOES_NOT_HOLD = 3;

const wrong = readFileSync(join(here, 'SHA256SUMS'), 'utf8')
  .trim()
  .split('\\n')
  .map((line) => [line.slice(0, 64), line.slice(66)])
  .filter(([sum, file]) => {
    const path = join(here, file);
    return !existsSync(path) || createHash('sha256').update(readFileSync(path)).digest('hex') !== sum;
  })
  .map(([, file]) => file);
for (const file of wrong) console.error(\`\${file}: \${existsSync(join(here, file)) ? 'not as it was packed' : 'missing'}\`);
if (wrong.length > 0) process.exit(DOES_NOT_HOLD);
console.log('All files are as they were packed.');

const run = (command, words) => {
  const { status, error } = spawnSync(command, words, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm' });
  if (error) console.error(\`\${command}: \${error.message}\`);
  return status ?? 1;
};

const installed = join(here, 'node_modules/fastpolicy/dist/src/cli/main.js');
const named = process.env.FASTPOLICY;
const own = named === undefined ? installed : resolve(named);
const main = existsSync(own) && statSync(own).isDirectory() ? join(own, 'dist/src/cli/main.js') : own;
if (named === undefined && !existsSync(main)) {
  const words = existsSync(join(here, 'package-lock.json')) ? ['ci'] : ['install'];
  const status = run('npm', [...words, '--no-audit', '--no-fund']);
  if (status !== 0) process.exit(status);
}
if (!existsSync(main)) {
  console.error(\`\${main}: no such file; FASTPOLICY names the folder of fastpolicy, or its main.js\`);
  process.exit(2);
}
process.exit(run(process.execPath, [main, 'reproduce', 'results', ...process.argv.slice(2)]));
`;
