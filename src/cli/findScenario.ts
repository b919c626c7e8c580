/** A scenario on the command line: a file, or the name of one that ships. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../io/nodeFiles.js';
import { missingFile } from '../scenario/document.js';
import { listNames, nearestName } from '../scenario/nearestName.js';
import { InputError } from '../scenario/problem.js';
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

/** The file that a name stands for. Throws InputError with the nearest name. */
export function findScenario(name: string): string {
  if (existsSync(name)) {
    if (statSync(name).isDirectory()) {
      const held = readdirSync(name).filter((file) => /\.ya?ml$/.test(file));
      const message =
        held.length > 0 ? `this is a folder; it holds ${listNames(held, 10)}` : 'this is a folder';
      throw refusal(name, message);
    }
    return name;
  }
  const shipped = shippedScenarios();
  const bare = name.replace(/^scenarios\//, '').replace(/\.ya?ml$/, '');
  const match = shipped.find((scenario) => scenario.name === bare);
  if (match) return match.file;
  const nearFile = missingFile(name, nodeFiles);
  const near =
    nearestName(
      bare,
      shipped.map((scenario) => scenario.name),
    ) ?? nearFile.suggestion;
  throw refusal(name, 'there is no such file, and no scenario of that name ships with fastpolicy', near);
}

function refusal(name: string, message: string, suggestion?: string): InputError {
  const expected = 'a scenario file, or a name of `fastpolicy list scenarios`';
  const problem = { file: name, line: 0, column: 0, path: '', message, expected };
  return new InputError([suggestion === undefined ? problem : { ...problem, suggestion }]);
}
