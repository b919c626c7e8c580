import type { Nation } from '../../model/world.js';
import { partedPowers } from '../parting.js';
import type { PowerSpec } from '../schema/powers.js';
import type { Scenario } from '../schema.js';

/** The powers of a scenario; of a branch those of its past until the moment of branching. */
export function statedPowers({ branch, nations, regions }: Scenario): {
  readonly nations: { readonly [id: string]: PowerSpec };
  readonly regions: { readonly [id: string]: PowerSpec };
} {
  if (!branch) return { nations, regions };
  const { at, past } = branch;
  return {
    nations: partedPowers(at, past.nations, nations),
    regions: partedPowers(at, past.regions, regions),
  };
}

/** What is said of nations or regions, in the order of those that the cities are in. */
export function powersOf(
  given: { readonly [id: string]: PowerSpec },
  ids: readonly string[],
  subjectIds: readonly string[],
): Nation[] {
  return ids.map((id) => {
    const { pressure = [], noise = 0, preempts = [], coordinates = [] } = given[id] ?? {};
    return {
      id,
      pressure,
      noise,
      preempts: preempts.map(({ policy, from, to, force }) => ({
        policy: subjectIds.indexOf(policy),
        from,
        to: to ?? Infinity,
        force,
      })),
      coordinates: coordinates.map(({ network, from, to }) => ({
        network: subjectIds.indexOf(network),
        from,
        to: to ?? Infinity,
      })),
    };
  });
}
