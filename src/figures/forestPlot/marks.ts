/** What stands in and beside the panels. */
import type { Spec } from '../figure.js';
import { linesAbout, linesBefore, type PlacedText, round, tickText } from '../layout.js';
import { asIs, POINT } from '../marks.js';
import { LEADING } from '../textMetrics.js';
import { INK, PALETTE, TYPE } from '../theme.js';
import { type Columns, numberText, type PlacedPanel } from './panels.js';

const RADIUS_AREA = 17;
/** Of a row's texts beneath its middle. */
const DROP = 2.5;

/** Behind every second row. */
export const stripesOf = ({ left, right, middles, heights }: PlacedPanel): object[] =>
  middles.flatMap((middle, i) =>
    i % 2 === 0
      ? []
      : [
          {
            px: left,
            px2: round(right),
            py: round(middle - heights[i] / 2),
            py2: round(middle + heights[i] / 2),
          },
        ],
  );

/** Behind the values that are of no interest. */
export const shadeOf = ({ margin, x, top, bottom }: PlacedPanel): object[] =>
  margin === undefined ? [] : [{ px: round(x(-margin)), px2: round(x(margin)), py: top, py2: round(bottom) }];

export const gridOf = ({ ticks, x, top, bottom }: PlacedPanel): object[] =>
  ticks.map((tick) => ({ px: round(x(tick)), py: top, py2: round(bottom) }));

export const zeroOf = ({ x, top, bottom }: PlacedPanel): object => ({
  px: round(x(0)),
  py: top,
  py2: round(bottom),
});

export const intervalsOf = ({ rows, x, middles }: PlacedPanel): object[] =>
  rows.flatMap(({ low, high }, i) =>
    Number.isFinite(low) && Number.isFinite(high)
      ? [{ px: round(x(low)), px2: round(x(high)), py: middles[i] }]
      : [],
  );

export const marksOf = ({ rows, x, middles }: PlacedPanel): object[] =>
  rows.flatMap(({ value, differs }, i) =>
    Number.isFinite(value)
      ? [{ px: round(x(value)), py: middles[i], fill: differs ? PALETTE[0] : INK.paper }]
      : [],
  );

/** Filled and hollow marks. */
export const markedLayer = (values: readonly object[]): Spec => ({
  data: { values },
  mark: {
    type: 'point',
    filled: true,
    opacity: 1,
    size: RADIUS_AREA,
    strokeWidth: 0.9,
    stroke: PALETTE[0],
  },
  encoding: { ...POINT, fill: asIs('fill') },
});

export const titleOf = ({ left, titleLines, titleTop }: PlacedPanel): PlacedText[] =>
  titleLines.map((text, i) => ({ px: left, py: titleTop + (i + 0.8) * TYPE.label * LEADING, text }));

/** The labels of the rows, beside the first panel of each row of panels. */
export const labelsOf = ({ isFirst, middles }: PlacedPanel, { labels, labelWidth }: Columns): PlacedText[] =>
  isFirst
    ? labels.flatMap((lines, i) => linesBefore(labelWidth - 8, middles[i], lines, TYPE.label, DROP))
    : [];

export const tickTextsOf = ({ ticks, x, bottom }: PlacedPanel): PlacedText[] =>
  ticks.map((tick) => tickText(numberText(tick), x(tick), bottom));

export const numbersOf = (
  { middles }: PlacedPanel,
  { numbers, numbersSize, numbersWidth }: Columns,
  width: number,
): PlacedText[] =>
  numbers.flatMap((lines, i) =>
    linesAbout(middles[i], lines, numbersSize, DROP).map((line) => ({
      px: width - numbersWidth + 8,
      ...line,
    })),
  );
