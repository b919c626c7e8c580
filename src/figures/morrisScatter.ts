import type { SensitivityRow } from '../design/sensitivity/index.js';
import type { Figure, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { type PlacedText, round, textLayer } from './layout.js';
import { DOTS, POINT_SIZE } from './marks.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, labelsWidth, linearScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { type Box, CAP_HEIGHT, measureText, overlaps, textBox } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';
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
  const find = (parameter: string, index: string) =>
    rows.find((row) => row.parameter === parameter && row.index === index)!;
  const points = rows
    .filter(({ index }) => index === 'muStar')
    .map((muStar) => ({
      parameter: muStar.parameter,
      muStar,
      mu: find(muStar.parameter, 'mu'),
      sigma: find(muStar.parameter, 'sigma'),
    }))
    .filter(({ muStar, sigma }) => !Number.isNaN(muStar.estimate) && !Number.isNaN(sigma.estimate))
    .sort((a, b) => b.muStar.estimate - a.muStar.estimate);
  if (points.length === 0) throw new RangeError(`effects on ${outcome ?? 'nothing'}: none is defined`);
  const defined = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));
  const up = linearScale(
    defined([0, ...points.flatMap(({ sigma }) => [sigma.estimate, sigma.low, sigma.high])]),
    5,
  );
  const left = labelsWidth(up) + 6;
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const along = linearScale(
    defined([0, ...points.flatMap(({ muStar }) => [muStar.estimate, muStar.low, muStar.high])]),
    Math.max(3, Math.floor(plotWidth / 40)),
  );
  const height = round(Math.min(190, plotWidth * 0.7));
  const short = shortNames(points.map(({ parameter }) => parameter));
  const at = points.map(({ muStar, sigma }) => ({
    x: along.at(muStar.estimate, plotWidth),
    y: height - up.at(sigma.estimate, height),
  }));

  // Names beside their points, at the first place that touches no point, whisker or other name; else one that only a
  // whisker crosses, which the name's white edge cuts.
  const cap = CAP_HEIGHT * TYPE.label;
  const taken: Box[] = at.map(({ x, y }) => ({ left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 }));
  const whiskers = points.flatMap(({ muStar, sigma }, i): Box[] => [
    {
      left: along.at(muStar.low, plotWidth),
      right: along.at(muStar.high, plotWidth),
      top: at[i].y - 0.3,
      bottom: at[i].y + 0.3,
    },
    {
      left: at[i].x - 0.3,
      right: at[i].x + 0.3,
      top: height - up.at(sigma.high, height),
      bottom: height - up.at(sigma.low, height),
    },
  ]);
  const texts: PlacedText[] = [];
  const unnamed: string[] = [];
  points.forEach(({ parameter }, i) => {
    const text = short.get(parameter)!;
    const width = measureText(text, TYPE.label);
    const { x, y } = at[i];
    const places = [3, 6].flatMap((d) => [
      [x + d, y - d],
      [x + d, y + d + cap],
      [x - d - width, y - d],
      [x - d - width, y + d + cap],
      [x - width / 2, y - d - 1],
      [x - width / 2, y + d + cap + 1],
    ]);
    const touches = (others: readonly Box[]) => (box: Box) =>
      others.some((other) => overlaps(box, other, 0.8));
    const free = [[...taken, ...whiskers], taken]
      .map(touches)
      .flatMap((blocked) =>
        places.filter(([px, py]) => {
          const box = textBox(text, px, py, TYPE.label);
          const inside =
            box.left > 1 && box.right < plotWidth + right - 1 && box.top > -6 && box.bottom < height - 1;
          return inside && !blocked(box);
        }),
      )
      .at(0);
    if (free === undefined) unnamed.push(text);
    else {
      taken.push(textBox(text, free[0], free[1], TYPE.label));
      texts.push({ px: free[0], py: free[1], text });
    }
  });

  const end = Math.min(along.domain[1], up.domain[1]);
  const hasIntervals = points.some(({ muStar }) => muStar.high > muStar.low);
  const whisker = { type: 'rule', stroke: PALETTE[0], strokeWidth: 0.7, opacity: 0.55 };
  const layers: Spec[] = [
    {
      data: { values: [{ muStar: 0, sigma: 0, muStar2: end, sigma2: end }] },
      mark: { type: 'rule', stroke: INK.axis, strokeWidth: 0.6, strokeDash: DOTS },
      encoding: {
        x: across('muStar', along),
        y: upwards('sigma', up),
        x2: { field: 'muStar2' },
        y2: { field: 'sigma2' },
      },
    },
    {
      transform: [{ filter: 'isValid(datum.muStarLow)' }],
      mark: whisker,
      encoding: { x: across('muStarLow', along), x2: { field: 'muStarHigh' }, y: upwards('sigma', up) },
    },
    {
      transform: [{ filter: 'isValid(datum.sigmaLow)' }],
      mark: whisker,
      encoding: { x: across('muStar', along), y: upwards('sigmaLow', up), y2: { field: 'sigmaHigh' } },
    },
    {
      mark: {
        type: 'point',
        filled: true,
        opacity: 1,
        fill: PALETTE[0],
        size: POINT_SIZE + 3,
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      encoding: { x: across('muStar', along), y: upwards('sigma', up) },
    },
    ...textLayer(texts, { halo: true }),
  ];
  const key: KeyItem[] = [
    { symbol: 'dotted', label: 'sigma = mu*', ink: INK.axis },
    ...(hasIntervals
      ? [{ symbol: 'line' as const, label: words`95% intervals over trajectories`, ink: PALETTE[0] }]
      : []),
  ];
  if (unnamed.length > 0)
    key.push({ symbol: 'point', label: words`not named: ${listed(unnamed)}`, ink: PALETTE[0] });
  const largest = points
    .slice(0, 5)
    .map(
      ({ parameter, muStar, sigma }) =>
        `${parameter}: mu* ${inWords(muStar.estimate)}, sigma ${inWords(sigma.estimate)}`,
    )
    .join('; ');
  const isReplicated = points.some(({ mu }) => !Number.isNaN(mu.lowReplicates));
  const noise = isReplicated
    ? ' The noise of the replicates is taken off sigma; in mu* it counts as effect.'
    : '';
  return plotFrame({
    name,
    title: words`Elementary effects on ${outcome}`,
    caption: `Elementary effects of ${points.length} parameters on the mean ${outcome} over replicates, for the whole range of each: mean size (mu*) and standard deviation (sigma)${hasIntervals ? ', with 95% intervals over trajectories' : ''}.${noise} Largest: ${largest}.`,
    alternative: `Scatter plot of elementary effects on ${outcome}, mu* across and sigma up. Largest: ${largest}.`,
    widthMm,
    heading: words`${outcome}: elementary effects`,
    upName: words`sigma: standard deviation of the effect`,
    acrossName: words`mu*: mean size of the effect`,
    left,
    right,
    height,
    layers: () => layers,
    key,
    data: points.map(({ parameter, muStar, mu, sigma }) => ({
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
    })),
    numbers: ['muStar', 'muStarLow', 'muStarHigh', 'mu', 'muLow', 'muHigh', 'sigma', 'sigmaLow', 'sigmaHigh'],
  });
}
