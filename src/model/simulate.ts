/**
 * One replicate: a world and a number in, a trajectory out. Nothing else: no files, no clock, no Node.
 *
 * A transition is a hazard met by a resistance (Sellke's construction): while city i is at risk,
 *     Lambda_i += exp(eta_i(t)) dt,   and it happens when Lambda_i >= R_i,   R_i ~ Exponential(1).
 * Between changes of eta the crossing time is known, so that it is kept in a calendar and only moved when
 * something that eta reads has changed. A step (t, t + dt] runs through these phases, in order:
 *
 *   1. pressure    national and regional pressure, salience, laws and coordinators at t
 *   2. dynamics    immigrant shares grow, waves arrive, governments are elected
 *   3. networks    strengths of their functions; founded or closed; cities that become eligible or cease to be
 *   4. refresh     log-hazards of the cities that something changed for; their crossings move
 *   5. decide      entries given from outside, then the crossings due in this step, city by city: the
 *                  earliest first, which ends the spells it excludes and begins others at its time
 *   6. apply       the changes become visible to all, together
 *   7. feedback    socialisation, advocacy, outcomes, designs, from the stages as they now stand
 *
 * All terms read the state as it stood at t. No random number is drawn for a decision inside the loop: a
 * resistance is a function of (seed, replicate, policy, transition, spell, city).
 */
import { type Benchmarks, createBenchmarks } from './benchmark.js';
import { type Clock, createClocks, mechanismsUsed, readsPeers } from './clock.js';
import { CLOSED, createClockwork, EXCLUDED, OPEN, SETTLED, TIMED } from './clockwork.js';
import { createDesigns } from './design.js';
import { createDynamics } from './dynamics.js';
import { createExposure } from './exposure.js';
import { createFeedback } from './feedback.js';
import { createFunctions } from './functions.js';
import { createGates } from './gates.js';
import { jurisdictionsOf } from './jurisdiction.js';
import { createLineage } from './lineage.js';
import { createMarks } from './marks.js';
import { createMemberships } from './memberships.js';
import type { MakeObserver } from './observer.js';
import { createPressure } from './pressure.js';
import { createRecorder } from './recorder.js';
import { createSnapshots } from './snapshot.js';
import { createStandard } from './standard.js';
import { ACTIVE, createState, resetState } from './state.js';
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
  const { cities, subjects, policyCount } = world;
  const cityCount = cities.count;
  const subjectCount = subjects.length;
  const timeline = createTimeline(world.time);
  const { stepCount, boundary } = timeline;

  const jurisdictions = jurisdictionsOf(world);
  const state = createState(world, jurisdictions);
  const standard = createStandard(world);
  const memberships = createMemberships(world, state);
  // An observer may look at peers that no hazard reads.
  const tracked = subjects.map((_, s) => observe !== undefined || readsPeers(world, s));
  const exposure = createExposure(world, state, standard, memberships, tracked);
  const benchmarks: Benchmarks = createBenchmarks(world, state, standard, memberships);
  const context = {
    world,
    state,
    standard,
    exposure,
    memberships,
    benchmarks,
    jurisdictions,
    jurisdiction: jurisdictions.of,
  };
  const clocks = createClocks(context);
  const observer = observe?.({ ...context, clocks }) ?? null;
  const clocksOf = subjects.map((_, s) => clocks.flatMap((clock, c) => (clock.subject === s ? [c] : [])));
  const gates = createGates(world, clocks);
  const pressure = createPressure(world, state, jurisdictions);
  const dynamics = createDynamics(world, state, standard);
  const functions = createFunctions(world, state, standard, memberships);
  const designs = createDesigns(world, state);
  const feedback = createFeedback(world, state, standard, memberships, designs);
  const snapshots = createSnapshots(world, state, standard);
  const lineage = createLineage(world, exposure);
  const mechanismNames = mechanismsUsed(world);
  const recorder = createRecorder(explains ? mechanismNames : [], explains);
  const { stage, heldSince, holders, orientationThen } = state;
  const orientation = cities.attributes.orientation ? standard.attribute('orientation') : null;
  const copies = explains || designs.dimensions > 0;

  /** Policies whose declaring is blocked while a policy is held: by held policy. */
  const excludedBy = subjects.map((_, held) =>
    subjects.flatMap(({ policy }, s) => (policy?.excludes.includes(held) ? [s] : [])),
  );
  const countryCount = cities.countries.length;

  const clockwork = createClockwork(world, clocks, state, timeline, observer);
  const pending = new Uint8Array(subjectCount * cityCount); // stage at the end of the step
  const marks = createMarks(subjectCount, cityCount);
  const { mark, markAll } = marks;
  let changed = new Int32Array(256); // S x N positions whose stage changed in this step, in order of event
  let changedCount = 0;
  const takenUp = new Float64Array(subjectCount * cityCount); // when the stage last left 0
  const copied: { subject: number; city: number; generation: number; design: Float64Array | null }[] = [];
  const pressures = new Float64Array(stepCount * jurisdictions.count);
  let cuts = 0;
  let stepEnd = 0;

  function setPaused(c: number, city: number, reason: number, on: boolean, at: number): void {
    const { subject, atRisk } = clocks[c];
    clockwork.pause(c, city, reason, on, at, atRisk[pending[subject * cityCount + city]]);
  }

  /**
   * Writes down why: the log-hazard and each mechanism's part in it, and whom the city copied. Without reasons it
   * only finds out whom, where designs hang on it.
   */
  function explain(event: number, clock: Clock, city: number, number: number): void {
    let external = 0;
    if (clock.rule) external = clock.rule.external(city);
    else if (clock.transition.after === null) {
      let eta = clock.start(city);
      for (const terms of clock.terms) {
        for (const { mechanism, coefficient, value, external: fromOutside } of terms) {
          const part = coefficient * value(city);
          if (explains) recorder.contribution(event, mechanism, part);
          eta += part;
          if (fromOutside && part > 0) external += part;
        }
      }
      if (explains) recorder.hazard(event, eta, clock.baseline(), clock.preemption(city));
    }
    const { subject, transition } = clock;
    if (subject >= policyCount || !transition.from.includes(0)) return;
    const source = lineage.sourceOf(subject, transition, city, number, external);
    const generation = source < 0 ? 0 : lineage.generation(subject, source) + 1;
    if (explains) recorder.lineage(event, source, generation);
    const design = designs.dimensions > 0 ? designs.draw(subject, city, number, source) : null;
    copied.push({ subject, city, generation, design });
  }

  /** A city changes stage at a moment within the step: spells end and begin. */
  function change(subject: number, city: number, to: number, at: number, fired: number): void {
    const position = subject * cityCount + city;
    const from = pending[position];
    const number = fired < 0 ? 0 : clockwork.spell(fired, city);
    const event = recorder.add(at, city, subject, fired < 0 ? -1 : clocks[fired].index, from, to, number);
    if (copies && fired >= 0) explain(event, clocks[fired], city, number);
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
  const metInCountry = new Uint8Array(subjectCount * countryCount);
  const everyone = new Uint8Array(subjectCount); // subjects that somebody took up, gave up or implemented
  const readsEveryone = subjects.map((_, s) => clocksOf[s].some((c) => clocks[c].readsEveryone));
  /** Those who look at all cities of a country, by country; only where a layer does. */
  const compatriots = cities.countries.map((_, n) =>
    world.exposure.layers.country > 0
      ? Int32Array.from(cities.country.keys()).filter((i) => cities.country[i] === n)
      : new Int32Array(0),
  );
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
      for (let n = 0; world.exposure.layers.country > 0 && n < countryCount; n++) {
        if (metInCountry[s * countryCount + n] === 0) continue;
        for (const i of compatriots[n]) mark(s, i, OPEN);
      }
    }
    for (const { subject, city, generation, design } of copied) {
      lineage.setGeneration(subject, city, generation);
      if (design && stage[subject * cityCount + city] > 0) designs.set(subject, city, design);
    }
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
    const taken = to > 0 && takenUp[position] > state.time; // in this step, be it once more
    heldSince[position] = to === 0 ? NaN : taken ? takenUp[position] : heldSince[position];
    if (subject < policyCount && (taken || to === 0)) {
      orientationThen[position] = taken && orientation ? orientation[city] : NaN;
    }
    for (let k = 0; k < withClocks.length; k++) mark(withClocks[k], city, OPEN | SETTLED);
    if (from === to) return;
    stage[position] = to;
    everyone[subject] = 1;
    if (subject >= policyCount && (from === ACTIVE) !== (to === ACTIVE)) {
      exposure.activity(subject, city, to === ACTIVE ? 1 : -1);
      if (to === ACTIVE) memberships.enter(subject, city);
      else memberships.leave(subject, city);
      for (let s = 0; s < subjectCount; s++) if (tracked[s]) tellMembers(subject, s);
    }
    if ((from === 0) !== (to === 0)) {
      const by = from === 0 ? 1 : -1;
      holders[subject] += by;
      exposure.change(subject, city, by);
      if (subject < policyCount && by < 0 && designs.dimensions > 0) designs.set(subject, city, null);
      if (tracked[subject]) {
        if (lookers) {
          const { rowStart, column } = lookers;
          const end = rowStart[city + 1];
          for (let tie = rowStart[city]; tie < end; tie++) mark(subject, column[tie], OPEN);
        }
        if (world.exposure.layers.all > 0) met[subject] = 1;
        else if (world.exposure.layers.country > 0) {
          metInCountry[subject * countryCount + cities.country[city]] = 1;
        }
      }
    }
    if (!tracked[subject]) return;
    for (const network of memberships.networks) {
      if (stage[network * cityCount + city] === ACTIVE) tellMembers(network, subject);
    }
  }

  function reset(number: number): void {
    resetState(state, world);
    pending.set(stage);
    standard.reset();
    memberships.reset();
    exposure.reset();
    benchmarks.reset();
    dynamics.reset(number);
    designs.reset(number);
    feedback.reset(number);
    lineage.reset(number);
    snapshots.reset();
    snapshots.take(state.time);
    cuts = 0;
    recorder.reset();
    clockwork.reset(number);
    takenUp.fill(-Infinity);
    pressure.reset(number);
    state.moment++;
    marks.reset();
    stepEnd = boundary(1);
    functions.update(() => {});
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

  const pressReaders = withClocks.filter((s) => clocksOf[s].some((c) => clocks[c].readsNation));

  /** Phase 1. */
  function press(): void {
    cuts += pressure.advance((j) => {
      const pressed = jurisdictions.cities[j];
      for (const s of pressReaders) for (const i of pressed) mark(s, i, OPEN | SETTLED);
    });
    if (!pressure.absent) pressures.set(state.pressure, state.step * jurisdictions.count);
  }

  let swayed = false; // the orientation or immigrant share of some city moved
  function lookAnew(city: number): void {
    swayed = true;
    for (let k = 0; k < withClocks.length; k++) mark(withClocks[k], city, OPEN | SETTLED);
  }

  /** Phase 2, and phase 7 of the step before: cities that moved, and those who look at the mean of them. */
  function move(): void {
    dynamics.step(lookAnew);
    if (!swayed) return;
    for (let s = 0; s < subjectCount; s++) if (readsEveryone[s]) markAll(s, OPEN);
    swayed = false;
  }

  /** Phase 3, first part: members of a network whose functions changed, and all who see it. */
  function strengthChanged(network: number): void {
    const members = memberships.members(network);
    for (const s of withClocks) {
      for (let at = 0; at < memberships.count(network); at++) mark(s, members[at], OPEN | SETTLED);
      if (readsEveryone[s]) markAll(s, OPEN);
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

  const readsTime = subjects.map((_, s) => clocksOf[s].some((c) => clocks[c].readsTime));

  function refreshMarked(): void {
    for (let s = 0; s < subjectCount; s++) {
      if (readsTime[s]) markAll(s, TIMED);
      for (const c of clocksOf[s]) {
        clockwork.refresh(c, marks.list(s), marks.count(s), marks.bits, s * cityCount);
      }
      marks.clear(s);
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
        press();
        move();
        functions.update(strengthChanged);
        passGates();
        refreshMarked();
        observer?.step();
        enterGiven();
        for (let city = clockwork.nextDue(step); city >= 0; city = clockwork.nextDue(step)) decide(city);
        recorder.endStep(state.time, stepEnd - state.time);
        apply();
        feedback.step(stepEnd - state.time, lookAnew);
        snapshots.take(stepEnd);
      }
      return recorder.finish({
        replicate: number,
        pressure: pressures.slice(),
        cuts,
        snapshots: snapshots.taken(),
      });
    },
  };
}

/** One replicate of a world. For many, keep the simulator. */
export function simulate(world: World, replicate = 0): Trajectory {
  return createSimulator(world).run(replicate);
}
