/** Imports run one way. The test reads the import lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each room may import beside itself. */
const allowed: { readonly [room: string]: readonly string[] } = {
  model: [],
  design: ['model'],
  catalogue: ['model'],
  population: ['model'],
  scenario: ['model', 'population'],
  statistics: ['model', 'population'],
  analysis: ['model', 'population', 'catalogue', 'statistics'],
  figures: ['analysis', 'design', 'model'],
  io: ['model', 'population', 'scenario', 'root'],
  experiment: [
    'model',
    'population',
    'catalogue',
    'scenario',
    'statistics',
    'analysis',
    'figures',
    'io',
    'workers',
    'root',
  ],
  validation: [
    'model',
    'population',
    'catalogue',
    'scenario',
    'statistics',
    'analysis',
    'io',
    'experiment',
    'root',
  ],
  cli: [
    'model',
    'population',
    'catalogue',
    'scenario',
    'analysis',
    'figures',
    'io',
    'experiment',
    'validation',
    'root',
  ],
  workers: ['experiment', 'validation', 'io'],
};

const roomOf = (file: string): string => {
  const parts = file.split('/');
  if (parts[0] === 'workers') return 'workers';
  return parts.length > 2 ? parts[1] : 'root';
};

const sources = ['src', 'workers'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(top, name)),
);

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name);
};

test('imports run one way, from the model outwards', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(root, normalize(join(root, dirname(file), name))))
      .filter((target) => {
        const [from, to] = [roomOf(file), roomOf(target)];
        return from !== 'root' && from !== to && !allowed[from].includes(to);
      })
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('the model and what is built on it use nothing of Node', () => {
  const rooms = ['model', 'catalogue', 'statistics', 'analysis', 'scenario'];
  const wrong = sources.filter(
    (file) => rooms.includes(roomOf(file)) && importsOf(file).some((name) => name.startsWith('node:')),
  );
  expect(wrong).toEqual([]);
});

test('every room that has files is in the list', () => {
  const rooms = new Set(sources.map(roomOf));
  rooms.delete('root');
  expect([...rooms].sort()).toEqual(Object.keys(allowed).sort());
});
