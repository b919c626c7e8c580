import { stream, uniform } from '../model/random.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { isNumeric, type Parameter, placeAt, valueAt, valueCount } from './parameter.js';
import { permutation } from './permutation.js';

const CANDIDATES = 500;
const MOST_LEVELS = 100;
/** Trajectories that are held. */
const MOST_TRAJECTORIES = 100_000;
/** Steps of choosing among candidates: half a minute or so. */
const MOST_STEPS = 1e10;

/**
 * Morris 1991, "Factorial sampling plans for preliminary computational experiments": n trajectories on a grid of `levels`
 * equally spaced levels, ends included. Each starts at a random point and moves every parameter once, in random order, by
 * delta = levels / (2 (levels − 1)) up or down, so that all levels are equally likely; numbers of a list are taken in ascending
 * order, however they are listed. Of `candidates` trajectories those
 * n are taken that lie far from one another (Campolongo, Cariboni and Saltelli 2007; chosen one after another, as in Ruano
 * et al. 2012): the next is always the one with the largest sum of squared distances from those already chosen.
 *
 * Cost: n · candidates · (k + 1)² steps. Memory: candidates · k · 4 bytes.
 */
export function morris(
  spec: DesignSpec & { type: 'morris' },
  parameters: readonly Parameter[],
  seed: string,
): Design {
  const { n, levels = 4 } = spec;
  const k = parameters.length;
  const candidates = spec.candidates ?? Math.max(n, CANDIDATES);
  if (!(Number.isSafeInteger(levels) && levels >= 2 && levels <= MOST_LEVELS && levels % 2 === 0))
    throw new DesignError(
      ['design', 'levels'],
      `${levels}: expected an even number from 2 to ${MOST_LEVELS}`,
    );
  if (!(Number.isSafeInteger(candidates) && candidates >= n))
    throw new DesignError(
      ['design', 'candidates'],
      `${candidates}: expected a whole number of at least n, ${n}`,
    );
  if (candidates > MOST_TRAJECTORIES)
    throw new DesignError(
      ['design', spec.candidates === undefined ? 'n' : 'candidates'],
      `${candidates} trajectories cannot be held; at most ${MOST_TRAJECTORIES}`,
    );
  const steps = n * candidates * (k + 1) ** 2;
  if (candidates > n && steps > MOST_STEPS)
    throw new DesignError(
      ['design', spec.candidates === undefined ? 'n' : 'candidates'],
      `choosing ${n} of ${candidates} trajectories takes ${steps.toExponential(1)} steps; at most ${MOST_STEPS.toExponential(0)}: take fewer candidates (${n}: as drawn)`,
    );
  const half = levels / 2;
  const taken = parameters.map(ascending);

  const draws = stream(seed, 'design', 'morris', 'start');
  const all = Array.from({ length: candidates }, (_, t): Trajectory => {
    const start = new Uint8Array(k);
    const direction = new Int8Array(k);
    for (let i = 0; i < k; i++) {
      const low = Math.floor((1 - uniform(draws, t, 2 * i)) * half);
      const up = uniform(draws, t, 2 * i + 1) > 0.5;
      direction[i] = up ? 1 : -1;
      start[i] = up ? low : low + half;
    }
    return { start, direction, order: permutation(k, stream(seed, 'design', 'morris', 'order', t)) };
  });
  const chosen = candidates === n ? all : farApart(all, n, half);

  const changed = new Uint16Array(n * k);
  const direction = new Int8Array(n * k);
  chosen.forEach((trajectory, t) => {
    trajectory.order.forEach((parameter, step) => {
      changed[t * k + step] = parameter;
      direction[t * k + step] = trajectory.direction[parameter];
    });
  });
  const point = (index: number): unknown[] => {
    const t = Math.floor(index / (k + 1));
    const steps = index % (k + 1);
    const level = chosen[t].start.slice();
    for (let step = t * k; step < t * k + steps; step++) level[changed[step]] += half * direction[step];
    return taken.map((parameter, i) => valueAt(parameter, level[i] / (levels - 1)));
  };
  return {
    type: 'morris',
    parameters,
    pointCount: n * (k + 1),
    point,
    structure: {
      kind: 'morris',
      trajectories: n,
      delta: half / (levels - 1),
      changed,
      direction,
    },
    notes: taken.flatMap((parameter) => unevenly(parameter, levels) ?? []),
  };
}

/** A list of numbers in their order, so that a step up the levels is one to a larger value. */
function ascending(parameter: Parameter): Parameter {
  if (parameter.kind !== 'categorical' || !isNumeric(parameter)) return parameter;
  return { ...parameter, values: [...(parameter.values as readonly number[])].sort((a, b) => a - b) };
}

/** What to know of a parameter with few values, on which the levels do not fall alike. */
function unevenly(parameter: Parameter, levels: number): string | undefined {
  const count = valueCount(parameter);
  // Of more whole numbers than levels some are passed over, as on a continuous range.
  if (count > levels && parameter.kind !== 'categorical') return undefined;
  const times = new Array<number>(count).fill(0);
  for (let level = 0; level < levels; level++) times[placeAt(level / (levels - 1), count)]++;
  if (times.every((number) => number === times[0])) return undefined;
  const even = count % 2 === 0 ? count : 2 * count;
  const advice = even <= MOST_LEVELS ? `; levels: ${even} takes each alike` : '';
  return `${parameter.path}: ${levels} levels take its ${count} values ${times.slice(0, -1).join(', ')} and ${times[count - 1]} times, and its effects weigh them so${advice}`;
}

interface Trajectory {
  /** Level of each parameter at the first point. */
  readonly start: Uint8Array;
  readonly direction: Int8Array;
  /** Parameters in the order in which they move. */
  readonly order: Uint32Array;
}

function farApart(all: readonly Trajectory[], n: number, half: number): Trajectory[] {
  const chosen = [0];
  // What has been chosen is out of the running for good.
  const total = new Float64Array(all.length);
  total[0] = -Infinity;
  while (chosen.length < n) {
    const last = all[chosen[chosen.length - 1]];
    let farthest = -1;
    for (let t = 0; t < all.length; t++) {
      if (total[t] === -Infinity) continue;
      total[t] += distance(last, all[t], half) ** 2;
      if (farthest < 0 || total[t] > total[farthest]) farthest = t;
    }
    chosen.push(farthest);
    total[farthest] = -Infinity;
  }
  return chosen.map((t) => all[t]);
}

/** Sum over all pairs of their points of the Euclidean distance, in levels: d_ml of Campolongo et al. */
function distance(a: Trajectory, b: Trajectory, half: number): number {
  const k = a.start.length;
  // Levels of both as they move; squared distance of point i of a from point j of b, updated by one coordinate a step.
  const from = Int16Array.from(a.start);
  const to = new Int16Array(k);
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    if (i > 0) {
      const moved = a.order[i - 1];
      from[moved] += half * a.direction[moved];
    }
    let squared = 0;
    for (let c = 0; c < k; c++) {
      to[c] = b.start[c];
      squared += (from[c] - to[c]) ** 2;
    }
    sum += Math.sqrt(squared);
    for (let j = 0; j < k; j++) {
      const moved = b.order[j];
      const before = from[moved] - to[moved];
      const after = before - half * b.direction[moved];
      squared += after * after - before * before;
      sum += Math.sqrt(squared);
    }
  }
  return sum;
}
