/** A finished folder of any sort, read back to be drawn again. */
import { join } from 'node:path';
import { MANIFEST_FILE, type Manifest } from '../../io/manifest.js';
import { refusal } from '../../scenario/problem.js';
import { version } from '../../version.js';
import { attributed } from '../attribution/attributed.js';
import { attributionOf } from '../attribution/attributionOf.js';
import { comparisonOf } from '../comparison/comparisonOf.js';
import { counterfactualFault, readCityDifferences } from '../comparison/counterfactual.js';
import { differencesOf } from '../comparison/differences.js';
import { COMPARISON_FILE } from '../comparison/runComparison.js';
import { type FolderKind, finishedManifest } from '../finishedManifest.js';
import { hypothesesOf } from '../hypotheses/hypothesesOf.js';
import { HYPOTHESES_FILE, VERDICTS_FILE } from '../hypotheses/runHypotheses.js';
import { readVerdicts } from '../hypotheses/verdictTables.js';
import { identificationOf } from '../identification/identificationOf.js';
import { readPerformance } from '../identification/performanceTables.js';
import { IDENTIFICATION_FILE, PERFORMANCE_FILE } from '../identification/runIdentification.js';
import { SCENARIO_FILE, studyOfRun } from '../studyOfRun.js';
import { experimentOf } from '../sweep/experimentOf.js';
import { findingsOf } from '../sweep/findings.js';
import { EXPERIMENT_FILE } from '../sweep/sweepFiles.js';
import type { Sources } from './draw.js';
import { type FinishedHistory, finishedHistory, historyFile } from './history/finishedHistory.js';
import { finishedRun } from './run/finishedRun.js';

/** What the folder holds, with its sort. */
export type OpenFolder =
  | {
      readonly [Kind in FolderKind]: {
        readonly kind: Kind;
        readonly source: Sources[Kind];
        readonly manifest: Manifest;
        readonly notes: readonly string[];
      };
    }[FolderKind]
  | {
      readonly kind: 'eha';
      readonly source: FinishedHistory;
      /** Nothing keeps its checksums. */
      readonly manifest: null;
      readonly notes: readonly string[];
    };

const notesOf = (made: string): string[] =>
  made === version ? [] : [`made with fastpolicy ${made}, drawn with ${version}`];

/**
 * A folder of results; what `eha` left in a folder of its own, or its eha.json wherever it is.
 * @throws InputError where it is none, is not complete, or its scenario is not what the manifest says.
 */
export async function openFolder(folder: string): Promise<OpenFolder> {
  const results = historyFile(folder);
  if (results !== null) {
    const source = finishedHistory(results);
    return { kind: 'eha', source, manifest: null, notes: notesOf(source.tool.version) };
  }
  const manifest = finishedManifest(folder);
  const file = join(folder, MANIFEST_FILE);
  const sameTool = manifest.tool.version === version;
  const found = { manifest, notes: notesOf(manifest.tool.version) };
  const checked = <T extends { readonly identity: string }>(prepared: T, name: string): T => {
    if (sameTool && prepared.identity !== manifest.identity)
      throw refusal(
        join(folder, name),
        'it, or an input beside it, is not what it was',
        'the file as it was',
      );
    return prepared;
  };
  const { kind, scenario } = manifest as Manifest & { readonly kind?: unknown };
  if (kind === 'run' && typeof scenario === 'string') {
    if (typeof manifest['replicate'] === 'number')
      throw refusal(file, 'this is one replicate alone', 'a run of all its replicates');
    const study = checked(await studyOfRun(folder, manifest), SCENARIO_FILE);
    return { ...found, kind: 'run', source: finishedRun(folder, study) };
  }
  if (kind === 'compare' && typeof scenario !== 'string') {
    const comparison = checked(await comparisonOf(folder, manifest), COMPARISON_FILE);
    const cities =
      counterfactualFault(comparison) === null
        ? readCityDifferences(join(folder, 'counterfactualCities.csv'))
        : [];
    const differences = differencesOf(comparison, folder);
    return { ...found, kind: 'compare', source: { comparison, folder, differences, cities } };
  }
  if (kind === 'sweep' && typeof scenario === 'string') {
    const experiment = checked(experimentOf(folder, manifest), EXPERIMENT_FILE);
    const dropIncomplete = manifest['dropIncomplete'] === true;
    const failed = Number(manifest['failed']);
    const { replicatesDone } = manifest;
    const { sweep } = findingsOf({ experiment, folder, failed, replicatesDone }, dropIncomplete);
    return { ...found, kind: 'sweep', source: sweep };
  }
  if (kind === 'attribute' && typeof scenario === 'string') {
    const attribution = checked(await attributionOf(folder, manifest), SCENARIO_FILE);
    const source = { attribution, folder, found: attributed(attribution, folder) };
    return { ...found, kind: 'attribute', source };
  }
  if (kind === 'identify' && typeof scenario === 'string') {
    const identification = checked(await identificationOf(folder, manifest), IDENTIFICATION_FILE);
    const performance = readPerformance(join(folder, PERFORMANCE_FILE));
    return { ...found, kind: 'identify', source: { identification, folder, performance } };
  }
  if (kind === 'test' && typeof scenario !== 'string') {
    const hypotheses = checked(await hypothesesOf(folder, manifest), HYPOTHESES_FILE);
    const verdicts = readVerdicts(join(folder, VERDICTS_FILE));
    return { ...found, kind: 'test', source: { hypotheses, folder, verdicts } };
  }
  throw refusal(file, 'nothing is known of how this was made', 'a folder as fastpolicy writes it');
}
