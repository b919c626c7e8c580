/** The scenarios that ship with the tool. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../version.js';

export interface ShippedScenario {
  /** As the command line takes it: eu-charter, laboratory/no-networks. */
  readonly name: string;
  readonly file: string;
}

const folder = join(packageRoot, 'scenarios');

/** Folders of what is no scenario. */
const OTHERS = ['data', 'experiments', 'hypotheses', 'calibrations', 'comparisons', 'identification'];

/** Files of another kind that ship, in a folder of their own: their names without it. */
export function shippedInputs(kind: string): ShippedScenario[] {
  const place = join(folder, kind);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name: name.slice(0, -5), file: join(place, name) }));
}

/** All scenarios that ship, by name. */
export function shippedScenarios(): ShippedScenario[] {
  const found = (below: string): ShippedScenario[] =>
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return OTHERS.includes(path) ? [] : found(path);
      return entry.name.endsWith('.yaml') ? [{ name: path.slice(0, -5), file: join(folder, path) }] : [];
    });
  return found('').sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The file of a scenario that ships, by its name with or without .yaml; null: none of that name. */
export function shippedFile(name: string): string | null {
  const bare = name.replace(/\.ya?ml$/, '');
  return shippedScenarios().find((scenario) => scenario.name === bare)?.file ?? null;
}
