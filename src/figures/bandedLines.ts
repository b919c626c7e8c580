/** Lines over time in bands of their central 90 %, told apart by colour and dashes: what figures of courses share. */
import type { BandPoint } from './bands.js';
import type { Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { lineDash, lineInk, lineKey } from './lineStyles.js';
import { BAND_OPACITY, LINE_WIDTH } from './marks.js';
import { cell } from './plotFrame.js';
import { across, linearScale, type PlotScale, upwards } from './plotScale.js';
import { INK } from './theme.js';
import { counted, words } from './words.js';

/** Whole years along an axis, each with so much room; years have no commas. */
export function yearsAcross(range: readonly [number, number], plotWidth: number, room: number): PlotScale {
  const scale = linearScale(range, Math.max(2, Math.floor(plotWidth / room)), false);
  return { ...scale, ticks: scale.ticks.filter(Number.isInteger), format: 'd', text: String };
}

/** The line of a number in the rows (bandedRow), with what else its mark has. */
export function lineLayer(line: number, x: PlotScale, y: PlotScale, mark: Spec): Spec {
  return {
    transform: [{ filter: `datum.line === ${line}` }],
    mark: {
      type: 'line',
      stroke: lineInk(line),
      strokeWidth: LINE_WIDTH,
      ...mark,
      ...lineDash(line),
    },
    encoding: { x: across('time', x), y: upwards('mean', y) },
  };
}

/** Its band: the columns low90 and high90, or those of another level. */
export const bandLayer = (line: number, x: PlotScale, y: PlotScale, mark: Spec, level = 90): Spec => ({
  transform: [{ filter: `datum.line === ${line}` }],
  mark: {
    type: 'area',
    fill: lineInk(line),
    fillOpacity: BAND_OPACITY.outer,
    ...mark,
    strokeWidth: 0,
  },
  encoding: { x: across('time', x), y: upwards(`low${level}`, y), y2: { field: `high${level}` } },
});

/** What bands over replicates are; of one there is no band: null. */
export const bandOfRuns = (replicates: number): string | null =>
  replicates > 1 ? words`central 90% of ${counted(replicates)} runs` : null;

/** What lines and bands mean. */
export const bandedKey = (labels: readonly string[], band: string | null): KeyItem[] => [
  ...labels.map((label, k) => lineKey(k, label)),
  ...(band === null
    ? []
    : [{ symbol: 'fill' as const, label: band, ink: INK.quiet, opacity: BAND_OPACITY.outer }]),
];

export const bandedRow = (line: number, label: string, { time, mean, low90, high90 }: BandPoint): Row => ({
  line,
  label,
  time,
  mean: cell(mean),
  low90: cell(low90),
  high90: cell(high90),
});
