/** Text for terminals: numbers, tables, a curve. */
import asciichart from 'asciichart';
import Table from 'cli-table3';
import pc from 'picocolors';
import type { OutcomeSummary } from '../analysis/summary.js';

/** Four significant digits, without trailing zeros; – for what is not defined. */
export function figureText(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return value.toFixed(0);
  if (size >= 100) return value.toFixed(1);
  if (size >= 10) return value.toFixed(2);
  return size >= 0.001 ? value.toFixed(3) : value.toPrecision(3);
}

const plainStyle = { head: [] as string[], border: [] as string[], compact: true };

/** A table without colours where output is piped. */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[], numeric = true): string {
  const table = new Table({
    head: head.map((text) => pc.bold(text)),
    style: plainStyle,
    colAligns: head.map((_, at) => (numeric && at > 0 ? 'right' : 'left')),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '  ',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

export function summaryTable(summaries: readonly OutcomeSummary[]): string {
  const anyMissing = summaries.some(({ missing }) => missing > 0);
  const interval = ({ low, high }: OutcomeSummary): string =>
    Number.isNaN(low) ? '–' : `[${figureText(low)}, ${figureText(high)}]`;
  return tableText(
    ['outcome', 'mean', '95 % interval', 'median', '5 % to 95 % of replicates', ...(anyMissing ? ['undefined'] : [])],
    summaries.map((summary) => [
      summary.outcome,
      figureText(summary.mean),
      interval(summary),
      figureText(summary.median),
      summary.count === 0 ? '–' : `${figureText(summary.q05)} to ${figureText(summary.q95)}`,
      ...(anyMissing ? [String(summary.missing)] : []),
    ]),
  );
}

/** A curve in the terminal; label above, years below. */
export function curveText(label: string, times: readonly number[], values: readonly number[]): string {
  const width = Math.min(64, Math.max(24, (process.stdout.columns ?? 80) - 16));
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
  return `  ${label}\n${chart}\n${axis}`;
}
