/**
 * A slow reference of the engine, written from the specification (MODEL.md 3, 4, 5, 7) and not from src/model:
 * no calendar, no running counts, no stored sums. In every step every log-hazard is made anew, exposure by going
 * through all tie rows and all members, and each clock runs by Lambda += exp(eta) dt. Within a step the events of
 * a city follow one another in the order of time: what is given and what its clocks reach.
 *
 * From the engine it takes the random streams (they are part of the specification) and compilePredicate.
 */
import { normalQuantile } from '../../src/model/normal.js';
import { compilePredicate } from '../../src/model/predicate.js';
import { cityKeys, exponential, stream, uniform } from '../../src/model/random.js';
import type { TransitionName, World } from '../../src/model/world.js';
import type { EventRow } from './events.js';

export interface ReferenceRun {
  readonly events: EventRow[];
  /** By step, then nation. */
  readonly pressure: number[][];
  readonly saturated: number;
}

/** Channels that bring a policy from elsewhere: what they add to the log-hazard is owed to others. */
const external = ['emulation', 'emulationBySize', 'benchmarking', 'branding', 'membership'];

const sizeBounds = [10_000, 50_000, 100_000, 500_000, 1_000_000];

function zscores(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
  return values.map((value) => (sd > 1e-12 ? (value - mean) / sd : 0));
}

export function referenceRun(world: World, replicate: number): ReferenceRun {
  const { cities, subjects, policyCount, ties, decision } = world;
  const { start, end, stepsPerYear } = world.time;
  const everyone = [...Array(cities.count).keys()];
  const networks = [...subjects.keys()].filter((s) => subjects[s].network !== null);
  const stepCount = Math.ceil((end - start) * stepsPerYear - 1e-9);
  const boundary = (k: number): number => (k === stepCount ? end : start + k / stepsPerYear);

  // The state at the start of the step, [subject][city].
  const stage = subjects.map((_, s) => everyone.map((i) => world.initialStage[s * cities.count + i]));
  const since = subjects.map((_, s) =>
    everyone.map((i) => (stage[s][i] > 0 ? (world.initialSince?.[s * cities.count + i] ?? start) : NaN)),
  );
  const generation = subjects.map(() => everyone.map(() => 0));
  let now = start;
  let h: number[] = [];

  const attribute = (name: keyof typeof cities.attributes): number[] => [...cities.attributes[name]!];
  const z = (name: keyof typeof cities.attributes): number[] =>
    zscores(name === 'population' ? attribute(name).map(Math.log) : attribute(name));
  const needOf = (): number[] =>
    zscores(
      everyone.map((i) => {
        const p =
          (attribute('immigrantShare')[i] * attribute('population')[i] + 0.5) /
          (attribute('population')[i] + 1);
        return Math.log(p / (1 - p));
      }),
    );
  const kept = new Map<string, number[]>();
  const once = (name: string, make: () => number[]): number[] => {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name)!;
  };
  const raw = (name: keyof typeof cities.attributes, i: number): number => cities.attributes[name]![i];
  const zOf = (name: keyof typeof cities.attributes, i: number): number => once(name, () => z(name))[i];
  const need = (i: number): number => once(' need', needOf)[i];

  // Exposure.
  const isIn = (network: number, i: number): boolean => stage[network][i] > 0;
  const presence = (subject: number, j: number): number => {
    if (stage[subject][j] === 0) return 0;
    const { halfLife } = world.exposure;
    return halfLife === null ? 1 : 2 ** (-(now - since[subject][j]) / halfLife);
  };
  const functionOf = (network: number, transition: TransitionName): number =>
    transition === 'implement' ? subjects[network].network!.practical : subjects[network].network!.symbolic;
  /** The peers of a city by layer, with weights that sum to 1 within the layer; a layer without peers is absent. */
  function layersOf(
    subject: number,
    transition: TransitionName,
    i: number,
  ): { weight: number; peers: [number, number][] }[] {
    const { layers, prestige } = world.exposure;
    const found: { weight: number; peers: [number, number][] }[] = [];
    const scaled = (peers: [number, number][]): [number, number][] => {
      const total = peers.reduce((sum, [, w]) => sum + w, 0);
      return peers.map(([j, w]) => [j, w / total]);
    };
    if (ties && layers.ties > 0) {
      const peers: [number, number][] = [];
      for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) {
        const j = ties.column[at];
        const favour = prestige === 0 ? 1 : Math.exp(prestige * zOf('population', j));
        peers.push([j, (ties.weight ? ties.weight[at] : 1) * favour]);
      }
      if (peers.length > 0) found.push({ weight: layers.ties, peers: scaled(peers) });
    }
    if (layers.networks > 0) {
      const own = networks
        .filter((n) => n !== subject && isIn(n, i))
        .map((n) => ({
          strength: subjects[n].network!.migrationShare * functionOf(n, transition),
          fellows: everyone.filter((j) => j !== i && isIn(n, j)),
        }))
        .filter(({ strength, fellows }) => strength > 0 && fellows.length > 0);
      const peers = own.flatMap(({ strength, fellows }) =>
        fellows.map((j): [number, number] => [j, strength / fellows.length]),
      );
      if (peers.length > 0) found.push({ weight: layers.networks, peers: scaled(peers) });
    }
    const ofCountry = everyone.filter((j) => j !== i && cities.country[j] === cities.country[i]);
    if (layers.country > 0 && ofCountry.length > 0) {
      found.push({ weight: layers.country, peers: scaled(ofCountry.map((j) => [j, 1])) });
    }
    const others = everyone.filter((j) => j !== i);
    if (layers.all > 0 && others.length > 0)
      found.push({ weight: layers.all, peers: scaled(others.map((j) => [j, 1])) });
    return found;
  }
  function exposure(subject: number, transition: TransitionName, i: number): number {
    const layers = layersOf(subject, transition, i);
    if (layers.length === 0) return 0;
    let sum = 0;
    let total = 0;
    for (const { weight, peers } of layers) {
      sum += weight * peers.reduce((share, [j, w]) => share + w * presence(subject, j), 0);
      total += weight;
    }
    return sum / total;
  }
  /** Number of adopting peers, over all layers. */
  function countOfAdopters(subject: number, i: number): number {
    const holds = (j: number): number => (stage[subject][j] > 0 ? 1 : 0);
    const { layers } = world.exposure;
    let count = 0;
    if (ties && layers.ties > 0) {
      for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) count += holds(ties.column[at]);
    }
    for (const n of layers.networks > 0 ? networks : []) {
      if (n === subject || !isIn(n, i)) continue;
      for (const j of everyone) if (j !== i && isIn(n, j)) count += holds(j);
    }
    for (const j of everyone) {
      if (j === i) continue;
      if (layers.country > 0 && cities.country[j] === cities.country[i]) count += holds(j);
      if (layers.all > 0) count += holds(j);
    }
    return count;
  }

  function benchmark(subject: number, i: number): number {
    let widest = 0;
    for (const n of networks) {
      const { benchmark: rule, carries } = subjects[n].network!;
      if (!rule || !(carries[subject] > 0) || !isIn(n, i)) continue;
      let goal = rule.standard;
      if (goal === null) {
        const distance = (j: number): number =>
          rule.by.reduce((sum, name) => sum + (zOf(name, j) - zOf(name, i)) ** 2, 0);
        const peers = everyone
          .filter((j) => j !== i && isIn(n, j))
          .sort((a, b) => distance(a) - distance(b) || a - b)
          .slice(0, rule.peers);
        goal =
          peers.length === 0 ? 0 : peers.reduce((sum, j) => sum + stage[subject][j] / 2, 0) / peers.length;
      }
      widest = Math.max(widest, goal - stage[subject][i] / 2);
    }
    return widest;
  }

  function branding(subject: number, i: number): number {
    const carriers = networks.filter((n) => subjects[n].network!.carries[subject] > 0);
    const recognition = (n: number): number =>
      subjects[n].network!.symbolic * subjects[n].network!.carries[subject];
    let hidden = 1;
    for (const n of carriers) {
      const { founded, closed } = subjects[n].network!;
      if (founded <= now && now < closed) hidden *= 1 - recognition(n);
    }
    const v = 1 - hidden;
    const holders = everyone.filter((j) => stage[subject][j] > 0);
    let visibility = v + (1 - v) * (holders.length / cities.count);
    for (const n of carriers) if (isIn(n, i)) visibility += (1 - visibility) * recognition(n);
    const classOf = (j: number): number => sizeBounds.filter((bound) => raw('population', j) >= bound).length;
    const rivals = everyone.filter((j) => j !== i && classOf(j) === classOf(i));
    const held = rivals.filter((j) => stage[subject][j] > 0).length;
    return rivals.length === 0 ? 0 : raw('brandAmbition', i) * visibility * (1 - held / rivals.length);
  }

  /** x of one mechanism, city, subject and transition. */
  function term(
    id: string,
    subject: number,
    transition: TransitionName,
    i: number,
    parameters: { [name: string]: number },
  ): number {
    const { direction, policy } = subjects[subject];
    const hostile = Math.max(0, h[cities.country[i]]);
    const conflict = policy ? policy.conflict : 1;
    const mobilised = (): number => {
      const amplified =
        world.dynamics.mobilisation === 0
          ? 1
          : 1 + world.dynamics.mobilisation * hostile * Math.max(0, raw('orientation', i));
      return Math.min(1, raw('civilSociety', i) * amplified);
    };
    switch (id) {
      case 'need':
        return need(i);
      case 'orientation':
        return direction * raw('orientation', i);
      case 'civilSociety':
        return mobilised();
      case 'bridging':
        return Math.max(0, need(i)) * mobilised();
      case 'receptivity':
        return need(i) * direction * raw('orientation', i);
      case 'population':
        return zOf('population', i);
      case 'leadership':
        return direction * raw('leadership', i);
      case 'education':
        return zOf('education', i);
      case 'insecurity':
        return zOf('insecurity', i);
      case 'capacity':
        return raw('capacity', i);
      case 'frailty':
        return raw('frailty', i);
      case 'ladder':
        return policy?.buildsOn.some((below) => stage[below][i] > 0) ? 1 : 0;
      case 'homophily': {
        const members = everyone.filter((j) => isIn(subject, j));
        if (members.length === 0) return 0;
        const mean = members.reduce((sum, j) => sum + raw('orientation', j), 0) / members.length;
        return 1 - Math.abs(raw('orientation', i) - mean) / 2;
      }
      case 'emulation':
        return exposure(subject, transition, i);
      case 'emulationBySize':
        return exposure(subject, transition, i) * zOf('population', i);
      case 'benchmarking':
        return benchmark(subject, i);
      case 'branding':
        return branding(subject, i);
      case 'membership': {
        let without = 1;
        for (const n of networks) {
          const { migrationShare, carries } = subjects[n].network!;
          if (isIn(n, i)) without *= 1 - functionOf(n, transition) * migrationShare * carries[subject];
        }
        return 1 - without;
      }
      case 'coercion':
        return (
          hostile *
          conflict *
          raw('dependence', i) *
          (1 - parameters['solidarity'] * exposure(subject, transition, i))
        );
      case 'defiance':
        return hostile * conflict * Math.max(0, raw('orientation', i)) * mobilised();
      case 'permission':
        return direction < 0 ? hostile * Math.max(0, -raw('orientation', i)) : 0;
      case 'policeAlignment':
        return raw('policeAlignment', i) * hostile;
      case 'support':
        return Math.max(0, -h[cities.country[i]]) * raw('capacity', i);
      default:
        throw new Error(`the reference has no mechanism ${id}`);
    }
  }

  // Pressure.
  const nationKeys = cityKeys(world.nations.map(({ id }) => id));
  let saturated = 0;
  function pressureAt(t: number): number[] {
    return world.nations.map(({ pressure, noise }, n) => {
      const acting = pressure.filter(({ at }) => at <= t);
      let total = acting.filter(({ level }) => level !== undefined).at(-1)?.level ?? 0;
      for (const { at, pulse, halfLife } of acting) {
        if (pulse !== undefined) total += pulse * 2 ** (-(t - at) / halfLife!);
      }
      if (noise > 0) {
        const draws = stream(world.seed, replicate, 'pressure', Math.floor(t));
        total += noise * normalQuantile(uniform(draws, nationKeys[2 * n], nationKeys[2 * n + 1]));
      }
      if (Math.abs(total) > 1) saturated++;
      return Math.min(1, Math.max(-1, total));
    });
  }

  // Clocks: one for each transition of each subject, with what each city has on it.
  const clocks = subjects.flatMap(({ transitions }, subject) =>
    transitions.map((transition, index) => ({
      subject,
      index,
      transition,
      spell: everyone.map(() => 0),
      Lambda: everyone.map(() => 0),
      R: everyone.map(() => Infinity),
    })),
  );
  type Clock = (typeof clocks)[number];
  const begin = (clock: Clock, i: number): void => {
    clock.spell[i]++;
    clock.Lambda[i] = 0;
    const { id } = subjects[clock.subject];
    const draws = stream(world.seed, replicate, 'resistance', id, clock.transition.name, clock.spell[i]);
    clock.R[i] = exponential(draws, cities.keys[2 * i], cities.keys[2 * i + 1]);
  };
  for (const clock of clocks) {
    for (const i of everyone) if (clock.transition.from.includes(stage[clock.subject][i])) begin(clock, i);
  }
  const eligible = subjects.map(({ network }) => compilePredicate(network?.eligible ?? null, world));

  const ruled = ({ subject, transition }: Clock): boolean =>
    decision.rule !== 'hazard' && subject < policyCount && transition.name === 'declare';

  /** Why: eta and its parts. */
  function parts(clock: Clock, i: number): { eta: number; contributions: { [mechanism: string]: number } } {
    const contributions: { [mechanism: string]: number } = {};
    let eta = clock.transition.baseline;
    for (const { mechanism, coefficient, parameters } of clock.transition.coefficients) {
      if (coefficient === 0) continue;
      contributions[mechanism] =
        coefficient * term(mechanism, clock.subject, clock.transition.name, i, parameters);
      eta += contributions[mechanism];
    }
    return { eta, contributions };
  }
  function rateOf(clock: Clock, i: number): number {
    if (!ruled(clock)) return Math.exp(parts(clock, i).eta);
    if (decision.rule === 'bass') return decision.p + decision.q * exposure(clock.subject, 'declare', i);
    const reached =
      decision.rule === 'threshold' && decision.unit === 'count'
        ? countOfAdopters(clock.subject, i)
        : exposure(clock.subject, 'declare', i);
    return reached >= cities.threshold![i] ? Infinity : 0;
  }

  /** Whom a declaring city copies: -1 nobody. Draws belong to the city and spell. */
  function sourceOf(clock: Clock, i: number): number {
    const { subject } = clock;
    let owed = 0;
    if (decision.rule === 'hazard') {
      for (const [id, part] of Object.entries(parts(clock, i).contributions)) {
        if (external.includes(id) && part > 0) owed += part;
      }
    } else if (decision.rule === 'bass') {
      const copying = decision.q * exposure(subject, 'declare', i);
      owed = copying === 0 ? 0 : Math.log((decision.p + copying) / decision.p);
    } else owed = cities.threshold![i] > 0 ? Infinity : 0;
    const draw = (purpose: string): number =>
      uniform(
        stream(world.seed, replicate, 'copying', purpose, subjects[subject].id, clock.spell[i]),
        cities.keys[2 * i],
        cities.keys[2 * i + 1],
      );
    if (owed === 0 || draw('origin') <= Math.exp(-owed)) return -1;
    const candidates = layersOf(subject, 'declare', i).flatMap(({ weight, peers }) =>
      peers.map(([j, w]): [number, number] => [j, weight * w * presence(subject, j)]),
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
  const pressures: number[][] = [];
  for (let step = 0; step < stepCount; step++) {
    now = boundary(step);
    const stepEnd = boundary(step + 1);
    h = pressureAt(now);
    pressures.push(h);
    const flat = Uint8Array.from(stage.flat());
    const next = stage.map((row) => [...row]);
    const nextSince = since.map((row) => [...row]);
    const nextGeneration = generation.map((row) => [...row]);
    const happened: EventRow[] = [];

    for (const i of everyone) {
      const rates = new Map<Clock, number>();
      const rate = (clock: Clock): number => {
        if (!rates.has(clock)) rates.set(clock, rateOf(clock, i));
        return rates.get(clock)!;
      };
      const given = [
        ...world.entries
          .filter(({ city, time }) => city === i && time > now && time <= stepEnd)
          .map(({ time, subject, to }) => ({ time, subject, to })),
        ...networks
          .filter((n) => subjects[n].network!.closed > now && subjects[n].network!.closed <= stepEnd)
          .map((n) => ({ time: subjects[n].network!.closed, subject: n, to: 0 })),
      ].sort((a, b) => a.time - b.time);
      const runs = (clock: Clock, at: number): boolean => {
        const { subject, transition } = clock;
        if (!transition.from.includes(next[subject][i])) return false;
        const { policy, network } = subjects[subject];
        if (policy && next[subject][i] === 0 && policy.excludes.some((other) => next[other][i] > 0))
          return false;
        if (transition.name !== 'join') return true;
        return network!.founded <= now && at < network!.closed && eligible[subject].holds(i, flat);
      };
      let moment = now;
      const advance = (to: number): void => {
        for (const clock of clocks) {
          if (runs(clock, moment) && rate(clock) !== Infinity) clock.Lambda[i] += rate(clock) * (to - moment);
        }
        moment = to;
      };
      const change = (subject: number, to: number, at: number, fired: Clock | null): void => {
        const from = next[subject][i];
        const { eta, contributions } =
          fired && !ruled(fired) ? parts(fired, i) : { eta: NaN, contributions: {} };
        const declares = fired !== null && subject < policyCount && fired.transition.name === 'declare';
        const source = declares ? sourceOf(fired, i) : -1;
        const rank = declares ? (source < 0 ? 0 : generation[subject][source] + 1) : -1;
        if (declares) nextGeneration[subject][i] = rank;
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
          logHazard: eta,
          baseline: Number.isNaN(eta) ? NaN : fired!.transition.baseline,
          contributions,
        });
        next[subject][i] = to;
        if (to === 0) nextSince[subject][i] = NaN;
        else if (from === 0) nextSince[subject][i] = at;
        for (const clock of clocks) {
          if (clock.subject !== subject || !clock.transition.from.includes(to)) continue;
          if (!clock.transition.from.includes(from) || clock === fired) begin(clock, i);
        }
      };
      for (;;) {
        let first: Clock | null = null;
        let at = Infinity;
        for (const clock of clocks) {
          if (!runs(clock, moment) || rate(clock) === 0) continue;
          const crossing =
            rate(clock) === Infinity
              ? stepEnd
              : moment + Math.max(0, clock.R[i] - clock.Lambda[i]) / rate(clock);
          if (crossing <= stepEnd && crossing < at) {
            at = crossing;
            first = clock;
          }
        }
        if (given.length > 0 && given[0].time <= at) {
          const entry = given.shift()!;
          advance(entry.time);
          if (next[entry.subject][i] !== entry.to) change(entry.subject, entry.to, entry.time, null);
        } else if (first !== null) {
          advance(at);
          change(first.subject, first.transition.to, at, first);
        } else {
          advance(stepEnd);
          break;
        }
      }
    }

    const order = (id: string): number => subjects.findIndex((subject) => subject.id === id);
    happened.sort((a, b) => a.time - b.time || a.city - b.city || order(a.subject) - order(b.subject));
    events.push(...happened);
    subjects.forEach((_, s) => {
      stage[s] = next[s];
      since[s] = nextSince[s];
      generation[s] = nextGeneration[s];
    });
  }
  return { events, pressure: pressures, saturated };
}
