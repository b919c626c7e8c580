/** What a sweep's folder holds beside its results: enough to repeat it, and the points of its design. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, isMap, visit } from 'yaml';
import { type Cell, writeCsv } from '../../io/csv.js';
import { copyInputs } from '../copyInputs.js';
import type { Experiment } from './experimentFile/experiment.js';

export const EXPERIMENT_FILE = 'experiment.yaml';
export const DESIGN_FILE = 'design.csv';
export const RESULTS_FILE = 'results.csv';
export const INDICES_FILE = 'indices.csv';
export const TIPPING_FILE = 'tipping.csv';
export const PARQUET_FILE = 'results.parquet';
export const FAILURES_FILE = 'failures.csv';
/** Those that all else is made from. */
export const SEALED_FILES = [RESULTS_FILE, FAILURES_FILE, DESIGN_FILE];

/** Writes what does not depend on the runs: the experiment, its scenarios, inputs and points, so that the folder runs by itself. */
export function writeSweepFiles(experiment: Experiment, folder: string): void {
  const { resolved, scenarios, files } = experiment;
  mkdirSync(join(folder, 'scenarios'), { recursive: true });
  copyInputs(files, folder);
  for (const [id, yaml] of Object.entries(scenarios))
    writeFileSync(join(folder, 'scenarios', `${id}.yaml`), yaml);
  writeFileSync(join(folder, EXPERIMENT_FILE), experimentYaml(resolved));
  writeCsv(join(folder, DESIGN_FILE), ...designRows(experiment));
}

/** One row a point: its values, under the paths of the parameters. */
function designRows({ design, parameters }: Experiment): [Iterable<Cell[]>, string[]] {
  function* rows(): Generator<Cell[]> {
    for (let point = 0; point < design.pointCount; point++)
      yield [point, ...design.point(point).map(valueCell)];
  }
  return [rows(), ['point', ...parameters.map(({ path }) => path)]];
}

/** Texts and numbers as they are; what is neither (true, null, a list, a mapping) as JSON. */
export function valueCell(value: unknown): Cell {
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

function experimentYaml(resolved: Experiment['resolved']): string {
  const document = new Document(resolved, { aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node) => {
      if (node.items.length > 0 && JSON.stringify(node).length <= 90) node.flow = true;
    },
  });
  if (isMap(document.contents)) document.contents.flow = false;
  document.setSchema('1.2', { schema: 'core', compat: 'yaml-1.1' });
  return document.toString({ lineWidth: 0 });
}
