/** Every command of the README is executed, as it stands there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { place } from './cli/fixtures/command.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as {
  [name: string]: string;
};
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  block.trim().split('\n'),
);

const { folder, fastpolicy } = place();

test('the README begins with a command that runs the main job and one that passes the tests', () => {
  expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});

test('npm start runs the main job and names the files it wrote', { timeout: 300_000 }, async () => {
  const [node, main, ...words] = scripts['start'].split(' ');
  expect([node, main]).toEqual(['node', 'dist/src/cli/main.js']);
  const { status, stdout, stderr } = await fastpolicy(...words);
  expect(stderr).not.toContain('Error');
  expect(status).toBe(0);
  expect(stdout).toContain('runs.csv');
  expect(existsSync(join(folder, 'out/eu-charter/figures/observed-integrating-cities-charter.pdf'))).toBe(
    true,
  );
});

test('npm test is what continuous integration runs, after npm ci', () => {
  const ci = readFileSync(join(root, '.ci/run'), 'utf8');
  expect(ci).toMatch(/^npm ci\b[\s\S]*^npm test$/m);
  expect(scripts['test']).toBe('vitest run');
});

const own = commands.filter((command) => command.startsWith('npx fastpolicy '));

test('all other commands are of fastpolicy', () => {
  expect(commands.length).toBe(own.length + 2);
});

test.each(own)('%s', async (command) => {
  const { status, stderr } = await fastpolicy(...command.split(' ').slice(2));
  expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
  expect(status).toBe(0);
});

test('links to files of the repository lead somewhere', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
});
