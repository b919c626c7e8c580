import type { Figure, Spec } from '../figure.js';
import { keyLayers } from '../keyLayers.js';
import { headingOver, round, tableBeside, textLayer } from '../layout.js';
import { CAP_HEIGHT, LEADING } from '../textMetrics.js';
import { CONFIG, INK, pointsOf, SCHEMA, SINGLE_COLUMN_MM, TYPE } from '../theme.js';
import { words } from '../words.js';
import { bandLayers, courseOf, endMarkLayers, lineLayers, observedLayers } from './curves.js';
import { describe, listed, measureOf } from './description.js';
import { eventLayers } from './events.js';
import { keyOf } from './key.js';
import { namedEnds, nameLayers } from './names.js';
import { type Plot, plotOf, timeRangeOf, valueScale } from './plot.js';
import { NUMBERS, rowsOf } from './rows.js';
import { type AdoptionCurveInput, bandsOf, unitOf } from './series.js';
import { subjectsOf } from './subjects.js';

export type { AdoptionCurveInput, AdoptionSeries } from './series.js';

/** Room for the labels of the axis of time. */
const AXIS_HEIGHT = 17;

/**
 * The S-curve of adoption: for each subject the mean over replicates, bands with the central 50 % and 90 % of replicates,
 * and what was observed. Declared is solid, implemented dashed; subjects differ in colour and in the shape of their
 * marks, and are labelled at the line's end, or in a key where those labels do not fit. Everything is placed with the
 * widths of the real font. Throws where there is no curve, a curve without points, or shares and counts together.
 */
export function adoptionCurve(input: AdoptionCurveInput): Figure {
  const { series, name = 'adoption-curve', widthMm = SINGLE_COLUMN_MM, replicates } = input;
  const unit = unitOf(series);
  const subjects = subjectsOf(series);
  const bands = bandsOf(series, subjects.length);
  const width = pointsOf(widthMm);

  // What is shown, and where.
  const range = timeRangeOf(input);
  const milestones = (input.milestones ?? []).filter(({ time }) => time >= range[0] && time <= range[1]);
  const ends = namedEnds(series, subjects, width * 0.27);
  const plot = plotOf(width, range, valueScale(series), ends);

  // Above the plot, in it, beside it, under it.
  const events = eventLayers(milestones, plot, width);
  const measure = measureOf(input.measure, unit, subjects);
  const heading = headingOver(measure, { left: plot.left, width, above: Math.max(events.height + 4, 9) });
  const course = courseOf(unit, replicates);
  const names = nameLayers(ends, plot, subjects.length > 1);
  const timeName = timeNameLayer(range, plot);
  const isNamed = plot.nameCentres !== undefined;
  const items = keyOf(series, subjects, { bands, isNamed, replicates });
  const bottom = plot.height + AXIS_HEIGHT + timeName.height;
  const key = keyLayers(items, { left: -plot.left + 0.5, top: bottom + 5, width: width - 1 });

  const layers: Spec[] = [
    ...events.lines,
    ...bandLayers(series, subjects, plot, bands, course),
    ...lineLayers(series, subjects, plot, course),
    ...observedLayers(series, subjects, plot),
    ...names.leaders,
    ...endMarkLayers(series, subjects, plot),
    ...names.texts,
    ...heading.layers,
    ...events.names,
    ...timeName.layers,
    ...key.layers,
  ];
  return {
    name,
    title: input.title ?? words`Adoption over time: ${listed(subjects.map(({ label }) => label))}`,
    ...describe(input, milestones, range, bands),
    spec: {
      $schema: SCHEMA,
      data: tableBeside(name, NUMBERS),
      autosize: 'none',
      width: round(plot.width),
      height: plot.height,
      padding: {
        left: round(plot.left),
        right: round(width - round(plot.width) - round(plot.left)),
        top: round(heading.top),
        bottom: round(bottom - plot.height + (items.length > 0 ? key.height + 5 : 0)),
      },
      config: CONFIG,
      layer: layers,
    },
    data: rowsOf(series, milestones),
    widthMm,
  };
}

/** 'time' under an axis whose values are no years, and the height that it takes. */
function timeNameLayer(
  [start, end]: readonly [number, number],
  { width, height }: Plot,
): { readonly layers: Spec[]; readonly height: number } {
  if (start >= 1000 && end <= 3000) return { layers: [], height: 0 };
  const py = height + AXIS_HEIGHT + CAP_HEIGHT * TYPE.label + 1;
  return {
    layers: textLayer([{ px: width, py, text: words`time`, ink: INK.quiet }], { align: 'right' }),
    height: TYPE.label * LEADING + 2,
  };
}
