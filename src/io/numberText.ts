/** Numbers in tables for people. */

/** Three significant digits; – for what is not defined, ∞ for what has no bound. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const decimals = size === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(size)));
  const text =
    size !== 0 && size < 1e-4 ? size.toExponential(1) : size.toFixed(Math.min(decimals, size < 1 ? 4 : 2));
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

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

/** An interval; – where there is none. */
export const intervalText = (low: number, high: number): string =>
  Number.isNaN(low) ? '–' : `[${numberText(low)}, ${numberText(high)}]`;

/** A probability as papers print it: .023, < .001, > .999; 1 where it is 1. */
export function probabilityText(p: number): string {
  if (Number.isNaN(p)) return '–';
  if (p < 0.001) return '< .001';
  if (p >= 0.9995) return p === 1 ? '1' : '> .999';
  return p.toFixed(3).slice(1);
}

/** The same for Markdown and LaTeX, which set a hyphen before a number as a minus; nothing for what is not defined. */
export const plainText = (text: string): string => (text === '–' ? '' : text.replaceAll('−', '-'));
