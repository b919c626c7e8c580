/** Verdicts as a figure: the limits that are tested stand where they belong, in every width. */
import { expect, test } from 'vitest';
import { renderFigure } from '../../src/figures/render.js';
import { inLook, JOURNAL, scaleOf } from '../../src/figures/theme.js';
import { type ChartedVerdict, verdictChart } from '../../src/figures/verdictChart.js';
import { textFaults } from './readSvg.js';

const row = (id: string, limits: ChartedVerdict['limits']): ChartedVerdict => ({
  id,
  claim: 'Cities that look at each other adopt more',
  verdict: 'supported',
  effect: 1,
  low: 0.5,
  high: 1.5,
  limits,
  text: '0.0937 [0.0545, 0.133]',
  supported: 0.5,
  undecided: 0.5,
  refuted: 0,
});
const chart = (verdicts: readonly ChartedVerdict[]) =>
  verdictChart({ name: 'verdicts', title: 'Claims', heading: 'Claims', caption: '', verdicts });
const verdicts = [
  row('H1', [{ at: -1, side: 'below' }]),
  row('H2', [
    { at: -1, side: 'above' },
    { at: 1, side: 'below' },
  ]),
  row('H3', [{ at: NaN, side: 'above' }]),
];

test.each([89, 120, 183])(
  'at %d mm nothing covers another, and the axis runs from left to right',
  async (widthMm) => {
    const look = { ...JOURNAL, widthMm };
    const figure = inLook(look, () => chart(verdicts));
    const { svg, warnings } = await renderFigure(figure, { look, wanted: [] });
    expect([...warnings, ...textFaults(svg, scaleOf(look))]).toEqual([]);
    const layers = figure.spec.layer as { data?: { values?: { [field: string]: unknown }[] } }[];
    const brackets = layers
      .map(({ data }) => data?.values ?? [])
      .find((values) => values.length === 3 && values.every(({ shape }) => typeof shape === 'string'))!;
    const [alone, low, high] = brackets.map(({ px }) => Number(px));
    expect(alone).toBe(low);
    expect(high).toBeGreaterThan(low);
    expect(brackets[0].shape).toBe(brackets[2].shape);
    expect(brackets[0].shape).not.toBe(brackets[1].shape);
  },
);

test('one hypothesis is no plural', () => {
  expect(chart(verdicts.slice(0, 1)).alternative).toMatch(/^Verdicts on 1 hypothesis\. /);
});
