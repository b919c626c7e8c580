const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/**
 * The number that a cell spells with a decimal point; undefined for anything else: text, NaN, inf, hexadecimal,
 * a decimal comma, thousands separators, or a number beyond a double.
 */
export function decimalNumber(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The number that a cell spells with a decimal comma, or without any separator; undefined for anything else. */
export const commaNumber = (text: string): number | undefined =>
  text.includes('.') ? undefined : decimalNumber(text.replace(',', '.'));

/** What a cell should have held, with a word on commas where they are the likely mistake. */
export function expectedNumber(text: string, what = 'a number'): string {
  return /^\s*[+-]?[\d.,]*,[\d.,]*\s*$/.test(text)
    ? `${what} with a decimal point and no other separator`
    : what;
}
