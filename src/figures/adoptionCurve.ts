import { axisTicks, roundUp } from './axisTicks.js';
import type { BandPoint } from './bands.js';
import type { Figure, Row, Spec } from './figure.js';
import { type KeyItem, keyLayers } from './keyLayers.js';
import {
  flags,
  leaderLayer,
  type PlacedText,
  pixel,
  round,
  spread,
  tableBeside,
  textLayer,
} from './layout.js';
import { BAND_OPACITY, DASH, LINE_WIDTH, POINT_SIZE } from './marks.js';
import { ASCENT, CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { CONFIG, HAIRLINE, INK, PALETTE, pointsOf, SCHEMA, SHAPES, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { counted, percentOf, words } from './words.js';

/** One curve: a policy or network at one stage. */
export interface AdoptionSeries {
  subject: string;
  label: string;
  /** Joined: membership of a network, drawn as declared. */
  stage: 'declared' | 'implemented' | 'joined';
  unit: 'share' | 'count';
  points: readonly BandPoint[];
  observed?: readonly { time: number; value: number; source: string }[];
}

export interface AdoptionCurveInput {
  series: readonly AdoptionSeries[];
  /** Dated events, drawn as thin vertical lines. Those outside the time shown are left out. */
  milestones?: readonly { time: number; label: string }[];
  name?: string;
  title?: string;
  /** Says what is counted, above the axis; made from the series if absent. */
  measure?: string;
  /** [start, end] of the axis; from the data if absent. */
  timeRange?: readonly [number, number];
  replicates?: number;
  widthMm?: number;
}

const percent = (share: number): string => {
  const value = share * 100;
  return `${Math.abs(value) >= 1 || value === 0 ? Math.round(value) : Number(value.toPrecision(1))}%`;
};
const amount = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 1 : 0);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;

const stageText = (stage: AdoptionSeries['stage']): string =>
  ({ declared: words`declared`, implemented: words`implemented`, joined: words`joined` })[stage];

/** A time in words: a year, with a decimal only where it needs one. */
const year = (time: number): string => (Number.isInteger(time) ? String(time) : time.toFixed(1));

/**
 * The S-curve of adoption: for each subject the mean over replicates, bands with the central 50 % and 90 % of replicates,
 * and what was observed. Declared is solid, implemented dashed; subjects differ in colour and in the shape of their
 * marks, and are labelled at the line's end, or in a key where those labels do not fit. Everything is placed with the
 * widths of the real font. Throws where there is no curve, a curve without points, or shares and counts together.
 */
export function adoptionCurve(input: AdoptionCurveInput): Figure {
  const { series, name = 'adoption-curve', widthMm = SINGLE_COLUMN_MM, replicates } = input;
  if (series.length === 0) throw new RangeError('adoption curve: no series');
  for (const { subject, points } of series) {
    if (points.length === 0) throw new RangeError(`adoption curve: ${subject} has no points`);
  }
  const units = unique(series.map(({ unit }) => unit));
  if (units.length > 1) throw new RangeError('adoption curve: shares and counts need a figure each');
  const share = units[0] === 'share';
  const subjects = unique(series.map(({ subject }) => subject));
  const stages = unique(series.map(({ stage }) => stage));
  const labels = new Map(series.map(({ subject, label }) => [subject, label]));
  const ink = (subject: string) => PALETTE[subjects.indexOf(subject) % PALETTE.length];
  // From the ninth subject on colours repeat; shapes then start one further, so that the pair stays unique.
  const shape = (subject: string) => {
    const i = subjects.indexOf(subject);
    return SHAPES[(i + Math.floor(i / PALETTE.length)) % SHAPES.length];
  };
  const hasBands = series.some(({ points }) => points.some(({ low90, high90 }) => high90 > low90));
  const observed = series.flatMap(({ observed: points = [], ...of }) =>
    points.map((point) => ({ ...of, ...point })),
  );

  // Domains.
  const times = [
    ...series.flatMap(({ points }) => points.map(({ time }) => time)),
    ...observed.map(({ time }) => time),
  ];
  const [start, last] = input.timeRange ?? [Math.min(...times), Math.max(...times)];
  const end = last > start ? last : start + 1;
  const highest = Math.max(
    0,
    ...series.flatMap(({ points }) => points.map(({ mean, high90 }) => Math.max(mean, high90))),
    ...observed.map(({ value }) => value),
  );
  const top = share
    ? highest > 0.6 || highest === 0
      ? 1
      : roundUp(highest, 5)
    : Math.max(1, highest === 0 ? 10 : roundUp(highest, 5, 1));
  const valueTicks = axisTicks(0, top, 5, share ? 0 : 1);
  const decimals = share ? Math.max(0, -Math.floor(Math.log10((valueTicks[1] ?? 1) * 100 + 1e-9))) : 0;
  const tickText = (value: number) => (share ? percentOf((value * 100).toFixed(decimals)) : String(value));

  // The plot's edges, from the width of what stands beside it.
  const width = pointsOf(widthMm);
  const left = Math.max(...valueTicks.map((value) => measureText(tickText(value), TYPE.label))) + 6;
  const bothStages = stages.includes('implemented') && stages.length > 1;
  const direct = subjects.length === 1 ? (bothStages ? 'stage' : 'none') : 'subject';
  const marked = subjects.length > 1;
  const ends = (direct === 'none' ? [] : series)
    .filter(
      ({ subject, stage }) =>
        direct === 'stage' ||
        stage !== 'implemented' ||
        !series.some((s) => s.subject === subject && s.stage !== 'implemented'),
    )
    .map(({ subject, stage, points }) => {
      const final = points[points.length - 1];
      const text = direct === 'stage' ? stageText(stage) : labels.get(subject)!;
      const lines = wrapText(text, width * 0.27, TYPE.label, 'semibold');
      return { subject, lines, time: final.time, value: final.mean };
    });
  const leading = TYPE.label * LEADING;
  const labelWidth = Math.max(
    0,
    ...ends.flatMap(({ lines }) => lines.map((line) => measureText(line, TYPE.label, 'semibold'))),
  );
  const baseRight = Math.max(measureText('2020', TYPE.label) / 2, 4);
  const height = round(Math.min(190, Math.max(120, (width - left) * 0.5)));
  const y = (value: number) => height * (1 - value / top);
  const centres = spread(
    ends.map(({ value }) => y(value)),
    ends.map(({ lines }) => lines.length * leading),
    -leading / 2,
    height + leading / 2,
    1.5,
  );
  const inKey = ends.length > 0 && (centres === undefined || ends.some(({ lines }) => lines.length > 3));
  const right = ends.length === 0 || inKey ? baseRight : Math.max(baseRight, labelWidth + 12);
  const plotWidth = width - left - right;
  const x = (time: number) => (plotWidth * (time - start)) / (end - start);
  const years = start >= 1000 && end <= 3000;
  const timeTicks = axisTicks(start, end, Math.max(2, Math.floor(plotWidth / 34)), end - start > 2 ? 1 : 0);

  const layers: Spec[] = [];
  // Every layer declares the same axes, so that Vega-Lite merges them into one.
  const time: Spec = {
    field: 'time',
    type: 'quantitative',
    scale: { domain: [start, end], nice: false, zero: false },
    axis: { values: timeTicks, format: timeTicks.every(Number.isInteger) ? 'd' : '~r' },
  };
  const value = (field: string): Spec => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, top], nice: false },
    axis: {
      values: valueTicks,
      format: share ? `.${decimals}%` : 'd',
      labelOffset: round((CAP_HEIGHT * TYPE.label) / 2),
    },
  });
  const only = (filter: string): Spec => ({ transform: [{ filter }] });

  // What is counted, above the axis; the events of national pressure between it and the plot.
  const milestones = (input.milestones ?? []).filter((event) => event.time >= start && event.time <= end);
  const placedFlags = flags(
    milestones.map((event) => ({ x: x(event.time), label: event.label })),
    { left: 0, right: plotWidth + right - 1.5, maxWidth: Math.min(126, width * 0.5), size: TYPE.small },
  );
  const flagLeading = TYPE.small * LEADING;
  const flagsHeight = placedFlags.reduce(
    (most, { above, lines }) => Math.max(most, above + lines.length * flagLeading),
    0,
  );
  const subjectName = subjects.length === 1 ? labels.get(subjects[0])! : '';
  const measure =
    input.measure ??
    `${subjectName === '' ? '' : subjectName + ': '}${share ? words`share of cities` : words`number of cities`}`;
  const measureLines = wrapText(measure[0].toUpperCase() + measure.slice(1), width, TYPE.title, 'semibold');
  const measureLeading = TYPE.title * LEADING;
  const above = Math.max(flagsHeight + 4, 9);
  const padTop = above + (measureLines.length - 1) * measureLeading + ASCENT * TYPE.title + 0.5;
  if (placedFlags.length > 0) {
    layers.push({
      data: {
        values: placedFlags.map((flag) => ({ px: round(flag.x), py: round(-flag.above + 1), py2: height })),
      },
      mark: { type: 'rule', stroke: INK.event, strokeWidth: 0.5, strokeDash: [1.2, 1.6], strokeCap: 'butt' },
      encoding: { x: pixel('px'), y: pixel('py'), y2: { field: 'py2' } },
    });
  }

  const colour: Spec = {
    field: 'subject',
    type: 'nominal',
    scale: { domain: subjects, range: subjects.map(ink) },
  };
  const detail = [
    { field: 'subject', type: 'nominal' },
    { field: 'stage', type: 'nominal' },
  ];
  const curve = replicates === 1 && !share ? 'step-after' : 'linear';
  // Many bands on top of one another say nothing: from the fifth subject on only the central 50 % are drawn.
  const both = subjects.length <= 4;
  const paler = series.length > 3 ? 0.7 : 1;
  if (hasBands) {
    for (const [low, high, opacity] of [
      ['low90', 'high90', BAND_OPACITY.outer],
      ['low50', 'high50', BAND_OPACITY.inner],
    ].slice(both ? 0 : 1) as [string, string, number][]) {
      layers.push({
        ...only("datum.kind === 'simulated'"),
        mark: {
          type: 'area',
          fillOpacity: round(opacity * paler),
          interpolate: curve,
          line: false,
          strokeWidth: 0,
        },
        encoding: { x: time, y: value(low), y2: { field: high }, fill: colour, detail },
      });
    }
  }
  for (const stage of stages) {
    layers.push({
      ...only(`datum.kind === 'simulated' && datum.stage === '${stage}'`),
      mark: {
        type: 'line',
        strokeWidth: LINE_WIDTH,
        interpolate: curve,
        strokeJoin: 'round',
        ...(stage === 'implemented' ? { strokeDash: DASH } : { strokeCap: 'round' }),
      },
      encoding: { x: time, y: value('mean'), stroke: colour, detail },
    });
  }
  const marks: Spec = {
    type: 'point',
    filled: true,
    opacity: 1,
    size: POINT_SIZE,
    stroke: INK.paper,
    strokeWidth: HAIRLINE,
  };
  const shapes: Spec = {
    field: 'subject',
    type: 'nominal',
    scale: { domain: subjects, range: subjects.map(shape) },
  };
  if (observed.length > 0) {
    layers.push({
      ...only("datum.kind === 'observed'"),
      mark: marked ? marks : { ...marks, fill: INK.text, size: POINT_SIZE + 1 },
      encoding: { x: time, y: value('observed'), shape: shapes, ...(marked ? { fill: colour } : {}) },
    });
  }
  // Labels at the lines' ends, tied to their line by a mark, and by a thin leader where they had to move.
  const texts: PlacedText[] = [];
  if (!inKey) {
    const leaders: object[] = [];
    ends.forEach(({ subject, lines, time: at, value: level }, i) => {
      const centre = centres![i];
      const first = centre - (lines.length * leading) / 2 + leading / 2 + (CAP_HEIGHT * TYPE.label) / 2;
      const from = x(at) + (marked ? 3 : 1.5);
      const labelLeft = plotWidth + (marked ? 8 : 5);
      lines.forEach((text, k) => {
        texts.push({ px: labelLeft, py: first + k * leading, text, ink: ink(subject) });
      });
      const moved = Math.abs(centre - y(level)) > 3 || labelLeft - from > 9;
      if (moved) {
        leaders.push({
          px: round(from),
          py: round(y(level)),
          px2: round(labelLeft - 1.5),
          py2: round(centre),
          ink: ink(subject),
        });
      }
    });
    if (leaders.length > 0) {
      layers.push(leaderLayer(leaders));
    }
  }
  if (marked) {
    // Every line's end bears its subject's shape: the key to it in greyscale.
    layers.push({
      data: {
        values: series.map(({ subject, points }) => {
          const final = points[points.length - 1];
          return {
            px: round(x(final.time)),
            py: round(y(final.mean)),
            ink: ink(subject),
            shape: shape(subject),
          };
        }),
      },
      mark: marks,
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        fill: { field: 'ink', type: 'nominal', scale: null },
        shape: { field: 'shape', type: 'nominal', scale: null },
      },
    });
  }
  layers.push(...textLayer(texts, { weight: 600 }));
  layers.push(
    ...textLayer(
      measureLines.map((text, i) => ({
        px: -left,
        py: -above - (measureLines.length - 1 - i) * measureLeading,
        text,
      })),
      { size: TYPE.title, weight: 600 },
    ),
  );
  layers.push(
    ...textLayer(
      placedFlags.flatMap(({ lines, left: px, above: lift }) =>
        lines.map((text, i) => ({
          px,
          py: -lift - (lines.length - 1 - i) * flagLeading - 1.2,
          text,
          ink: INK.quiet,
        })),
      ),
      { size: TYPE.small },
    ),
  );

  // The key: only what the labels do not already say.
  const items: KeyItem[] = [];
  const neutral = marked ? INK.quiet : ink(subjects[0]);
  if (inKey)
    for (const subject of subjects)
      items.push({ symbol: 'point', label: labels.get(subject)!, ink: ink(subject), shape: shape(subject) });
  if (bothStages && direct === 'subject') {
    items.push(
      { symbol: 'line', label: stageText('declared'), ink: neutral },
      { symbol: 'dashed', label: stageText('implemented'), ink: neutral },
    );
  }
  const runs = replicates === undefined ? words`runs` : words`${counted(replicates)} runs`;
  if (hasBands)
    items.push({
      symbol: both ? 'bands' : 'band',
      label: both ? words`mean, central 50% and 90% of ${runs}` : words`mean, central 50% of ${runs}`,
      ink: neutral,
    });
  else if (replicates === 1)
    items.push({
      symbol: series[0].stage === 'implemented' && !bothStages ? 'dashed' : 'line',
      label: words`one run`,
      ink: neutral,
    });
  else if (replicates !== undefined)
    items.push({ symbol: 'line', label: words`mean of ${runs}`, ink: neutral });
  const sources = unique(observed.map(({ source }) => source).filter((source) => source !== ''));
  if (observed.length > 0) {
    const shapeInKey = marked ? 'circle' : shape(subjects[0]);
    items.push({
      symbol: 'point',
      label: `${words`observed`}${sources.length > 0 ? ` (${sources.join('; ')})` : ''}`,
      ink: marked ? INK.quiet : INK.text,
      shape: shapeInKey,
    });
  }
  const axisHeight = 17;
  let keyTop = height + axisHeight;
  if (!years) {
    layers.push(
      ...textLayer(
        [
          {
            px: plotWidth,
            py: height + axisHeight + CAP_HEIGHT * TYPE.label + 1,
            text: words`time`,
            ink: INK.quiet,
          },
        ],
        { align: 'right' },
      ),
    );
    keyTop += leading + 2;
  }
  const key = keyLayers(items, { left: -left + 0.5, top: keyTop + 5, width: width - 1 });
  layers.push(...key.layers);
  const padBottom = keyTop - height + (items.length > 0 ? key.height + 5 : 0);

  const spec: Spec = {
    $schema: SCHEMA,
    data: tableBeside(name, ['time', 'mean', 'low90', 'low50', 'high50', 'high90', 'observed']),
    autosize: 'none',
    width: round(plotWidth),
    height,
    padding: {
      left: round(left),
      right: round(width - round(plotWidth) - round(left)),
      top: round(padTop),
      bottom: round(padBottom),
    },
    config: CONFIG,
    layer: layers,
  };

  const described = describe(input, {
    start,
    end,
    sources,
    drawn: !hasBands ? '' : both ? 'the central 50% (dark) and 90% (light)' : 'the central 50%',
  });
  return {
    name,
    title: input.title ?? words`Adoption over time: ${list(subjects.map((subject) => labels.get(subject)!))}`,
    caption: described.caption,
    alternative: described.alternative,
    spec,
    data: rowsOf(series, milestones),
    widthMm,
  };
}

function rowsOf(
  series: readonly AdoptionSeries[],
  milestones: readonly { time: number; label: string }[],
): Row[] {
  const rows: Row[] = [];
  const empty = {
    time: null,
    mean: null,
    low90: null,
    low50: null,
    high50: null,
    high90: null,
    observed: null,
    source: null,
  };
  for (const { subject, label, stage, unit, points, observed = [] } of series) {
    const of = { subject, label, stage, unit };
    for (const { time, mean, low90, low50, high50, high90 } of points) {
      rows.push({ kind: 'simulated', ...of, ...empty, time, mean, low90, low50, high50, high90 });
    }
    for (const { time, value, source } of observed) {
      rows.push({ kind: 'observed', ...of, ...empty, time, observed: value, source });
    }
  }
  for (const { time, label } of milestones) {
    rows.push({ kind: 'milestone', subject: null, label, stage: null, unit: null, ...empty, time });
  }
  return rows;
}

function describe(
  { series, replicates, milestones = [] }: AdoptionCurveInput,
  { start, end, sources, drawn }: { start: number; end: number; sources: string[]; drawn: string },
): { caption: string; alternative: string } {
  const share = series[0].unit === 'share';
  const say = share ? percent : amount;
  const alone = series.every(({ stage }) => stage === 'joined');
  const results = series.map(({ label, stage, points }) => {
    const final = points[points.length - 1];
    const range =
      final.high90 > final.low90 ? ` (90% of runs: ${say(final.low90)} to ${say(final.high90)})` : '';
    return `${label}${alone ? '' : `, ${stage}`}: ${say(final.mean)}${share ? '' : ' cities'}${range}`;
  });
  const runs =
    replicates === undefined
      ? 'replicates'
      : replicates === 1
        ? 'a single replicate'
        : `${replicates.toLocaleString('en-GB')} replicates`;
  const lines =
    replicates === 1
      ? 'Lines: one run.'
      : `Lines: means over ${runs}${drawn === '' ? '' : `; bands: ${drawn} of replicates`}.`;
  const dots = series.some(({ observed = [] }) => observed.length > 0)
    ? ` Points: observed${sources.length > 0 ? ` (${sources.join('; ')})` : ''}.`
    : '';
  const events =
    milestones.length > 0
      ? ` Vertical lines: ${list(milestones.map(({ time, label }) => `${label} (${year(Math.floor(time))})`))}.`
      : '';
  const what = `${share ? 'Share' : 'Number'} of cities by time, ${year(start)} to ${year(end)}.`;
  const outcome = `At the end: ${results.join('; ')}.`;
  return {
    caption: `${what} ${lines}${dots}${events} ${outcome}`,
    alternative: `Line chart. ${what} ${outcome}${dots}`,
  };
}
