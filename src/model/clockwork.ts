/**
 * The spells of all clocks and cities: how much resistance is left, at which hazard it is used up, and in which
 * step that ends. One entry for each clock c and city i, [c * N + i].
 */
import { type Calendar, createCalendar } from './calendar.js';
import { ALL } from './causes.js';
import type { Clock } from './clock.js';
import { createHazards } from './hazards.js';
import type { Observer } from './observer.js';
import { exponential, type Stream, stream, uniform } from './random.js';
import type { State } from './state.js';
import type { Timeline } from './timeline.js';
import type { World } from './world.js';

/** Reasons why the clock of a city at risk stands still. */
export const EXCLUDED = 1;
export const CLOSED = 2;

/** More spells than this of one city and transition are a runaway, not a result. */
const MOST_SPELLS = 100_000;

export interface Clockwork {
  /** Forgets all spells; the draws are those of a replicate from here on. */
  reset(replicate: number): void;
  /** A new spell begins at a time, with a resistance of its own. */
  begin(clock: number, city: number, at: number): void;
  /** A spell ends: by its own crossing, or because the city is at risk no more. */
  end(clock: number, city: number, at: number): void;
  /** Stops or releases a clock for a reason; it runs while no reason is left. What is left of the resistance is kept. */
  pause(clock: number, city: number, reason: number, on: boolean, at: number, atRisk: boolean): void;
  /**
   * Makes the hazards of a clock anew for the first `count` cities of a list, as of the start of the step. marks
   * (by city, from an offset): what changed for them. A hazard that stays the same leaves the clock untouched.
   */
  refresh(clock: number, list: Int32Array, count: number, marks: Uint8Array, offset: number): void;
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
  { stepCount, stepOf }: Timeline,
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
  const { due, first } = calendar;
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

  function resistance(c: number, city: number, spell: number, at: number): number {
    const { after } = clocks[c].transition;
    if (after !== null) return termLeft(clocks[c].subject, city, at, after);
    let from = streams[c][spell];
    if (!from) {
      const { subject, transition } = clocks[c];
      from = stream(world.seed, replicate, 'resistance', world.subjects[subject].id, transition.name, spell);
      streams[c][spell] = from;
    }
    return exponential(from, keys[2 * city], keys[2 * city + 1]);
  }

  /** Puts an entry where its crossing falls, at its present hazard. */
  function schedule(entry: number): void {
    const at = since[entry] + remaining[entry] / hazard[entry];
    const step = hazard[entry] === Infinity ? state.step : at <= end ? stepOf(at, state.step) : -1;
    if (step !== due[entry]) calendar.move(entry, step);
  }

  /** The clock runs on from a moment, at the hazard of that moment. */
  function run(c: number, city: number, at: number): void {
    const entry = c * cityCount + city;
    chosen[0] = city;
    changed[0] = ALL;
    make(c, 1);
    hazard[entry] = rate[0];
    since[entry] = at;
    running[entry] = 1;
    schedule(entry);
    observer?.runs(c, city, at, spells[entry]);
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
    begin(c, city, at) {
      const entry = c * cityCount + city;
      spells[entry]++;
      if (spells[entry] > MOST_SPELLS) throw new Error(runaway(c, city));
      remaining[entry] = resistance(c, city, spells[entry], at);
      since[entry] = at;
      if (paused[entry] === 0) run(c, city, at);
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
    refresh(c, list, count, marks, offset) {
      const { causes } = clocks[c];
      const { time } = state;
      const entries = c * cityCount;
      let size = 0;
      for (let at = 0; at < count; at++) {
        const city = list[at];
        const own = marks[offset + city] & causes;
        if (own === 0 || running[entries + city] === 0) continue;
        chosen[size] = city;
        changed[size++] = own;
      }
      if (size === 0) return;
      make(c, size);
      for (let k = 0; k < size; k++) {
        const entry = entries + chosen[k];
        const before = hazard[entry];
        if (rate[k] === before) continue;
        if (before !== Infinity) remaining[entry] -= before * (time - since[entry]);
        since[entry] = time;
        hazard[entry] = rate[k];
        schedule(entry);
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
