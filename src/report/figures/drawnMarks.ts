/** What a figure draws, mark by mark, with the data behind each: laid out from NAME.vl.json and NAME.csv by Vega. */
import * as vega from 'vega';
import { compile } from 'vega-lite';

export interface DrawnPoint {
  readonly datum: { readonly [field: string]: unknown };
  /** In the units of the drawing; within the group that the element stands in. */
  readonly x: number;
  readonly y: number;
}

/** One element of the SVG. */
export interface DrawnMark {
  /** Type of mark: symbol, rect, rule, line, area, text, shape, … */
  readonly type: string;
  /** One, or all points of a line or an area. */
  readonly points: readonly DrawnPoint[];
  /** Middle of its height within the whole drawing; NaN: it stretches over rows. */
  readonly row: number;
  /** What a text says. */
  readonly text: string;
  /** Stroke and fill, where they are plain colours. */
  readonly colours: readonly string[];
}

/** As Vega keeps them; typings are of its parts only. */
interface SceneItem {
  readonly datum?: { readonly [field: string]: unknown };
  readonly x?: number;
  readonly y?: number;
  readonly y2?: number;
  readonly height?: number;
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly baseline?: string;
  readonly stroke?: unknown;
  readonly fill?: unknown;
  readonly items?: readonly SceneMark[];
  description?: string;
}
interface SceneMark {
  readonly marktype: string;
  readonly items: readonly SceneItem[];
}

export interface Drawing {
  /** Of each drawn element of the SVG, in its order; null: not of the data (axes). */
  readonly elements: readonly (DrawnMark | null)[];
  /** Name of each drawn element. */
  readonly tags: readonly string[];
}

/** Height of capitals over the size of the type. */
const CAPITALS = 0.73;
/** A rule that is higher is no mark of one row. */
const ROW = 2;

/** Elements that draw something, by their opening tags: what stands between is structure. */
export const DRAWN = /<(path|line|rect|circle|text|image)\b[^>]*>/g;
/** Paths of groups that show nothing; the figures leave them out. */
const UNSEEN = /^<path class="(?:background|foreground)"(?![^>]* fill=)/;

/**
 * rows: of NAME.csv, one mapping a row.
 * @throws what Vega throws of a specification that it does not understand.
 */
export async function drawingOf(
  spec: { readonly [key: string]: unknown },
  rows: readonly { readonly [column: string]: string }[],
): Promise<Drawing> {
  const { format } = (spec['data'] ?? {}) as { format?: { parse?: unknown } };
  const silent = { level: () => silent, error: () => silent, warn: () => silent, info: () => silent };
  const logger = { ...silent, debug: () => silent } as never;
  const data = { values: rows.map((row) => ({ ...row })), format: { type: 'json', parse: format?.parse } };
  const compiled = compile({ ...spec, data } as never, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
  try {
    await view.runAsync();
    const { root } = view.scenegraph() as unknown as { root: SceneMark };
    const marks: DrawnMark[] = [];
    numberMarks(root, 0, marks);
    const svg = await view.toSVG();
    const elements: (DrawnMark | null)[] = [];
    const tags: string[] = [];
    for (const [element, tag] of svg.matchAll(DRAWN)) {
      if (UNSEEN.test(element)) continue;
      const number = / aria-label="mark (\d+)"/.exec(element)?.[1];
      elements.push(number === undefined ? null : marks[Number(number)]);
      tags.push(tag);
    }
    return { elements, tags };
  } finally {
    view.finalize();
  }
}

/** Gives each element a number, by which it is found in the SVG; y: of the group within the drawing. */
function numberMarks(mark: SceneMark, y: number, found: DrawnMark[]): void {
  if (mark.marktype === 'group') {
    for (const group of mark.items)
      for (const inner of group.items ?? []) numberMarks(inner, y + (group.y ?? 0), found);
    return;
  }
  const nested = ['line', 'area', 'trail'].includes(mark.marktype);
  const parts = nested ? [mark.items] : mark.items.map((item) => [item]);
  for (const items of parts) {
    const [first] = items;
    if (first === undefined) continue;
    first.description = `mark ${found.length}`;
    found.push({
      type: mark.marktype,
      points: items.map(({ datum, x = 0, y: at = 0 }) => ({ datum: datum ?? {}, x, y: at })),
      row: nested ? NaN : y + rowOf(mark.marktype, first),
      text: mark.marktype === 'text' ? String(first.text ?? '') : '',
      colours: [first.stroke, first.fill].filter((colour): colour is string => typeof colour === 'string'),
    });
  }
}

function rowOf(type: string, { y = 0, y2, height, fontSize = 0, baseline }: SceneItem): number {
  if (type === 'text') return baseline === 'middle' ? y : y - (CAPITALS * fontSize) / 2;
  if (type === 'rect') return y + (height ?? 0) / 2;
  if (type === 'rule') return y2 === undefined || Math.abs(y2 - y) < ROW ? y : NaN;
  return y;
}
