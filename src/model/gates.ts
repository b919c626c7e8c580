/** When a city may join: the network exists, and the city is eligible at that moment. */
import type { Clock } from './clock.js';
import { type Condition, compilePredicate } from './predicate.js';
import type { State } from './state.js';
import type { World } from './world.js';

export interface Gates {
  reset(state: State): void;
  isOpen(clock: number, city: number): boolean;
  /** Tells every gate that changed since the last step. */
  pass(state: State, tell: (clock: number, city: number, open: boolean) => void): void;
}

interface Gate {
  readonly clock: number;
  readonly founded: number;
  readonly closed: number;
  readonly eligible: Condition;
  /** Whether the network exists at present. */
  exists: boolean;
  readonly open: Uint8Array;
}

export function createGates(world: World, clocks: readonly Clock[]): Gates {
  const cityCount = world.cities.count;
  const gates: Gate[] = clocks.flatMap(({ subject, transition }, clock) => {
    const { network } = world.subjects[subject];
    if (!network || transition.name !== 'join') return [];
    return [
      {
        clock,
        founded: network.founded,
        closed: network.closed,
        eligible: compilePredicate(network.eligible, world),
        exists: false,
        open: new Uint8Array(cityCount),
      },
    ];
  });
  const byClock = new Map(gates.map((gate) => [gate.clock, gate]));
  const existsAt = (gate: Gate, time: number): boolean => gate.founded <= time && time < gate.closed;
  const isOpenNow = (gate: Gate, city: number, state: State): boolean =>
    gate.exists && gate.eligible.holds(city, state.stage);

  return {
    reset(state) {
      for (const gate of gates) {
        gate.exists = existsAt(gate, state.time);
        for (let i = 0; i < cityCount; i++) gate.open[i] = isOpenNow(gate, i, state) ? 1 : 0;
      }
    },
    isOpen: (clock, city) => byClock.get(clock)?.open[city] !== 0,
    pass(state, tell) {
      for (const gate of gates) {
        const exists = existsAt(gate, state.time);
        if (exists === gate.exists && !(gate.eligible.dynamic && exists)) continue;
        gate.exists = exists;
        for (let i = 0; i < cityCount; i++) {
          const open = isOpenNow(gate, i, state) ? 1 : 0;
          if (open === gate.open[i]) continue;
          gate.open[i] = open;
          tell(gate.clock, i, open === 1);
        }
      }
    },
  };
}
