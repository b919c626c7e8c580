/**
 * The hazards of a clock for some of the cities at once, term by term: what changed for a city says which of its terms
 * are computed again; the others keep their value.
 */
import { NATION, STAGE } from './causes.js';
import type { Clock } from './clock.js';
import { exp } from './numerics.js';

export interface Hazards {
  /** The cities whose hazards are to be made; the first `count` entries. To be filled in beforehand. */
  readonly chosen: Int32Array;
  /** What changed for each of them (causes.ts), in the same order. */
  readonly changed: Uint8Array;
  /** Their hazards, events a year, in the same order: what `make` leaves. */
  readonly rate: Float64Array;
  /** Makes the hazards of a clock for the first `count` of the chosen cities. */
  make(clock: number, count: number): void;
}

export function createHazards(clocks: readonly Clock[], cityCount: number): Hazards {
  const chosen = new Int32Array(cityCount);
  const changed = new Uint8Array(cityCount);
  const rate = new Float64Array(cityCount);

  /** Adds the part of a term to the sums of the chosen cities. */
  function add(part: Float64Array, count: number): void {
    for (let k = 0; k < count; k++) rate[k] += part[chosen[k]];
  }

  function byRule({ rule, preemption }: Clock, count: number): void {
    for (let k = 0; k < count; k++) {
      const law = preemption(chosen[k]);
      rate[k] = law === -Infinity ? 0 : rule!.hazard(chosen[k]) * exp(law);
    }
  }

  /** exp of the sum of the terms, which are added in their order. */
  function logLinear({ terms, settledCount, start }: Clock): (count: number) => void {
    const parts = terms.map(() => new Float64Array(cityCount)); // coefficient times value
    const settled = new Float64Array(cityCount); // sum of the settled terms
    const unsettling = terms.slice(0, settledCount).reduce((sum, { causes }) => sum | causes, STAGE | NATION);

    function renew(m: number, count: number): void {
      const { coefficient, value, causes } = terms[m];
      const part = parts[m];
      for (let k = 0; k < count; k++) {
        if ((causes & changed[k]) !== 0) part[chosen[k]] = coefficient * value(chosen[k]);
      }
    }

    function settle(count: number): void {
      for (let k = 0; k < count; k++) rate[k] = start(chosen[k]);
      for (let m = 0; m < settledCount; m++) add(parts[m], count);
      for (let k = 0; k < count; k++) settled[chosen[k]] = rate[k];
    }

    return (count) => {
      let any = 0;
      for (let k = 0; k < count; k++) any |= changed[k];
      for (let m = 0; m < terms.length; m++) if ((terms[m].causes & any) !== 0) renew(m, count);
      if ((unsettling & any) !== 0) settle(count);
      else for (let k = 0; k < count; k++) rate[k] = settled[chosen[k]];
      for (let m = settledCount; m < terms.length; m++) add(parts[m], count);
      for (let k = 0; k < count; k++) rate[k] = exp(rate[k]);
    };
  }

  const makers = clocks.map((clock) => {
    if (clock.rule) return (count: number) => byRule(clock, count);
    // A fixed term runs out by itself: its resistance is the years that are left.
    if (clock.transition.after !== null) return (count: number) => void rate.fill(1, 0, count);
    return logLinear(clock);
  });
  return { chosen, changed, rate, make: (clock, count) => makers[clock](count) };
}
