/** The figures of a finished sweep: which ones suit its design. */

import {
  contour,
  interaction,
  outcomeMap,
  profile,
  type TippingPoint,
  tornado,
  unbalancedParameters,
} from '../../design/maps/index.js';
import type { Responses, SensitivityRow } from '../../design/sensitivity/index.js';
import type { Figure } from '../../figures/figure.js';
import { interactionPlot } from '../../figures/interactionPlot.js';
import { morrisScatter } from '../../figures/morrisScatter.js';
import { outcomeHeatMap } from '../../figures/outcomeHeatMap.js';
import { outcomeProfile } from '../../figures/outcomeProfile.js';
import { shortNames } from '../../figures/shortNames.js';
import { sobolBars } from '../../figures/sobolBars.js';
import { tornadoChart } from '../../figures/tornadoChart.js';
import { besideColumn, columnOf } from '../../scenario/outcomeText.js';
import type { Beside } from '../../scenario/registry.js';
import type { Experiment } from './experimentFile/experiment.js';
import { responsesOf } from './responses.js';
import { outcomeRange } from './sweepSummary.js';
import { tippingLevel } from './tipping.js';

/** Outcomes that are drawn; all are in the tables. */
export const DRAWN_OUTCOMES = 8;

export interface FinishedSweep {
  readonly experiment: Experiment;
  readonly folder: string;
  readonly indices: readonly SensitivityRow[];
  readonly tipping: readonly TippingPoint[];
  /** Replicates that every point has, and the most that any has. */
  readonly replicates: number;
  readonly replicatesDone: number;
  /** Whether means over points may leave out those without a value. */
  readonly dropIncomplete: boolean;
}

/** Outcomes that have figures: not whether a time was reached, which the time itself shows, nor how well a curve fits. */
export const drawnOutcomes = ({ columns }: Experiment): string[] =>
  columns
    .filter((column) => !isReached(column, columns) && !isBeside('error', column, columns))
    .slice(0, DRAWN_OUTCOMES);

/** Whether a column only says whether the time in another one was reached. */
export const isReached = (column: string, columns: readonly string[]): boolean =>
  isBeside('reached', column, columns);

const isBeside = (what: Beside, column: string, columns: readonly string[]): boolean =>
  columns.some((other) => besideColumn(what, other) === column);

/** Whether constraints leave a grid over three parameters or more without what its means could be taken over. */
export const isCut = ({ design }: Experiment): boolean =>
  design.parameters.length > 2 && unbalancedParameters(design).length > 0;

/** An outcome that is the same everywhere has none. Memory: one outcome of all runs at a time. */
export function* sweepFigures(sweep: FinishedSweep): Generator<Figure> {
  for (const outcome of drawnOutcomes(sweep.experiment)) yield* figuresOf(sweep, outcome);
}

function figuresOf(sweep: FinishedSweep, outcome: string): Figure[] {
  const { experiment, folder, replicates, replicatesDone, dropIncomplete } = sweep;
  const { design } = experiment;
  const { kind } = design.structure;
  const rows = sweep.indices.filter((row) => row.outcome === outcome);
  if (kind === 'saltelli' || kind === 'morris') {
    const main = kind === 'saltelli' ? 'total' : 'muStar';
    if (!rows.some(({ index, estimate }) => index === main && !Number.isNaN(estimate))) return [];
    return [
      kind === 'saltelli'
        ? sobolBars(rows, { name: `sobol-${outcome}` })
        : morrisScatter(rows, { name: `morris-${outcome}` }),
    ];
  }
  // Means of points alone take all their runs; means over points those that all have.
  const every = responsesOf(folder, outcome, design.pointCount, replicatesDone);
  const range = outcomeRange(outcome, design.pointCount, every);
  if (range.least === null || !(range.most!.mean > range.least.mean)) return [];
  const common: Responses = { ...every, replicates };
  const tipping = sweep.tipping.filter((point) => point.outcome === outcome);
  const level = tippingLevel(experiment, range);
  const all = [...design.parameters.keys()];
  const among = design.parameters.map(({ path }) => path);
  const short = shortNames(among);
  const ending = (parameter: number): string => columnOf(short.get(design.parameters[parameter].path)!);

  const profileOf = (parameter: number, responses: Responses): Figure =>
    outcomeProfile(profile(design, parameter, outcome, responses), {
      name: all.length === 1 ? `profile-${outcome}` : `profile-${outcome}-${ending(parameter)}`,
      tipping,
      among,
    });
  const mapOf = (pair: readonly [number, number], responses: Responses): Figure => {
    const map = outcomeMap(design, pair, outcome, responses);
    return outcomeHeatMap(map, {
      name: `map-${outcome}`,
      among,
      ...(level === null ? {} : { contour: { level, lines: contour(map, level) } }),
    });
  };
  const interactionOf = (pair: readonly [number, number], responses: Responses): Figure =>
    interactionPlot(interaction(design, pair, outcome, responses), {
      name: `interaction-${outcome}`,
      among,
    });

  if (all.length === 1) return [profileOf(0, every)];
  // Parameters of a list vary together: what one of them does cannot be told.
  if (design.type === 'list') return [];
  if (kind === 'grid' && all.length === 2) return [mapOf([0, 1], every), interactionOf([0, 1], every)];
  if (kind !== 'oat' && !dropIncomplete && isIncomplete(common, design.pointCount)) return [];

  const bars = tornado(design, outcome, common);
  // Means along a parameter would show what differs beside it: a fit tells the two apart.
  if (isCut(experiment))
    return bars.over === 'points' ? [tornadoChart(bars, { name: `tornado-${outcome}` })] : [];
  const strongest = bars.bars.map(({ parameter }) =>
    design.parameters.findIndex(({ path }) => path === parameter),
  );
  const pair = [strongest[0], strongest[1]] as const;
  const figures = [tornadoChart(bars, { name: `tornado-${outcome}` }), profileOf(pair[0], common)];
  if (kind === 'oat') return figures;
  if (kind === 'grid') figures.push(mapOf(pair, common));
  return [...figures, interactionOf(pair, common)];
}

function isIncomplete({ replicates, value }: Responses, points: number): boolean {
  for (let point = 0; point < points; point++)
    for (let r = 0; r < replicates; r++) if (Number.isNaN(value(point, r))) return true;
  return false;
}
