/**
 * Claim: the engine, with its scenario, recording and all, costs at most 1.5 times the plain typed-array loop
 * with running counts. Beside them, where there is a compiler, the same in C++ (floor.ts).
 *
 * One workload for both: a small world (10 neighbours, rewiring .1), 160 steps, a log-linear hazard of three
 * covariates and the share of adopting neighbours, the curve recorded at every step, resistances drawn anew in
 * each replicate. Each program is timed in processes of its own, in turn with the others (index.ts).
 */
import { groupsOf } from '../../src/analysis/group.js';
import { seriesTable } from '../../src/analysis/series.js';
import { exp } from '../../src/model/numerics.js';
import { exponential, stream } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import { createStandard } from '../../src/model/standard.js';
import { still, type World } from '../../src/model/world.js';
import { syntheticCities } from '../../src/population/synthetic.js';
import { tieGenerator } from '../../src/population/ties/index.js';

export const STEPS = 160;
export const coefficients = { need: 0.7, orientation: 0.8, civilSociety: 0.5, emulation: 2 };
const baseline = -4.5;

/** The world of the workload. */
export function workload(cityCount: number): World {
  const cities = syntheticCities(
    {
      count: cityCount,
      margins: {
        immigrantShare: { uniform: [0.02, 0.3] },
        orientation: { uniform: [-1, 1] },
        civilSociety: { uniform: [0, 1] },
      },
    },
    'bench',
  );
  const ties = tieGenerator('smallWorld').generate(cities, { meanDegree: 10, rewiring: 0.1 }, 'bench');
  return {
    seed: 'bench',
    time: { start: 0, end: STEPS / 4, stepsPerYear: 4 },
    cities,
    nations: cities.countries.map((id) => ({ id, pressure: [], noise: 0, preempts: [], coordinates: [] })),
    regions: [],
    subjects: [
      {
        id: 'policy',
        label: 'policy',
        direction: 1,
        policy: { conflict: 0, effect: 0, buildsOn: [], excludes: [] },
        network: null,
        transitions: [
          {
            name: 'declare',
            from: [0],
            to: 1,
            baseline,
            after: null,
            coefficients: Object.entries(coefficients).map(([mechanism, coefficient]) => ({
              mechanism,
              coefficient,
              parameters: {},
            })),
          },
        ],
      },
    ],
    policyCount: 1,
    initialStage: new Uint8Array(cityCount),
    initialSince: null,
    entries: [],
    ties,
    exposure: { layers: { ties: 1, networks: 0, country: 0, all: 0 }, prestige: 0, halfLife: null },
    decision: { rule: 'hazard' },
    ...still,
    shocks: [],
    snapshots: [],
  };
}

/** Baseline and covariates of each city: its log-hazard but for the neighbours. */
export function linearPart(world: World): Float64Array {
  const standard = createStandard(world);
  const need = standard.need();
  const orientation = standard.attribute('orientation');
  const civilSociety = standard.attribute('civilSociety');
  return Float64Array.from(
    { length: world.cities.count },
    (_, i) =>
      baseline +
      coefficients.need * need[i] +
      coefficients.orientation * orientation[i] +
      coefficients.civilSociety * civilSociety[i],
  );
}

/** The plain loop: every city at every step, with running counts and the rate kept until a neighbour adopts. */
export function plainLoop(world: World): (replicate: number) => number[] {
  const { count, keys } = world.cities;
  const { rowStart, column } = world.ties!;
  const dt = 1 / world.time.stepsPerYear;
  const base = linearPart(world);
  const resistance = new Float64Array(count);
  const pressure = new Float64Array(count);
  const rate = new Float64Array(count);
  const adopters = new Int32Array(count);
  const adopted = new Uint8Array(count);
  const fresh = new Int32Array(count);
  return (replicate) => {
    const from = stream(world.seed, replicate, 'resistance', 'policy', 'declare', 1);
    pressure.fill(0);
    adopters.fill(0);
    adopted.fill(0);
    for (let i = 0; i < count; i++) {
      resistance[i] = exponential(from, keys[2 * i], keys[2 * i + 1]);
      rate[i] = exp(base[i]);
    }
    const curve = [0];
    let total = 0;
    for (let step = 0; step < STEPS; step++) {
      let freshCount = 0;
      for (let i = 0; i < count; i++) {
        if (adopted[i] !== 0) continue;
        const reached = pressure[i] + rate[i] * dt;
        pressure[i] = reached;
        if (reached >= resistance[i]) fresh[freshCount++] = i;
      }
      for (let k = 0; k < freshCount; k++) {
        const i = fresh[k];
        adopted[i] = 1;
        for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
          const j = column[at];
          adopters[j]++;
          rate[j] = exp(base[j] + (coefficients.emulation * adopters[j]) / (rowStart[j + 1] - rowStart[j]));
        }
      }
      total += freshCount;
      curve.push(total);
    }
    return curve;
  };
}

/** The event-driven loop of floor.cpp: a city is looked at when a neighbour adopts; a list for each step holds those due. */
export function eventLoop(world: World): (replicate: number) => number[] {
  const { count, keys } = world.cities;
  const { rowStart, column } = world.ties!;
  const { stepsPerYear } = world.time;
  const base = linearPart(world);
  const left = new Float64Array(count); // of the resistance, at `since`
  const since = new Float64Array(count);
  const rate = new Float64Array(count);
  const adopters = new Int32Array(count);
  const adopted = new Uint8Array(count);
  const due = new Int32Array(count);
  const first = new Int32Array(STEPS);
  const next = new Int32Array(count);
  const previous = new Int32Array(count);
  const fresh = new Int32Array(count);

  function move(city: number, step: number): void {
    const old = due[city];
    if (old === step) return;
    if (old >= 0) {
      const before = previous[city];
      const after = next[city];
      if (before >= 0) next[before] = after;
      else first[old] = after;
      if (after >= 0) previous[after] = before;
    }
    due[city] = step;
    if (step < 0) return;
    const after = first[step];
    next[city] = after;
    previous[city] = -1;
    if (after >= 0) previous[after] = city;
    first[step] = city;
  }
  function schedule(city: number, from: number): void {
    const at = (since[city] + left[city] / rate[city]) * stepsPerYear;
    move(city, at <= STEPS ? Math.max(from, Math.ceil(at) - 1) : -1);
  }

  return (replicate) => {
    const from = stream(world.seed, replicate, 'resistance', 'policy', 'declare', 1);
    first.fill(-1);
    due.fill(-1);
    since.fill(0);
    adopters.fill(0);
    adopted.fill(0);
    for (let i = 0; i < count; i++) {
      left[i] = exponential(from, keys[2 * i], keys[2 * i + 1]);
      rate[i] = exp(base[i]);
      schedule(i, 0);
    }
    const curve = [0];
    let total = 0;
    for (let step = 0; step < STEPS; step++) {
      let freshCount = 0;
      for (let i = first[step]; i >= 0; i = next[i]) {
        fresh[freshCount++] = i;
        adopted[i] = 1;
      }
      const now = (step + 1) / stepsPerYear;
      for (let k = 0; k < freshCount; k++) {
        const i = fresh[k];
        for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
          const j = column[at];
          adopters[j]++;
          if (adopted[j] !== 0) continue;
          left[j] -= rate[j] * (now - since[j]);
          since[j] = now;
          rate[j] = exp(base[j] + (coefficients.emulation * adopters[j]) / (rowStart[j + 1] - rowStart[j]));
          schedule(j, step + 1);
        }
      }
      total += freshCount;
      curve.push(total);
    }
    return curve;
  };
}

/** The engine on the same workload: replicate → curve. */
export function engine(world: World, explain: boolean): (replicate: number) => ArrayLike<number> {
  const simulator = createSimulator(world, { explain });
  const series = seriesTable(world, groupsOf(world, { by: [], groups: {} }), 1 / world.time.stepsPerYear);
  return (replicate) => series.columns(simulator.run(replicate)).declared;
}

/** User time of the process in ms: other processes on the machine do not count. */
const clock = (): number => process.cpuUsage().user / 1000;
export const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];

/** What is timed, each in a process of its own: what the compiler makes of a program hangs on what else runs beside it. */
export const programs = {
  plain: plainLoop,
  events: eventLoop,
  engine: (world: World) => engine(world, false),
  explained: (world: World) => engine(world, true),
};
export type ProgramName = keyof typeof programs;

/** Nanoseconds a city-step of a program (median of batches of runs), and the adopters at the end of replicate 0. */
export function measure(
  name: ProgramName,
  cityCount: number,
  batches: number,
): { readonly time: number; readonly adopters: number } {
  const run = programs[name](workload(cityCount));
  const repeats = Math.max(1, Math.round(60_000 / cityCount));
  const adopters = Array.from(run(0)).at(-1)!;
  const times: number[] = [];
  for (let batch = -3; batch < batches; batch++) {
    const start = clock();
    for (let r = 0; r < repeats; r++) run(1 + r);
    if (batch >= 0) times.push(((clock() - start) * 1e6) / repeats / cityCount / STEPS);
  }
  return { time: median(times), adopters };
}
