/** A scenario on the command line: a file, or the name of one that ships. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { nodeFiles } from '../io/nodeFiles.js';
import { shippedInputs, shippedScenarios } from '../io/shippedScenarios.js';
import { missingFile } from '../scenario/document.js';
import { listNames, nearestName } from '../scenario/nearestName.js';
import { InputError } from '../scenario/problem.js';

/** Of what is not a scenario: the folder under scenarios/ where those that ship lie. */
export type InputKind = 'comparisons' | 'hypotheses';

/** The file that a name stands for: a scenario, or a shipped file of another kind. Throws InputError. */
export function findInput(name: string, kind: InputKind): string {
  if (existsSync(name)) return findScenario(name);
  const bare = name.replace(/^scenarios\//, '').replace(/\.ya?ml$/, '');
  const inputs = shippedInputs(kind);
  const match = inputs.find((input) => `${kind}/${input.name}` === bare);
  if (match) return match.file;
  // A scenario of that name comes first: compare takes both.
  if (shippedScenarios().some((scenario) => scenario.name === bare)) return findScenario(name);
  return inputs.find((input) => input.name === bare)?.file ?? findScenario(name);
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
