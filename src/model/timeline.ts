/** The steps of a run: step k covers (start + k / stepsPerYear, start + (k + 1) / stepsPerYear]. */
export interface Timeline {
  readonly stepCount: number;
  /** Start of step k; boundary(stepCount) is the end. */
  boundary(step: number): number;
  /** The same, K + 1 for K steps. */
  readonly boundaries: Float64Array;
  /** The step, from `from` on, whose interval holds a time; -1: after the end (or never). */
  stepOf(time: number, from: number): number;
}

export function createTimeline(time: { start: number; end: number; stepsPerYear: number }): Timeline {
  const { start, end, stepsPerYear } = time;
  const stepCount = Math.max(1, Math.ceil((end - start) * stepsPerYear - 1e-9));
  const boundaries = new Float64Array(stepCount + 1);
  for (let step = 0; step < stepCount; step++) boundaries[step] = start + step / stepsPerYear;
  boundaries[stepCount] = end;
  return {
    stepCount,
    boundary: (step) => boundaries[step],
    boundaries,
    stepOf(at, from) {
      if (!(at <= end)) return -1;
      let step = Math.min(stepCount - 1, Math.max(from, Math.floor((at - start) * stepsPerYear)));
      // The product may be off by one in the last bit.
      while (step > from && at <= boundaries[step]) step--;
      while (step < stepCount - 1 && at > boundaries[step + 1]) step++;
      return step;
    },
  };
}
