/**
 * Phase 5 of a step: entries given from outside, then the crossings that are due, city by city: the earliest
 * first, which ends the spells it excludes and begins others at its time. Nothing of it is visible to other cities
 * before the end of the step.
 */
import { addChange, type Changes } from './changes.js';
import type { Clock } from './clock.js';
import { CLOSED, type Clockwork, EXCLUDED } from './clockwork.js';
import type { Designs } from './design.js';
import type { Lineage } from './lineage.js';
import type { Recorder } from './recorder.js';
import type { State } from './state.js';
import type { World } from './world.js';

export interface Decisions {
  /** Back to the start of a replicate, before its spells begin. */
  reset(): void;
  /** Takes the decisions of the step that ends at a time. */
  step(stepEnd: number): void;
  /** Stops or releases the clock of a city for a reason (clockwork.ts). */
  pause(clock: number, city: number, reason: number, on: boolean, at: number): void;
}

export interface DecisionParts {
  readonly world: World;
  readonly state: State;
  readonly clocks: readonly Clock[];
  readonly clockwork: Clockwork;
  readonly changes: Changes;
  readonly recorder: Recorder;
  readonly lineage: Lineage;
  readonly designs: Designs;
  /** Whether events carry their reasons. */
  readonly explains: boolean;
}

export function createDecisions(parts: DecisionParts): Decisions {
  const { world, state, clocks, clockwork, changes, recorder, lineage, designs, explains } = parts;
  const { subjects, policyCount, entries } = world;
  const cityCount = world.cities.count;
  const { pending, takenUp, copied } = changes;
  const copies = explains || designs.dimensions > 0;
  const clocksOf = subjects.map((_, s) => [...clocks.keys()].filter((c) => clocks[c].subject === s));
  /** Policies whose declaring is blocked while a policy is held: by held policy. */
  const excludedBy = subjects.map((_, held) =>
    [...subjects.keys()].filter((s) => subjects[s].policy?.excludes.includes(held)),
  );
  /** Networks that close, in order of time. */
  const closings = subjects
    .flatMap(({ network }, subject) => (network && network.closed < Infinity ? [subject] : []))
    .map((network) => ({ network, at: subjects[network].network!.closed }))
    .sort((a, b) => a.at - b.at);
  let nextEntry = 0;
  let stepEnd = 0;

  function pause(c: number, city: number, reason: number, on: boolean, at: number): void {
    const { subject, atRisk } = clocks[c];
    clockwork.pause(c, city, reason, on, at, atRisk[pending[subject * cityCount + city]]);
  }

  /** While a policy that it excludes is held, a policy cannot be taken up, declared or undeclared. */
  function setExcluded(blocked: number, city: number, at: number): void {
    const { policy } = subjects[blocked];
    if (!policy || policy.excludes.length === 0) return;
    const none = pending[blocked * cityCount + city] === 0;
    const held = none && policy.excludes.some((other) => pending[other * cityCount + city] > 0);
    for (const c of clocksOf[blocked]) if (clocks[c].atRisk[0]) pause(c, city, EXCLUDED, held, at);
  }

  /**
   * Writes down why: the log-hazard and each mechanism's part in it, and whom the city copied. Without reasons it
   * only finds out whom, where designs hang on it.
   */
  function explain(event: number, clock: Clock, city: number, spell: number): void {
    let external = 0;
    if (clock.rule) external = clock.rule.external(city);
    else if (clock.transition.after === null) {
      let eta = clock.baseline() + clock.preemption(city);
      for (let m = 0; m < clock.terms.length; m++) {
        const { mechanism, value, external: fromOutside } = clock.terms[m];
        const part = clock.rates.coefficients[m] * value(city);
        if (explains) recorder.contribution(event, mechanism, part);
        eta += part;
        if (fromOutside && part > 0) external += part;
      }
      if (explains) recorder.hazard(event, eta, clock.baseline(), clock.preemption(city));
    }
    const { subject, transition } = clock;
    if (subject >= policyCount || !transition.from.includes(0)) return;
    const source = lineage.sourceOf(subject, transition, city, spell, external);
    const generation = source < 0 ? 0 : lineage.generation(subject, source) + 1;
    if (explains) recorder.lineage(event, source, generation);
    const design = designs.dimensions > 0 ? designs.draw(subject, city, spell, source) : null;
    copied.push({ subject, city, generation, design });
  }

  /** A city changes stage at a moment within the step: spells end and begin. fired: by which clock; -1: given. */
  function change(subject: number, city: number, to: number, at: number, fired: number): void {
    const place = subject * cityCount + city;
    const from = pending[place];
    const spell = fired < 0 ? 0 : clockwork.spell(fired, city);
    const event = recorder.add(at, city, subject, fired < 0 ? -1 : clocks[fired].index, from, to, spell);
    if (copies && fired >= 0) explain(event, clocks[fired], city, spell);
    pending[place] = to;
    addChange(changes, place);
    if (from === 0) takenUp[place] = at;
    const own = clocksOf[subject];
    for (let k = 0; k < own.length; k++) {
      const c = own[k];
      const { atRisk } = clocks[c];
      if (atRisk[from] && (!atRisk[to] || c === fired)) clockwork.end(c, city, at);
      if (atRisk[to] && (!atRisk[from] || c === fired)) clockwork.begin(c, city, at);
    }
    if ((from === 0) === (to === 0)) return;
    setExcluded(subject, city, at);
    for (const blocked of excludedBy[subject]) setExcluded(blocked, city, at);
  }

  /** The crossings of a city in this step up to a time, the earliest first. */
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

  /** A network ends: nobody joins any more, and its members are out. */
  function close(network: number, at: number): void {
    for (let i = 0; i < cityCount; i++) {
      decide(i, at);
      for (const c of clocksOf[network]) {
        if (clocks[c].transition.name === 'join') pause(c, i, CLOSED, true, at);
      }
      if (pending[network * cityCount + i] > 0) change(network, i, 0, at, -1);
    }
  }

  /**
   * What is given and not decided: recorded memberships, founders, and networks that close, in order of time. A
   * city's own crossings before that moment come first.
   */
  function enterGiven(): void {
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

  return {
    pause,
    reset() {
      nextEntry = 0;
      for (let s = 0; s < policyCount; s++) {
        if (subjects[s].policy!.excludes.length === 0) continue;
        for (let i = 0; i < cityCount; i++) setExcluded(s, i, state.time);
      }
    },
    step(end) {
      stepEnd = end;
      clockwork.settle(state.step);
      if (closings.length > 0 || nextEntry < entries.length) enterGiven();
      for (let city = clockwork.nextDue(state.step); city >= 0; city = clockwork.nextDue(state.step)) {
        decide(city);
      }
    },
  };
}
