import type { Axis } from '../design/maps/index.js';
import type { Spec } from './figure.js';
import { type PlacedText, textLayer } from './layout.js';
import { categoryScale, linearScale, logScale, type PlotScale } from './plotScale.js';
import { LEADING, wrapText } from './textMetrics.js';
import { INK, TYPE } from './theme.js';
import { words } from './words.js';

export interface ParameterScale extends PlotScale {
  /** What the data hold for the axis' i-th value: the value, or i of a category. */
  readonly coordinate: (level: number) => number;
  /** Half way to the neighbours, as the data hold it; at the ends as far beyond as the neighbour is near. */
  readonly edges: (level: number) => [number, number];
  readonly isCategory: boolean;
}

/** The scale of a parameter; `cells`: from edge to edge, else from the first value to the last. */
export function parameterScale(axis: Axis, count: number, cells = false): ParameterScale {
  const isCategory = axis.scale === 'category';
  const coordinate = (level: number) => (isCategory ? level : (axis.values[level] as number));
  const log = axis.scale === 'log';
  const to = (value: number) => (log ? Math.log(value) : value);
  const from = (position: number) => Number((log ? Math.exp(position) : position).toPrecision(12));
  const last = axis.values.length - 1;
  const edges = (level: number): [number, number] => {
    const at = to(coordinate(level));
    // A single value is as wide as itself, or 1.
    const alone = log || isCategory || at === 0 ? 1 : Math.abs(at);
    const below = level > 0 ? at - to(coordinate(level - 1)) : last > 0 ? to(coordinate(1)) - at : alone;
    const above = level < last ? to(coordinate(level + 1)) - at : below;
    return [from(at - below / 2), from(at + above / 2)];
  };
  const ends = cells ? [edges(0)[0], edges(last)[1]] : [coordinate(0), coordinate(last)];
  const scale = isCategory
    ? categoryScale(axis.values.length)
    : log
      ? logScale(ends, count)
      : linearScale(ends, count, false);
  return { ...scale, coordinate, edges, isCategory };
}

/** A parameter's name at its axis. */
export const axisName = (name: string, { scale }: Axis): string =>
  scale === 'log' ? `${name} (${words`log scale`})` : name;

/** Names of categories under their parts of the horizontal axis, broken into lines; and the height they take. */
export function categoryNames(
  axis: Axis,
  scale: ParameterScale,
  plotWidth: number,
  height: number,
): { layers: Spec[]; axisHeight: number } {
  if (!scale.isCategory) return { layers: [], axisHeight: 17 };
  const leading = TYPE.label * LEADING;
  const part = plotWidth / axis.values.length;
  const texts: PlacedText[] = [];
  let most = 1;
  axis.values.forEach((value, i) => {
    const lines = wrapText(String(value), part - 3, TYPE.label);
    most = Math.max(most, lines.length);
    lines.forEach((text, l) => {
      texts.push({ px: scale.at(i, plotWidth), py: height + 12.5 + l * leading, text, ink: INK.quiet });
    });
  });
  return { layers: textLayer(texts, { align: 'center' }), axisHeight: 17 + (most - 1) * leading };
}
