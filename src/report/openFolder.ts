/** A folder of results, read for a report. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { compareFiles } from '../experiment/reproduceRun.js';
import { readTable } from '../io/csv.js';
import { MANIFEST_FILE, type Manifest, readManifest } from '../io/manifest.js';
import { InputError } from '../scenario/problem.js';
import { attributionResults } from './results/attribution.js';
import { comparisonResults } from './results/comparison.js';
import { identificationResults } from './results/identification.js';
import { runResults } from './results/run.js';
import { sweepResults } from './results/sweep.js';
import { verdictResults } from './results/verdicts.js';
import type { ReportFigure, ReportSubject, Results } from './subject.js';

const readers: { readonly [kind: string]: (folder: string, manifest: Manifest) => Promise<Results> } = {
  run: runResults,
  compare: comparisonResults,
  test: verdictResults,
  sweep: sweepResults,
  attribute: attributionResults,
  identify: identificationResults,
};

const EXPECTED = 'a folder of run, compare, test, attribute, identify or sweep';

/**
 * The manifest of a finished folder of results.
 * @throws InputError where it is none, or not complete.
 */
export function finishedManifest(folder: string): Manifest {
  const refuse = (file: string, message: string, expected: string): never => {
    throw new InputError([{ file, line: 0, column: 0, path: '', message, expected }]);
  };
  const manifest = readManifest(folder);
  if (manifest === null)
    return refuse(folder, existsSync(folder) ? `no ${MANIFEST_FILE} here` : 'no such folder', EXPECTED);
  const file = join(folder, MANIFEST_FILE);
  if (!manifest.complete) {
    const done = `${manifest.replicatesDone} of ${manifest.replicates} replicates`;
    refuse(file, `the results are not complete (${done}); go on with --resume first`, 'complete results');
  }
  if (manifest['shard'] !== undefined)
    refuse(
      file,
      'this is one shard of a sweep; put them together by fastpolicy merge first',
      'a whole sweep',
    );
  const files = [...manifest.inputs.map((input) => input.file), ...Object.keys(manifest.outputs)];
  const outside = files.find((name) => !resolve(folder, name).startsWith(resolve(folder) + sep));
  if (outside !== undefined) refuse(file, `${outside} lies outside the folder`, 'files of the folder');
  if (readers[String(manifest['kind'])] === undefined)
    refuse(file, 'nothing is known of how this was made', EXPECTED);
  return manifest;
}

/** @throws InputError where it is no folder of results, is not complete, or lacks what its kind of results is read from. */
export async function openFolder(folder: string): Promise<ReportSubject> {
  const manifest = finishedManifest(folder);
  const sums = {
    ...Object.fromEntries(manifest.inputs.map(({ file, sha256 }) => [file, sha256])),
    ...manifest.outputs,
  };
  const { altered, missing } = await compareFiles(folder, { ...manifest, outputs: sums });
  const lost = missing.find((file) => /\.(yaml|csv)$/.test(file) && !file.includes('/'));
  if (lost !== undefined)
    throw new InputError([
      {
        file: join(folder, lost),
        line: 0,
        column: 0,
        path: '',
        message: 'no such file',
        expected: 'the folder as it was written',
      },
    ]);
  return {
    manifest,
    results: await readers[String(manifest['kind'])](folder, manifest),
    figures: figuresOf(folder),
    changed: [...altered, ...missing].sort(),
  };
}

/** Figures in their order, maps last: each is read with what it needs. */
function figuresOf(folder: string): ReportFigure[] {
  const below = join(folder, 'figures');
  if (!existsSync(below)) return [];
  const isMap = (name: string): number => Number(name.startsWith('map'));
  return readdirSync(below)
    .filter((file) => file.endsWith('.svg'))
    .map((file) => file.slice(0, -'.svg'.length))
    .sort((a, b) => isMap(a) - isMap(b) || (a < b ? -1 : 1))
    .map((name) => figureOf(below, name));
}

function figureOf(folder: string, name: string): ReportFigure {
  const path = (ending: string): string => join(folder, `${name}.${ending}`);
  const svg = readFileSync(path('svg'), 'utf8');
  const spec = existsSync(path('vl.json')) ? specOf(path('vl.json')) : null;
  const { title, caption } = (spec?.['usermeta'] ?? {}) as { title?: string; caption?: string };
  const csv = existsSync(path('csv')) ? readFileSync(path('csv')) : Buffer.alloc(0);
  const { header, rows } = csv.length > 0 ? readTable(csv, path('csv')) : { header: [], rows: [] };
  return {
    name,
    title: title ?? name,
    caption: caption ?? '',
    alternative: String(spec?.['description'] ?? caption ?? name),
    svg,
    spec,
    csv,
    columns: header,
    rows: rows.map(({ cells }) => Object.fromEntries(header.map((column, at) => [column, cells[at]]))),
  };
}

function specOf(file: string): { readonly [key: string]: unknown } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
