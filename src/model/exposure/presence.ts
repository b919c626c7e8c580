/** What a city counts for as an adopter: 1, or with a half-life 2^(-age / halfLife); 0 where it holds nothing. */
import { pow2 } from '../numerics.js';
import type { State } from '../state.js';
import type { World } from '../world.js';

export interface Presence {
  /** Whether it fades with age. */
  readonly fades: boolean;
  /** N: that of all cities for a subject, at the time of the state; made once a step. Only where it fades. */
  column(subject: number): Float64Array;
  /** That of one city. */
  of(subject: number, city: number): number;
}

export function createPresence(world: World, state: State): Presence {
  const { halfLife } = world.exposure;
  const cityCount = world.cities.count;
  const { stage, heldSince } = state;
  if (halfLife === null) {
    return {
      fades: false,
      column: () => {
        throw new Error('nothing fades');
      },
      of: (subject, city) => (stage[subject * cityCount + city] === 0 ? 0 : 1),
    };
  }
  const columns = world.subjects.map(() => new Float64Array(cityCount));
  const madeAt = new Int32Array(columns.length).fill(-1);
  function column(subject: number): Float64Array {
    const values = columns[subject];
    if (madeAt[subject] === state.moment) return values;
    madeAt[subject] = state.moment;
    const offset = subject * cityCount;
    for (let i = 0; i < cityCount; i++) {
      values[i] = stage[offset + i] === 0 ? 0 : pow2(-(state.time - heldSince[offset + i]) / halfLife!);
    }
    return values;
  }
  return { fades: true, column, of: (subject, city) => column(subject)[city] };
}
