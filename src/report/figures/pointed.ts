/**
 * A figure of the folder as part of a page: the very drawing of NAME.svg, with the values behind its marks. A drawing that
 * is not understood (of another version of the tool) is shown as it is.
 */
import { DRAWN, type DrawnMark, drawingOf } from './drawnMarks.js';
import { type DataRow, type RowsOfMark, rowsBehind } from './rowsBehind.js';
import { membershipOf, type Series, seriesOf } from './seriesOf.js';
import { columnWords, toldCells, toldColumns } from './words.js';

export interface PointedFigure {
  /** <svg> without its letters, which the page has once for all figures. */
  readonly svg: string;
  /** What can be switched off; marks bear data-series="series-value …", by number. */
  readonly series: readonly Series[];
  /**
   * What marks tell, in words: rows of cells by column. A mark bears data-row="number of its row", a line
   * data-points="[[x, y, number of the row], …]".
   */
  readonly told: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

export interface FigureFiles {
  readonly svg: string;
  /** NAME.vl.json; null: there is none. */
  readonly spec: { readonly [key: string]: unknown } | null;
  readonly columns: readonly string[];
  readonly rows: readonly DataRow[];
}

/** Of the face that the page has; a figure in another keeps its own. */
const LETTERS = /<style>(?:@font-face\{font-family:Inter;[^}]*\})+<\/style>/;

export async function pointed({ svg, spec, columns, rows }: FigureFiles): Promise<PointedFigure> {
  const bare = svg.replace(LETTERS, '').trim();
  const plain = { svg: bare, series: [], told: { columns: [], rows: [] } };
  if (spec === null) return plain;
  let drawing: Awaited<ReturnType<typeof drawingOf>>;
  try {
    drawing = await drawingOf(spec, rows);
  } catch {
    return plain;
  }
  const { elements, tags } = drawing;
  const own = [...bare.matchAll(DRAWN)].map(([, tag]) => (tag === 'circle' ? 'path' : tag));
  if (own.join() !== tags.join()) return plain;
  const behind = rowsBehind(elements, columns, rows);
  const series = seriesOf(elements, behind, columns, { nominal: nominalColumns(spec), rows: rows.length });
  const membership = membershipOf(elements, behind, series);
  const lined = elements.some((mark) => mark?.type === 'line');
  const told = toldColumns(columns);
  const words = numbered();
  const numberOf = (row: DataRow): number => words.numberOf(toldCells(row, told));
  let at = -1;
  const marked = bare.replace(DRAWN, (element, tag: string) => {
    at++;
    const mark = elements[at];
    if (mark === null) return element;
    const parts = [
      membership[at].length === 0 ? '' : ` data-series="${membership[at].join(' ')}"`,
      rowsOf(mark, behind[at], numberOf, lined),
    ].join('');
    return parts === '' ? element : `<${tag}${parts}${element.slice(tag.length + 1)}`;
  });
  return { svg: marked, series, told: { columns: told.map(columnWords), rows: words.rows } };
}

/** Rows of texts, each once, by number. */
function numbered() {
  const rows: string[][] = [];
  const known = new Map<string, number>();
  return {
    rows,
    numberOf(row: string[]): number {
      const key = row.join('\0');
      const number = known.get(key) ?? rows.push(row) - 1;
      known.set(key, number);
      return number;
    },
  };
}

/** What the mark tells: of a line, point by point; areas leave that to the lines within them. */
function rowsOf(
  mark: DrawnMark,
  behind: RowsOfMark,
  numberOf: (row: DataRow) => number,
  lined: boolean,
): string {
  if (mark.type === 'text' || (mark.type === 'area' && lined)) return '';
  const told = mark.points.flatMap(({ x, y }, k) => {
    const row = behind[k];
    return row ? [[round(x), round(y), numberOf(row)] as const] : [];
  });
  if (told.length === 0) return '';
  return mark.points.length > 1 ? ` data-points="${JSON.stringify(told)}"` : ` data-row="${told[0][2]}"`;
}

const round = (value: number): number => Number(value.toFixed(1));

/** Columns that some encoding takes as names. */
function nominalColumns(spec: unknown): string[] {
  if (Array.isArray(spec)) return spec.flatMap(nominalColumns);
  if (typeof spec !== 'object' || spec === null) return [];
  const { field, type } = spec as { field?: unknown; type?: unknown };
  const own = typeof field === 'string' && type === 'nominal' ? [field] : [];
  return [
    ...own,
    ...Object.entries(spec).flatMap(([key, part]) => (key === 'values' ? [] : nominalColumns(part))),
  ];
}
