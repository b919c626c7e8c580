/** What a run folder says of itself: enough to repeat the run and check that it came out the same. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, refusal } from '../scenario/problem.js';
import { sha256Of } from './checksum.js';

export const MANIFEST_VERSION = 1;
export const MANIFEST_FILE = 'manifest.json';
/** The page that `report` makes of a folder; it is made from the results and is none of them. */
export const REPORT_FILE = 'report.html';
/** Where figures are, within a folder. */
export const FIGURES = 'figures';

const checksum = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 of 64 hexadecimal digits');
const whole = z.number().int().nonnegative();

const schema = z.looseObject({
  manifestVersion: z.literal(MANIFEST_VERSION),
  tool: z.object({ name: z.string(), version: z.string() }),
  /** process.version */
  node: z.string(),
  /** process.platform and process.arch, as `linux-x64`. */
  platform: z.string(),
  /** The command line as it was typed. */
  command: z.string(),
  /** Name of the scenario, or of each. */
  scenario: z.union([z.string(), z.array(z.string())]),
  /** Resolved scenario, or one for each name. */
  resolved: z.unknown(),
  seed: z.string(),
  replicates: whole,
  /** What was read, by path as copied to inputs/. */
  inputs: z.array(z.object({ file: z.string(), sha256: checksum })),
  /** identityOf(…): what decides the bytes of the results. */
  identity: checksum,
  /** ISO times, UTC; finished: null while running or after an interruption. */
  started: z.string(),
  finished: z.string().nullable(),
  seconds: z.number().nonnegative(),
  threads: whole,
  /** Whether all replicates are done. */
  complete: z.boolean(),
  replicatesDone: whole,
  /** SHA-256 of each file of the folder but this one, by path within it. */
  outputs: z.record(z.string(), checksum),
});

/** Further keys may stand beside these; commands add their own. */
export type Manifest = z.infer<typeof schema>;

/**
 * JSON with the keys of every mapping in order of their code units and no blanks, so that equal values give
 * equal texts. Keys that hold undefined are left out.
 * @throws TypeError for a number that is not finite (JSON would write null).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/**
 * Identity of a study: SHA-256 over the canonical JSON of what decides its results, and nothing else (no times,
 * threads, command, Node, host). Inputs count by content and name, not by their order.
 */
export function identityOf(study: {
  readonly toolVersion: string;
  readonly scenarios: readonly unknown[];
  readonly seeds: readonly string[];
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
}): string {
  const inputs = study.inputs.map(({ file, sha256 }) => `${file} ${sha256}`).sort();
  const { toolVersion, scenarios, seeds } = study;
  return sha256Of(canonicalJson({ toolVersion, scenarios, seeds, inputs }));
}

/** The command that makes the same wherever it is typed; '': not known. */
export const remakeOf = (manifest: Manifest): string => String(manifest['remake'] ?? '');

/** Writes a file so that a reader finds the old one or the new one, whole, and a crash leaves one of them. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes manifest.json into a folder (made if need be), atomically. */
export function writeManifest(folder: string, manifest: Manifest): void {
  mkdirSync(folder, { recursive: true });
  writeAtomically(join(folder, MANIFEST_FILE), JSON.stringify(schema.parse(manifest), null, 2) + '\n');
}

/** The manifest of a folder that must have one. Throws InputError as readManifest does, and where there is none. */
export function manifestOf(folder: string, expected: string): Manifest {
  const manifest = readManifest(folder);
  if (manifest !== null) return manifest;
  throw refusal(folder, existsSync(folder) ? `no ${MANIFEST_FILE} here` : 'no such folder', expected);
}

/**
 * The manifest of a folder; null where there is none.
 * @throws InputError for one that cannot be read, is not JSON, is of another version or lacks something.
 */
export function readManifest(folder: string): Manifest | null {
  const file = join(folder, MANIFEST_FILE);
  const fail = (message: string, expected: string, path = ''): never => {
    throw new InputError([{ file, line: 0, column: 0, path, message, expected }]);
  };
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    fail(`cannot be read: ${message}`, 'a readable file');
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    fail(`is not JSON: ${(error as Error).message}`, 'the manifest that a run wrote');
  }
  const version = (data as { manifestVersion?: unknown } | null)?.manifestVersion;
  if (version !== undefined && version !== MANIFEST_VERSION)
    fail(
      `manifestVersion ${JSON.stringify(version)}, expected ${MANIFEST_VERSION}; another version of fastpolicy wrote it`,
      String(MANIFEST_VERSION),
      'manifestVersion',
    );
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues.map((issue) => ({
      file,
      line: 0,
      column: 0,
      path: issue.path.map(String).join('.'),
      message: issue.message,
      expected: 'a manifest that a run wrote',
    })),
  );
}
