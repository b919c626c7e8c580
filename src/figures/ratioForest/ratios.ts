/** Ratios with their intervals, as numbers and in words. */
import { numerals, words } from '../words.js';

export interface Ratio {
  /** exp(coefficient), above 0; NaN: it has no finite estimate. */
  readonly ratio: number;
  /** Ends of its interval; NaN: it has none. */
  readonly low: number;
  readonly high: number;
}

export interface RatioRow {
  readonly label: string;
  /** As many as there are models, in their order; null: the model is without this term. */
  readonly ratios: readonly (Ratio | null)[];
}

/** An estimate farther off does not stretch the axis: it is drawn as lying beyond. */
const MOST = 1e6;

/** 1.82, 12.5, 340, 0.031; near 1 as many digits as tell it from 1. */
function ratioText(value: number): string {
  const off = Math.abs(value - 1);
  if (off < 0.005 && off > 1e-8) return value.toFixed(Math.ceil(-Math.log10(off)) + 1);
  if (!(value < 1e5)) return value > 0 ? value.toExponential(0).replace('e+', 'e') : '–';
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 0.095 ? value.toFixed(2) : Number(value.toPrecision(2)).toString();
}

/** Whether there is a finite estimate, however far off. */
export const isDrawn = ({ ratio }: Ratio): boolean => ratio > 0 && ratio < Infinity;
/** Whether the axis reaches it. */
export const isWithinReach = ({ ratio }: Ratio): boolean => ratio > 1 / MOST && ratio < MOST;
export const hasInterval = ({ low, high }: Ratio): boolean => low >= 0 && high >= low;

export const intervalText = (own: Ratio): string =>
  !isDrawn(own)
    ? words`no finite estimate`
    : numerals(
        ratioText(own.ratio) + (hasInterval(own) ? ` [${ratioText(own.low)}, ${ratioText(own.high)}]` : ''),
      );

/** '1.82 (1.20 to 2.75)': in captions, which are English. */
export const inSentence = (own: Ratio): string => {
  if (!isDrawn(own)) return 'without a finite estimate';
  const interval = hasInterval(own) ? ` (${ratioText(own.low)} to ${ratioText(own.high)})` : '';
  return `${ratioText(own.ratio)}${interval}`;
};
