/** A folder of results, read for a report. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANALYSIS_FILE } from '../experiment/diffusionTables.js';
import { finishedHistory, historyFile } from '../experiment/drawing/history/finishedHistory.js';
import { ANY_FOLDER, type FolderKind, finishedManifest } from '../experiment/finishedManifest.js';
import { compareFiles } from '../experiment/ownFiles.js';
import { readTable } from '../io/csv.js';
import { FIGURES, MANIFEST_FILE, type Manifest } from '../io/manifest.js';
import { refusal } from '../scenario/problem.js';
import { attributionResults } from './results/attribution.js';
import { comparisonResults } from './results/comparison.js';
import { historyOrigin, historyResults } from './results/history.js';
import { identificationResults } from './results/identification.js';
import { runResults } from './results/run.js';
import { sweepResults } from './results/sweep.js';
import { verdictResults } from './results/verdicts.js';
import type { FolderSubject, ReportFigure, ReportSubject, Results } from './subject.js';

const readers: { readonly [Kind in FolderKind]: (folder: string, manifest: Manifest) => Promise<Results> } = {
  run: runResults,
  compare: comparisonResults,
  test: verdictResults,
  sweep: sweepResults,
  attribute: attributionResults,
  identify: identificationResults,
};

const kindWords: { readonly [Kind in FolderKind]: string } = {
  run: 'Run of a scenario',
  compare: 'Comparison of scenarios',
  test: 'Test of hypotheses',
  sweep: 'Sweep over parameters',
  attribute: 'Attribution to mechanisms',
  identify: 'Estimators and a known truth',
};

/**
 * Results of any kind, those of eha included (a folder of its own, or its eha.json wherever it is).
 * @throws InputError as readFolder does.
 */
export async function readResults(path: string): Promise<ReportSubject> {
  const file = historyFile(path);
  if (file !== null) return readHistory(file);
  if (existsSync(join(path, ANALYSIS_FILE)) && !existsSync(join(path, MANIFEST_FILE)))
    throw refusal(
      path,
      `analyze leaves tables, and there is no report of them; there is one of ${ANY_FOLDER}, or of eha`,
      `${ANY_FOLDER}, or of eha`,
    );
  return readFolder(path);
}

function readHistory(file: string): ReportSubject {
  const history = finishedHistory(file);
  return {
    kind: 'Event history',
    identity: history.identity,
    toolVersion: history.tool.version,
    manifest: null,
    origin: historyOrigin(history),
    results: historyResults(history),
    figures: figuresOf(history.figures),
    changed: [],
  };
}

/** @throws InputError where it is no folder of results, is not complete, or lacks what its kind of results is read from. */
export async function readFolder(folder: string): Promise<FolderSubject> {
  const manifest = finishedManifest(folder);
  const sums = {
    ...Object.fromEntries(manifest.inputs.map(({ file, sha256 }) => [file, sha256])),
    ...manifest.outputs,
  };
  const { altered, missing } = await compareFiles(folder, sums);
  const lost = missing.find((file) => /\.(yaml|csv)$/.test(file) && !file.includes('/'));
  if (lost !== undefined) throw refusal(join(folder, lost), 'no such file', 'the folder as it was written');
  const kind = manifest['kind'] as FolderKind;
  return {
    kind: kindWords[kind],
    identity: manifest.identity,
    toolVersion: manifest.tool.version,
    manifest,
    origin: [],
    results: await readers[kind](folder, manifest),
    figures: figuresOf(join(folder, FIGURES)),
    changed: [...altered, ...missing].sort(),
  };
}

/** Figures in their order, maps last: each is read with what it needs. */
function figuresOf(below: string): ReportFigure[] {
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
