import type { Profile, TippingPoint } from '../design/maps/index.js';
import type { Figure, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { BAND_OPACITY, DOTS, LINE_WIDTH, POINT_SIZE } from './marks.js';
import { categoryNames, parameterScale } from './parameterScale.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesDrawn, replicatesInWords } from './plotFrame.js';
import { across, labelsWidth, linearScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM } from './theme.js';
import { words } from './words.js';

/**
 * The mean outcome along one parameter: its 95 % interval over replicates (band), and the central 90 % of the points that share
 * the value (dotted lines). Of categories, which no line joins, they are a rule and a pale bar.
 */
export function outcomeProfile(
  profile: Profile,
  {
    name = 'profile',
    widthMm = SINGLE_COLUMN_MM,
    tipping = [],
    among,
  }: {
    name?: string;
    widthMm?: number;
    /** Those of this parameter that are averaged over the others are marked, on a line at their level. */
    tipping?: readonly TippingPoint[];
    /** Paths that its name must be told apart from; default: none. */
    among?: readonly string[];
  } = {},
): Figure {
  const { outcome, axis, replicates, isDrawn } = profile;
  const levels = [...profile.levels.keys()].filter((i) => !Number.isNaN(profile.levels[i].mean));
  if (levels.length === 0) throw new RangeError(`profile of ${outcome}: no value at any point`);
  const shown = levels.map((i) => ({ ...profile.levels[i], level: i }));
  const hasInterval = shown.some(({ low, high }) => high > low);
  const hasSpread = shown.some(({ low90, high90 }) => high90 > low90);
  const bounds = shown.flatMap(({ mean, low, high, low90, high90 }) => [mean, low, high, low90, high90]);
  const marked = tipping.filter(({ parameter, given }) => parameter === axis.name && given === null);
  const up = linearScale(
    [...bounds, ...marked.map(({ level }) => level)].filter((value) => !Number.isNaN(value)),
    5,
  );
  const right = 10;
  const left = labelsWidth(up) + 6;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const height = 120;
  const along = parameterScale(axis, Math.max(2, Math.floor(plotWidth / 34)));
  const names = categoryNames(axis, along, plotWidth, height);
  const x = across('parameter', along);
  const ink = PALETTE[0];

  const layers: Spec[] = [];
  const only = (kind: string): Spec => ({ transform: [{ filter: `datum.kind === '${kind}'` }] });
  const range = (low: string, high: string, mark: Spec): Spec => ({
    ...only('profile'),
    mark,
    encoding: { x, y: upwards(low, up), y2: { field: high } },
  });
  if (hasSpread && along.isCategory)
    layers.push(
      range('low90', 'high90', { type: 'rule', stroke: ink, strokeWidth: 7, opacity: BAND_OPACITY.outer }),
    );
  if (hasInterval)
    layers.push(
      range(
        'low',
        'high',
        along.isCategory
          ? { type: 'rule', stroke: ink, strokeWidth: LINE_WIDTH }
          : { type: 'area', fill: ink, fillOpacity: BAND_OPACITY.inner, line: false, strokeWidth: 0 },
      ),
    );
  if (hasSpread && !along.isCategory)
    for (const edge of ['low90', 'high90'])
      layers.push({
        ...only('profile'),
        mark: { type: 'line', stroke: ink, strokeWidth: 0.8, strokeDash: DOTS },
        encoding: { x, y: upwards(edge, up) },
      });
  if (!along.isCategory)
    layers.push({
      ...only('profile'),
      mark: { type: 'line', stroke: ink, strokeWidth: LINE_WIDTH, strokeJoin: 'round' },
      encoding: { x, y: upwards('mean', up) },
    });
  const point: Spec = { type: 'point', filled: true, opacity: 1, stroke: INK.paper, strokeWidth: HAIRLINE };
  layers.push({
    ...only('profile'),
    mark: { ...point, fill: ink, size: POINT_SIZE },
    encoding: { x, y: upwards('mean', up) },
  });
  if (marked.length > 0) {
    const [start, end] = along.domain;
    layers.push(
      {
        ...only('tipping'),
        mark: { type: 'rule', stroke: INK.text, strokeWidth: HAIRLINE, strokeDash: DOTS },
        encoding: { y: upwards('mean', up) },
      },
      {
        transform: [
          { filter: `datum.kind === 'tipping' && ${replicates} > 1` },
          { calculate: `isValid(datum.low) ? datum.low : ${start}`, as: 'from' },
          { calculate: `isValid(datum.high) ? datum.high : ${end}`, as: 'to' },
        ],
        mark: { type: 'rule', stroke: INK.text, strokeWidth: 1.6 },
        encoding: { x: across('from', along), x2: { field: 'to' }, y: upwards('mean', up) },
      },
      {
        ...only('tipping'),
        mark: { ...point, fill: INK.text, shape: 'diamond', size: 2 * POINT_SIZE },
        encoding: { x, y: upwards('mean', up) },
      },
    );
  }

  const runs = replicatesInWords(replicates);
  const key: KeyItem[] = [
    hasInterval
      ? {
          symbol: along.isCategory ? 'line' : 'band',
          label: words`mean, 95% interval over ${replicatesDrawn(replicates)}`,
          ink,
        }
      : {
          symbol: along.isCategory ? 'point' : 'line',
          label: replicates === 1 ? words`one replicate` : words`mean of ${replicatesDrawn(replicates)}`,
          ink,
        },
  ];
  if (hasSpread)
    key.push({
      symbol: along.isCategory ? 'fill' : 'dotted',
      opacity: BAND_OPACITY.outer,
      label: axis.binned
        ? words`central 90% of the points of each tenth`
        : words`central 90% of points with the same value`,
      ink,
    });

  if (marked.length > 0)
    key.push({
      symbol: 'point',
      shape: 'diamond',
      label:
        replicates > 1
          ? words`crosses ${inWords(marked[0].level)}, 95% interval`
          : words`crosses ${inWords(marked[0].level)}`,
      ink: INK.text,
    });
  const tips = marked.map(({ level, value, low, high }) => {
    const range =
      Number.isNaN(low) && Number.isNaN(high)
        ? ''
        : ` (${Number.isNaN(low) ? '…' : inWords(low)} to ${Number.isNaN(high) ? '…' : inWords(high)})`;
    return ` It crosses ${inWords(level)} at ${inWords(value)}${range}.`;
  });

  const at = (i: number) => (along.isCategory ? String(axis.values[i]) : inWords(axis.values[i] as number));
  const first = shown[0];
  const end = shown[shown.length - 1];
  const least = shown.reduce((a, b) => (b.mean < a.mean ? b : a));
  const most = shown.reduce((a, b) => (b.mean > a.mean ? b : a));
  const result =
    `${inWords(first.mean)} at ${at(first.level)}, ${inWords(end.mean)} at ${at(end.level)}; ` +
    `least ${inWords(least.mean)} at ${at(least.level)}, most ${inWords(most.mean)} at ${at(most.level)}.`;
  const bands = [
    hasInterval
      ? `${along.isCategory ? 'line' : 'band'}: 95% interval over ${runs}${isDrawn ? ', which leaves out the draw of the points' : ''}`
      : runs,
    ...(hasSpread ? [`${along.isCategory ? 'pale' : 'dotted'}: central 90% of the points`] : []),
  ].join('; ');
  return plotFrame({
    name,
    title: words`${outcome} along ${axis.name}`,
    caption: `Mean of ${outcome} along ${axis.name}${axis.binned ? ' (ranges with equally many points)' : ''}${(among ?? [axis.name]).length > 1 ? ', averaged over the other parameters' : ''}; ${bands}. ${result}${tips.join('')}`,
    alternative: `Line chart of ${outcome} along ${axis.name}: ${result}${tips.join('')}`,
    widthMm,
    heading: outcome,
    acrossName:
      shortNames(among ?? [axis.name]).get(axis.name)! +
      (axis.scale === 'log' ? ` (${words`log scale`})` : ''),
    left,
    right,
    height,
    axisHeight: names.axisHeight,
    layers: () => [...layers, ...names.layers],
    key,
    data: [
      ...shown.map(({ level, mean, low, high, low90, high90, points }) => ({
        kind: 'profile',
        parameter: along.coordinate(level),
        value: axis.values[level],
        mean,
        low: cell(low),
        high: cell(high),
        low90: cell(low90),
        high90: cell(high90),
        points,
      })),
      // Of a tipping point low and high are values of the parameter.
      ...marked.map(({ level, value, low, high }) => ({
        kind: 'tipping',
        parameter: value,
        value: null,
        mean: level,
        low: cell(low),
        high: cell(high),
        low90: null,
        high90: null,
        points: null,
      })),
    ],
    numbers: ['parameter', 'mean', 'low', 'high', 'low90', 'high90'],
  });
}
