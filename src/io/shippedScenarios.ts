/** The scenarios that ship with the tool. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../version.js';

export interface ShippedScenario {
  /** As the command line takes it: eu-charter, laboratory/no-networks. */
  readonly name: string;
  readonly file: string;
}

/** All scenarios that ship, by name. */
export function shippedScenarios(): ShippedScenario[] {
  const folder = join(packageRoot, 'scenarios');
  const found = (below: string): ShippedScenario[] =>
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory())
        return ['data', 'experiments', 'hypotheses', 'calibrations'].includes(path) ? [] : found(path);
      return entry.name.endsWith('.yaml') ? [{ name: path.slice(0, -5), file: join(folder, path) }] : [];
    });
  return found('').sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The experiments that ship, by name: tipping, morris. */
export function shippedExperiments(): ShippedScenario[] {
  const folder = join(packageRoot, 'scenarios', 'experiments');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name: name.slice(0, -5), file: join(folder, name) }));
}

/** The file of a scenario that ships, by its name with or without .yaml; null: none of that name. */
export function shippedFile(name: string): string | null {
  const bare = name.replace(/\.ya?ml$/, '');
  return shippedScenarios().find((scenario) => scenario.name === bare)?.file ?? null;
}
