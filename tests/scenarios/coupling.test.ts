/**
 * How good common resistances are as a coupling of two worlds. Whatever the coupling, a city takes a policy up in one
 * world alone at least with probability |p_A - p_B|, the distance of its chances in the two; what lies above that is
 * owed to chance, which coupled worlds should not have.
 */
import { describe, expect, it } from 'vitest';
import { study, trajectories } from './worlds.js';

const replicates = 16;

/** By replicate: 1 for each policy and city that ever takes it up, [policy * N + city]. */
async function takenUp(name: string): Promise<Uint8Array[]> {
  const { world } = await study(name);
  const cityCount = world.cities.count;
  return trajectories(world, replicates).map(({ count, subject, city, from }) => {
    const taken = new Uint8Array(world.policyCount * cityCount);
    for (let k = 0; k < count; k++) {
      if (from[k] === 0 && subject[k] < world.policyCount) taken[subject[k] * cityCount + city[k]] = 1;
    }
    return taken;
  });
}

/** Share of policies and cities that are taken up in one world alone: in either, and beyond what the chances ask for. */
function apart(a: readonly Uint8Array[], b: readonly Uint8Array[]): { either: number; beyond: number } {
  const places = a[0].length;
  let either = 0;
  let beyond = 0;
  for (let place = 0; place < places; place++) {
    const onlyA = a.filter((taken, r) => taken[place] > b[r][place]).length;
    const onlyB = a.filter((taken, r) => taken[place] < b[r][place]).length;
    either += onlyA + onlyB;
    beyond += 2 * Math.min(onlyA, onlyB); // onlyA + onlyB - |onlyA - onlyB|
  }
  return { either: either / places / a.length, beyond: beyond / places / a.length };
}

describe('common resistances', () => {
  it('part two worlds hardly more than any coupling must', async () => {
    const base = await takenUp('laboratory');
    const other = await takenUp('laboratory/no-civil-society');
    expect(apart(base, other).either).toBeGreaterThan(0.03);
    expect(apart(base, other).beyond).toBeLessThan(0.015);
    // With draws of their own, worlds differ mostly by chance.
    const shifted = [...other.slice(1), other[0]];
    expect(apart(base, shifted).beyond).toBeGreaterThan(0.1);
  });
});
