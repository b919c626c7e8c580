/**
 * YAML (and JSON, which is YAML) as a tree in which every key and value knows where it stands. Trees are
 * what `extends` and `--set` merge, so a value keeps its place in the file that stated it.
 */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
} from 'yaml';
import { type Path, type Problem, pathText } from './problem.js';

/** Where something stands. */
export interface Place {
  readonly file: string;
  /** From 1; 0: not in a file (an override). */
  readonly line: number;
  readonly column: number;
  /** Folder that relative paths stated here start from. */
  readonly folder: string;
}

export type Plain = string | number | boolean | null;

/** A value with the place of its own and, in a mapping, of its key. */
export interface Located {
  readonly key: Place | null;
  readonly at: Place;
  readonly value: Plain | readonly Located[] | ReadonlyMap<string, Located>;
}

export interface YamlTree {
  /** Null: the text holds nothing at all, or is no YAML. */
  readonly root: Located | null;
  readonly problems: readonly Problem[];
}

/** Aliases (*name) may repeat what an anchor holds, but a few lines must not grow into millions. */
const mostRepeated = 100_000;

/** Reads one YAML document. Text that is no YAML gives one problem and no tree. */
export function readYamlTree(text: string, file: string, folder: string): YamlTree {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    strict: true,
    logLevel: 'error',
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), folder };
  };
  const sourceLines = text.split(/\r?\n/);
  const problem = (at: Place, path: Path, message: string, expected: string, value?: unknown): Problem => ({
    file,
    line: at.line,
    column: at.column,
    path: pathText(path),
    message,
    expected,
    ...(value === undefined ? {} : { value }),
    sourceLine: sourceLines[at.line - 1],
  });

  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const message = yamlFault(fault.code, fault.message);
    return { root: null, problems: [problem(place(fault.pos[0]), [], message, 'valid YAML')] };
  }
  if (document.contents === null) return { root: null, problems: [] };

  const problems: Problem[] = [];
  let repeated = 0;
  const open = new Set<Node>();

  /** What a node holds; `stated` is where it is asked for, `path` names it in problems. */
  const convert = (node: Node | null, key: Place | null, stated: Place, path: Path): Located => {
    if (node === null) return { key, at: stated, value: null };
    if (open.size > 0 && ++repeated > mostRepeated) throw new TooLarge(stated, path);
    // An empty value stands where its key does.
    const empty = isScalar(node) && node.value === null && !node.source;
    const at = node.range && !empty ? place(node.range[0]) : stated;
    if (isAlias(node)) return convertAlias(node, key, at, path);
    if (isMap(node)) return { key, at, value: convertMap(node, at, path) };
    if (isSeq(node)) {
      const items = node.items.map((item, i) => convert(item as Node, null, at, [...path, i]));
      return { key, at, value: items };
    }
    return { key, at, value: convertScalar(node as Scalar, at, path) };
  };

  const convertAlias = (alias: Alias, key: Place | null, at: Place, path: Path): Located => {
    const target = alias.resolve(document as Document);
    if (target === undefined || open.has(target)) {
      const message = target ? `*${alias.source} contains itself` : `there is no anchor &${alias.source}`;
      problems.push(problem(at, path, message, 'an anchor stated before'));
      return { key, at, value: null };
    }
    open.add(target);
    const located = convert(target as Node, key, at, path);
    open.delete(target);
    return located;
  };

  const convertMap = (map: YAMLMap, at: Place, path: Path): ReadonlyMap<string, Located> => {
    const entries = new Map<string, Located>();
    const merged: Located[] = [];
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const keyAt = pair.key?.range ? place(pair.key.range[0]) : at;
      if (isMergeKey(pair.key)) {
        const source = convert(pair.value, keyAt, keyAt, path);
        merged.push(...(Array.isArray(source.value) ? (source.value as Located[]) : [source]));
        continue;
      }
      const key = keyOf(pair.key);
      if (key === null || key === '__proto__') {
        problems.push(problem(keyAt, path, 'this cannot be a key', 'a name as key'));
        continue;
      }
      const earlier = entries.get(key);
      if (earlier !== undefined) {
        const message = `'${key}' is stated twice, first in line ${earlier.key!.line}`;
        problems.push(problem(keyAt, [...path, key], message, 'each key once', key));
        continue;
      }
      entries.set(key, convert(pair.value, keyAt, keyAt, [...path, key]));
    }
    for (const source of merged) {
      if (!(source.value instanceof Map)) {
        problems.push(problem(source.at, path, '<< merges mappings only', 'a mapping'));
        continue;
      }
      for (const [key, value] of source.value) if (!entries.has(key)) entries.set(key, value);
    }
    return entries;
  };

  const convertScalar = (scalar: Scalar, at: Place, path: Path): Plain => {
    const { value, source } = scalar;
    const plain = scalar.type === Scalar.PLAIN && source !== undefined;
    if (plain && typeof value === 'number' && /^[-+]?0[0-9]+$/.test(source)) {
      const message = `as a number, ${source} would lose its leading zero; quote it: '${source}'`;
      problems.push(problem(at, path, message, 'text in quotes, or a number without leading zero', source));
      return source;
    }
    if (plain && /^[-+]?\d+$/.test(source) && !Number.isSafeInteger(Number(source))) {
      const message = `${source} is too long to be exact as a number; quote it: '${source}'`;
      problems.push(problem(at, path, message, 'text in quotes, or a shorter number', source));
      return source;
    }
    if (value instanceof Date) return value.toISOString().replace(/T00:00:00(\.000)?Z$/, '');
    if (typeof value === 'bigint') return Number(value);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Plain;
    problems.push(problem(at, path, 'this kind of value has no meaning here', 'text, number, true or false'));
    return null;
  };

  try {
    const root = convert(document.contents as Node, null, place(0), []);
    return { root, problems };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const message = `aliases repeat more than ${mostRepeated} values`;
    return { root: null, problems: [problem(error.at, error.path, message, 'a smaller file')] };
  }
}

class TooLarge extends Error {
  constructor(
    readonly at: Place,
    readonly path: Path,
  ) {
    super('too large');
  }
}

const isMergeKey = (key: Node | null): boolean =>
  isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol') && key.type !== Scalar.QUOTE_SINGLE
    ? key.type !== Scalar.QUOTE_DOUBLE
    : false;

/** Keys are texts: `49:` is '49', `NO:` is 'NO'. Null: a mapping, a list or nothing. */
function keyOf(key: Node | null): string | null {
  if (!isScalar(key) || key.value === null) return null;
  if (key.type === Scalar.PLAIN && typeof key.source === 'string') return key.source;
  return String(key.value);
}

/** The parser's words, without jargon where a mistake is common. */
function yamlFault(code: string, message: string): string {
  const first = message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
  const known: { [code: string]: string } = {
    TAB_AS_INDENT: 'lines are indented with spaces, not tabs',
    MULTIPLE_DOCS: "the file holds two documents; keep one, without '---' after it",
  };
  return `not valid YAML: ${known[code] ?? first}`;
}

/** The tree of a value that no file states: all of it stands at one place. Undefined is left out. */
export function treeOf(value: unknown, at: Place): Located {
  if (Array.isArray(value)) return { key: at, at, value: value.map((item) => treeOf(item, at)) };
  if (value !== null && typeof value === 'object') {
    const stated = Object.entries(value).filter(([, item]) => item !== undefined);
    return { key: at, at, value: new Map(stated.map(([key, item]) => [key, treeOf(item, at)])) };
  }
  return { key: at, at, value: value as Plain };
}

/** The value without its places. */
export function plainOf({ value }: Located): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...(value as ReadonlyMap<string, Located>)].map(([k, v]) => [k, plainOf(v)]));
  }
  return Array.isArray(value) ? value.map(plainOf) : value;
}

/**
 * The second laid over the first: mappings are merged key by key, lists and values replace, null removes
 * what the first states. A null that has nothing to remove stays, for the schema to judge.
 */
export function mergeTrees(under: Located, over: Located): Located {
  if (!(under.value instanceof Map) || !(over.value instanceof Map)) return over;
  const entries = new Map<string, Located>(under.value as ReadonlyMap<string, Located>);
  for (const [key, value] of over.value as ReadonlyMap<string, Located>) {
    const stated = entries.get(key);
    if (stated === undefined) entries.set(key, value);
    else if (value.value === null) entries.delete(key);
    else entries.set(key, mergeTrees(stated, value));
  }
  return { ...over, value: entries };
}
