/**
 * A slow reference of the engine, written from the specification and not from src/model: no calendar, no running
 * counts, no stored sums. In every step every log-hazard is made anew, exposure by going through all tie rows and
 * all members, and each clock runs by Lambda += exp(eta) dt. Within a step the events of a city follow one another in
 * the order of time: what its clocks reach and what is given.
 *
 * From the engine it takes the random streams, the normal quantile and compilePredicate.
 */
import { compilePredicate } from '../../../src/model/predicate.js';
import { exponential, stream, uniform } from '../../../src/model/random.js';
import type { Snapshot } from '../../../src/model/trajectory.js';
import type { TransitionName, World } from '../../../src/model/world.js';
import type { EventRow } from '../events.js';
import { type Moment, networksOf, range } from './moment.js';
import { designOf, feedBack, moveByThemselves, strengthsAt } from './movement.js';
import { countOfAdopters, exposureTo, layersOf, presence } from './peers.js';
import { cutsAt, forceAgainst, pressureOn } from './power.js';
import { externalChannels, termOf } from './terms.js';

export interface ReferenceRun {
  readonly events: EventRow[];
  /** Pressure on each city, by step. */
  readonly pressure: number[][];
  readonly cuts: number;
  readonly snapshots: Snapshot[];
}

function momentAtStart(world: World, replicate: number): Moment {
  const { cities, subjects, policyCount, initialStage, initialSince, time, nations } = world;
  const everyone = range(cities.count);
  const stage = subjects.map((_, s) => everyone.map((i) => initialStage[s * cities.count + i]));
  const policies = range(policyCount);
  const moment: Moment = {
    world,
    replicate,
    now: time.start,
    stage,
    since: stage.map((row, s) =>
      row.map((held, i) => (held > 0 ? (initialSince?.[s * cities.count + i] ?? time.start) : NaN)),
    ),
    generation: stage.map((row) => row.map(() => 0)),
    orientation: cities.attributes.orientation ? [...cities.attributes.orientation] : null,
    immigrantShare: cities.attributes.immigrantShare ? [...cities.attributes.immigrantShare] : null,
    orientationThen: policies.map((p) =>
      everyone.map((i) => (stage[p][i] > 0 ? (cities.attributes.orientation?.[i] ?? NaN) : NaN)),
    ),
    outcome: policies.map(() => everyone.map(() => 0)),
    design: policies.map(() => everyone.map(() => null)),
    gained: nations.map(() => 0),
    waves: [],
  };
  for (const p of policies) {
    for (const i of everyone) if (stage[p][i] > 0) moment.design[p][i] = designOf(moment, p, i, 0, null);
  }
  return moment;
}

function snapshotOf({ world, orientation, immigrantShare, outcome, design }: Moment, time: number): Snapshot {
  const dimensions = world.feedback.design?.dimensions ?? 0;
  return {
    time,
    orientation: orientation && Float64Array.from(orientation),
    immigrantShare: immigrantShare && Float64Array.from(immigrantShare),
    outcome: Float64Array.from(world.feedback.outcomes ? outcome.flat() : []),
    design: Float64Array.from(design.flatMap((row) => row.flatMap((d) => d ?? Array(dimensions).fill(NaN)))),
  };
}

/** Laws hinder taking a policy up and carrying it out. */
const hindered: readonly TransitionName[] = ['declare', 'quiet', 'implement'];

export function referenceRun(world: World, replicate: number): ReferenceRun {
  const { cities, subjects, policyCount, decision } = world;
  const { start, end, stepsPerYear } = world.time;
  const everyone = range(cities.count);
  const networks = networksOf(world);
  const stepCount = Math.ceil((end - start) * stepsPerYear - 1e-9);
  const boundary = (k: number): number => (k === stepCount ? end : start + k / stepsPerYear);
  const moment = momentAtStart(world, replicate);

  // Clocks: one for each transition of each subject, with what each city has on it.
  const clocks = subjects.flatMap(({ transitions }, subject) =>
    transitions.map((transition, index) => ({
      subject,
      index,
      transition,
      spell: everyone.map(() => 0),
      /** When a term ends: what happens after a fixed time needs no more. */
      ends: everyone.map(() => Infinity),
      Lambda: everyone.map(() => 0),
      R: everyone.map(() => Infinity),
    })),
  );
  type Clock = (typeof clocks)[number];
  const begin = (clock: Clock, i: number, at: number): void => {
    clock.spell[i]++;
    clock.Lambda[i] = 0;
    const { id } = subjects[clock.subject];
    const draws = stream(world.seed, replicate, 'resistance', id, clock.transition.name, clock.spell[i]);
    clock.R[i] = exponential(draws, cities.keys[2 * i], cities.keys[2 * i + 1]);
    const { after: term } = clock.transition;
    if (term !== null) clock.ends[i] = at + yearsLeft(clock.subject, i, at, term);
  };
  /** Of a term that begins, or of the one that a member at the start or a founder is in. */
  const yearsLeft = (subject: number, i: number, at: number, term: number): number => {
    const { id, network } = subjects[subject];
    const joined = world.initialSince?.[subject * cities.count + i] ?? start;
    if (at === start && joined < start) {
      let terms = 0;
      while (joined + (terms + 1) * term <= start) terms++;
      return joined + (terms + 1) * term - start;
    }
    const fromTheFirstDay = at === start || at === network!.founded;
    if (!fromTheFirstDay) return term;
    return (
      term *
      (1 - uniform(stream(world.seed, replicate, 'term', id), cities.keys[2 * i], cities.keys[2 * i + 1]))
    );
  };
  for (const clock of clocks) {
    for (const i of everyone) {
      if (clock.transition.from.includes(moment.stage[clock.subject][i])) begin(clock, i, start);
    }
  }
  const eligible = subjects.map(({ network }) => compilePredicate(network?.eligible ?? null, world));

  const ruled = ({ subject, transition }: Clock): boolean =>
    decision.rule !== 'hazard' && subject < policyCount && transition.name === 'declare';
  const force = ({ subject, transition }: Clock, i: number): number =>
    subject < policyCount && hindered.includes(transition.name) ? forceAgainst(moment, subject, i) : 0;

  /** Why: eta and its parts. */
  function parts(clock: Clock, i: number): Pick<EventRow, 'logHazard' | 'preemption' | 'contributions'> {
    const contributions: { [mechanism: string]: number } = {};
    const preemption = Math.log(1 - force(clock, i));
    let logHazard = clock.transition.baseline + preemption;
    for (const { mechanism, coefficient, parameters } of clock.transition.coefficients) {
      if (coefficient === 0) continue;
      contributions[mechanism] =
        coefficient * termOf(moment, mechanism, clock.subject, clock.transition.name, i, parameters);
      logHazard += contributions[mechanism];
    }
    return { logHazard, preemption, contributions };
  }
  function rateOf(clock: Clock, i: number): number {
    if (!ruled(clock)) return Math.exp(parts(clock, i).logHazard);
    const allowed = 1 - force(clock, i);
    if (allowed === 0) return 0;
    if (decision.rule === 'bass') {
      return allowed * (decision.p + decision.q * exposureTo(moment, clock.subject, 'declare', i));
    }
    const reached =
      decision.rule === 'threshold' && decision.unit === 'count'
        ? countOfAdopters(moment, clock.subject, i)
        : exposureTo(moment, clock.subject, 'declare', i);
    return reached >= cities.threshold![i] ? Infinity : 0;
  }

  /** Whom a city that takes a policy up copies: -1 nobody. Draws belong to the city and spell. */
  function sourceOf(clock: Clock, i: number): number {
    const { subject, transition } = clock;
    let owed = 0;
    if (!ruled(clock)) {
      for (const [id, part] of Object.entries(parts(clock, i).contributions)) {
        if (externalChannels.includes(id) && part > 0) owed += part;
      }
    } else if (decision.rule === 'bass') {
      const copying = decision.q * exposureTo(moment, subject, 'declare', i);
      owed = copying === 0 ? 0 : Math.log((decision.p + copying) / decision.p);
    } else owed = cities.threshold![i] > 0 ? Infinity : 0;
    const draw = (purpose: string): number =>
      uniform(
        stream(world.seed, replicate, 'copying', purpose, subjects[subject].id, clock.spell[i]),
        cities.keys[2 * i],
        cities.keys[2 * i + 1],
      );
    if (owed === 0 || draw('origin') <= Math.exp(-owed)) return -1;
    const candidates = layersOf(moment, subject, transition.name, i).flatMap(({ weight, peers }) =>
      peers.map(([j, w]): [number, number] => [j, weight * w * presence(moment, subject, j)]),
    );
    const total = candidates.reduce((sum, [, w]) => sum + w, 0);
    const target = draw('source') * total;
    let passed = 0;
    for (const [j, w] of candidates) {
      passed += w;
      if (w > 0 && passed >= target * (1 - 1e-12)) return j;
    }
    return -1;
  }

  const events: EventRow[] = [];
  const pressure: number[][] = [];
  const snapshots: Snapshot[] = [];
  let cuts = 0;
  const takeSnapshots = (time: number): void => {
    const due = world.snapshots.filter((at) => at <= time + 1e-9).slice(snapshots.length);
    snapshots.push(...due.map((at) => snapshotOf(moment, at)));
  };
  takeSnapshots(start);

  for (let step = 0; step < stepCount; step++) {
    const now = boundary(step);
    const stepEnd = boundary(step + 1);
    moment.now = now;
    pressure.push(everyone.map((i) => pressureOn(moment, i)));
    cuts += cutsAt(moment);
    moveByThemselves(moment, step === 0 ? null : boundary(step - 1));
    const strengths = strengthsAt(moment);

    const flat = Uint8Array.from(moment.stage.flat());
    const next = moment.stage.map((row) => [...row]);
    const nextSince = moment.since.map((row) => [...row]);
    const nextGeneration = moment.generation.map((row) => [...row]);
    const nextThen = moment.orientationThen.map((row) => [...row]);
    const nextDesign = moment.design.map((row) => [...row]);
    const happened: EventRow[] = [];

    for (const i of everyone) {
      const rates = new Map<Clock, number>();
      const rate = (clock: Clock): number => {
        if (!rates.has(clock)) rates.set(clock, rateOf(clock, i));
        return rates.get(clock)!;
      };
      const given = [
        ...networks
          .filter((n) => subjects[n].network!.closed > now && subjects[n].network!.closed <= stepEnd)
          .map((n) => ({ time: subjects[n].network!.closed, subject: n, to: 0 })),
        ...world.entries
          .filter(({ city, time }) => city === i && time > now && time <= stepEnd)
          .map(({ time, subject, to }) => ({ time, subject, to })),
      ].sort((a, b) => a.time - b.time);
      const runs = ({ subject, transition }: Clock, at: number): boolean => {
        if (!transition.from.includes(next[subject][i])) return false;
        const { policy, network } = subjects[subject];
        if (policy && next[subject][i] === 0 && policy.excludes.some((other) => next[other][i] > 0))
          return false;
        if (transition.name !== 'join') return true;
        return network!.founded <= now && at < network!.closed && eligible[subject].holds(i, flat);
      };
      let at = now;
      const advance = (to: number): void => {
        for (const clock of clocks) {
          if (clock.transition.after !== null || !runs(clock, at) || rate(clock) === Infinity) continue;
          clock.Lambda[i] += rate(clock) * (to - at);
        }
        at = to;
      };
      const crossingOf = (clock: Clock): number => {
        const { after } = clock.transition;
        if (!runs(clock, at)) return Infinity;
        if (after !== null) return clock.ends[i];
        if (rate(clock) === 0) return Infinity;
        if (rate(clock) === Infinity) return stepEnd;
        return at + Math.max(0, clock.R[i] - clock.Lambda[i]) / rate(clock);
      };
      const change = (subject: number, to: number, fired: Clock | null): void => {
        const from = next[subject][i];
        const explained = fired !== null && !ruled(fired) && fired.transition.after === null;
        const why = explained ? parts(fired, i) : { logHazard: NaN, preemption: NaN, contributions: {} };
        const takesUp = fired !== null && subject < policyCount && fired.transition.from.includes(0);
        const source = takesUp ? sourceOf(fired, i) : -1;
        const rank = takesUp ? (source < 0 ? 0 : moment.generation[subject][source] + 1) : -1;
        happened.push({
          time: at,
          city: i,
          subject: subjects[subject].id,
          transition: fired ? fired.transition.name : 'given',
          from,
          to,
          spell: fired ? fired.spell[i] : 0,
          source,
          generation: rank,
          baseline: explained ? fired.transition.baseline : NaN,
          ...why,
        });
        next[subject][i] = to;
        if (to === 0) nextSince[subject][i] = NaN;
        else if (from === 0) nextSince[subject][i] = at;
        if (subject < policyCount) {
          if (takesUp) {
            nextGeneration[subject][i] = rank;
            const copied = source < 0 ? null : moment.design[subject][source];
            nextDesign[subject][i] = designOf(moment, subject, i, fired.spell[i], copied);
          }
          if (to === 0) nextDesign[subject][i] = null;
          if (to === 0) nextThen[subject][i] = NaN;
          else if (from === 0) nextThen[subject][i] = moment.orientation?.[i] ?? NaN;
        }
        for (const clock of clocks) {
          if (clock.subject !== subject || !clock.transition.from.includes(to)) continue;
          if (!clock.transition.from.includes(from) || clock === fired) begin(clock, i, at);
        }
      };
      for (;;) {
        let first: Clock | null = null;
        let crossing = Infinity;
        for (const clock of clocks) {
          const own = crossingOf(clock);
          if (own <= stepEnd && own < crossing) {
            crossing = own;
            first = clock;
          }
        }
        if (given.length > 0 && given[0].time < crossing) {
          const entry = given.shift()!;
          advance(entry.time);
          if (next[entry.subject][i] !== entry.to) change(entry.subject, entry.to, null);
        } else if (first !== null) {
          advance(crossing);
          change(first.subject, first.transition.to, first);
        } else {
          advance(stepEnd);
          break;
        }
      }
    }

    const order = (id: string): number => subjects.findIndex((subject) => subject.id === id);
    happened.sort((a, b) => a.time - b.time || a.city - b.city || order(a.subject) - order(b.subject));
    events.push(...happened);
    moment.stage = next;
    moment.since = nextSince;
    moment.generation = nextGeneration;
    moment.orientationThen = nextThen;
    moment.design = nextDesign;
    feedBack(moment, strengths, stepEnd - now);
    takeSnapshots(stepEnd);
  }
  return { events, pressure, cuts, snapshots };
}
