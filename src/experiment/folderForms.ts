/** What each command leaves: how its folder is made again, and what its figures are drawn from. */
import { join } from 'node:path';
import { MANIFEST_FILE, type Manifest } from '../io/manifest.js';
import { refusal } from '../scenario/problem.js';
import { attributed } from './attribution/attributed.js';
import { attributionOf } from './attribution/attributionOf.js';
import { runAttribution } from './attribution/runAttribution.js';
import { comparisonOf } from './comparison/comparisonOf.js';
import { counterfactualFault, readCityDifferences } from './comparison/counterfactual.js';
import { differencesOf } from './comparison/differences.js';
import { COMPARISON_FILE, runComparison } from './comparison/runComparison.js';
import type { Draw, Sources } from './drawing/draw.js';
import { finishedRun } from './drawing/run/finishedRun.js';
import { type FolderKind, isFolderKind } from './finishedManifest.js';
import { hypothesesOf } from './hypotheses/hypothesesOf.js';
import { HYPOTHESES_FILE, runHypotheses, VERDICTS_FILE } from './hypotheses/runHypotheses.js';
import { readVerdicts } from './hypotheses/verdictTables.js';
import { identificationOf } from './identification/identificationOf.js';
import { readPerformance } from './identification/performanceTables.js';
import {
  IDENTIFICATION_FILE,
  PERFORMANCE_FILE,
  runIdentification,
} from './identification/runIdentification.js';
import { hasParquet } from './largeTables.js';
import { runScenario } from './runScenario.js';
import { SCENARIO_FILE, studyOfRun } from './studyOfRun.js';
import { experimentOf } from './sweep/experimentOf.js';
import { findingsOf } from './sweep/findings.js';
import { prepareSweep } from './sweep/prepareSweep.js';
import type { Shard } from './sweep/rounds.js';
import { runSweep } from './sweep/runSweep.js';
import { EXPERIMENT_FILE, PARQUET_FILE } from './sweep/sweepFiles.js';
import type { Conditions, UndertakingOutcome } from './undertaking.js';

/** How it is to be done again, and drawn; without `draw` there are no figures. */
type Repetition<Kind extends FolderKind> = Conditions & { readonly draw?: Draw<Kind> };

/** One sort of folder. `Prepared`: what was done, read back from the files of the folder alone. */
interface Form<Kind extends FolderKind, Prepared> {
  /** Whether its manifest names a list of scenarios, or one alone. */
  readonly several: boolean;
  /** The file of the folder that says what was done, … */
  readonly file: string;
  /** … and what else in the folder it is made from. */
  readonly further?: (manifest: Manifest) => readonly string[];
  readonly prepare: (folder: string, manifest: Manifest) => Prepared | Promise<Prepared>;
  readonly repeat: (
    prepared: Prepared,
    repetition: Repetition<Kind>,
    manifest: Manifest,
  ) => Promise<Pick<UndertakingOutcome, 'complete'>>;
  readonly source: (prepared: Prepared, folder: string, manifest: Manifest) => Sources[Kind];
}

/** The same, whatever it prepares. */
export interface FolderForm<Kind extends FolderKind> {
  readonly several: boolean;
  readonly file: string;
  /** All files of the folder that it is made from, the one above first. */
  readonly files: (manifest: Manifest) => readonly string[];
  /** Does it again, from the files of the folder alone. Throws InputError where these are not what they were. */
  readonly repeat: (
    folder: string,
    manifest: Manifest,
    repetition: Repetition<Kind>,
  ) => Promise<Pick<UndertakingOutcome, 'complete'>>;
  /** What figures are drawn from. `check` gets the identity of what the files say now. */
  readonly open: (
    folder: string,
    manifest: Manifest,
    check: (identity: string) => void,
  ) => Promise<Sources[Kind]>;
}

function formOf<Kind extends FolderKind, Prepared extends { readonly identity: string }>({
  several,
  file,
  further = () => [],
  prepare,
  repeat,
  source,
}: Form<Kind, Prepared>): FolderForm<Kind> {
  return {
    several,
    file,
    files: (manifest) => [file, ...further(manifest)],
    repeat: async (folder, manifest, repetition) =>
      repeat(await prepare(folder, manifest), repetition, manifest),
    async open(folder, manifest, check) {
      const prepared = await prepare(folder, manifest);
      check(prepared.identity);
      return source(prepared, folder, manifest);
    },
  };
}

const scenarioFiles = ({ scenario }: Manifest): string[] =>
  [scenario].flat().map((id) => `scenarios/${id}.yaml`);

/** By the command that fills the folder. */
export const folderForms: { readonly [Kind in FolderKind]: FolderForm<Kind> } = {
  run: formOf({
    several: false,
    file: SCENARIO_FILE,
    prepare: studyOfRun,
    repeat(study, repetition, manifest) {
      const replicate = manifest['replicate'];
      const only = typeof replicate === 'number' ? { only: replicate } : {};
      return runScenario({ ...repetition, study, parquet: hasParquet(manifest), ...only });
    },
    source(study, folder, manifest) {
      if (typeof manifest['replicate'] === 'number')
        throw refusal(
          join(folder, MANIFEST_FILE),
          'this is one replicate alone',
          'a run of all its replicates',
        );
      return finishedRun(folder, study);
    },
  }),
  compare: formOf({
    several: true,
    file: COMPARISON_FILE,
    further: scenarioFiles,
    prepare: comparisonOf,
    repeat: (comparison, repetition, manifest) =>
      runComparison({ ...repetition, comparison, parquet: hasParquet(manifest) }),
    source: (comparison, folder) => ({
      comparison,
      folder,
      differences: differencesOf(comparison, folder),
      cities:
        counterfactualFault(comparison) === null
          ? readCityDifferences(join(folder, 'counterfactualCities.csv'))
          : [],
    }),
  }),
  test: formOf({
    several: true,
    file: HYPOTHESES_FILE,
    further: scenarioFiles,
    prepare: hypothesesOf,
    repeat: (hypotheses, repetition) => runHypotheses({ ...repetition, hypotheses }),
    source: (hypotheses, folder) => ({
      hypotheses,
      folder,
      verdicts: readVerdicts(join(folder, VERDICTS_FILE)),
    }),
  }),
  attribute: formOf({
    several: false,
    file: SCENARIO_FILE,
    prepare: attributionOf,
    repeat: (attribution, repetition) => runAttribution({ ...repetition, attribution }),
    source: (attribution, folder) => ({ attribution, folder, found: attributed(attribution, folder) }),
  }),
  identify: formOf({
    several: false,
    file: IDENTIFICATION_FILE,
    further: () => [SCENARIO_FILE],
    prepare: identificationOf,
    repeat: (identification, repetition) => runIdentification({ ...repetition, identification }),
    source: (identification, folder) => ({
      identification,
      folder,
      performance: readPerformance(join(folder, PERFORMANCE_FILE)),
    }),
  }),
  sweep: formOf({
    several: false,
    file: EXPERIMENT_FILE,
    further: ({ outputs }) => Object.keys(outputs).filter((name) => name.startsWith('scenarios/')),
    prepare: experimentOf,
    async repeat(experiment, { draw, ...conditions }, manifest) {
      const shard = manifest['shard'] as { readonly index: number; readonly count: number } | undefined;
      return runSweep({
        ...conditions,
        experiment,
        work: await prepareSweep(experiment),
        ...(shard ? { shard: { index: shard.index - 1, count: shard.count } satisfies Shard } : {}),
        repeat: String(manifest['repeat']),
        conclusions: {
          parquet: manifest.outputs[PARQUET_FILE] !== undefined,
          dropIncomplete: manifest['dropIncomplete'] === true,
          ...(draw ? { draw } : {}),
        },
      });
    },
    source(experiment, folder, manifest) {
      const { replicatesDone } = manifest;
      const failed = Number(manifest['failed']);
      const dropIncomplete = manifest['dropIncomplete'] === true;
      return findingsOf({ experiment, folder, failed, replicatesDone }, dropIncomplete).sweep;
    },
  }),
};

/** The sort of folder that a manifest tells of; null: none that is known. */
export function folderKindOf({ kind, scenario }: Manifest & { readonly kind?: unknown }): FolderKind | null {
  if (!isFolderKind(kind)) return null;
  return Array.isArray(scenario) === folderForms[kind].several ? kind : null;
}
