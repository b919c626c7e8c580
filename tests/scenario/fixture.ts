import type { Override } from '../../src/scenario/document.js';
import type { Files } from '../../src/scenario/files.js';
import { type LoadedScenario, loadScenario } from '../../src/scenario/load.js';
import { InputError, problemText } from '../../src/scenario/problem.js';
import type { Registry } from '../../src/scenario/registry.js';

const cityTransitions = [
  'declare',
  'quiet',
  'implement',
  'repeal',
  'join',
  'lapse',
  'renew',
  'leave',
] as const;

const mechanism = (id: string, transitions: Registry['mechanisms'][number]['transitions']) => ({
  id,
  help: `what ${id} does`,
  transitions,
  parameters: {},
});

/** A small registry: some mechanisms, two generators, two networks of the catalogue, one policy, four measures. */
export const registry: Registry = {
  mechanisms: [
    mechanism('need', cityTransitions),
    mechanism('orientation', cityTransitions),
    mechanism('civilSociety', cityTransitions),
    {
      ...mechanism('emulation', cityTransitions),
      parameters: {
        delay: { default: 1, range: [0, 10], unit: 'years', help: 'a delay', source: 'assumption' },
      },
    },
    mechanism('benchmarking', ['declare', 'implement']),
    mechanism('membership', ['declare', 'implement', 'repeal']),
  ],
  tieGenerators: [
    {
      id: 'gravity',
      help: 'near and large',
      options: {
        meanDegree: { default: 10, range: [0, 1000], unit: 'ties a city', help: 'mean degree' },
        scale: { default: null, range: [0, 100], unit: 'km', help: 'scale' },
      },
    },
    {
      id: 'smallWorld',
      help: 'a ring',
      options: {
        meanDegree: { default: 4, range: [0, 1000], integer: true, unit: 'ties', help: 'neighbours' },
        order: { default: 'input', values: ['input', 'random'], unit: 'word', help: 'order' },
      },
    },
  ],
  networks: {
    eurocities: {
      from: 1986,
      to: null,
      scope: 'regional',
      functions: { practical: 0.6, symbolic: 0.1, jurisgenerative: 0.6 },
      carries: { welcoming: 1, integration: 1 },
      join: { baseline: { perYear: 0.02 }, orientation: 1 },
      benchmark: null,
    },
    'integrating-cities-charter': ({ start }) => ({
      from: 2010,
      functions: { practical: 0.6, symbolic: 0.6, jurisgenerative: 0.1 },
      carries: { welcoming: 1 },
      founders: start > 2010 ? { take: 18, by: 'population' } : [],
      join: { baseline: { perYear: 0.01 }, civilSociety: 1 },
      benchmark: { peers: 5, by: ['population'], standard: null },
    }),
  },
  policies: { sanctuary: { label: 'sanctuary', conflict: 1, buildsOn: ['welcoming'] } },
  measures: [
    { id: 'share', subject: 'policy' },
    { id: 'count', subject: 'policy' },
    { id: 'timeTo25', subject: 'policy' },
    { id: 'timeTo100', subject: 'policy' },
    { id: 'members', subject: 'network' },
    { id: 'cities', subject: 'none' },
  ],
};

/** Files in memory, by path; text or bytes. */
export function memoryFiles(contents: { readonly [path: string]: string | Uint8Array }): Files {
  const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const folders = new Set(Object.keys(contents).map(folderOf));
  return {
    readFile: (path) => {
      const content = contents[path];
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    exists: (path) => Object.hasOwn(contents, path) || folders.has(path),
    listFolder: (path) => {
      const folder = path === '.' ? '' : path;
      if (!folders.has(folder)) return null;
      return Object.keys(contents)
        .filter((name) => folderOf(name) === folder)
        .map((name) => name.slice(folder === '' ? 0 : folder.length + 1));
    },
  };
}

/** Loads `scenario.yaml` (or another file) from memory. */
export function load(
  contents: string | { readonly [path: string]: string | Uint8Array },
  set: readonly Override[] = [],
  path = 'scenario.yaml',
): LoadedScenario {
  const files = memoryFiles(typeof contents === 'string' ? { 'scenario.yaml': contents } : contents);
  return loadScenario(path, { set, files, registry });
}

/** The problems of a scenario, each as one line. */
export function problemsIn(...input: Parameters<typeof load>): string[] {
  try {
    load(...input);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(problemText);
    throw error;
  }
  return [];
}

/** The smallest scenario, to which tests add lines (from line 6 on). */
export const small = `time: { start: 2010, end: 2020 }
cities: { synthetic: { count: 100 }, attributes: { orientation: { uniform: [-1, 1] } } }
policies: { welcoming: {} }
mechanisms:
  welcoming: { declare: { baseline: -4, emulation: 1 } }
`;
