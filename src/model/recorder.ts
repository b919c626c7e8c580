/** The event log of a replicate: columns that grow, put into order step by step. */
import type { Trajectory } from './trajectory.js';

export interface Recorder {
  reset(): void;
  /** Appends an event and returns its position, for its contributions. */
  add(
    time: number,
    city: number,
    subject: number,
    transition: number,
    from: number,
    to: number,
    spell: number,
  ): number;
  lineage(event: number, source: number, generation: number): void;
  hazard(event: number, logHazard: number, baseline: number, preemption: number): void;
  /** Adds to the contribution of a mechanism (index into mechanisms). */
  contribution(event: number, mechanism: number, value: number): void;
  /** Puts the events since the last call in the order of time, city, subject; start and length of the step. */
  endStep(start: number, length: number): void;
  /** What was recorded, with what else the replicate leaves. */
  finish(rest: Pick<Trajectory, 'replicate' | 'pressure' | 'cuts' | 'snapshots'>): Trajectory;
}

/** So few events are put into order one by one. */
const FEW = 64;

type Column = Float64Array | Int32Array | Int8Array | Uint8Array;

function wider<T extends Column>(old: T, length: number): T {
  const grown = new (old.constructor as new (length: number) => T)(length);
  grown.set(old as never);
  return grown;
}

const none = {
  source: new Int32Array(0),
  generation: new Int32Array(0),
  logHazard: new Float64Array(0),
  baseline: new Float64Array(0),
  preemption: new Float64Array(0),
  contributions: new Float64Array(0),
};

/** explained: whether events carry reasons; if not, those columns are empty. */
export function createRecorder(mechanisms: readonly string[], explained: boolean): Recorder {
  const width = mechanisms.length;
  let capacity = 0;
  let time = new Float64Array(0);
  let city = new Int32Array(0);
  let subject = new Int32Array(0);
  let transition = new Int8Array(0);
  let from = new Uint8Array(0);
  let to = new Uint8Array(0);
  let source = new Int32Array(0);
  let generation = new Int32Array(0);
  let spell = new Int32Array(0);
  let logHazard = new Float64Array(0);
  let baseline = new Float64Array(0);
  let preemption = new Float64Array(0);
  let contributions = new Float64Array(0);
  let order = new Int32Array(0);
  let count = 0;
  let sorted = 0;

  function grow(): void {
    capacity = Math.max(256, 2 * capacity);
    time = wider(time, capacity);
    city = wider(city, capacity);
    subject = wider(subject, capacity);
    transition = wider(transition, capacity);
    from = wider(from, capacity);
    to = wider(to, capacity);
    spell = wider(spell, capacity);
    order = wider(order, capacity);
    if (!explained) return;
    source = wider(source, capacity);
    generation = wider(generation, capacity);
    logHazard = wider(logHazard, capacity);
    baseline = wider(baseline, capacity);
    preemption = wider(preemption, capacity);
    contributions = wider(contributions, capacity * width);
  }

  const before = (a: number, b: number): number =>
    time[a] - time[b] || city[a] - city[b] || subject[a] - subject[b] || a - b;

  /** Puts the places first … end - 1 of `order` into order. */
  function sortPlaces(first: number, end: number): void {
    if (end - first >= FEW) {
      order.subarray(first, end).sort(before);
      return;
    }
    for (let at = first + 1; at < end; at++) {
      const event = order[at];
      let place = at;
      while (place > first && before(order[place - 1], event) > 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = event;
    }
  }

  /** Buckets by time within the step, then sorts each: linear for times that are spread out. */
  function bucketSort(start: number, length: number): void {
    const size = count - sorted;
    const bucketOf = (event: number): number =>
      Math.min(size - 1, Math.max(0, Math.floor(((time[event] - start) / length) * size)));
    // Where each bucket begins, and, once its events are placed, where it ends.
    const places = new Int32Array(size + 1);
    for (let event = sorted; event < count; event++) places[bucketOf(event) + 1]++;
    places[0] = sorted;
    for (let bucket = 0; bucket < size; bucket++) places[bucket + 1] += places[bucket];
    for (let event = sorted; event < count; event++) order[places[bucketOf(event)]++] = event;
    for (let bucket = 0; bucket < size; bucket++) {
      sortPlaces(bucket === 0 ? sorted : places[bucket - 1], places[bucket]);
    }
  }

  return {
    reset() {
      count = 0;
      sorted = 0;
    },
    add(at, i, s, k, stageFrom, stageTo, spellNumber) {
      if (count === capacity) grow();
      const event = count++;
      time[event] = at;
      city[event] = i;
      subject[event] = s;
      transition[event] = k;
      from[event] = stageFrom;
      to[event] = stageTo;
      spell[event] = spellNumber;
      if (!explained) return event;
      source[event] = -1;
      generation[event] = -1;
      logHazard[event] = NaN;
      baseline[event] = NaN;
      preemption[event] = NaN;
      for (let m = event * width; m < (event + 1) * width; m++) contributions[m] = 0;
      return event;
    },
    lineage(event, from_, generation_) {
      source[event] = from_;
      generation[event] = generation_;
    },
    hazard(event, logHazard_, baseline_, preemption_) {
      logHazard[event] = logHazard_;
      baseline[event] = baseline_;
      preemption[event] = preemption_;
    },
    contribution(event, mechanism, value) {
      contributions[event * width + mechanism] += value;
    },
    endStep(start, length) {
      const size = count - sorted;
      if (size === 0) return;
      if (size >= FEW) bucketSort(start, length);
      else {
        for (let event = sorted; event < count; event++) order[event] = event;
        sortPlaces(sorted, count);
      }
      sorted = count;
    },
    finish({ replicate, pressure, cuts, snapshots }) {
      // Written out: spreading objects would cost more than the copy.
      const { time, city, subject, spell, transition, from, to } = events();
      const { source, generation, logHazard, baseline, preemption, contributions } = reasons();
      return {
        replicate,
        count,
        time,
        city,
        subject,
        transition,
        from,
        to,
        spell,
        source,
        generation,
        logHazard,
        baseline,
        preemption,
        contributions,
        mechanisms,
        pressure,
        cuts,
        snapshots,
      };
    },
  };

  /** The events in order. All columns share a buffer: one of its own for each would cost more than the copy. */
  function events() {
    const buffer = new ArrayBuffer(23 * count);
    const at = {
      time: new Float64Array(buffer, 0, count),
      city: new Int32Array(buffer, 8 * count, count),
      subject: new Int32Array(buffer, 12 * count, count),
      spell: new Int32Array(buffer, 16 * count, count),
      transition: new Int8Array(buffer, 20 * count, count),
      from: new Uint8Array(buffer, 21 * count, count),
      to: new Uint8Array(buffer, 22 * count, count),
    };
    for (let row = 0; row < count; row++) {
      const event = order[row];
      at.time[row] = time[event];
      at.city[row] = city[event];
      at.subject[row] = subject[event];
      at.spell[row] = spell[event];
      at.transition[row] = transition[event];
      at.from[row] = from[event];
      at.to[row] = to[event];
    }
    return at;
  }

  /** Why they happened, in the same order; empty without reasons. */
  function reasons() {
    if (!explained) return none;
    const at = {
      source: new Int32Array(count),
      generation: new Int32Array(count),
      logHazard: new Float64Array(count),
      baseline: new Float64Array(count),
      preemption: new Float64Array(count),
      contributions: new Float64Array(count * width),
    };
    for (let row = 0; row < count; row++) {
      const event = order[row];
      at.source[row] = source[event];
      at.generation[row] = generation[event];
      at.logHazard[row] = logHazard[event];
      at.baseline[row] = baseline[event];
      at.preemption[row] = preemption[event];
      for (let m = 0; m < width; m++) {
        at.contributions[row * width + m] = contributions[event * width + m];
      }
    }
    return at;
  }
}
