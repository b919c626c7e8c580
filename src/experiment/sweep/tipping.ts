/** Where outcomes of a grid cross a level: tipping.csv. */
import { join } from 'node:path';
import { type TippingPoint, tippingPoints } from '../../design/maps/index.js';
import type { Responses } from '../../design/sensitivity/index.js';
import { type Cell, writeCsv } from '../../io/csv.js';
import type { Experiment } from './experimentFile/experiment.js';
import { TIPPING_FILE, valueCell } from './sweepFiles.js';
import type { OutcomeRange } from './sweepSummary.js';

/**
 * The level that is looked for: as the experiment states it for this outcome; where it states none for any outcome, half
 * way between the least and the largest mean.
 */
export function tippingLevel({ tipping }: Experiment, { outcome, least, most }: OutcomeRange): number | null {
  const stated = tipping[outcome];
  if (stated !== undefined) return stated;
  if (Object.keys(tipping).length > 0) return null;
  if (least === null || most === null || !(most.mean > least.mean)) return null;
  // A level that can be written down, well within the range.
  return Number(((least.mean + most.mean) / 2).toPrecision(2));
}

/** Tipping points of an outcome; none where the design is not a grid. */
export function tippingOf(
  { design }: Experiment,
  outcome: string,
  responses: Responses,
  level: number | null,
): TippingPoint[] {
  return design.structure.kind === 'grid' && level !== null
    ? tippingPoints(design, outcome, responses, level)
    : [];
}

/** Writes tipping.csv: the values of the other parameters at the right, all empty where it is averaged over them. */
export function writeTipping(
  folder: string,
  { parameters }: Experiment,
  points: readonly TippingPoint[],
): void {
  const paths = parameters.map(({ path }) => path);
  const rows = points.map(({ outcome, level, parameter, direction, value, low, high, given }): Cell[] => [
    outcome,
    level,
    parameter,
    direction,
    value,
    low,
    high,
    ...paths.map((path) => (given && Object.hasOwn(given, path) ? valueCell(given[path]) : '')),
  ]);
  const columns = ['outcome', 'level', 'parameter', 'direction', 'value', 'low', 'high', ...paths];
  writeCsv(join(folder, TIPPING_FILE), rows, columns);
}
