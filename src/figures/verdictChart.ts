import { axisTicks } from './axisTicks.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, plotFrame, plotWidthOf } from './plotFrame.js';
import { CAP_HEIGHT, measureText } from './textMetrics.js';
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
  const labels = verdicts.map(({ id, claim }) => `${id} ${claim}`);
  const namesOf = (rowHeight: number) =>
    nameColumn(labels, widthMm, rowHeight, new Map(labels.map((label) => [label, label])));
  let names = namesOf(ROW);
  const left = names.width + 8;
  const right = 2;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const ranged = verdicts.some(({ supported }) => !Number.isNaN(supported));
  const texts = verdicts.map(({ verdict, text }) => `${ruled(verdict)}  ${text}`);
  const textWidth = Math.max(...texts.map((text) => measureText(text, TYPE.small)));
  let barWidth = ranged ? plotWidth * 0.24 : 0;
  let effectWidth = plotWidth - textWidth - barWidth - (ranged ? 2 * GAP : GAP);
  const beneath = effectWidth < LEAST_AXIS;
  if (beneath) {
    names = namesOf(TALL_ROW);
    barWidth = ranged ? Math.max(20, Math.min(barWidth, plotWidth - textWidth - GAP)) : 0;
    effectWidth = plotWidth - barWidth - (ranged ? GAP : 0);
  }
  const barLeft = plotWidth - barWidth;
  const { height, centres } = names;

  const reach = [
    0,
    ...verdicts
      .flatMap(({ effect, low, high, limits }) => [effect, low, high, ...limits.map(({ at }) => at)])
      .filter(Number.isFinite),
  ];
  let [least, most] = [Math.min(...reach), Math.max(...reach)];
  if (!(most > least)) [least, most] = [-1, 1];
  const room = (most - least) * 0.06;
  [least, most] = [least - room, most + room];
  const x = (value: number): number => round((effectWidth * (value - least)) / (most - least));

  const quiet: PlacedText[] = [];
  const tickText = (px: number, text: string): void => {
    quiet.push({
      px: px - measureText(text, TYPE.small) / 2,
      py: height + 4 + CAP_HEIGHT * TYPE.small,
      text,
      ink: INK.quiet,
    });
  };
  // Interrupted where verdicts stand beneath the intervals.
  const spans = beneath
    ? centres.map((centre) => [round(centre - 14), round(centre + 1)])
    : [[0, round(height)]];
  const upright = (value: number): object[] => spans.map(([py, py2]) => ({ px: x(value), py, py2 }));
  const grid = axisTicks(least, most, Math.max(3, Math.floor(effectWidth / 40))).flatMap((tick) => {
    tickText(x(tick), String(Number(tick.toPrecision(3))).replace('-', '−'));
    return upright(tick);
  });
  const intervals: object[] = [];
  const points: object[] = [];
  const brackets: object[] = [];
  const bars: object[] = [];
  verdicts.forEach((verdict, i) => {
    const py = round(centres[i] - (beneath ? 6 : 0));
    const ink = verdict.verdict === 'undecided' ? INK.axis : inks()[verdict.verdict];
    if (Number.isFinite(verdict.low)) intervals.push({ px: x(verdict.low), px2: x(verdict.high), py, ink });
    if (Number.isFinite(verdict.effect)) points.push({ px: x(verdict.effect), py, ink });
    for (const { at, side } of verdict.limits)
      if (Number.isFinite(at)) brackets.push({ px: x(at), py, shape: BRACKETS[side] });
    quiet.push({
      px: beneath ? 0 : effectWidth + GAP,
      py: py + (beneath ? 13 : 0) + (CAP_HEIGHT * TYPE.small) / 2,
      text: texts[i],
      ink: INK.text,
    });
    let from = 0;
    for (const ruling of ['supported', 'undecided', 'refuted'] as const) {
      const share = verdict[ruling];
      if (!(share > 0)) continue;
      bars.push({
        px: round(barLeft + barWidth * from),
        px2: round(barLeft + barWidth * (from + share)),
        py: round(py - BAR / 2),
        py2: round(py + BAR / 2),
        ink: inks()[ruling],
      });
      from += share;
    }
  });
  const shares = barWidth < 32 ? [1] : barWidth < 70 ? [0, 1] : [0, 0.5, 1];
  for (const share of ranged ? shares : []) {
    const text = `${100 * share}%`;
    // The outer two stand within the ends of the bars.
    tickText(barLeft + barWidth * share + measureText(text, TYPE.small) * (0.5 - share), text);
  }
  const inked = (channel: string): Spec => ({ [channel]: { field: 'ink', type: 'nominal', scale: null } });
  const standing = { x: pixel('px'), y: pixel('py'), y2: { field: 'py2' } };
  const rule = (values: object[], mark: Spec, encoding: Spec): Spec[] =>
    values.length === 0 ? [] : [{ data: { values }, mark: { type: 'rule', ...mark }, encoding }];
  const layers: Spec[] = [
    ...rule(grid, { stroke: INK.grid, strokeWidth: HAIRLINE }, standing),
    ...rule(upright(0), { stroke: INK.axis, strokeWidth: 0.7 }, standing),
    ...rule(
      intervals,
      { strokeWidth: 1.2 },
      { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py'), ...inked('stroke') },
    ),
    {
      data: { values: brackets },
      mark: { type: 'point', filled: true, fill: INK.text, strokeWidth: 0, opacity: 1, size: BRACKET_SIZE },
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        shape: { field: 'shape', type: 'nominal', scale: null },
      },
    },
    {
      data: { values: points },
      mark: { type: 'point', filled: true, opacity: 1, size: 18 },
      encoding: { x: pixel('px'), y: pixel('py'), ...inked('fill') },
    },
    ...(bars.length === 0
      ? []
      : [
          {
            data: { values: bars },
            mark: { type: 'rect', strokeWidth: 0 },
            encoding: {
              x: pixel('px'),
              y: pixel('py'),
              x2: { field: 'px2' },
              y2: { field: 'py2' },
              ...inked('fill'),
            },
          },
        ]),
    ...textLayer(names.texts, { align: 'right' }),
    ...textLayer(quiet, { size: TYPE.small }),
  ];
  const count = (ruling: ChartedVerdict['verdict']): string =>
    verdicts
      .filter(({ verdict }) => verdict === ruling)
      .map(({ id }) => id)
      .join(', ') || 'none';
  return plotFrame({
    name,
    title,
    caption,
    alternative: `Verdicts on ${verdicts.length} ${verdicts.length === 1 ? 'hypothesis' : 'hypotheses'}. Supported: ${count('supported')}. Refuted: ${count('refuted')}. Undecided: ${count('undecided')}.`,
    widthMm,
    heading,
    left,
    right,
    height: round(height),
    layers: () => layers,
    key: [
      { symbol: 'fill', label: words`supported`, ink: inks().supported },
      { symbol: 'fill', label: words`undecided`, ink: inks().undecided },
      { symbol: 'fill', label: words`refuted`, ink: inks().refuted },
      {
        symbol: 'sign',
        label: words`limit that is tested, open towards what is claimed`,
        ink: INK.text,
        shape: BRACKETS.above,
      },
    ],
    data: verdicts.map(({ id, claim, verdict, effect, low, high, supported, undecided, refuted }) => ({
      id,
      claim,
      verdict,
      effect: cell(effect),
      low: cell(low),
      high: cell(high),
      supported: cell(supported),
      undecided: cell(undecided),
      refuted: cell(refuted),
    })),
    numbers: ['effect', 'low', 'high', 'supported', 'undecided', 'refuted'],
  });
}
