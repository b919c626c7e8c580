import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { linesAbout, type PlacedText, round, textLayer, tickText } from './layout.js';
import { ACROSS, asIs, CORNERS, markLayer, POINT, ruleLayer, UPRIGHT } from './marks.js';
import { type NameColumn, nameColumn } from './nameColumn.js';
import { cell, plotFrame, plotWidthOf } from './plotFrame.js';
import { domainAround } from './plotScale.js';
import { measureText } from './textMetrics.js';
import { DOUBLE_COLUMN_MM, HAIRLINE, INK, PALETTE, TYPE } from './theme.js';
import { words } from './words.js';

export interface ChartedVerdict {
  id: string;
  claim: string;
  verdict: 'supported' | 'refuted' | 'undecided';
  /** Mean difference and interval, in standard deviations over replicates; NaN: not defined. */
  effect: number;
  low: number;
  high: number;
  /** Limits about which the claim is tested, in the same unit, and the side that is claimed; NaN is not drawn. */
  limits: readonly { readonly at: number; readonly side: 'above' | 'below' }[];
  /** The difference in the unit of the outcome, as text. */
  text: string;
  /** Shares of the sets of coefficients; NaN where there are none. */
  supported: number;
  undecided: number;
  refuted: number;
}

export interface VerdictChartInput {
  name: string;
  title: string;
  heading: string;
  caption: string;
  verdicts: readonly ChartedVerdict[];
}

const rulings = ['supported', 'undecided', 'refuted'] as const;

const inks = () => ({ supported: PALETTE[2], undecided: INK.neutral, refuted: PALETTE[1] }) as const;
const ruled = (verdict: ChartedVerdict['verdict']): string =>
  ({ supported: words`supported`, undecided: words`undecided`, refuted: words`refuted` })[verdict];
/** A bracket of 2 x 2 about its upright, which stands at 0; open to the right, or to the left. */
const BRACKETS = {
  above: 'M-0.1,-1L0.5,-1L0.5,-0.8L0.1,-0.8L0.1,0.8L0.5,0.8L0.5,1L-0.1,1Z',
  below: 'M0.1,-1L-0.5,-1L-0.5,-0.8L-0.1,-0.8L-0.1,0.8L-0.5,0.8L-0.5,1L0.1,1Z',
} as const;
/** Square of their height. */
const BRACKET_SIZE = 90;
const ROW = 15;
const BAR = 7;
const GAP = 10;
/** An axis narrower than this leaves the verdicts no room at its right: they go beneath the intervals. */
const LEAST_AXIS = 80;
const TALL_ROW = 27;

/**
 * A row a hypothesis: what is claimed, the difference with its interval in standard deviations, coloured by its verdict, the limits
 * about which it is tested as brackets that open towards what is claimed, and the shares of the plausible range in which it is supported, undecided and refuted. Throws where there is none.
 */
export function verdictChart({ name, title, heading, caption, verdicts }: VerdictChartInput): Figure {
  if (verdicts.length === 0) throw new RangeError('verdict chart: no hypothesis');
  const widthMm = DOUBLE_COLUMN_MM;
  const texts = verdicts.map(({ verdict, text }) => `${ruled(verdict)}  ${text}`);
  const plot = plotOf(verdicts, texts, widthMm);
  const { names, left, right } = plot;

  const inked = asIs('ink');
  const layers: Spec[] = [
    ...ruleLayer(gridOf(plot), { stroke: INK.grid, strokeWidth: HAIRLINE }, UPRIGHT),
    ...ruleLayer(uprightsAt(0, plot), { stroke: INK.axis, strokeWidth: 0.7 }, UPRIGHT),
    ...ruleLayer(intervalsOf(verdicts, plot), { strokeWidth: 1.2 }, { ...ACROSS, stroke: inked }),
    bracketLayer(verdicts, plot),
    effectLayer(verdicts, plot),
    ...markLayer(barsOf(verdicts, plot), { type: 'rect', strokeWidth: 0 }, { ...CORNERS, fill: inked }),
    ...textLayer(names.texts, { align: 'right' }),
    ...textLayer([...tickTextsOf(plot), ...verdictTexts(texts, plot), ...shareTextsOf(plot)], {
      size: TYPE.small,
    }),
  ];
  return plotFrame({
    name,
    title,
    caption,
    alternative: alternativeOf(verdicts),
    widthMm,
    heading,
    left,
    right,
    height: round(names.height),
    layers: () => layers,
    key: keyOf(),
    data: rowsOf(verdicts),
    numbers: ['effect', 'low', 'high', 'supported', 'undecided', 'refuted'],
  });
}

/** Where things stand, in points: differences at the left, from 0 to `effectWidth`, bars of shares at the right. */
interface VerdictPlot {
  readonly names: NameColumn;
  readonly left: number;
  readonly right: number;
  readonly effectWidth: number;
  /** Whether verdicts stand beneath the intervals, else at their right. */
  readonly isBeneath: boolean;
  readonly barLeft: number;
  /** 0: there are no shares. */
  readonly barWidth: number;
  /** Middles of the intervals and bars of each row. */
  readonly middles: readonly number[];
  readonly x: (effect: number) => number;
  readonly ticks: readonly number[];
}

function plotOf(verdicts: readonly ChartedVerdict[], texts: readonly string[], widthMm: number): VerdictPlot {
  const labels = verdicts.map(({ id, claim }) => `${id} ${claim}`);
  const namesOf = (rowHeight: number) =>
    nameColumn(labels, widthMm, rowHeight, new Map(labels.map((label) => [label, label])));
  const beside = namesOf(ROW);
  const left = beside.width + 8;
  const right = 2;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const textWidth = Math.max(...texts.map((text) => measureText(text, TYPE.small)));
  const isRanged = verdicts.some(({ supported }) => !Number.isNaN(supported));
  const wanted = isRanged ? plotWidth * 0.24 : 0;
  const room = plotWidth - textWidth - wanted - (isRanged ? 2 * GAP : GAP);
  const isBeneath = room < LEAST_AXIS;
  const barWidth =
    isBeneath && isRanged ? Math.max(20, Math.min(wanted, plotWidth - textWidth - GAP)) : wanted;
  const effectWidth = isBeneath ? plotWidth - barWidth - (isRanged ? GAP : 0) : room;
  const names = isBeneath ? namesOf(TALL_ROW) : beside;
  const [least, most] = domainOf(verdicts);
  return {
    names,
    left,
    right,
    effectWidth,
    isBeneath,
    barLeft: plotWidth - barWidth,
    barWidth,
    middles: names.centres.map((centre) => round(centre - (isBeneath ? 6 : 0))),
    x: (effect) => round((effectWidth * (effect - least)) / (most - least)),
    ticks: axisTicks(least, most, Math.max(3, Math.floor(effectWidth / 40))),
  };
}

const domainOf = (verdicts: readonly ChartedVerdict[]): [number, number] =>
  domainAround(
    verdicts.flatMap(({ effect, low, high, limits }) => [effect, low, high, ...limits.map(({ at }) => at)]),
  );

/** Upright lines, interrupted where verdicts stand beneath the intervals. */
function uprightsAt(effect: number, { names, isBeneath, x }: VerdictPlot): object[] {
  const spans = isBeneath
    ? names.centres.map((centre) => [round(centre - 14), round(centre + 1)])
    : [[0, round(names.height)]];
  return spans.map(([py, py2]) => ({ px: x(effect), py, py2 }));
}

const gridOf = (plot: VerdictPlot): object[] => plot.ticks.flatMap((tick) => uprightsAt(tick, plot));

const tickTextsOf = ({ ticks, x, names }: VerdictPlot): PlacedText[] =>
  ticks.map((tick) => tickText(String(Number(tick.toPrecision(3))).replace('-', '−'), x(tick), names.height));

const inkOf = ({ verdict }: ChartedVerdict): string => (verdict === 'undecided' ? INK.axis : inks()[verdict]);

const intervalsOf = (verdicts: readonly ChartedVerdict[], { x, middles }: VerdictPlot): object[] =>
  verdicts.flatMap((verdict, i) =>
    Number.isFinite(verdict.low)
      ? [{ px: x(verdict.low), px2: x(verdict.high), py: middles[i], ink: inkOf(verdict) }]
      : [],
  );

/** The limits that are tested. */
const bracketLayer = (verdicts: readonly ChartedVerdict[], { x, middles }: VerdictPlot): Spec => ({
  data: {
    values: verdicts.flatMap(({ limits }, i) =>
      limits
        .filter(({ at }) => Number.isFinite(at))
        .map(({ at, side }) => ({ px: x(at), py: middles[i], shape: BRACKETS[side] })),
    ),
  },
  mark: { type: 'point', filled: true, fill: INK.text, strokeWidth: 0, opacity: 1, size: BRACKET_SIZE },
  encoding: { ...POINT, shape: asIs('shape') },
});

const effectLayer = (verdicts: readonly ChartedVerdict[], { x, middles }: VerdictPlot): Spec => ({
  data: {
    values: verdicts.flatMap((verdict, i) =>
      Number.isFinite(verdict.effect) ? [{ px: x(verdict.effect), py: middles[i], ink: inkOf(verdict) }] : [],
    ),
  },
  mark: { type: 'point', filled: true, opacity: 1, size: 18 },
  encoding: { ...POINT, fill: asIs('ink') },
});

/** The shares of each ruling, one after the other. */
const barsOf = (verdicts: readonly ChartedVerdict[], { barLeft, barWidth, middles }: VerdictPlot): object[] =>
  verdicts.flatMap((verdict, i) => {
    let from = 0;
    return rulings
      .filter((ruling) => verdict[ruling] > 0)
      .map((ruling) => {
        const start = from;
        from += verdict[ruling];
        return {
          px: round(barLeft + barWidth * start),
          px2: round(barLeft + barWidth * from),
          py: round(middles[i] - BAR / 2),
          py2: round(middles[i] + BAR / 2),
          ink: inks()[ruling],
        };
      });
  });

/** What stands under the bars; the outer two stand within their ends. */
function shareTextsOf({ barLeft, barWidth, names }: VerdictPlot): PlacedText[] {
  if (barWidth === 0) return [];
  const shares = barWidth < 32 ? [1] : barWidth < 70 ? [0, 1] : [0, 0.5, 1];
  return shares.map((share) => {
    const text = `${100 * share}%`;
    const inward = measureText(text, TYPE.small) * (0.5 - share);
    return tickText(text, barLeft + barWidth * share + inward, names.height);
  });
}

/** Each verdict and its difference. */
const verdictTexts = (
  texts: readonly string[],
  { isBeneath, effectWidth, middles }: VerdictPlot,
): PlacedText[] =>
  texts.flatMap((text, i) =>
    linesAbout(middles[i] + (isBeneath ? 13 : 0), [text], TYPE.small).map((line) => ({
      px: isBeneath ? 0 : effectWidth + GAP,
      ...line,
    })),
  );

const keyOf = (): KeyItem[] => [
  ...rulings.map((ruling) => ({ symbol: 'fill' as const, label: ruled(ruling), ink: inks()[ruling] })),
  {
    symbol: 'sign',
    label: words`limit that is tested, open towards what is claimed`,
    ink: INK.text,
    shape: BRACKETS.above,
  },
];

function alternativeOf(verdicts: readonly ChartedVerdict[]): string {
  const told = (ruling: ChartedVerdict['verdict']): string =>
    verdicts
      .filter(({ verdict }) => verdict === ruling)
      .map(({ id }) => id)
      .join(', ') || 'none';
  const count = `${verdicts.length} ${verdicts.length === 1 ? 'hypothesis' : 'hypotheses'}`;
  return `Verdicts on ${count}. Supported: ${told('supported')}. Refuted: ${told('refuted')}. Undecided: ${told('undecided')}.`;
}

const rowsOf = (verdicts: readonly ChartedVerdict[]): Row[] =>
  verdicts.map(({ id, claim, verdict, effect, low, high, supported, undecided, refuted }) => ({
    id,
    claim,
    verdict,
    effect: cell(effect),
    low: cell(low),
    high: cell(high),
    supported: cell(supported),
    undecided: cell(undecided),
    refuted: cell(refuted),
  }));
