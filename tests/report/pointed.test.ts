/** What a report adds to the drawing of a figure, and that it adds nothing else. */
import { expect, test } from 'vitest';
import type { Figure } from '../../src/figures/figure.js';
import { forestPlot } from '../../src/figures/forestPlot/index.js';
import { renderFigure } from '../../src/figures/render.js';
import { CONFIG, SCHEMA } from '../../src/figures/theme.js';
import { readTable } from '../../src/io/csv.js';
import { hoisted, sharing } from '../../src/report/figures/compact.js';
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
  const told = [...result.svg.matchAll(/data-series="0-(\d)" data-points="([^"]*)"/g)].map(
    ([, series, points]) => [
      series,
      JSON.parse(points).map(([, , row]: number[]) => result.told.rows[row].join(' ')),
    ],
  );
  expect(result.told.columns).toEqual(['region', 'time', 'cities']);
  expect(told).toEqual([
    ['0', ['north 2000 1', 'north 2001 2', 'north 2002 3']],
    ['1', ['south 2000 2', 'south 2001 4', 'south 2002 6']],
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
  const marks = [...result.svg.matchAll(/<circle data-row="(\d+)"/g)].map(([, row]) =>
    result.told.rows[Number(row)].slice(1, 3).join(' '),
  );
  expect(marks).toEqual(['speed 2', 'depth −1']);
  expect(result.svg.replace(/ data-[a-z]+="[^"]*"/g, '')).toBe(plain);
});

test('a drawing that does not fit its specification is shown as it is', async () => {
  const { svg, csv, spec } = await renderFigure(lines);
  const { header } = readTable(Buffer.from(csv), 'lines.csv');
  const other = await pointed({ svg, spec: JSON.parse(spec), columns: header, rows: [] });
  expect(other).toMatchObject({ series: [], told: { rows: [] } });
  expect(other.svg).not.toContain('data-');
  const none = await pointed({ svg, spec: { mark: 'nonsense' }, columns: header, rows: [] });
  expect(none.told.rows).toEqual([]);
});

test('what elements share is said once, and what figures share is drawn once', () => {
  const outline = `<path d="M${'1,2L'.repeat(60)}0,0Z" fill="#eee"/>`;
  const dot = (x: number, row: number): string =>
    `<circle data-series="0-1" data-row="${row}" cx="${x}" cy="2" r="1" fill="#fff" stroke="#000"/>`;
  const svg = `<g>${outline}</g><g>${[1, 2, 3, 4].map((x) => dot(x, x)).join('')}</g>`;
  const less = hoisted(svg);
  expect(less).toContain(
    '<g fill="#fff" stroke="#000" data-series="0-1"><circle data-row="1" cx="1" cy="2" r="1"/>',
  );
  const shared = sharing();
  const first = shared(less);
  const second = shared(less);
  expect(first.replace(' id="shape-0"', '')).toBe(less);
  expect(second.replace('<use href="#shape-0"/>', outline)).toBe(less);
});
