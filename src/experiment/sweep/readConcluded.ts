/** What a finished sweep's folder says: ranges from its results, indices and tipping points as they were written. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TippingPoint } from '../../design/maps/index.js';
import type { IndexName, SensitivityRow } from '../../design/sensitivity/index.js';
import { readTableFile } from '../../io/csv.js';
import { eachRow } from '../../io/eachRow.js';
import type { Manifest } from '../../io/manifest.js';
import type { Concluded } from './concludeSweep.js';
import type { Experiment } from './experimentFile/experiment.js';
import { indexColumns } from './indices.js';
import { responsesOf } from './responses.js';
import { INDICES_FILE, TIPPING_FILE } from './sweepFiles.js';
import { outcomeRange } from './sweepSummary.js';

const number = (text: string): number => (text === '' ? NaN : Number(text));

/** Memory: one outcome of all runs at a time. */
export function readConcluded(folder: string, experiment: Experiment, manifest: Manifest): Concluded {
  const { columns, design } = experiment;
  const { notes } = manifest as { notes?: readonly string[] };
  return {
    ranges: columns.map((column) =>
      outcomeRange(
        column,
        design.pointCount,
        responsesOf(folder, column, design.pointCount, manifest.replicatesDone),
      ),
    ),
    tipping: readTipping(join(folder, TIPPING_FILE), experiment),
    indices: readIndices(join(folder, INDICES_FILE)),
    notes: notes ?? [],
  };
}

function readIndices(file: string): SensitivityRow[] {
  if (!existsSync(file)) return [];
  const found: SensitivityRow[] = [];
  eachRow(
    file,
    indexColumns,
    ([outcome, parameter, parameter2, index, estimate, low, high, lowReplicates, highReplicates]) => {
      found.push({
        outcome,
        parameter,
        parameter2: parameter2 === '' ? null : parameter2,
        index: index as IndexName,
        estimate: number(estimate),
        low: number(low),
        high: number(high),
        lowReplicates: number(lowReplicates),
        highReplicates: number(highReplicates),
      });
    },
  );
  return found;
}

function readTipping(file: string, { parameters }: Experiment): TippingPoint[] {
  if (!existsSync(file)) return [];
  const { header, rows } = readTableFile(file);
  return rows.map(({ cells }) => {
    const cell = (name: string): string => cells[header.indexOf(name)];
    const given = parameters.flatMap(({ path }) => (cell(path) === '' ? [] : [[path, cell(path)] as const]));
    return {
      outcome: cell('outcome'),
      level: number(cell('level')),
      parameter: cell('parameter'),
      direction: cell('direction') as TippingPoint['direction'],
      value: number(cell('value')),
      low: number(cell('low')),
      high: number(cell('high')),
      given: given.length === 0 ? null : Object.fromEntries(given),
    };
  });
}
