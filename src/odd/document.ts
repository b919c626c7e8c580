/**
 * A document as data: blocks in order, written as Markdown, HTML or DOCX by the files beside this one. Text may
 * hold mathematics between dollar signs, in LaTeX.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'formula'; readonly latex: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const formula = (latex: string): Block => ({ kind: 'formula', latex });
export const table = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Block => ({ kind: 'table', caption, head, rows });

/** Text in parts, those between dollar signs mathematics; where the signs make no pairs (a user's prices) there is none. */
export function inlineParts(text: string): { readonly text: string; readonly isMath: boolean }[] {
  const parts = text.split('$');
  if (parts.length % 2 === 0) return [{ text, isMath: false }];
  return parts.map((part, at) => ({ text: part, isMath: at % 2 === 1 }));
}

/** A number as it is written in a document: as short as it is exact, a decimal point, a true minus in tables. */
export function numberText(value: number): string {
  if (value === Infinity) return 'unbounded';
  if (value === -Infinity) return 'unbounded';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  return String(Number(value.toPrecision(6)));
}

export const rangeText = ([low, high]: readonly [number, number]): string => {
  if (low === -Infinity && high === Infinity) return 'unbounded';
  if (high === Infinity) return `from ${numberText(low)}`;
  return `${numberText(low)} to ${numberText(high)}`;
};

/** "a, b and c" */
export function joined(items: readonly string[], word = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
