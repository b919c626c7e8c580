import type { SensitivityRow } from '../design/sensitivity/index.js';
import type { Figure, Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { type PlacedText, round, textLayer } from './layout.js';
import { DOTS, POINT_SIZE, rimmedPoint } from './marks.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, labelsWidth, linearScale, type PlotScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { type Box, CAP_HEIGHT, measureText, overlaps, textBox } from './textMetrics.js';
import { INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { words } from './words.js';

/** Names that the key lists. */
const MOST_LISTED = 6;
const listed = (names: readonly string[]): string =>
  names.length <= MOST_LISTED
    ? names.join(', ')
    : words`${names.slice(0, MOST_LISTED).join(', ')} and ${names.length - MOST_LISTED} with smaller mu*`;

/**
 * Morris' elementary effects of one outcome: mean size (mu*) across, standard deviation (sigma) up, with 95 % intervals over
 * trajectories. Along the dotted line sigma equals mu*: parameters above it act through others or far from linearly. Names
 * stand beside their points, the largest first; those for which there is no room are left to the data and the key.
 */
export function morrisScatter(
  rows: readonly SensitivityRow[],
  { name = 'morris-effects', widthMm = SINGLE_COLUMN_MM }: { name?: string; widthMm?: number } = {},
): Figure {
  const outcome = rows[0]?.outcome;
  const effects = effectsIn(rows);
  if (effects.length === 0) throw new RangeError(`effects on ${outcome ?? 'nothing'}: none is defined`);
  const hasIntervals = effects.some(({ muStar }) => muStar.high > muStar.low);

  const up = scaleOf(
    effects.map(({ sigma }) => sigma),
    5,
  );
  const left = labelsWidth(up) + 6;
  const right = 10;
  const width = plotWidthOf({ widthMm, left, right });
  const along = scaleOf(
    effects.map(({ muStar }) => muStar),
    Math.max(3, Math.floor(width / 40)),
  );
  const height = round(Math.min(190, width * 0.7));
  const short = shortNames(effects.map(({ parameter }) => parameter));
  const names = placeNames(
    effects.map(({ parameter }) => short.get(parameter)!),
    effects.map(({ muStar, sigma }) => placeOf(muStar, sigma, along, up, { width, height })),
    { right: width + right, bottom: height },
  );

  const layers: Spec[] = [
    diagonalLayer(along, up),
    ...whiskerLayers(along, up),
    pointLayer(along, up),
    ...textLayer(names.texts, { halo: true }),
  ];
  const largest = largestInWords(effects);
  const isReplicated = effects.some(({ mu }) => !Number.isNaN(mu.lowReplicates));
  const noise = isReplicated
    ? ' The noise of the replicates is taken off sigma; in mu* it counts as effect.'
    : '';
  return plotFrame({
    name,
    title: words`Elementary effects on ${outcome}`,
    caption: `Elementary effects of ${effects.length} parameters on the mean ${outcome} over replicates, for the whole range of each: mean size (mu*) and standard deviation (sigma)${hasIntervals ? ', with 95% intervals over trajectories' : ''}.${noise} Largest: ${largest}.`,
    alternative: `Scatter plot of elementary effects on ${outcome}, mu* across and sigma up. Largest: ${largest}.`,
    widthMm,
    heading: words`${outcome}: elementary effects`,
    upName: words`sigma: standard deviation of the effect`,
    acrossName: words`mu*: mean size of the effect`,
    left,
    right,
    height,
    layers: () => layers,
    key: keyOf(hasIntervals, names.unnamed),
    data: rowsOf(effects),
    numbers: ['muStar', 'muStarLow', 'muStarHigh', 'mu', 'muLow', 'muHigh', 'sigma', 'sigmaLow', 'sigmaHigh'],
  });
}

/** The effects of a parameter. */
interface Effects {
  readonly parameter: string;
  readonly muStar: SensitivityRow;
  readonly mu: SensitivityRow;
  readonly sigma: SensitivityRow;
}

/** Those that are defined, the largest first. */
function effectsIn(rows: readonly SensitivityRow[]): Effects[] {
  const find = (parameter: string, index: string) =>
    rows.find((row) => row.parameter === parameter && row.index === index)!;
  return rows
    .filter(({ index }) => index === 'muStar')
    .map((muStar) => ({
      parameter: muStar.parameter,
      muStar,
      mu: find(muStar.parameter, 'mu'),
      sigma: find(muStar.parameter, 'sigma'),
    }))
    .filter(({ muStar, sigma }) => !Number.isNaN(muStar.estimate) && !Number.isNaN(sigma.estimate))
    .sort((a, b) => b.muStar.estimate - a.muStar.estimate);
}

/** From 0 to above all estimates and their intervals. */
const scaleOf = (rows: readonly SensitivityRow[], count: number): PlotScale =>
  linearScale(
    [0, ...rows.flatMap(({ estimate, low, high }) => [estimate, low, high])].filter(
      (value) => !Number.isNaN(value),
    ),
    count,
  );

/** A point in the plot, and what it and its whiskers cover. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly point: Box;
  readonly whiskers: readonly Box[];
}

function placeOf(
  muStar: SensitivityRow,
  sigma: SensitivityRow,
  along: PlotScale,
  up: PlotScale,
  { width, height }: { readonly width: number; readonly height: number },
): Place {
  const xOf = (value: number): number => along.at(value, width);
  const yOf = (value: number): number => height - up.at(value, height);
  const [x, y] = [xOf(muStar.estimate), yOf(sigma.estimate)];
  return {
    x,
    y,
    point: { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 },
    whiskers: [
      { left: xOf(muStar.low), right: xOf(muStar.high), top: y - 0.3, bottom: y + 0.3 },
      { left: x - 0.3, right: x + 0.3, top: yOf(sigma.high), bottom: yOf(sigma.low) },
    ],
  };
}

/**
 * Names beside their points, within the figure: at the first place that touches no point, whisker or other name; else one
 * that only a whisker crosses, which the name's white edge cuts.
 */
function placeNames(
  names: readonly string[],
  places: readonly Place[],
  edge: { readonly right: number; readonly bottom: number },
): { readonly texts: PlacedText[]; readonly unnamed: string[] } {
  const taken = places.map(({ point }) => point);
  const whiskers = places.flatMap((place) => place.whiskers);
  const texts: PlacedText[] = [];
  const unnamed: string[] = [];
  const isWithin = ({ left, right, top, bottom }: Box): boolean =>
    left > 1 && right < edge.right - 1 && top > -6 && bottom < edge.bottom - 1;
  names.forEach((text, i) => {
    const boxOf = ([px, py]: readonly [number, number]): Box => textBox(text, px, py, TYPE.label);
    const within = placesAbout(places[i], text).filter((place) => isWithin(boxOf(place)));
    const freeOf = (others: readonly Box[]) =>
      within.find((place) => !others.some((other) => overlaps(boxOf(place), other, 0.8)));
    const free = freeOf([...taken, ...whiskers]) ?? freeOf(taken);
    if (free === undefined) unnamed.push(text);
    else {
      taken.push(boxOf(free));
      texts.push({ px: free[0], py: free[1], text });
    }
  });
  return { texts, unnamed };
}

/** Where a name may begin, the best first: right, left, above and beneath its point, near and a little farther. */
function placesAbout({ x, y }: Place, text: string): (readonly [px: number, py: number])[] {
  const width = measureText(text, TYPE.label);
  const cap = CAP_HEIGHT * TYPE.label;
  return [3, 6].flatMap((d) => [
    [x + d, y - d] as const,
    [x + d, y + d + cap] as const,
    [x - d - width, y - d] as const,
    [x - d - width, y + d + cap] as const,
    [x - width / 2, y - d - 1] as const,
    [x - width / 2, y + d + cap + 1] as const,
  ]);
}

/** Where sigma equals mu*. */
function diagonalLayer(along: PlotScale, up: PlotScale): Spec {
  const end = Math.min(along.domain[1], up.domain[1]);
  return {
    data: { values: [{ muStar: 0, sigma: 0, muStar2: end, sigma2: end }] },
    mark: { type: 'rule', stroke: INK.axis, strokeWidth: 0.6, strokeDash: DOTS },
    encoding: {
      x: across('muStar', along),
      y: upwards('sigma', up),
      x2: { field: 'muStar2' },
      y2: { field: 'sigma2' },
    },
  };
}

/** Intervals of both. */
function whiskerLayers(along: PlotScale, up: PlotScale): Spec[] {
  const mark = { type: 'rule', stroke: PALETTE[0], strokeWidth: 0.7, opacity: 0.55 };
  return [
    {
      transform: [{ filter: 'isValid(datum.muStarLow)' }],
      mark,
      encoding: { x: across('muStarLow', along), x2: { field: 'muStarHigh' }, y: upwards('sigma', up) },
    },
    {
      transform: [{ filter: 'isValid(datum.sigmaLow)' }],
      mark,
      encoding: { x: across('muStar', along), y: upwards('sigmaLow', up), y2: { field: 'sigmaHigh' } },
    },
  ];
}

const pointLayer = (along: PlotScale, up: PlotScale): Spec => ({
  mark: rimmedPoint({ fill: PALETTE[0], size: POINT_SIZE + 3 }),
  encoding: { x: across('muStar', along), y: upwards('sigma', up) },
});

const keyOf = (hasIntervals: boolean, unnamed: readonly string[]): KeyItem[] => [
  { symbol: 'dotted', label: 'sigma = mu*', ink: INK.axis },
  ...(hasIntervals
    ? [{ symbol: 'line' as const, label: words`95% intervals over trajectories`, ink: PALETTE[0] }]
    : []),
  ...(unnamed.length > 0
    ? [{ symbol: 'point' as const, label: words`not named: ${listed(unnamed)}`, ink: PALETTE[0] }]
    : []),
];

const largestInWords = (effects: readonly Effects[]): string =>
  effects
    .slice(0, 5)
    .map(
      ({ parameter, muStar, sigma }) =>
        `${parameter}: mu* ${inWords(muStar.estimate)}, sigma ${inWords(sigma.estimate)}`,
    )
    .join('; ');

const rowsOf = (effects: readonly Effects[]): Row[] =>
  effects.map(({ parameter, muStar, mu, sigma }) => ({
    parameter,
    muStar: muStar.estimate,
    muStarLow: cell(muStar.low),
    muStarHigh: cell(muStar.high),
    mu: mu.estimate,
    muLow: cell(mu.low),
    muHigh: cell(mu.high),
    sigma: sigma.estimate,
    sigmaLow: cell(sigma.low),
    sigmaHigh: cell(sigma.high),
  }));
