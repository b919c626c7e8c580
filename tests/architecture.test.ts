/** Imports run one way. The test reads the import lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A room may import from those before it. The first ones are pure: no files, no Node. */
const rooms = [
  'model',
  'catalogue',
  'population',
  'design',
  'statistics',
  'scenario',
  'analysis',
  'figures',
  'odd',
  'io',
  'experiment',
  'validation',
  'report',
  'cli',
];
/** registry.ts and version.ts, the index of what ships, are for those that put things together. */
const rootReaders = ['io', 'experiment', 'validation', 'report', 'cli'];
/** What a scenario may name is passed in. */
const strangers: readonly (readonly [from: string, to: string])[] = [
  ['scenario', 'catalogue'],
  ['population', 'catalogue'],
  ['figures', 'scenario'],
];

function mayImport(from: string, to: string): boolean {
  if (from === 'root' || from === to) return true;
  if (from === 'workers') return ['experiment', 'validation', 'io'].includes(to);
  if (to === 'workers') return ['experiment', 'validation'].includes(from);
  if (to === 'root') return rootReaders.includes(from);
  if (strangers.some(([a, b]) => a === from && b === to)) return false;
  return rooms.includes(from) && rooms.indexOf(to) < rooms.indexOf(from);
}

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
        return !mayImport(from, to);
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
  const found = new Set(sources.map(roomOf));
  const strange = [...found].filter((room) => ![...rooms, 'root', 'workers'].includes(room));
  expect(strange).toEqual([]);
});
