/**
 * An input file with what it extends and what overrides it, as plain values, and for each of them the file,
 * line and column that stated it. Serves scenarios, experiments, hypotheses and calibrations alike.
 */
import { type Files, fileName, folderOf, joinPath } from './files.js';
import { nearestName } from './nearestName.js';
import { describeValue, InputError, type Path, type Problem, pathText } from './problem.js';
import { type Located, mergeTrees, type Place, plainOf, readYamlTree, treeOf } from './yamlTree.js';

/** `path=value`, the value in YAML; or, from another file, a value with the place that states it, or with those of its parts. */
export type Override =
  | string
  | { readonly path: string; readonly value: unknown; readonly place?: Place; readonly tree?: Located };

export interface InputDocument {
  /** As the user named it. */
  readonly file: string;
  /** After extends and overrides; the key `extends` itself is gone. */
  readonly root: Located;
  /** The files read: the one named, then what it extends. */
  readonly sources: readonly string[];
  /** Their texts, for source lines in problems. */
  readonly texts: ReadonlyMap<string, string>;
  /** Faults that left the rest readable (a key stated twice). */
  readonly problems: readonly Problem[];
}

/** Reads a file and all that it extends. Throws InputError where there is nothing to go on with. */
export function readDocument(file: string, files: Files): InputDocument {
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  const read = (path: string, chain: readonly string[], stated: Stated | null): Located => {
    const text = readText(path, files, stated);
    texts.set(path, text);
    const tree = readYamlTree(text, path, folderOf(path));
    problems.push(...tree.problems);
    if (tree.root === null || !(tree.root.value instanceof Map)) {
      if (tree.problems.length > 0) throw new InputError(tree.problems);
      const found = tree.root === null || tree.root.value === null ? null : tree.root;
      const message =
        found === null
          ? 'the file is empty'
          : `expected keys with values (name: …), found ${describeValue(plainOf(found))}`;
      throw new InputError([
        {
          file: path,
          line: found === null ? 0 : found.at.line,
          column: found === null ? 0 : found.at.column,
          path: '',
          message,
          expected: 'keys with values',
          sourceLine: found === null ? undefined : text.split(/\r?\n/)[found.at.line - 1],
        },
      ]);
    }
    const entries = new Map(tree.root.value as ReadonlyMap<string, Located>);
    const parent = entries.get('extends');
    if (parent === undefined) return tree.root;
    entries.delete('extends');
    const root = { ...tree.root, value: entries };
    const from: Stated = { place: parent.at, line: text.split(/\r?\n/)[parent.at.line - 1] };
    if (typeof parent.value !== 'string' || parent.value === '') {
      throw new InputError([
        statedProblem(from, {
          message: `expected the name of a file, found ${describeValue(plainOf(parent))}`,
          value: plainOf(parent),
          expected: 'the name of a file',
        }),
      ]);
    }
    // Beside the file, else a scenario that ships.
    const beside = joinPath(parent.at.folder, parent.value);
    const parentPath = files.exists(beside) ? beside : (files.shipped?.(parent.value) ?? beside);
    const start = chain.indexOf(parentPath);
    if (start >= 0) {
      throw new InputError([
        statedProblem(from, {
          message: `extends goes in a circle: ${[...chain.slice(start), parentPath].join(' → ')}`,
          value: parent.value,
          expected: 'a file that does not extend this one',
        }),
      ]);
    }
    return mergeTrees(read(parentPath, [...chain, parentPath], from), root);
  };
  const start = joinPath('', file);
  const root = read(start, [start], null);
  return { file: start, root, sources: [...texts.keys()], texts, problems };
}

/** A reference to a file, for problems with that file. */
interface Stated {
  readonly place: Place;
  readonly line: string | undefined;
}

const statedProblem = (
  { place, line }: Stated,
  problem: Pick<Problem, 'message' | 'expected' | 'value' | 'suggestion'>,
): Problem => ({
  file: place.file,
  line: place.line,
  column: place.column,
  path: 'extends',
  sourceLine: line,
  ...problem,
});

/** The nearest name to a missing file, among those in its folder. */
function nearestFile(path: string, files: Files): string | undefined {
  const folder = folderOf(path);
  const names = files.listFolder(folder === '' ? '.' : folder) ?? [];
  const nearest = nearestName(fileName(path), names);
  return nearest === undefined ? undefined : folder === '' ? nearest : joinPath(folder, nearest);
}

/** Why a file that is not there is not there. */
export function missingFile(path: string, files: Files): { message: string; suggestion?: string } {
  const folder = folderOf(path);
  if (folder !== '' && files.listFolder(folder) === null)
    return { message: `no such file: ${path} (there is no folder ${folder})` };
  const suggestion = nearestFile(path, files);
  return { message: `no such file: ${path}`, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** A text file in UTF-8. Throws InputError, at the reference where there is one. */
function readText(path: string, files: Files, stated: Stated | null = null): string {
  const fail = (fault: { message: string; suggestion?: string }, expected: string): never => {
    const whole = { file: path, line: 0, column: 0, path: '', expected, ...fault };
    throw new InputError([stated ? statedProblem(stated, { expected, value: path, ...fault }) : whole]);
  };
  if (files.listFolder(path) !== null) fail({ message: `${path} is a folder` }, 'a file');
  if (!files.exists(path)) fail(missingFile(path, files), 'a file that exists');
  let bytes: Uint8Array = new Uint8Array();
  try {
    bytes = files.readFile(path);
  } catch (error) {
    fail({ message: `${path} cannot be read: ${(error as Error).message}` }, 'a file that can be read');
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    fail({ message: `${path} is UTF-16; save it as UTF-8` }, 'text in UTF-8');
  if (bytes.includes(0)) fail({ message: `${path} is not a text file` }, 'text in UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail({ message: `${path} is not text in UTF-8; save it as UTF-8` }, 'text in UTF-8');
  }
}

/** The document with overrides laid over it, in their order, by the rules of extends. */
export function override(document: InputDocument, overrides: readonly Override[]): InputDocument {
  const problems = [...document.problems];
  let { root } = document;
  for (const item of overrides) {
    const written = typeof item === 'string' ? item : item.path;
    const label = `--set ${written.length > 60 ? `${written.slice(0, 57)}…` : written}`;
    const place: Place = (typeof item === 'string' ? undefined : item.place) ?? {
      file: label,
      line: 0,
      column: 0,
      folder: '',
    };
    const fail = (message: string, expected: string, suggestion?: string): void => {
      problems.push({
        file: place.file,
        line: place.line,
        column: place.column,
        path: '',
        message,
        expected,
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    };
    const split = scanPath(typeof item === 'string' ? item : item.path);
    if (split === null || (typeof item === 'string') !== split.rest.startsWith('=')) {
      fail('not of the form path=value', 'path=value, such as time.end=2030');
      continue;
    }
    let value: Located;
    if (typeof item === 'string') {
      const tree = readYamlTree(split.rest.slice(1), place.file, '');
      if (tree.problems.length > 0) {
        fail(tree.problems[0].message, 'a value in YAML');
        continue;
      }
      value = treeOf(tree.root === null ? null : plainOf(tree.root), place);
    } else value = item.tree ?? treeOf(item.value, place);
    const lost = missingList(root, split);
    if (lost !== null) {
      fail(lost.message, 'an entry of a list that is there', lost.suggestion);
      continue;
    }
    try {
      root = setIn(root, split.path, value, place, []);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      fail(error.message, 'an entry of the list');
    }
  }
  return { ...document, root, problems };
}

/** What is wrong with a path to an entry of a list, `pressure[1]`, where there is no such list; null: nothing is. */
function missingList(
  root: Located,
  { path, entries }: { readonly path: readonly string[]; readonly entries: readonly number[] },
): { readonly message: string; readonly suggestion: string | undefined } | null {
  for (let node: Located = root, k = 0; k < (entries.at(-1) ?? 0); k++) {
    const next = Array.isArray(node.value)
      ? (node.value as readonly Located[])[Number(path[k])]
      : node.value instanceof Map
        ? (node.value as ReadonlyMap<string, Located>).get(path[k])
        : undefined;
    if (next !== undefined) {
      node = next;
      continue;
    }
    const known = node.value instanceof Map ? [...(node.value as ReadonlyMap<string, Located>).keys()] : [];
    const near = nearestName(path[k], known);
    const above = pathText(path.slice(0, k));
    return {
      message: `there is no list ${pathText(
        path.slice(
          0,
          entries.find((at) => at > k),
        ),
      )}, since ${above === '' ? 'the file' : above} has no '${path[k]}'`,
      suggestion: near === undefined ? undefined : pathText([...path.slice(0, k), near]),
    };
  }
  return null;
}

/** The tree with a value at a path; what does not exist on the way is made. */
function setIn(
  node: Located | undefined,
  path: readonly string[],
  value: Located,
  at: Place,
  done: Path,
): Located {
  if (path.length === 0) return node === undefined ? value : mergeTrees(node, value);
  const [key, ...rest] = path;
  if (node !== undefined && Array.isArray(node.value)) {
    const items = node.value as readonly Located[];
    if (!/^\d+$/.test(key) || Number(key) >= items.length) {
      const entries = items.length === 1 ? '1 entry' : `${items.length} entries`;
      throw new RangeError(
        `${pathText(done)} is a list of ${entries}, counted from 0: '${key}' is none of them`,
      );
    }
    const changed = items.map((item, i) =>
      i === Number(key) ? setIn(item, rest, value, at, [...done, i]) : item,
    );
    return { ...node, value: changed };
  }
  const entries = new Map(node?.value instanceof Map ? (node.value as ReadonlyMap<string, Located>) : []);
  const stated = entries.get(key);
  if (rest.length === 0 && value.value === null && stated !== undefined) entries.delete(key);
  else entries.set(key, { ...setIn(stated, rest, value, at, [...done, key]), key: at });
  return { key: node?.key ?? at, at: node?.value instanceof Map ? node.at : at, value: entries };
}

/**
 * Reads a path from the start of a text: `nations.DE.pressure[1].level`, `correlations["a,b"]`. Entries of
 * lists count from 0. Null where there is no path.
 */
export function readPath(text: string): { path: readonly string[]; rest: string } | null {
  const found = scanPath(text);
  return found && { path: found.path, rest: found.rest };
}

/** The same, with the parts of the path at which entries of lists stand. */
function scanPath(
  text: string,
): { path: readonly string[]; entries: readonly number[]; rest: string } | null {
  const path: string[] = [];
  const entries: number[] = [];
  let rest = text.trimStart();
  const bare = /^[^\s.[\]="']+/;
  for (;;) {
    const quoted = /^\[\s*("(?:[^"\\]|\\.)*"|'[^']*'|\d+)\s*\]/.exec(rest);
    const named = bare.exec(path.length > 0 && rest.startsWith('.') ? rest.slice(1) : rest);
    if (quoted !== null) {
      const inner = quoted[1];
      if (/^\d+$/.test(inner)) entries.push(path.length);
      try {
        path.push(inner.startsWith('"') ? String(JSON.parse(inner)) : inner.replace(/^'|'$/g, ''));
      } catch {
        return null;
      }
      rest = rest.slice(quoted[0].length);
    } else if (named !== null && (path.length === 0 || rest.startsWith('.'))) {
      rest = rest.slice(named[0].length + (path.length > 0 ? 1 : 0));
      path.push(named[0]);
    } else break;
  }
  rest = rest.trimStart();
  if (path.length === 0 || path.includes('__proto__') || (rest !== '' && !rest.startsWith('='))) return null;
  return { path, entries, rest };
}

/** What stands at a path, and the deepest thing on the way there where nothing does. */
export function find(root: Located, path: Path): { node: Located | undefined; deepest: Located } {
  let deepest = root;
  for (const part of path) {
    const { value } = deepest;
    const next: Located | undefined =
      value instanceof Map
        ? (value as ReadonlyMap<string, Located>).get(String(part))
        : Array.isArray(value)
          ? value[Number(part)]
          : undefined;
    if (next === undefined) return { node: undefined, deepest };
    deepest = next;
  }
  return { node: deepest, deepest };
}

/** Where the values of a document come from. */
export interface Provenance {
  /** Place of the value at a path; of the nearest mapping around it where nothing stands there. */
  place(path: Path): Place;
  /** Place of its key. */
  keyPlace(path: Path): Place;
  /** The file named at a path, relative as the scenario's own path is: `scenarios/data/cities.csv`. */
  resolvePath(path: Path): string;
}

/** Finds where the value at a path was stated: its own place, or that of the nearest mapping above it that is there. */
export function provenanceOf(document: Pick<InputDocument, 'root'>): Provenance {
  const deepest = (path: Path): Located => find(document.root, path).deepest;
  return {
    place: (path) => {
      const { node, deepest: around } = find(document.root, path);
      return node === undefined ? (around.key ?? around.at) : node.at;
    },
    keyPlace: (path) => deepest(path).key ?? deepest(path).at,
    resolvePath: (path) => {
      const { node } = find(document.root, path);
      if (typeof node?.value !== 'string') throw new Error(`${pathText(path)} names no file`);
      return joinPath(node.at.folder, node.value);
    },
  };
}

/** A problem with what stands at a path: at its value, at its key, or at the mapping that lacks it. */
export function problemAt(
  document: InputDocument,
  path: Path,
  problem: Pick<Problem, 'message' | 'expected' | 'suggestion'>,
  where: 'key' | 'value' = 'value',
): Problem {
  const provenance = provenanceOf(document);
  const place = where === 'key' ? provenance.keyPlace(path) : provenance.place(path);
  const { node } = find(document.root, path);
  const { suggestion, ...rest } = problem;
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    path: pathText(path),
    ...rest,
    ...(node === undefined ? {} : { value: where === 'key' ? path.at(-1) : plainOf(node) }),
    ...(suggestion === undefined ? {} : { suggestion }),
    sourceLine: document.texts.get(place.file)?.split(/\r?\n/)[place.line - 1],
  };
}
