/** Writes the moving columns down at the times that the world asks for: as they stand at the end of a step. */
import type { Standard } from './standard.js';
import type { State } from './state.js';
import type { Snapshot } from './trajectory.js';
import type { World } from './world.js';

export interface Snapshots {
  reset(): void;
  /** Takes those that are due by a time, the start or the end of a step. */
  take(time: number): void;
  taken(): Snapshot[];
}

export function createSnapshots(world: World, state: State, standard: Standard): Snapshots {
  const { snapshots: times, cities } = world;
  const { attributes } = cities;
  let taken: Snapshot[] = [];
  return {
    reset() {
      taken = [];
    },
    take(time) {
      while (taken.length < times.length && times[taken.length] <= time + 1e-9) {
        taken.push({
          time: times[taken.length],
          orientation: attributes.orientation ? standard.attribute('orientation').slice() : null,
          immigrantShare: attributes.immigrantShare ? standard.attribute('immigrantShare').slice() : null,
          outcome: state.outcome.slice(),
          design: state.design.slice(),
        });
      }
    },
    taken: () => taken,
  };
}
