/** A classical result that must come out: exact, in closed form, or of a published statistic. */
import { numberText } from '../judge.js';

export interface DockingTest {
  /** D1, D2, … */
  readonly id: string;
  readonly fact: string;
  readonly statistic: string;
  readonly expected: string;
  readonly source: string;
  /**
   * seed: of whatever is drawn; exact results do not hang on it. share: of the repetitions, 1 for all; tests take a
   * tenth.
   */
  run(seed: string, share: number): DockingResult;
}

export interface DockingResult {
  readonly measured: string;
  readonly holds: boolean;
  /** Empty where it holds. */
  readonly reason: string;
}

/** A number, and how far it may lie from what is expected. */
export interface Comparison {
  readonly label: string;
  readonly measured: number;
  readonly expected: number;
  readonly within: number;
}

/** Holds where every number lies as near as it must. */
export function resultOf(comparisons: readonly Comparison[]): DockingResult {
  const wrong = comparisons.filter(
    ({ measured, expected, within }) => !(Math.abs(measured - expected) <= within),
  );
  return {
    measured: comparisons.map(({ label, measured }) => `${label} ${exactText(measured)}`).join('; '),
    holds: wrong.length === 0,
    reason: wrong
      .map(
        ({ label, measured, expected, within }) =>
          `${label} is ${exactText(measured)}, not ${exactText(expected)}${within > 0 ? ` ± ${numberText(within)}` : ''}`,
      )
      .join('; '),
  };
}

/** Four digits after the point, for what has a closed form. */
const exactText = (value: number): string => String(Number(value.toFixed(4)));

/** At least 1. */
export const repetitions = (all: number, share: number): number => Math.max(1, Math.round(all * share));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the mean. */
export function standardError(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
