/** Groups of mechanisms that adoption is attributed to. */
import { mechanismsUsed } from '../../model/clock.js';
import { mechanismById } from '../../model/mechanisms/index.js';
import { coefficientsOf, type World } from '../../model/world.js';

export interface MechanismGroup {
  readonly name: string;
  readonly mechanisms: readonly string[];
}

/** Mechanisms that have a coefficient other than 0 somewhere. */
export function activeMechanisms(world: World): string[] {
  const active = new Set(
    world.subjects.flatMap(({ transitions }) =>
      transitions.flatMap((transition) =>
        coefficientsOf(transition).flatMap(({ mechanism, coefficient }) =>
          coefficient === 0 ? [] : [mechanism],
        ),
      ),
    ),
  );
  return mechanismsUsed(world).filter((id) => active.has(id));
}

/** Where no groups are given: what lies in the city, what the nation does, and each channel from elsewhere. */
const THEMES: { readonly [mechanism: string]: string } = {
  emulation: 'imitation',
  emulationBySize: 'imitation',
  civilSociety: 'civil society',
  bridging: 'civil society',
  membership: 'networks',
  coordinator: 'networks',
  homophily: 'joining the like-minded',
};

/** Groups of the mechanisms at work, in order of appearance: those of one theme together, any other channel by itself. */
export function defaultGroups(active: readonly string[]): MechanismGroup[] {
  const groups = new Map<string, string[]>();
  for (const id of active) {
    const { channel, label } = mechanismById(id);
    const name =
      THEMES[id] ??
      (channel === 'internal' ? 'the city itself' : channel === 'national' ? 'the nation' : label);
    groups.set(name, [...(groups.get(name) ?? []), id]);
  }
  return [...groups].map(([name, mechanisms]) => ({ name, mechanisms }));
}
