/** A classical result that must come out: exact, in closed form, or of a published statistic. */
export interface DockingTest {
  /** D1, D2, … */
  readonly id: string;
  readonly statistic: string;
  readonly expected: string;
  readonly source: string;
  /** seed: of whatever is drawn; results that are exact do not hang on it. */
  run(seed: string): DockingResult;
}

export interface DockingResult {
  readonly measured: string;
  readonly holds: boolean;
  /** Empty where it holds. */
  readonly reason: string;
}
