/**
 * The spells of all clocks and cities: how much resistance is left, at which hazard it is used up, and in which
 * step that ends. One entry for each clock c and city i, [c * N + i].
 */
import { type Calendar, createCalendar } from './calendar.js';
import { ALL } from './causes.js';
import type { Clock } from './clock.js';
import { createHazards } from './hazards.js';
import type { Marks } from './marks.js';
import type { Observer } from './observer.js';
import { exponential, exponentialsInto, type Stream, stream, uniform } from './random.js';
import type { State } from './state.js';
import type { Timeline } from './timeline.js';
import type { World } from './world.js';

/** Reasons why the clock of a city at risk stands still. */
export const EXCLUDED = 1;
export const CLOSED = 2;

/** Beyond rounding. */
const CAUTION = 1 + 1e-9;

/** More spells than this of one city and transition are a runaway, not a result. */
const MOST_SPELLS = 100_000;

export interface Clockwork {
  /** Forgets all spells; the draws are those of a replicate from here on. */
  reset(replicate: number): void;
  /** A new spell begins at a time, with a resistance of its own. */
  begin(clock: number, city: number, at: number): void;
  /** The same for the first `count` cities of a list, at the start of a replicate. */
  beginAll(clock: number, cities: Int32Array, count: number): void;
  /** A spell ends: by its own crossing, or because the city is at risk no more. */
  end(clock: number, city: number, at: number): void;
  /** Stops or releases a clock for a reason; it runs while no reason is left. What is left of the resistance is kept. */
  pause(clock: number, city: number, reason: number, on: boolean, at: number, atRisk: boolean): void;
  /**
   * Makes the hazards of a clock anew for the cities that are marked for its subject, as of the start of the step. A
   * hazard that stays the same leaves the clock untouched.
   */
  refresh(clock: number, marks: Marks): void;
  /** Finds the crossings that are really in the step, among those that are kept there. Call before any is asked for. */
  settle(step: number): void;
  /** A city that has a crossing in the step; -1: none. */
  nextDue(step: number): number;
  /** The clock of a city that crosses first in the step; -1: none. */
  earliest(city: number, step: number): number;
  /** When a clock that is due crosses; `stepEnd` for a hazard without bound. */
  crossing(clock: number, city: number, stepEnd: number): number;
  /** Which spell of the clock and city this is: 1, 2, … */
  spell(clock: number, city: number): number;
}

export function createClockwork(
  world: World,
  clocks: readonly Clock[],
  state: State,
  { stepCount, stepOf, boundaries }: Timeline,
  observer: Observer | null = null,
): Clockwork {
  const cityCount = world.cities.count;
  const { keys } = world.cities;
  const { end } = world.time;
  const entryCount = clocks.length * cityCount;
  const remaining = new Float64Array(entryCount); // resistance left at `since`
  const since = new Float64Array(entryCount);
  const hazard = new Float64Array(entryCount);
  const spells = new Uint32Array(entryCount);
  const paused = new Uint8Array(entryCount);
  const running = new Uint8Array(entryCount); // 1: at risk and not paused
  const calendar: Calendar = createCalendar(entryCount, stepCount);
  const { due, first, next } = calendar;
  const { chosen, changed, rate, make } = createHazards(clocks, cityCount);
  let streams: (Stream | undefined)[][] = [];
  let replicate = 0;

  /**
   * Years left of a term. Of members at the start it counts from when they joined, and seats of those who were there
   * from the first day, as of founders, do not all fall vacant on one day: what is left of theirs is uniform.
   */
  function termLeft(subject: number, city: number, at: number, term: number): number {
    const { start } = world.time;
    const { id, network } = world.subjects[subject];
    const joined = world.initialSince?.[subject * cityCount + city] ?? start;
    if (at === start && joined < start) return term - ((start - joined) % term);
    if (at !== start && at !== network?.founded) return term;
    const from = stream(world.seed, replicate, 'term', id);
    return term * (1 - uniform(from, keys[2 * city], keys[2 * city + 1]));
  }

  function streamOf(c: number, spell: number): Stream {
    const { subject, transition } = clocks[c];
    streams[c][spell] ??= stream(
      world.seed,
      replicate,
      'resistance',
      world.subjects[subject].id,
      transition.name,
      spell,
    );
    return streams[c][spell];
  }

  function resistance(c: number, city: number, spell: number, at: number): number {
    const { after } = clocks[c].transition;
    if (after !== null) return termLeft(clocks[c].subject, city, at, after);
    return exponential(streamOf(c, spell), keys[2 * city], keys[2 * city + 1]);
  }

  /** Puts an entry where its crossing falls, at its present hazard. */
  function schedule(entry: number): void {
    const at = since[entry] + remaining[entry] / hazard[entry];
    const step = hazard[entry] === Infinity ? state.step : at <= end ? stepOf(at, state.step) : -1;
    if (step !== due[entry]) calendar.move(entry, step);
  }

  /**
   * Whether the crossing of an entry, as of now, lies after the step before the one it is kept in, beyond all rounding. Then it
   * may stay there: the step will tell. So a hazard that moves a little at every step is seldom put elsewhere, and no quotient
   * is taken.
   */
  function mayStay(entry: number, left: number, rate: number, time: number): boolean {
    const until = due[entry] < 0 ? end : boundaries[due[entry]];
    return left > rate * (until - time) * CAUTION;
  }

  /** The clock runs on from a moment, at the hazard of that moment, for those of the cities for whom it is not stopped. */
  function runAll(c: number, cities: Int32Array, count: number, at: number): void {
    const entries = c * cityCount;
    let size = 0;
    for (let k = 0; k < count; k++) if (paused[entries + cities[k]] === 0) chosen[size++] = cities[k];
    if (size === 0) return;
    changed.fill(ALL, 0, size);
    make(c, size);
    for (let k = 0; k < size; k++) {
      const entry = entries + chosen[k];
      hazard[entry] = rate[k];
      since[entry] = at;
      running[entry] = 1;
      schedule(entry);
      observer?.runs(c, chosen[k], at, spells[entry]);
    }
  }

  const single = new Int32Array(1);
  function run(c: number, city: number, at: number): void {
    single[0] = city;
    runAll(c, single, 1, at);
  }

  /** Chooses the cities that are marked for something that a clock answers to, where it runs; returns their number. */
  function choose(c: number, marks: Marks): number {
    const { causes, subject } = clocks[c];
    const { bits } = marks;
    const entries = c * cityCount;
    const offset = subject * cityCount;
    const common = marks.common[subject] & causes;
    let size = 0;
    // Each is put down, and stays only where it counts: there is nothing to guess (state.ts, isFull).
    if (common !== 0) {
      for (let city = 0; city < cityCount; city++) {
        chosen[size] = city;
        changed[size] = common | (bits[offset + city] & causes);
        size += running[entries + city];
      }
      return size;
    }
    const list = marks.list(subject);
    const count = marks.count(subject);
    for (let at = 0; at < count; at++) {
      const city = list[at];
      const own = bits[offset + city] & causes;
      if (own === 0 || running[entries + city] === 0) continue;
      chosen[size] = city;
      changed[size++] = own;
    }
    return size;
  }

  function stop(c: number, city: number, at: number): void {
    const entry = c * cityCount + city;
    if (running[entry] === 1) observer?.stands(c, city, at);
    running[entry] = 0;
    calendar.move(entry, -1);
  }

  function runaway(c: number, city: number): string {
    const { subject, transition } = clocks[c];
    return (
      `city ${world.cities.ids[city]} went through ${MOST_SPELLS} spells of ${world.subjects[subject].id} ${transition.name}: ` +
      'its hazards are so high that it changes back and forth without end; lower the baselines'
    );
  }

  const crossing = (entry: number, stepEnd: number): number =>
    hazard[entry] === Infinity ? stepEnd : since[entry] + remaining[entry] / hazard[entry];

  return {
    reset(number) {
      replicate = number;
      streams = clocks.map(() => []);
      calendar.clear();
      spells.fill(0);
      paused.fill(0);
      running.fill(0);
    },
    beginAll(c, cities, count) {
      const { time } = state;
      const entries = c * cityCount;
      if (clocks[c].transition.after === null) {
        exponentialsInto(rate, streamOf(c, 1), keys, cities, count);
      } else for (let k = 0; k < count; k++) rate[k] = resistance(c, cities[k], 1, time);
      for (let k = 0; k < count; k++) {
        const entry = entries + cities[k];
        spells[entry] = 1;
        remaining[entry] = rate[k];
        since[entry] = time;
      }
      runAll(c, cities, count, time);
    },
    begin(c, city, at) {
      const entry = c * cityCount + city;
      spells[entry]++;
      if (spells[entry] > MOST_SPELLS) throw new Error(runaway(c, city));
      remaining[entry] = resistance(c, city, spells[entry], at);
      since[entry] = at;
      run(c, city, at);
    },
    end: stop,
    pause(c, city, reason, on, at, atRisk) {
      const entry = c * cityCount + city;
      const before = paused[entry];
      const after = on ? before | reason : before & ~reason;
      paused[entry] = after;
      if (!atRisk || (before === 0) === (after === 0)) return;
      if (after === 0) {
        run(c, city, at);
        return;
      }
      if (hazard[entry] !== Infinity) remaining[entry] -= hazard[entry] * (at - since[entry]);
      since[entry] = at;
      stop(c, city, at);
    },
    refresh(c, marks) {
      const size = choose(c, marks);
      if (size === 0) return;
      make(c, size);
      const { time } = state;
      const entries = c * cityCount;
      for (let k = 0; k < size; k++) {
        const entry = entries + chosen[k];
        const before = hazard[entry];
        const now = rate[k];
        if (now === before) continue;
        let left = remaining[entry];
        if (before !== Infinity) left -= before * (time - since[entry]);
        remaining[entry] = left;
        since[entry] = time;
        hazard[entry] = now;
        if (!mayStay(entry, left, now, time)) schedule(entry);
      }
    },
    settle(step) {
      for (let entry = first[step]; entry >= 0; ) {
        const after = next[entry];
        schedule(entry);
        entry = after;
      }
    },
    nextDue: (step) => (first[step] < 0 ? -1 : first[step] % cityCount),
    earliest(city, step) {
      let found = -1;
      let at = Infinity;
      for (let c = 0; c < clocks.length; c++) {
        const entry = c * cityCount + city;
        if (due[entry] !== step) continue;
        // A hazard without bound crosses at the end of the step, later than all others.
        const own = crossing(entry, Number.MAX_VALUE);
        if (own < at) {
          at = own;
          found = c;
        }
      }
      return found;
    },
    crossing: (c, city, stepEnd) => crossing(c * cityCount + city, stepEnd),
    spell: (c, city) => spells[c * cityCount + city],
  };
}
