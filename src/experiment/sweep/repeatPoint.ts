/** A point of a sweep is a scenario: repeats one of its runs, or all, as a run folder with events and curves. */
import { join } from 'node:path';
import { readTableFile } from '../../io/csv.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { registry } from '../../registry.js';
import { override } from '../../scenario/document.js';
import { checkScenario } from '../../scenario/load.js';
import { runScenario } from '../runScenario.js';
import { studyOf } from '../study.js';
import type { Conditions } from '../undertaking.js';
import type { Experiment } from './experimentFile/experiment.js';
import { pointDocument } from './points.js';

export interface RepeatOptions extends Conditions {
  readonly experiment: Experiment;
  readonly point: number;
  /** Left out: all replicates. */
  readonly replicate?: number;
  /** As of a run (runScenario.ts). */
  readonly parquet?: boolean;
  /** Called before anything is written, with the files that are read. */
  readonly claim: (reads: readonly string[]) => void;
}

export interface Repeated {
  readonly complete: boolean;
  /** Outcomes of each replicate that was run; null where undefined. */
  readonly outcomes: readonly { readonly replicate: number; readonly [outcome: string]: number | null }[];
}

/** @throws InputError where the point is not valid, TaskError where the run fails. */
export async function repeatPoint(options: RepeatOptions): Promise<Repeated> {
  const { experiment, point, replicate, claim, ...conditions } = options;
  const { design, points, replication, columns, id } = experiment;
  const document = override(pointDocument(points, design.point(point)), [
    { path: 'replicates', value: replication.max },
  ]);
  const loaded = checkScenario(document, { files: nodeFiles, registry });
  const study = await studyOf(loaded, `${id}-point-${point}`);
  claim([...experiment.sources, ...study.files.map(({ path }) => path)]);
  const { complete } = await runScenario({
    ...conditions,
    study,
    ...(replicate === undefined ? {} : { only: replicate }),
  });
  if (!complete) return { complete, outcomes: [] };
  const { header, rows } = readTableFile(join(conditions.folder, 'runs.csv'));
  const at = columns.map((column) => header.indexOf(column));
  const outcomes = rows.map(({ cells }) => ({
    replicate: Number(cells[header.indexOf('replicate')]),
    ...Object.fromEntries(
      columns.map((column, k) => [column, cells[at[k]] === '' ? null : Number(cells[at[k]])]),
    ),
  }));
  return { complete, outcomes };
}
