/** What a report adds to the drawing of a figure, and that it adds nothing else. */
import { expect, test } from 'vitest';
import type { Figure } from '../../src/figures/figure.js';
import { forestPlot } from '../../src/figures/forestPlot.js';
import { renderFigure } from '../../src/figures/render.js';
import { CONFIG, SCHEMA } from '../../src/figures/theme.js';
import { readTable } from '../../src/io/csv.js';
import { type PointedFigure, pointed } from '../../src/report/figures/pointed.js';

async function drawn(figure: Figure): Promise<{ plain: string; result: PointedFigure }> {
  const { svg, csv, spec } = await renderFigure(figure);
  const { header, rows } = readTable(Buffer.from(csv), 'figure.csv');
  const result = await pointed({
    svg,
    spec: JSON.parse(spec),
    columns: header,
    rows: rows.map(({ cells }) => Object.fromEntries(header.map((name, k) => [name, cells[k]]))),
  });
  return { plain: svg.replace(/<style>[\s\S]*?<\/style>/, '').trim(), result };
}

const lines: Figure = {
  name: 'lines',
  title: 'Lines',
  caption: 'Two lines.',
  alternative: 'Two lines.',
  widthMm: 89,
  data: ['north', 'south'].flatMap((region, k) =>
    [2000, 2001, 2002].map((time) => ({ region, time, cities: (time - 1999) * (k + 1) })),
  ),
  spec: {
    $schema: SCHEMA,
    data: { url: 'lines.csv', format: { type: 'csv', parse: { time: 'number', cities: 'number' } } },
    width: 200,
    height: 100,
    config: CONFIG,
    mark: 'line',
    encoding: {
      x: { field: 'time', type: 'quantitative' },
      y: { field: 'cities', type: 'quantitative' },
      stroke: { field: 'region', type: 'nominal', legend: null },
    },
  },
};

test('a line tells the row behind each of its points, and is a series', async () => {
  const { plain, result } = await drawn(lines);
  expect(result.series).toEqual([{ column: 'region', values: ['north', 'south'] }]);
  const told = [...result.svg.matchAll(/data-series="0-(\d)" data-values="([^"]*)"/g)].map(
    ([, series, points]) => [
      series,
      JSON.parse(points.replaceAll('&quot;', '"')).map((point: [number, number, string]) => point[2]),
    ],
  );
  expect(told).toEqual([
    [
      '0',
      [
        'region: north\ntime: 2000\ncities: 1',
        'region: north\ntime: 2001\ncities: 2',
        'region: north\ntime: 2002\ncities: 3',
      ],
    ],
    [
      '1',
      [
        'region: south\ntime: 2000\ncities: 2',
        'region: south\ntime: 2001\ncities: 4',
        'region: south\ntime: 2002\ncities: 6',
      ],
    ],
  ]);
  expect(result.svg.replace(/ data-[a-z]+="[^"]*"/g, '')).toBe(plain);
});

const forest = forestPlot({
  name: 'forest',
  title: 'Forest',
  measure: 'difference',
  panels: [
    {
      title: '',
      rows: [
        { label: 'speed', value: 2, low: 1, high: 3, differs: true, text: '2 [1, 3]' },
        { label: 'depth', value: -1, low: -2, high: 0.5, differs: false, text: '−1 [−2, 0.5]' },
      ],
    },
  ],
  filled: 'differs',
  hollow: 'does not',
  caption: 'Two differences.',
  widthMm: 183,
});

test('a mark that was placed beforehand tells the row that is named beside it', async () => {
  const { plain, result } = await drawn(forest);
  const marks = [...result.svg.matchAll(/<circle data-value="([^"]*)"/g)].map(([, words]) =>
    words.split('&#10;').slice(0, 2).join(' '),
  );
  expect(marks).toEqual(['label: speed value: 2', 'label: depth value: −1']);
  expect(result.svg.replace(/ data-[a-z]+="[^"]*"/g, '')).toBe(plain);
});

test('a drawing that does not fit its specification is shown as it is', async () => {
  const { svg, csv, spec } = await renderFigure(lines);
  const { header } = readTable(Buffer.from(csv), 'lines.csv');
  const other = await pointed({ svg, spec: JSON.parse(spec), columns: header, rows: [] });
  expect(other).toMatchObject({ series: [], tells: false });
  expect(other.svg).not.toContain('data-');
  const none = await pointed({ svg, spec: { mark: 'nonsense' }, columns: header, rows: [] });
  expect(none.tells).toBe(false);
});
