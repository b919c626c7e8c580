/** A scenario on the command line: a file, or the name of one that ships. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { nodeFiles } from '../io/nodeFiles.js';
import { type ShippedScenario, shippedExperiments, shippedScenarios } from '../io/shippedScenarios.js';
import { missingFile } from '../scenario/document.js';
import { listNames, nearestName } from '../scenario/nearestName.js';
import { InputError } from '../scenario/problem.js';

/** The scenario file that a name stands for. Throws InputError with the nearest name. */
export const findScenario = (name: string): string => findFile(name, 'scenario', shippedScenarios());

/** The experiment file that a name stands for: a file, or one that ships (tipping, experiments/tipping). */
export const findExperiment = (name: string): string => findFile(name, 'experiment', shippedExperiments());

function findFile(name: string, what: string, shipped: readonly ShippedScenario[]): string {
  if (existsSync(name)) {
    if (statSync(name).isDirectory()) {
      const held = readdirSync(name).filter((file) => /\.ya?ml$/.test(file));
      const message =
        held.length > 0 ? `this is a folder; it holds ${listNames(held, 10)}` : 'this is a folder';
      throw refusal(name, what, message);
    }
    return name;
  }
  const bare = name
    .replace(/^scenarios\//, '')
    .replace(what === 'experiment' ? /^experiments\// : '', '')
    .replace(/\.ya?ml$/, '');
  const match = shipped.find((other) => other.name === bare);
  if (match) return match.file;
  const nearFile = missingFile(name, nodeFiles);
  const near =
    nearestName(
      bare,
      shipped.map((other) => other.name),
    ) ?? nearFile.suggestion;
  const message = `there is no such file, and no ${what} of that name ships with fastpolicy`;
  throw refusal(name, what, message, near);
}

function refusal(name: string, what: string, message: string, suggestion?: string): InputError {
  const expected =
    what === 'scenario' ? 'a scenario file, or a name of `fastpolicy list scenarios`' : 'an experiment file';
  const problem = { file: name, line: 0, column: 0, path: '', message, expected };
  return new InputError([suggestion === undefined ? problem : { ...problem, suggestion }]);
}
