/** An input on the command line: a file, or the name of one that ships. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { hasKey, type InputKind, inputKind } from '../experiment/inputKind.js';
import { nodeFiles } from '../io/nodeFiles.js';
import { type ShippedScenario, shippedInputs, shippedScenarios } from '../io/shippedScenarios.js';
import { missingFile } from '../scenario/document.js';
import { listNames, nearestName } from '../scenario/nearestName.js';
import { type InputError, refusal } from '../scenario/problem.js';
import { shellWord } from './commandLine.js';

/** Of what is not a scenario: the folder under scenarios/ where those that ship lie, and what one is called. */
const folders = {
  experiments: 'experiment',
  comparisons: 'comparison',
  hypotheses: 'file of hypotheses',
  identification: 'file of the identification laboratory',
} as const;
type ShippedFolder = keyof typeof folders;

/** The scenario file that a name stands for. Throws InputError with the nearest name. */
export const findScenario = (name: string): string => findFile(name, 'scenario', shippedScenarios());

/** The file of another kind: a file, or one that ships (tipping, experiments/tipping). Throws InputError. */
export function findInput(name: string, folder: ShippedFolder): string {
  const bare = bareName(name);
  const short = bare.startsWith(`${folder}/`) ? bare.slice(folder.length + 1) : name;
  return findFile(existsSync(name) ? name : short, folders[folder], shippedInputs(folder));
}

/** A file of any kind, or one that ships: hello, tipping, experiments/tipping; of one name a scenario. Throws InputError. */
export function findAny(name: string): string {
  const bare = bareName(name);
  if (existsSync(name) || shippedScenarios().some((other) => other.name === bare)) return findScenario(name);
  const names = Object.keys(folders) as ShippedFolder[];
  const folder =
    names.find((own) => bare.startsWith(`${own}/`)) ??
    names.find((own) => shippedInputs(own).some((input) => input.name === bare));
  return folder === undefined ? findScenario(name) : findInput(name, folder);
}

/** Scenarios, or one file that lists them; of one name that both bear, the scenario. Throws InputError. */
export function findComparison(name: string): string {
  const isScenario = existsSync(name) || shippedScenarios().some((other) => other.name === bareName(name));
  const isListed = shippedInputs('comparisons').some((input) =>
    [input.name, `comparisons/${input.name}`].includes(bareName(name)),
  );
  return isListed && !isScenario ? findInput(name, 'comparisons') : findScenario(name);
}

const bareName = (name: string): string => name.replace(/^scenarios\//, '').replace(/\.ya?ml$/, '');

function findFile(name: string, what: string, shipped: readonly ShippedScenario[]): string {
  if (existsSync(name)) {
    if (statSync(name).isDirectory()) {
      const held = readdirSync(name).filter((file) => /\.ya?ml$/.test(file));
      const message =
        held.length > 0 ? `this is a folder; it holds ${listNames(held, 10)}` : 'this is a folder';
      throw notFound(name, what, message);
    }
    return name;
  }
  const bare = bareName(name);
  const match = shipped.find((other) => other.name === bare);
  if (match) return match.file;
  const near =
    nearestName(
      bare,
      shipped.map((other) => other.name),
    ) ?? missingFile(name, nodeFiles).suggestion;
  const message = `there is no such file, and no ${what} of that name ships with fastpolicy`;
  throw notFound(name, what, message, near);
}

function notFound(name: string, what: string, message: string, suggestion?: string): InputError {
  const article = /^[aeiou]/.test(what) ? 'an' : 'a';
  const expected =
    what === 'scenario'
      ? 'a scenario file, or a name of `fastpolicy list scenarios`'
      : `the name of ${article} ${what}`;
  return refusal(name, message, expected, suggestion);
}

/** The command that takes each kind of file, and what the kind is called. */
const kinds: { readonly [kind in InputKind]: { readonly called: string; readonly command: string } } = {
  scenario: { called: 'a scenario', command: 'run' },
  experiment: { called: 'an experiment', command: 'sweep' },
  comparison: { called: 'a comparison', command: 'compare' },
  hypotheses: { called: 'a file of hypotheses', command: 'test' },
  identification: { called: 'a file of the identification laboratory', command: 'identify' },
};

/** Keys that a scenario alone has. */
const ofScenarios = ['time', 'cities', 'policies', 'networks', 'mechanisms'];

/** The file, unless its keys say that it is for another command. @throws InputError, which names that. */
export function ofKind(file: string, wanted: InputKind): string {
  const kind = inputKind(file);
  if (kind === wanted) return file;
  if (kind === 'scenario' && !hasKey(file, ofScenarios)) return file;
  const { called, command } = kinds[kind];
  throw refusal(
    file,
    `this is ${called}: fastpolicy ${command} ${shellWord(file)}`,
    `${kinds[wanted].called}, for fastpolicy ${kinds[wanted].command}`,
  );
}
