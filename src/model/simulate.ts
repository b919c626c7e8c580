/**
 * One replicate: a world and a number in, a trajectory out. Nothing else: no files, no clock, no Node.
 *
 * A transition is a hazard met by a resistance (Sellke's construction): while city i is at risk,
 *     Lambda_i += exp(eta_i(t)) dt,   and it happens when Lambda_i >= R_i,   R_i ~ Exponential(1).
 * Between changes of eta the crossing time is known, so that it is kept in a calendar and only moved when
 * something that eta reads has changed. A step (t, t + dt] runs through these phases, in order:
 *
 *   1. pressure    national pressure at t; where it changed, the settled terms of the nation's cities
 *   2. gates       networks founded or closed, cities that become eligible or cease to be
 *   3. refresh     log-hazards of the cities that something changed for; their crossings move
 *   4. decide      entries given from outside, then the crossings due in this step, city by city: the
 *                  earliest first, which ends the spells it excludes and begins others at its time
 *   5. apply       the changes become visible to all, together
 *
 * All terms read the state as it stood at t. No random number is drawn for a decision inside the loop: a
 * resistance is a function of (seed, replicate, policy, transition, spell, city).
 */
import { type Benchmarks, createBenchmarks } from './benchmark.js';
import { type Clock, createClocks, mechanismsUsed, readsPeers } from './clock.js';
import { CLOSED, createClockwork, EXCLUDED, OPEN, SETTLED } from './clockwork.js';
import { createExposure } from './exposure.js';
import { createGates } from './gates.js';
import { createLineage } from './lineage.js';
import { createMemberships } from './memberships.js';
import type { MakeObserver } from './observer.js';
import { createPressure } from './pressure.js';
import { createRecorder } from './recorder.js';
import { createStandard } from './standard.js';
import { createState, resetState } from './state.js';
import { createTimeline } from './timeline.js';
import type { Trajectory } from './trajectory.js';
import type { World } from './world.js';

export interface Simulator {
  /** Runs replicate 0, 1, 2, …; the same world and number always give the same trajectory. */
  run(replicate: number): Trajectory;
}

export interface SimulatorOptions {
  /** Whether events carry their log-hazard, contributions and source; default true. It changes no event. */
  readonly explain?: boolean;
  /** Looks on while replicates run. It changes no event. */
  readonly observe?: MakeObserver;
}

/**
 * Prepares a world: allocates once for all replicates.
 * Memory: about 50 bytes a city and transition, 8 a tie, beside the world.
 */
export function createSimulator(world: World, options: SimulatorOptions = {}): Simulator {
  const { explain: explains = true, observe } = options;
  const { cities, subjects, nations, policyCount } = world;
  const cityCount = cities.count;
  const subjectCount = subjects.length;
  const timeline = createTimeline(world.time);
  const { stepCount, boundary } = timeline;

  const state = createState(world);
  const standard = createStandard(world);
  const memberships = createMemberships(world, state);
  // An observer may look at peers that no hazard reads.
  const tracked = subjects.map((_, s) => observe !== undefined || readsPeers(world, s));
  const exposure = createExposure(world, state, standard, memberships, tracked);
  const benchmarks: Benchmarks = createBenchmarks(world, state, standard, memberships);
  const context = { world, state, standard, exposure, memberships, benchmarks };
  const clocks = createClocks(context);
  const observer = observe?.({ ...context, clocks }) ?? null;
  const clocksOf = subjects.map((_, s) => clocks.flatMap((clock, c) => (clock.subject === s ? [c] : [])));
  const gates = createGates(world, clocks);
  const pressure = createPressure(world);
  const lineage = createLineage(world, exposure);
  const mechanismNames = mechanismsUsed(world);
  const recorder = createRecorder(explains ? mechanismNames : [], explains);
  const { stage, heldSince, holders } = state;

  /** Policies whose declaring is blocked while a policy is held: by held policy. */
  const excludedBy = subjects.map((_, held) =>
    subjects.flatMap(({ policy }, s) => (policy?.excludes.includes(held) ? [s] : [])),
  );
  const citiesOf = nations.map((_, n) =>
    Int32Array.from(cities.country.keys()).filter((i) => cities.country[i] === n),
  );

  const clockwork = createClockwork(world, clocks, state, timeline, observer);
  const pending = new Uint8Array(subjectCount * cityCount); // stage at the end of the step
  const marks = new Uint8Array(subjectCount * cityCount);
  const marked = subjects.map(() => new Int32Array(cityCount));
  const markedCount = new Int32Array(subjectCount);
  let changed = new Int32Array(256); // S x N positions whose stage changed in this step, in order of event
  let changedCount = 0;
  const takenUp = new Float64Array(subjectCount * cityCount); // when the stage last left 0
  const copied: { subject: number; city: number; generation: number }[] = [];
  const pressures = new Float64Array(stepCount * nations.length);
  const previousPressure = new Float64Array(nations.length);
  let stepEnd = 0;

  function setPaused(c: number, city: number, reason: number, on: boolean, at: number): void {
    const { subject, atRisk } = clocks[c];
    clockwork.pause(c, city, reason, on, at, atRisk[pending[subject * cityCount + city]]);
  }

  function mark(subject: number, city: number, bits: number): void {
    const at = subject * cityCount + city;
    if (marks[at] === 0) marked[subject][markedCount[subject]++] = city;
    marks[at] |= bits;
  }

  function markAll(subject: number, bits: number): void {
    for (let i = 0; i < cityCount; i++) mark(subject, i, bits);
  }

  /** Writes down why: the log-hazard and each mechanism's part in it, and whom the city copied. */
  function explain(event: number, clock: Clock, city: number, number: number): void {
    let external = 0;
    if (clock.rule) external = clock.rule.external(city);
    else {
      let eta = clock.transition.baseline;
      for (const terms of [clock.settled, clock.open]) {
        for (const { mechanism, coefficient, value, external: fromOutside } of terms) {
          const part = coefficient * value(city);
          recorder.contribution(event, mechanism, part);
          eta += part;
          if (fromOutside && part > 0) external += part;
        }
      }
      recorder.hazard(event, eta, clock.transition.baseline);
    }
    if (clock.subject >= policyCount || clock.transition.name !== 'declare') return;
    const source = lineage.sourceOf(clock.subject, clock.transition, city, number, external);
    const generation = source < 0 ? 0 : lineage.generation(clock.subject, source) + 1;
    recorder.lineage(event, source, generation);
    copied.push({ subject: clock.subject, city, generation });
  }

  /** A city changes stage at a moment within the step: spells end and begin. */
  function change(subject: number, city: number, to: number, at: number, fired: number): void {
    const position = subject * cityCount + city;
    const from = pending[position];
    const number = fired < 0 ? 0 : clockwork.spell(fired, city);
    const event = recorder.add(at, city, subject, fired < 0 ? -1 : clocks[fired].index, from, to, number);
    if (explains && fired >= 0) explain(event, clocks[fired], city, number);
    pending[position] = to;
    if (changedCount === changed.length) {
      const wider = new Int32Array(2 * changedCount);
      wider.set(changed);
      changed = wider;
    }
    changed[changedCount++] = position;
    if (from === 0) takenUp[position] = at;
    for (const c of clocksOf[subject]) {
      const was = clocks[c].atRisk[from];
      const is = clocks[c].atRisk[to];
      if (was && (!is || c === fired)) clockwork.end(c, city, at);
      if (is && (!was || c === fired)) clockwork.begin(c, city, at);
    }
    if ((from === 0) === (to === 0)) return;
    setExcluded(subject, city, at);
    for (const blocked of excludedBy[subject]) setExcluded(blocked, city, at);
  }

  /** While a policy that it excludes is held, a policy cannot be taken up, declared or undeclared. */
  function setExcluded(blocked: number, city: number, at: number): void {
    const { policy } = subjects[blocked];
    if (!policy || policy.excludes.length === 0) return;
    const none = pending[blocked * cityCount + city] === 0;
    const held = none && policy.excludes.some((other) => pending[other * cityCount + city] > 0);
    for (const c of clocksOf[blocked]) if (clocks[c].atRisk[0]) setPaused(c, city, EXCLUDED, held, at);
  }

  /** Phase 4 for one city: its crossings of this step up to a time, the earliest first. */
  function decide(city: number, until = Infinity): void {
    for (;;) {
      const fired = clockwork.earliest(city, state.step);
      if (fired < 0) return;
      const at = clockwork.crossing(fired, city, stepEnd);
      if (at > until) return;
      const { subject, transition } = clocks[fired];
      change(subject, city, transition.to, at, fired);
    }
  }

  const told = new Uint8Array(subjectCount * subjectCount); // network * S + subject: members are marked
  // Subjects that somebody took up or gave up, as far as all or compatriots look at that.
  const met = new Uint8Array(subjectCount);
  const metInCountry = new Uint8Array(subjectCount * nations.length);
  const everyone = new Uint8Array(subjectCount); // subjects that somebody took up, gave up or implemented
  const readsEveryone = subjects.map((_, s) => clocksOf[s].some((c) => clocks[c].readsEveryone));
  const withClocks = subjects.flatMap((_, s) => (clocksOf[s].length > 0 ? [s] : []));
  const lookers = world.exposure.layers.ties > 0 ? exposure.lookers : null;

  /** The members of a network are to look at a subject anew. */
  function tellMembers(network: number, subject: number): void {
    if (told[network * subjectCount + subject] !== 0) return;
    told[network * subjectCount + subject] = 1;
    const members = memberships.members(network);
    const count = memberships.count(network);
    for (let at = 0; at < count; at++) mark(subject, members[at], OPEN);
  }

  /** Phase 5: the changes of the step become visible, and mark whom they concern. */
  function apply(): void {
    if (changedCount === 0) return;
    // Networks first (they come last among the subjects), so that later changes find the members of the next
    // step. Within a subject the order is that of the events; a position that is there twice is done once.
    for (let subject = subjectCount - 1; subject >= 0; subject--) {
      const low = subject * cityCount;
      const high = low + cityCount;
      for (let at = 0; at < changedCount; at++) {
        const position = changed[at];
        if (position >= low && position < high) applyChange(subject, position - low, position);
      }
    }
    for (let s = 0; s < subjectCount; s++) {
      if (met[s] !== 0 || (everyone[s] !== 0 && readsEveryone[s])) markAll(s, OPEN);
      for (let n = 0; world.exposure.layers.country > 0 && n < nations.length; n++) {
        if (metInCountry[s * nations.length + n] === 0) continue;
        for (const i of citiesOf[n]) mark(s, i, OPEN);
      }
    }
    for (const { subject, city, generation } of copied) lineage.setGeneration(subject, city, generation);
    if (copied.length > 0) copied.length = 0;
    if (memberships.networks.length > 0) told.fill(0);
    everyone.fill(0);
    if (world.exposure.layers.all > 0) met.fill(0);
    if (world.exposure.layers.country > 0) metInCountry.fill(0);
    changedCount = 0;
  }

  function applyChange(subject: number, city: number, position: number): void {
    const from = stage[position];
    const to = pending[position];
    heldSince[position] =
      to === 0 ? NaN : takenUp[position] > state.time ? takenUp[position] : heldSince[position];
    if (from === to) return;
    stage[position] = to;
    for (let k = 0; k < withClocks.length; k++) mark(withClocks[k], city, OPEN | SETTLED);
    everyone[subject] = 1;
    if ((from === 0) !== (to === 0)) {
      const by = from === 0 ? 1 : -1;
      holders[subject] += by;
      exposure.change(subject, city, by);
      if (subject >= policyCount) {
        if (by > 0) memberships.enter(subject, city);
        else memberships.leave(subject, city);
        for (let s = 0; s < subjectCount; s++) if (tracked[s]) tellMembers(subject, s);
      }
      if (tracked[subject]) {
        if (lookers) {
          const { rowStart, column } = lookers;
          const end = rowStart[city + 1];
          for (let tie = rowStart[city]; tie < end; tie++) mark(subject, column[tie], OPEN);
        }
        if (world.exposure.layers.all > 0) met[subject] = 1;
        else if (world.exposure.layers.country > 0) {
          metInCountry[subject * nations.length + cities.country[city]] = 1;
        }
      }
    }
    if (!tracked[subject]) return;
    for (const network of memberships.networks) {
      if (stage[network * cityCount + city] > 0) tellMembers(network, subject);
    }
  }

  function reset(number: number): void {
    resetState(state, world);
    pending.set(stage);
    memberships.reset();
    exposure.reset();
    benchmarks.reset();
    pressure.reset(number);
    lineage.reset(number);
    recorder.reset();
    clockwork.reset(number);
    takenUp.fill(-Infinity);
    state.moment++;
    marks.fill(0);
    markedCount.fill(0);
    stepEnd = boundary(1);
    pressure.atInto(state.pressure, state.time);
    previousPressure.set(state.pressure);
    gates.reset(state);
    for (let s = 0; s < policyCount; s++) {
      if (subjects[s].policy!.excludes.length === 0) continue;
      // Before its spells begin, a clock is only told that it stands still.
      for (let i = 0; i < cityCount; i++) setExcluded(s, i, state.time);
    }
    for (let c = 0; c < clocks.length; c++) {
      const { atRisk, subject } = clocks[c];
      for (let i = 0; i < cityCount; i++) {
        if (!gates.isOpen(c, i)) clockwork.pause(c, i, CLOSED, true, state.time, false);
        if (atRisk[stage[subject * cityCount + i]]) clockwork.begin(c, i, state.time);
      }
    }
  }

  function nextPressure(): void {
    if (pressure.absent) return;
    const offset = state.step * nations.length;
    pressure.atInto(state.pressure, state.time);
    pressures.set(state.pressure, offset);
    for (let n = 0; n < nations.length; n++) {
      if (state.pressure[n] === previousPressure[n]) continue;
      previousPressure[n] = state.pressure[n];
      for (let s = 0; s < subjectCount; s++) {
        if (!clocksOf[s].some((c) => clocks[c].readsNation)) continue;
        for (const i of citiesOf[n]) mark(s, i, OPEN | SETTLED);
      }
    }
  }

  function passGates(): void {
    if (memberships.networks.length === 0) return;
    gates.pass(state, (c, city, open) => setPaused(c, city, CLOSED, !open, state.time));
    // A network that is founded or closes changes what everyone sees.
    const { time, step } = state;
    const before = step === 0 ? time : boundary(step - 1);
    const passed = (at: number): boolean => at > before && at <= time;
    const seen = memberships.networks.some((network) => {
      const { founded, closed } = subjects[network].network!;
      return passed(founded) || passed(closed);
    });
    for (let s = 0; seen && s < subjectCount; s++) if (readsEveryone[s]) markAll(s, OPEN);
  }

  const fades = world.exposure.halfLife !== null;
  const readsTime = subjects.map(
    (_, s) => clocksOf[s].some((c) => clocks[c].readsTime) || (fades && tracked[s]),
  );

  function refreshMarked(): void {
    for (let s = 0; s < subjectCount; s++) {
      if (readsTime[s]) markAll(s, OPEN);
      const list = marked[s];
      const count = markedCount[s];
      for (const c of clocksOf[s]) clockwork.refresh(c, list, count, marks, s * cityCount);
      for (let at = 0; at < count; at++) marks[s * cityCount + list[at]] = 0;
      markedCount[s] = 0;
    }
  }

  /** Networks that close, in order of time. */
  const closings = memberships.networks
    .map((network) => ({ network, at: subjects[network].network!.closed }))
    .filter(({ at }) => at < Infinity)
    .sort((a, b) => a.at - b.at);
  let nextEntry = 0;

  /**
   * What is given and not decided: recorded memberships, founders, and networks that close, in order of time. A
   * city's own crossings before that moment come first.
   */
  function enterGiven(): void {
    const { entries } = world;
    if (closings.length === 0 && nextEntry === entries.length) return;
    const closing = closings.filter(({ at }) => at > state.time && at <= stepEnd);
    for (;;) {
      const entry =
        nextEntry < entries.length && entries[nextEntry].time <= stepEnd ? entries[nextEntry] : null;
      if (closing.length > 0 && (!entry || closing[0].at <= entry.time)) {
        const { network, at } = closing.shift()!;
        close(network, at);
      } else if (entry) {
        nextEntry++;
        const { time, city, subject, to } = entry;
        decide(city, time);
        if (pending[subject * cityCount + city] !== to) change(subject, city, to, time, -1);
      } else return;
    }
  }

  /** A network ends: nobody joins any more, and its members are out. */
  function close(network: number, at: number): void {
    for (let i = 0; i < cityCount; i++) {
      decide(i, at);
      for (const c of clocksOf[network]) {
        if (clocks[c].transition.name === 'join') setPaused(c, i, CLOSED, true, at);
      }
      if (pending[network * cityCount + i] > 0) change(network, i, 0, at, -1);
    }
  }

  return {
    run(number) {
      reset(number);
      nextEntry = 0;
      for (let step = 0; step < stepCount; step++) {
        state.step = step;
        state.moment++;
        state.time = boundary(step);
        stepEnd = boundary(step + 1);
        nextPressure();
        passGates();
        refreshMarked();
        observer?.step();
        enterGiven();
        for (let city = clockwork.nextDue(step); city >= 0; city = clockwork.nextDue(step)) decide(city);
        recorder.endStep(state.time, stepEnd - state.time);
        apply();
      }
      return recorder.finish(number, pressures.slice());
    },
  };
}

/** One replicate of a world. For many, keep the simulator. */
export function simulate(world: World, replicate = 0): Trajectory {
  return createSimulator(world).run(replicate);
}
