/** The steps of a run: step k covers (start + k / stepsPerYear, start + (k + 1) / stepsPerYear]. */
export interface Timeline {
  readonly stepCount: number;
  /** Start of step k; boundary(stepCount) is the end. */
  boundary(step: number): number;
  /** The step, from `from` on, whose interval holds a time; -1: after the end (or never). */
  stepOf(time: number, from: number): number;
}

export function createTimeline(time: { start: number; end: number; stepsPerYear: number }): Timeline {
  const { start, end, stepsPerYear } = time;
  const stepCount = Math.max(1, Math.ceil((end - start) * stepsPerYear - 1e-9));
  const boundary = (step: number): number => (step === stepCount ? end : start + step / stepsPerYear);
  return {
    stepCount,
    boundary,
    stepOf(at, from) {
      if (!(at <= end)) return -1;
      let step = Math.min(stepCount - 1, Math.max(from, Math.floor((at - start) * stepsPerYear)));
      while (step > from && at <= boundary(step)) step--;
      while (step < stepCount - 1 && at > boundary(step + 1)) step++;
      return step;
    },
  };
}
