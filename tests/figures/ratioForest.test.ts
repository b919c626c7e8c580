import { expect, it } from 'vitest';
import { ratioForest } from '../../src/figures/ratioForest/index.js';

const forest = (ratio: number, low: number, high: number) =>
  ratioForest({
    name: 'ratios',
    title: 'Hazard ratios',
    heading: 'hazard ratios',
    ratioName: 'hazard ratio',
    models: ['model'],
    rows: [
      { label: 'need', ratios: [{ ratio: 1.5, low: 1.1, high: 2 }] },
      { label: 'coercion', ratios: [{ ratio, low, high }] },
    ],
    caption: 'Hazard ratios.',
  });

it('a finite ratio beyond the axis is told, and drawn as reaching beyond it', () => {
  const { caption, spec } = forest(4.7e-10, 7e-42, 3e22);
  expect(caption).toContain('coercion 4.7e-10 (7e-42 to 3e22)');
  const drawn = JSON.stringify(spec);
  expect(drawn).toContain('triangle-left');
  expect(drawn).toContain('triangle-right');
  expect(drawn).not.toContain('no finite estimate');
});

it('a ratio that is not there is none', () => {
  for (const ratio of [NaN, 0, Infinity])
    expect(forest(ratio, NaN, NaN).caption).toContain('coercion without a finite estimate');
});
