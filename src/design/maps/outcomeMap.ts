import type { Design } from '../design.js';
import type { Responses } from '../sensitivity/index.js';
import { type Axis, levelsOfDesign } from './axis.js';
import { levelMeans, type MeanInterval, meanInterval } from './levelMeans.js';

/** The outcome over two parameters, averaged over all others. */
export interface OutcomeMap {
  readonly outcome: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly replicates: number;
  /** x fastest; NaN where no point lies. */
  readonly cells: readonly MeanInterval[];
}

/** Mean outcome at each pair of values, with its interval over replicates. */
export function outcomeMap(
  design: Design,
  [x, y]: readonly [number, number],
  outcome: string,
  responses: Responses,
): OutcomeMap {
  const across = levelsOfDesign(design, x);
  const up = levelsOfDesign(design, y);
  const columns = across.axis.values.length;
  const cells = columns * up.axis.values.length;
  const of = Uint32Array.from(across.of, (level, point) => up.of[point] * columns + level);
  const means = levelMeans(of, cells, responses);
  const { replicates } = responses;
  return {
    outcome,
    x: across.axis,
    y: up.axis,
    replicates,
    cells: Array.from({ length: cells }, (_, cell) =>
      meanInterval(means.subarray(cell * replicates, (cell + 1) * replicates)),
    ),
  };
}
