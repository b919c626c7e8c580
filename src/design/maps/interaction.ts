import type { Design } from '../design.js';
import type { Responses } from '../sensitivity/index.js';
import { type Axis, levelsOfDesign } from './axis.js';
import { levelMeans, type MeanInterval, meanInterval } from './levelMeans.js';

/** The outcome along one parameter, a line for each of a few values of another. */
export interface Interaction {
  readonly outcome: string;
  readonly axis: Axis;
  readonly by: Axis;
  readonly replicates: number;
  /** Whether points are drawn, so that the other parameters are not balanced. */
  readonly isDrawn: boolean;
  readonly lines: readonly { readonly value: number | string; readonly levels: readonly MeanInterval[] }[];
}

const MOST_LINES = 5;
const BIN_LINES = 3;

/**
 * Mean outcome at each value of `along`, for each value of `by` (of more than five numbers: the least, the largest and
 * one to three between them, evenly; of bins: thirds): parallel lines mean that the two do not interact.
 */
export function interaction(
  design: Design,
  [along, by]: readonly [number, number],
  outcome: string,
  responses: Responses,
): Interaction {
  const across = levelsOfDesign(design, along);
  const groups = levelsOfDesign(design, by, BIN_LINES);
  const columns = across.axis.values.length;
  const count = groups.axis.values.length;
  const of = Uint32Array.from(across.of, (level, point) => groups.of[point] * columns + level);
  const { replicates } = responses;
  const means = levelMeans(of, columns * count, responses);
  const every = groups.axis.scale === 'category' || count <= MOST_LINES;
  // As many as can be evenly spaced, of five, four and three; else five, nearly so.
  const lines = [MOST_LINES, 4, 3].find((number) => (count - 1) % (number - 1) === 0) ?? MOST_LINES;
  const shown = every
    ? [...groups.axis.values.keys()]
    : Array.from({ length: lines }, (_, line) => Math.round((line * (count - 1)) / (lines - 1)));
  return {
    outcome,
    axis: across.axis,
    by: groups.axis,
    replicates,
    isDrawn: design.structure.kind === 'points',
    lines: shown.map((group) => ({
      value: groups.axis.values[group],
      levels: across.axis.values.map((_, level) => {
        const cell = group * columns + level;
        return meanInterval(means.subarray(cell * replicates, (cell + 1) * replicates));
      }),
    })),
  };
}
