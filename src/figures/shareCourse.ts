import type { Figure, Spec } from './figure.js';
import { lineDash, lineInk, lineKey, lineMarks } from './lineStyles.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, labelsWidth, linearScale, upwards, zeroRule } from './plotScale.js';
import { measureText } from './textMetrics.js';
import { SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { numerals } from './words.js';

export interface ShareCourseInput {
  name: string;
  title: string;
  heading: string;
  caption: string;
  groups: readonly {
    readonly group: string;
    readonly points: readonly {
      readonly time: number;
      readonly mean: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
}

const HEIGHT = 130;

/** The shares of groups over time, with 95 % intervals. At most eight groups have a colour of their own. */
export function shareCourse({ name, title, heading, caption, groups }: ShareCourseInput): Figure {
  const points = groups.flatMap(({ points: own }) => own);
  if (points.length === 0) throw new RangeError('shares over time: no point');
  const defined = points.flatMap(({ mean, low, high }) => [mean, low, high]).filter(Number.isFinite);
  // An interval that dips a little below 0 needs no further tick.
  const most = Math.max(...defined.map(Math.abs));
  const y = linearScale([0, ...defined.map((value) => (value < 0 && value > -0.05 * most ? 0 : value))], 5);
  const left = labelsWidth(y) + 8;
  // Years have no commas.
  const x = {
    ...linearScale(
      points.map(({ time }) => time),
      6,
      false,
    ),
    format: '~r',
    text: (time: number) => numerals(String(time)),
  };
  const right = Math.max(6, measureText(x.text(x.ticks[x.ticks.length - 1]), TYPE.label) / 2 + 2);
  const plotWidth = plotWidthOf({ widthMm: SINGLE_COLUMN_MM, left, right });
  const layers: Spec[] = [
    zeroRule(y, plotWidth),
    ...groups.flatMap((_, g): Spec[] => {
      const transform = [{ filter: `datum.number === ${g} && isValid(datum.mean)` }];
      return [
        {
          transform: [{ filter: `datum.number === ${g} && isValid(datum.low)` }],
          mark: { type: 'area', fill: lineInk(g), opacity: 0.14 },
          encoding: { x: across('time', x), y: upwards('low', y), y2: { field: 'high' } },
        },
        {
          transform,
          mark: {
            type: 'line',
            stroke: lineInk(g),
            strokeWidth: 1.2,
            ...lineDash(g),
          },
          encoding: { x: across('time', x), y: upwards('mean', y) },
        },
      ];
    }),
    ...lineMarks(
      groups.map((group) => group.points),
      x,
      y,
      { width: plotWidth, height: HEIGHT },
    ),
  ];
  const last = groups
    .map(({ group, points: own }) => `${group} ${inWords(own[own.length - 1].mean)}`)
    .join('; ');
  return plotFrame({
    name,
    title,
    caption,
    alternative: `Shares of ${groups.length} groups over time; at the end: ${last}.`,
    widthMm: SINGLE_COLUMN_MM,
    heading,
    left,
    right,
    height: HEIGHT,
    layers: () => layers,
    key: groups.map(({ group }, g) => lineKey(g, group)),
    data: groups.flatMap(({ group, points: own }, number) =>
      own.map(({ time, mean, low, high }) => ({
        number,
        group,
        time,
        mean: cell(mean),
        low: cell(low),
        high: cell(high),
      })),
    ),
    numbers: ['number', 'time', 'mean', 'low', 'high'],
  });
}
