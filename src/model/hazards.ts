/**
 * The hazards of a clock for some of the cities at once, term by term: what changed for a city says which of its terms
 * are computed again; the others keep their value, and so do the sums of the groups of terms (clock.ts) before the first
 * in which something changed.
 */
import { ALL } from './causes.js';
import { type Clock, groupOf, type Term, TIMED } from './clock.js';
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

/** A term, its place among the coefficients of the clock, and what it adds to the log-hazard of each city. */
interface KeptTerm extends Term {
  readonly place: number;
  readonly part: Float64Array;
}

/** Terms that are added one after the other, and where the sum stands after them. */
interface Group {
  readonly terms: readonly KeptTerm[];
  readonly causes: number;
  readonly sum: Float64Array;
}

export function createHazards(clocks: readonly Clock[], cityCount: number): Hazards {
  const chosen = new Int32Array(cityCount);
  const changed = new Uint8Array(cityCount);
  const rate = new Float64Array(cityCount);
  const some = new Int32Array(cityCount); // those of the chosen for whom a term is computed again
  const values = new Float64Array(cityCount);
  // Parts and sums of all clocks lie in one piece: a simulator that is made for a few runs should be made quickly.
  const columnCount = clocks.reduce(
    (sum, { terms }) => sum + terms.filter((term) => groupOf(term) !== TIMED).length + TIMED,
    0,
  );
  const memory = new Float64Array(columnCount * cityCount);
  let used = 0;
  function column(): Float64Array {
    used += cityCount;
    return memory.subarray(used - cityCount, used);
  }

  /** Adds a term, computed again for those of the chosen for whom something changed that it answers to. */
  function add(
    { causes, fill, part }: KeptTerm,
    coefficient: number,
    any: number,
    common: number,
    count: number,
  ): void {
    if ((causes & common) !== 0) {
      fill(chosen, count, values);
      for (let k = 0; k < count; k++) {
        const own = coefficient * values[k];
        part[chosen[k]] = own;
        rate[k] += own;
      }
      return;
    }
    if ((causes & any) !== 0) {
      let size = 0;
      for (let k = 0; k < count; k++) {
        some[size] = chosen[k];
        size += ((causes & changed[k]) + 255) >> 8; // 1 where any of the eight bits is set
      }
      fill(some, size, values);
      for (let k = 0; k < size; k++) part[some[k]] = coefficient * values[k];
    }
    for (let k = 0; k < count; k++) rate[k] += part[chosen[k]];
  }

  /** Adds a term that changes at every step, so that nothing of it need be kept. */
  function addTimed({ fill }: Term, coefficient: number, count: number): void {
    fill(chosen, count, values);
    for (let k = 0; k < count; k++) rate[k] += coefficient * values[k];
  }

  function byRule({ rule, laws }: Clock, count: number): void {
    rule!.hazard(chosen, count, rate);
    if (!laws) return;
    laws(chosen, count, values);
    // Forbidden is forbidden, though the hazard be without bound.
    for (let k = 0; k < count; k++) rate[k] = values[k] === -Infinity ? 0 : rate[k] * exp(values[k]);
  }

  /** exp of the sum of the terms, which are added in their order. */
  function logLinear({ terms, rates, startCauses, baseline, laws }: Clock): (count: number) => void {
    const { coefficients } = rates;
    const groups: Group[] = [];
    for (let g = 0; g < TIMED; g++) {
      const own = terms.flatMap((term, place) => (groupOf(term) === g ? [{ ...term, place }] : []));
      if (g > 0 && own.length === 0) continue;
      groups.push({
        terms: own.map((term) => ({ ...term, part: column() })),
        causes: own.reduce((all, { causes }) => all | causes, g === 0 ? startCauses : 0),
        sum: column(),
      });
    }
    const timed = terms.filter((term) => groupOf(term) === TIMED);
    const firstTimed = terms.length - timed.length;

    function start(count: number): void {
      const first = baseline();
      for (let k = 0; k < count; k++) rate[k] = first;
      if (!laws) return;
      laws(chosen, count, values);
      for (let k = 0; k < count; k++) rate[k] += values[k];
    }

    return (count) => {
      let any = 0;
      let common = ALL;
      for (let k = 0; k < count; k++) {
        any |= changed[k];
        common &= changed[k];
      }
      let g = 0;
      while (g < groups.length && (groups[g].causes & any) === 0) g++;
      if (g === 0) start(count);
      else {
        const { sum } = groups[g - 1];
        for (let k = 0; k < count; k++) rate[k] = sum[chosen[k]];
      }
      for (; g < groups.length; g++) {
        const { terms: own, sum } = groups[g];
        for (let m = 0; m < own.length; m++) add(own[m], coefficients[own[m].place], any, common, count);
        for (let k = 0; k < count; k++) sum[chosen[k]] = rate[k];
      }
      for (let m = 0; m < timed.length; m++) addTimed(timed[m], coefficients[firstTimed + m], count);
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
