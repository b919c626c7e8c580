/** Estimates against a known truth, drawn. */
import { expect, test } from 'vitest';
import { estimatePlot } from '../../src/figures/estimatePlot/index.js';
import { DOUBLE_COLUMN_MM } from '../../src/figures/theme.js';

const point = (at: number, mean: number) => ({ at, mean, low: mean - 0.1, high: mean + 0.1 });
const input = {
  name: 'estimates',
  title: 'Estimates',
  heading: 'Estimates',
  caption: 'Estimates.',
  acrossName: 'homophily',
  upName: 'coefficient',
  widthMm: DOUBLE_COLUMN_MM,
  estimators: ['plain', 'with dummies'],
  panels: [
    {
      condition: 'nothing hidden',
      truth: 0,
      lines: [
        [point(0, 0), point(1, 0.1)],
        [point(0, NaN), point(1, -0.2)],
      ],
    },
    {
      condition: 'a hidden trait',
      truth: 0,
      lines: [
        [point(0, 0), point(1, 2)],
        [point(0, 0.1), point(1, 0.5)],
      ],
    },
  ],
};

interface Layer {
  readonly mark: { readonly type: string };
  readonly data?: { readonly values: readonly { readonly [field: string]: number }[] };
}

test('an estimate on the truth lies on its line; what is not estimated has no mark; the farthest is told', () => {
  const { spec, data, alternative } = estimatePlot(input);
  const layers = spec['layer'] as readonly Layer[];
  const marks = layers.find(({ mark }) => mark.type === 'point')!.data!.values;
  expect(marks).toHaveLength(7);
  const broken = layers.find(({ mark }) => mark.type === 'rule' && 'strokeDash' in mark)!.data!.values;
  expect(broken).toHaveLength(2);
  expect(marks[0]['py']).toBe(broken[0]['py']);
  // Above the truth is higher on the page.
  expect(marks[1]['py']).toBeLessThan(broken[0]['py']);
  expect(data).toHaveLength(8);
  expect(alternative).toContain('a hidden trait, truth 0: at 1 plain is farthest off, 2');
  expect(alternative).toContain('nothing hidden, truth 0: at 1 with dummies is farthest off, −0.2');
});

test('without an estimate there is nothing to draw', () => {
  const empty = input.panels.map((panel) => ({ ...panel, lines: [[point(0, NaN)], [point(0, NaN)]] }));
  expect(() => estimatePlot({ ...input, panels: empty })).toThrow(RangeError);
});
