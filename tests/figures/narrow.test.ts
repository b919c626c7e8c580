/** Figures as narrow as a column of a journal. */
import { expect, test } from 'vitest';
import { adoptionShift } from '../../src/figures/adoptionShift.js';
import type { Figure, Spec } from '../../src/figures/figure.js';
import { forestPlot } from '../../src/figures/forestPlot/index.js';
import { wrapText } from '../../src/figures/textMetrics.js';
import { WIDTHS } from '../../src/figures/theme.js';

interface Shown {
  readonly px: number;
  readonly px2?: number;
  readonly text?: string;
}
/** What stands in the layers of a mark. */
const shownIn = ({ spec }: Figure, type: string): Shown[] =>
  (spec['layer'] as Spec[]).flatMap((layer) =>
    (layer['mark'] as { type: string }).type === type
      ? ((layer['data'] as { values?: Shown[] } | undefined)?.values ?? [])
      : [],
  );
const textsOf = (figure: Figure): string[] => shownIn(figure, 'text').map(({ text }) => text!);

test('code names part between their words, others where they must', () => {
  expect(wrapText('timeTo25_welcoming', 45, 7)).toEqual(['timeTo25_', 'welcoming']);
  expect(wrapText('implementedSignatories', 50, 7)).toEqual(['implemented', 'Signatories']);
  expect(wrapText('Llanfairpwllgwyngyll', 40, 7).join('')).toBe('Llanfairpwllgwyngyll');
});

const shift = (widthMm: number): Figure =>
  adoptionShift({
    name: 'cities',
    title: 'cities',
    measure: 'when',
    cities: ['Las Palmas de Gran Canaria', 'Berlin'].map((name, i) => ({
      name,
      timeA: 2005,
      timeB: i === 0 ? 2015 : null,
      text: '+10.00 [8.00, 12.00]',
    })),
    timeRange: [2000, 2020],
    labelA: 'a',
    labelB: 'b',
    textHead: 'mean years [95 %]',
    caption: 'Arrows.',
    textCaption: 'At the right a mean.',
    widthMm,
  });

test.each(Object.values(WIDTHS))('arrows of adoption have half of %s mm, and names are whole', (widthMm) => {
  const figure = shift(widthMm);
  const at = (year: string): number => shownIn(figure, 'text').find(({ text }) => text === year)!.px;
  expect(at('2020') - at('2000')).toBeGreaterThanOrEqual(0.5 * (figure.spec['width'] as number) - 1);
  expect(textsOf(figure).join(' ')).toContain('Las Palmas de Gran Canaria');
  expect(figure.caption.includes('At the right')).toBe(textsOf(figure).includes('mean years [95 %]'));
});

test('panels of differences are wide enough for two ticks each, and no name is cut', () => {
  const rows = ['without networks', 'implementedSignatoriesOfAll'].map((label, i) => ({
    label,
    value: 0.1 + i,
    low: 0.05,
    high: 1.2,
    differs: true,
  }));
  for (const most of [0.013, 0.23, 0.34, 7, 260]) {
    const panels = ['Shapley', 'butFor', 'alone'].map((title) => ({
      title,
      rows: rows.map((row) => ({ ...row, value: row.value * most, low: -most / 5, high: most })),
    }));
    const figure = forestPlot({
      name: 'differences',
      title: 'differences',
      measure: 'differences',
      panels,
      filled: 'yes',
      hollow: 'no',
      caption: '',
      widthMm: WIDTHS.single,
    });
    const ticks = textsOf(figure).filter((text) => /^−?[\d.]+$/.test(text));
    expect(ticks.length, String(most)).toBeGreaterThanOrEqual(6);
    expect(textsOf(figure).filter((text) => text.includes('…'))).toEqual([]);
  }
});
