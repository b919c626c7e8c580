/**
 * Who copied whom. A city that declares is an innovator with probability exp(-sum of the positive external
 * contributions to its log-hazard), else it copies a source drawn with probability proportional to its share
 * of the exposure. Both draws belong to the city and spell, not to the order of events.
 */
import type { Exposure } from './exposure/exposure.js';
import { exp } from './numerics.js';
import { type Stream, stream, uniform } from './random.js';
import type { Transition, World } from './world.js';

export interface Lineage {
  reset(replicate: number): void;
  /** Source city of a declaration, or -1 for an innovator. */
  sourceOf(subject: number, transition: Transition, city: number, spell: number, external: number): number;
  generation(subject: number, city: number): number;
  setGeneration(subject: number, city: number, generation: number): void;
}

export function createLineage(world: World, exposure: Exposure): Lineage {
  const { count, keys } = world.cities;
  const generations = new Int32Array(world.policyCount * count);
  let replicate = 0;
  /** Streams of this replicate, by purpose, then spell and policy. */
  const streams: Record<'origin' | 'source', (Stream | undefined)[]> = { origin: [], source: [] };
  function draw(purpose: 'origin' | 'source', subject: number, city: number, spell: number): number {
    const at = spell * world.policyCount + subject;
    let from = streams[purpose][at];
    if (!from) {
      from = stream(world.seed, replicate, 'copying', purpose, world.subjects[subject].id, spell);
      streams[purpose][at] = from;
    }
    return uniform(from, keys[2 * city], keys[2 * city + 1]);
  }
  return {
    reset(number) {
      replicate = number;
      streams.origin = [];
      streams.source = [];
      generations.fill(0);
    },
    sourceOf(subject, transition, city, spell, external) {
      if (external === 0 || draw('origin', subject, city, spell) <= exp(-external)) return -1;
      return exposure.pick(subject, transition.name, city, draw('source', subject, city, spell));
    },
    generation: (subject, city) => generations[subject * count + city],
    setGeneration(subject, city, generation) {
      generations[subject * count + city] = generation;
    },
  };
}
