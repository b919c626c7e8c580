/**
 * How designs drift as policies travel: once a year, the distances of the designs that are held from what would suit
 * their cities, from the designs that they were copied from in the first place, and from one another.
 *
 * One distance throughout, that by which a design lowers the outcome of a policy (model/design.ts): the mean over the
 * dimensions of the absolute difference, in [0, 1].
 */
import { createDesigns, designDistance } from '../model/design.js';
import { jurisdictionsOf } from '../model/jurisdiction.js';
import { ACTIVE, createState } from '../model/state.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import { snapshotAt } from './measures/stance.js';
import { recordingTimes } from './series.js';

/** Whether an active member of a network whose charter asks for a design of the policy, at the time. */
export type Standing = 'members' | 'others';

/** The holders of a policy of one standing and generation at a time; cells without holders have no row. */
export interface DesignCell {
  readonly time: number;
  /** Index into world.subjects. */
  readonly policy: number;
  readonly standing: Standing;
  /** Of the city's last declaration: 0 an innovator, or held at the start; 1 copied from one of these, … */
  readonly generation: number;
  readonly cities: number;
  /** Means over these cities. From the city's own ideal: the misfit. */
  readonly fromIdeal: number;
  /** From the design as the innovator at the root of the city's lineage took it up. */
  readonly fromOrigin: number;
  /** From the designs of the other holders of this standing, whatever their generation; NaN: there is no other. */
  readonly apart: number;
}

export interface DesignTable {
  /** When designs must have been written down (World.snapshots). */
  readonly times: readonly number[];
  /** In the order of time, policy, standing, generation. The trajectory must know its sources and generations. */
  cells(trajectory: Trajectory): Generator<DesignCell>;
}

/** Networks whose charter asks for a design of a policy, by index among the subjects. */
export const chartersOf = ({ subjects }: World, policy: number): number[] =>
  subjects.flatMap(({ network }, s) =>
    network?.benchmark?.design != null && network.carries[policy] !== 0 ? [s] : [],
  );

const STANDINGS: readonly Standing[] = ['members', 'others'];
const YEARLY = 1;

/** Prepares a world. Null: it has no designs. Cost of a replicate: years x policies x cities x dimensions. */
export function designTable(world: World): DesignTable | null {
  const d = world.feedback.design?.dimensions ?? 0;
  if (d === 0) return null;
  const { policyCount, initialStage } = world;
  const { count } = world.cities;
  const times = recordingTimes(world, YEARLY);
  const state = createState(world, jurisdictionsOf(world));
  const designs = createDesigns(world, state);
  const charters = Array.from({ length: policyCount }, (_, policy) => chartersOf(world, policy));
  const stage = new Uint8Array(initialStage.length);
  const generation = new Int32Array(policyCount * count);
  /** P x N: the first design of the lineage that the city is of; shared by all that are of it. */
  const origin: (Float64Array | null)[] = Array.from({ length: policyCount * count }, () => null);

  function begin(replicate: number): void {
    stage.set(initialStage);
    generation.fill(0);
    designs.reset(replicate);
    for (let at = 0; at < origin.length; at++)
      origin[at] = initialStage[at] > 0 ? state.design.slice(at * d, (at + 1) * d) : null;
  }

  function apply(trajectory: Trajectory, event: number): void {
    const policy = trajectory.subject[event];
    const city = trajectory.city[event];
    const at = policy * count + city;
    stage[at] = trajectory.to[event];
    if (policy >= policyCount || trajectory.from[event] !== 0) return;
    const source = trajectory.source[event];
    generation[at] = trajectory.generation[event];
    origin[at] =
      source < 0 ? designs.draw(policy, city, trajectory.spell[event], -1) : origin[policy * count + source];
  }

  function* cellsOf(time: number, policy: number, standing: Standing): Generator<DesignCell> {
    const wanted = standing === 'members';
    const { design } = state;
    const holders: number[] = [];
    for (let i = 0; i < count; i++) {
      // Where a step ends after the time, a design may be given up within it.
      if (stage[policy * count + i] === 0 || Number.isNaN(design[(policy * count + i) * d])) continue;
      if (charters[policy].some((s) => stage[s * count + i] === ACTIVE) === wanted) holders.push(i);
    }
    const apart = new Float64Array(count);
    for (let k = 0; k < d; k++) {
      const values = holders.map((i) => design[(policy * count + i) * d + k]);
      meanDistances(values).forEach((value, at) => {
        apart[holders[at]] += value / d;
      });
    }
    const byGeneration = new Map<number, number[]>();
    for (const i of holders) {
      const own = generation[policy * count + i];
      const others = byGeneration.get(own);
      if (others) others.push(i);
      else byGeneration.set(own, [i]);
    }
    for (const [own, cities] of [...byGeneration].sort(([a], [b]) => a - b)) {
      const mean = (value: (city: number) => number): number =>
        cities.reduce((sum, city) => sum + value(city), 0) / cities.length;
      const place = (city: number): number => policy * count + city;
      yield {
        time,
        policy,
        standing,
        generation: own,
        cities: cities.length,
        fromIdeal: mean((city) => designs.misfit(policy, city)),
        fromOrigin: mean((city) => designDistance(design, place(city) * d, origin[place(city)]!, 0, d)),
        apart: mean((city) => apart[city]),
      };
    }
  }

  return {
    times,
    *cells(trajectory) {
      begin(trajectory.replicate);
      let event = 0;
      for (const time of times) {
        for (; event < trajectory.count && trajectory.time[event] <= time; event++) apply(trajectory, event);
        state.design.set(snapshotAt(trajectory, time).design);
        for (let policy = 0; policy < policyCount; policy++)
          for (const standing of STANDINGS) yield* cellsOf(time, policy, standing);
      }
    },
  };
}

/** Mean absolute difference of each value from the others; NaN where there are none. Cost: a sort. */
export function meanDistances(values: readonly number[]): Float64Array {
  const n = values.length;
  const means = new Float64Array(n).fill(NaN);
  if (n < 2) return means;
  const order = [...values.keys()].sort((a, b) => values[a] - values[b] || a - b);
  const total = order.reduce((sum, i) => sum + values[i], 0);
  let below = 0;
  order.forEach((i, rank) => {
    const value = values[i];
    const above = total - below - value;
    means[i] = Math.max(0, value * rank - below + (above - value * (n - 1 - rank))) / (n - 1);
    below += value;
  });
  return means;
}
