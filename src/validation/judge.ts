/** From the numbers of the seeds to what holds. */
import { quantileSorted } from 'simple-statistics';
import type { Check, Pattern, Rule } from './pattern.js';

/** Share of the seeds in which a sign must come out. */
export const SIGN_SHARE = 0.95;

export interface CheckVerdict {
  readonly check: string;
  readonly label: string;
  readonly expected: string;
  /** Over the seeds in which it is defined; NaN where it is in none. */
  readonly median: number;
  /** 5 % and 95 % quantiles. */
  readonly low: number;
  readonly high: number;
  /** Share of all seeds with the expected sign, or inside the range. */
  readonly share: number;
  /** Seeds in which it is not defined. */
  readonly missing: number;
  readonly holds: boolean;
  /** Empty where it holds. */
  readonly reason: string;
}

export interface PatternVerdict {
  readonly id: string;
  readonly statistic: string;
  readonly expected: string;
  readonly holds: boolean;
  /** Empty where it holds. */
  readonly reason: string;
  readonly checks: readonly CheckVerdict[];
}

/** Whether one value is as expected. */
export function fits(value: number, rule: Rule): boolean {
  if (rule.kind === 'positive') return value > 0;
  if (rule.kind === 'negative') return value < 0;
  return value >= rule.low && value <= rule.high;
}

/** Three significant digits, without trailing zeros. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3)));
}

export function ruleText(rule: Rule): string {
  if (rule.kind === 'positive') return '> 0';
  if (rule.kind === 'negative') return '< 0';
  const { low, high } = rule;
  const range =
    low === -Infinity
      ? `≤ ${numberText(high)}`
      : high === Infinity
        ? `≥ ${numberText(low)}`
        : `${numberText(low)} to ${numberText(high)}`;
  return rule.kind === 'history' ? `${range}, observed ${numberText(rule.observed)}` : range;
}

/** Judges the values of the seeds. Undefined ones count against a sign; a range must be defined in 95 % of the seeds. */
export function judgeCheck(check: string, { label, rule }: Check, values: readonly number[]): CheckVerdict {
  const defined = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (q: number): number => (defined.length === 0 ? NaN : quantileSorted(defined, q));
  const [low, median, high] = [at(0.05), at(0.5), at(0.95)];
  const share = values.filter((value) => fits(value, rule)).length / values.length;
  const missing = values.length - defined.length;
  const failures: string[] = [];
  if (rule.kind === 'positive' || rule.kind === 'negative') {
    if (share < SIGN_SHARE)
      failures.push(`${label} is ${rule.kind} in ${numberText(100 * share)} % of the seeds, not in 95 %`);
  } else {
    if (defined.length === 0 || missing > (1 - SIGN_SHARE) * values.length)
      failures.push(`${label} is not defined in ${missing} of ${values.length} seeds`);
    else if (!fits(median, rule))
      failures.push(`${label} has the median ${numberText(median)}, not in ${ruleText(rule)}`);
    if (rule.kind === 'history' && !(low <= rule.observed && rule.observed <= high))
      failures.push(
        `the observed ${label}, ${numberText(rule.observed)}, is outside the 90 % band ${numberText(low)} to ${numberText(high)}`,
      );
  }
  return {
    check,
    label,
    expected: ruleText(rule),
    median,
    low,
    high,
    share,
    missing,
    holds: failures.length === 0,
    reason: failures.join('; '),
  };
}

/** A pattern holds where all its checks do. values: by check, one a seed. */
export function judge(
  { id, statistic, expected, checks }: Pattern,
  values: { readonly [check: string]: readonly number[] },
): PatternVerdict {
  const verdicts = Object.entries(checks).map(([check, declared]) =>
    judgeCheck(check, declared, values[check]),
  );
  return {
    id,
    statistic,
    expected,
    holds: verdicts.every(({ holds }) => holds),
    reason: verdicts
      .filter(({ holds }) => !holds)
      .map(({ reason }) => reason)
      .join('; '),
    checks: verdicts,
  };
}
