/** Who is at risk when: the numbers that survival curves and tests are made of. */

export interface SurvivalData {
  /** n times at which rows enter; left out: all from the beginning. */
  readonly time0?: ArrayLike<number>;
  /** n times at which rows end. */
  readonly time1: ArrayLike<number>;
  /** n codes: 0 where the row ends without an event, else the event: 1, or one of several kinds 1, 2, … */
  readonly event: ArrayLike<number>;
}

/** Moments with an event, ascending, and how many rows were at risk just before: those of (time0, time1] around it. */
export function riskTimes(
  { time0, time1, event }: SurvivalData,
  kinds = 1,
): { readonly time: Float64Array; readonly atRisk: Float64Array; readonly events: readonly Float64Array[] } {
  const ends = Float64Array.from(time1).sort();
  const starts = time0 ? Float64Array.from(time0).sort() : new Float64Array(0);
  const happened: [time: number, kind: number][] = [];
  for (let i = 0; i < time1.length; i++) if (event[i] > 0) happened.push([time1[i], event[i]]);
  const time = Float64Array.from(new Set(happened.map(([at]) => at))).sort();
  const position = new Map(Array.from(time, (at, m) => [at, m]));
  const events = Array.from({ length: kinds }, () => new Float64Array(time.length));
  for (const [at, kind] of happened) events[kind - 1][position.get(at)!]++;
  let ended = 0;
  let entered = 0;
  const atRisk = time.map((at) => {
    while (ended < ends.length && ends[ended] < at) ended++;
    while (entered < starts.length && starts[entered] < at) entered++;
    return (time0 ? entered : ends.length) - ended;
  });
  return { time, atRisk, events };
}

/** How many rows are at risk just before each of some times, in any order; at 0 those that are there from the beginning. */
export function atRiskAt(
  { time0, time1 }: Pick<SurvivalData, 'time0' | 'time1'>,
  times: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(times, (at) => {
    let count = 0;
    for (let i = 0; i < time1.length; i++) {
      const enters = time0?.[i] ?? 0;
      if (time1[i] >= at && (enters < at || (at === 0 && enters <= 0))) count++;
    }
    return count;
  });
}
