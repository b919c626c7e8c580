/** Text for terminals: numbers, tables, a curve. */
import { stripVTControlCharacters } from 'node:util';
import asciichart from 'asciichart';
import Table from 'cli-table3';
import type { OutcomeSummary } from '../analysis/summary.js';
import { figureText } from '../io/numberText.js';
import { outColors } from './colors.js';

export { figureText };

const plainStyle = { head: [] as string[], border: [] as string[], compact: true };

const noBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((place) => [place, '']),
);
const chars = { ...noBorders, left: ' ', middle: ' ' };

/** Trailing blanks would wrap in a narrow terminal, and stay behind in what is copied. */
const trimmed = (text: string): string => text.replace(/[ \t]+$/gm, '');

/** A table without colours where output is piped. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric = true,
): string {
  const table = new Table({
    head: head.map((text) => outColors.bold(text)),
    style: plainStyle,
    colAligns: head.map((_, at) => (numeric && at > 0 ? 'right' : 'left')),
    chars,
  });
  table.push(...rows.map((row) => [...row]));
  return trimmed(table.toString());
}

/** Columns that text may take: what the terminal has, at most 100; some say that they have 0. */
const textWidth = (): number => Math.min(100, process.stdout.columns || 100);

/**
 * A table of texts that fits: the last column is wrapped; where not even its longest word has room, the columns
 * before it go, from the right, down to the first.
 */
export function listTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const longest = (text: string, parts: RegExp): number =>
    Math.max(...text.split(parts).map((part) => stripVTControlCharacters(part).length));
  const widest = (at: number, parts: RegExp): number =>
    2 + Math.max(...[head, ...rows].map((row) => longest(row[at], parts)));
  const final = head.length - 1;
  const shown = [...head.keys()].slice(0, -1);
  const room = (): number => textWidth() - 1 - shown.reduce((sum, at) => sum + widest(at, /\n/), 0);
  while (shown.length > 1 && room() < widest(final, /\s/)) shown.pop();
  const table = new Table({
    head: [...shown, final].map((at) => outColors.bold(head[at])),
    style: plainStyle,
    colWidths: [...shown.map((at) => widest(at, /\n/)), Math.max(room(), widest(final, /\s/))],
    wordWrap: true,
    chars: { ...chars, middle: '' },
  });
  table.push(...rows.map((row) => [...shown, final].map((at) => row[at])));
  return trimmed(table.toString());
}

/** Words of a text in lines that fit, each after an indent. */
export function wrapped(text: string, indent = 0): string {
  const width = textWidth() - indent;
  const lines: string[] = [];
  // Not at spaces that keep a number and its unit together.
  for (const word of text.split(/[ \t\n]+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}`).join('\n');
}

/** `name    text`, the text wrapped beside it; empty texts are left out. */
export function entryText(entries: readonly (readonly [name: string, text: string])[]): string {
  const told = entries.filter(([, text]) => text !== '');
  const indent = Math.max(...told.map(([name]) => name.length)) + 4;
  return told
    .map(([name, text]) => `  ${outColors.bold(name)}${wrapped(text, indent).slice(2 + name.length)}`)
    .join('\n');
}

/** Mean, interval and spread of each outcome; where the terminal is too narrow, without the median. */
export function summaryTable(summaries: readonly OutcomeSummary[]): string {
  const interval = ({ low, high }: OutcomeSummary): string =>
    Number.isNaN(low) ? '–' : `[${figureText(low)}, ${figureText(high)}]`;
  const spread = ({ count, q05, q95 }: OutcomeSummary): string =>
    count === 0 ? '–' : `${figureText(q05)} to ${figureText(q95)}`;
  const columns: (readonly [head: string, cell: (summary: OutcomeSummary) => string])[] = [
    ['outcome', ({ outcome }) => outcome],
    ['mean', ({ mean }) => figureText(mean)],
    ['95 % interval', interval],
    ['median', ({ median }) => figureText(median)],
    ['5 % to 95 %', spread],
  ];
  if (summaries.some(({ missing }) => missing > 0))
    columns.push(['undefined', ({ missing }) => String(missing)]);
  const text = (shown: typeof columns): string =>
    tableText(
      shown.map(([head]) => head),
      summaries.map((summary) => shown.map(([, cell]) => cell(summary))),
    );
  const whole = text(columns);
  const width = Math.max(
    ...stripVTControlCharacters(whole)
      .split('\n')
      .map((line) => line.length),
  );
  return width <= (process.stdout.columns || width)
    ? whole
    : text(columns.filter(([head]) => head !== 'median'));
}

/** A curve in the terminal; label above, years below. */
export function curveText(label: string, times: readonly number[], values: readonly number[]): string {
  const width = Math.min(64, Math.max(24, (process.stdout.columns || 80) - 16));
  const sampled = Array.from({ length: width }, (_, at) => {
    const position = (at / (width - 1)) * (values.length - 1);
    return values[Math.round(position)];
  });
  const top = Math.max(...sampled);
  // A flat line has no shape to show.
  if (!(top > Math.min(...sampled))) return `  ${label}: ${figureText(top)} throughout`;
  const chart = asciichart.plot(sampled, {
    height: 8,
    min: 0,
    format: (value: number) => figureText(value).padStart(9),
  });
  const from = figureText(times[0]);
  const to = figureText(times[times.length - 1]);
  const axis = `${' '.repeat(11)}${from}${' '.repeat(Math.max(1, width - from.length - to.length))}${to}`;
  return trimmed(`  ${label}\n${chart}\n${axis}`);
}
