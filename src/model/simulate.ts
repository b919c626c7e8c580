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
import { createApply } from './apply.js';
import { createBenchmarks } from './benchmark.js';
import { createChanges, resetChanges } from './changes.js';
import { adoptRates, createClocks, mechanismsUsed, type Replace, readsPeers } from './clock.js';
import { CLOSED, createClockwork } from './clockwork.js';
import { createDecisions } from './decide.js';
import { createDesigns } from './design.js';
import { createDynamics } from './dynamics.js';
import { createExposure } from './exposure/exposure.js';
import { createFeedback } from './feedback.js';
import { createFunctions } from './functions.js';
import { createGates } from './gates.js';
import { jurisdictionsOf } from './jurisdiction.js';
import { createLineage } from './lineage.js';
import { createMemberships } from './memberships.js';
import { createNotices } from './notices.js';
import type { MakeObserver } from './observer.js';
import { createPressure } from './pressure.js';
import { createRecorder } from './recorder.js';
import { createSnapshots } from './snapshot.js';
import { createStandard } from './standard.js';
import { createState, resetState } from './state.js';
import { createTimeline } from './timeline.js';
import type { Trajectory } from './trajectory.js';
import type { Subject, World } from './world.js';

export interface Simulator {
  /** Runs replicate 0, 1, 2, …; the same world and number always give the same trajectory. */
  run(replicate: number): Trajectory;
  /**
   * From the next run on, by the baselines and coefficients of these subjects, which are those of its world in all else
   * (shapeOf in clock.ts): a design of many points needs one simulator and not one for each.
   */
  adopt(subjects: readonly Subject[]): void;
}

export interface SimulatorOptions {
  /** Whether events carry their log-hazard, contributions and source; default true. It changes no event. */
  readonly explain?: boolean;
  /** Looks on while replicates run. It changes no event. */
  readonly observe?: MakeObserver;
  /** Stands between the terms and the hazards, so that something else can be in the place of a term. */
  readonly replace?: Replace;
}

/**
 * Prepares a world: allocates once for all replicates.
 * Memory: about 50 bytes a city and transition, 8 a tie, beside the world.
 */
export function createSimulator(world: World, options: SimulatorOptions = {}): Simulator {
  const { explain: explains = true, observe, replace = (_, term) => term } = options;
  const { cities, subjects } = world;
  const cityCount = cities.count;
  const timeline = createTimeline(world.time);
  const { stepCount, boundary } = timeline;

  const jurisdictions = jurisdictionsOf(world);
  const state = createState(world, jurisdictions);
  const standard = createStandard(world);
  const memberships = createMemberships(world, state);
  // An observer may look at peers that no hazard reads.
  const tracked = subjects.map((_, s) => observe !== undefined || readsPeers(world, s));
  const exposure = createExposure(world, state, standard, memberships, tracked);
  const benchmarks = createBenchmarks(world, state, standard, memberships);
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
  const clocks = createClocks({ ...context, replace });
  const observer = observe?.({ ...context, clocks }) ?? null;
  const gates = createGates(world, clocks);
  const pressure = createPressure(world, state, jurisdictions);
  const dynamics = createDynamics(world, state, standard);
  const functions = createFunctions(world, state, standard, memberships);
  const designs = createDesigns(world, state);
  const feedback = createFeedback(world, state, standard, memberships, designs);
  const snapshots = createSnapshots(world, state, standard);
  const lineage = createLineage(world, exposure);
  const recorder = createRecorder(explains ? mechanismsUsed(world) : [], explains);
  const clockwork = createClockwork(world, clocks, state, timeline, observer);
  const changes = createChanges(subjects.length, cityCount);
  const notices = createNotices({ world, state, clocks, memberships, exposure, jurisdictions, tracked });
  const decisions = createDecisions({
    world,
    state,
    clocks,
    clockwork,
    changes,
    recorder,
    lineage,
    designs,
    explains,
  });
  const apply = createApply({
    world,
    state,
    standard,
    changes,
    exposure,
    memberships,
    lineage,
    designs,
    notices,
  });

  const atStart = new Int32Array(cityCount); // those at risk of a transition
  const pressures = new Float64Array(stepCount * jurisdictions.count);
  let cuts = 0;
  let stepEnd = 0;

  function press(): void {
    cuts += pressure.advance(notices.jurisdiction);
    pressures.set(state.pressure, state.step * jurisdictions.count);
  }

  let swayed = false; // the orientation or immigrant share of some city moved
  function sway(city: number, causes: number): void {
    swayed = true;
    notices.city(city, causes);
  }

  /** Cities that moved, by themselves or by the feedback of the step before, and those who look at the mean of them. */
  function move(): void {
    dynamics.step(sway);
    if (swayed) notices.everyone();
    swayed = false;
  }

  function passGates(): void {
    gates.pass(state, (c, city, open) => decisions.pause(c, city, CLOSED, !open, state.time));
    // A network that is founded or closes changes what everyone sees.
    const { time, step } = state;
    const before = step === 0 ? time : boundary(step - 1);
    const passed = (at: number): boolean => at > before && at <= time;
    const seen = memberships.networks.some((network) => {
      const { founded, closed } = subjects[network].network!;
      return passed(founded) || passed(closed);
    });
    if (seen) notices.everyone();
  }

  function refresh(): void {
    const { marks } = notices;
    for (let c = 0; c < clocks.length; c++) clockwork.refresh(c, marks);
    marks.clear();
  }

  /** What comes before the decisions of a step, as far as the world has it. */
  const beforehand = [
    ...(pressure.still ? [] : [press]),
    ...(dynamics.still && feedback.still ? [] : [move]),
    ...(functions.still ? [] : [() => functions.update(notices.strength)]),
    ...(memberships.networks.length > 0 ? [passGates] : []),
    notices.time,
    refresh,
    ...(observer ? [observer.step] : []),
  ];
  /** And what comes after them. */
  const afterwards = [
    apply,
    ...(feedback.still ? [] : [() => feedback.step(stepEnd - state.time, sway)]),
    ...(world.snapshots.length > 0 ? [() => snapshots.take(stepEnd)] : []),
  ];

  function reset(replicate: number): void {
    resetState(state, world);
    resetChanges(changes, state.stage);
    standard.reset();
    memberships.reset();
    exposure.reset();
    benchmarks.reset();
    dynamics.reset(replicate);
    designs.reset(replicate);
    feedback.reset(replicate);
    lineage.reset(replicate);
    snapshots.reset();
    snapshots.take(state.time);
    cuts = 0;
    recorder.reset();
    clockwork.reset(replicate);
    pressure.reset(replicate);
    state.moment++;
    notices.marks.clear();
    functions.update(() => {});
    gates.reset(state);
    decisions.reset();
    for (let c = 0; c < clocks.length; c++) {
      const { atRisk, subject } = clocks[c];
      let count = 0;
      for (let i = 0; i < cityCount; i++) {
        if (!gates.isOpen(c, i)) clockwork.pause(c, i, CLOSED, true, state.time, false);
        if (atRisk[state.stage[subject * cityCount + i]]) atStart[count++] = i;
      }
      clockwork.beginAll(c, atStart, count);
    }
  }

  return {
    adopt: (others) => adoptRates(clocks, others),
    run(replicate) {
      reset(replicate);
      for (let step = 0; step < stepCount; step++) {
        state.step = step;
        state.moment++;
        state.time = boundary(step);
        stepEnd = boundary(step + 1);
        for (let k = 0; k < beforehand.length; k++) beforehand[k]();
        decisions.step(stepEnd);
        recorder.endStep(state.time, stepEnd - state.time);
        for (let k = 0; k < afterwards.length; k++) afterwards[k]();
      }
      return recorder.finish({
        replicate,
        pressure: pressure.still ? pressures : pressures.slice(),
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
