/** What a file is, by its keys: the one place that tells. */
import { nodeFiles } from '../io/nodeFiles.js';
import { find, readDocument } from '../scenario/document.js';
import { InputError } from '../scenario/problem.js';

export type InputKind = 'scenario' | 'experiment' | 'comparison' | 'hypotheses' | 'identification';

/** One of these keys tells the kind; the first that has one, since identification names a scenario as experiments do. */
const tellingKeys: readonly (readonly [kind: InputKind, keys: readonly string[]])[] = [
  ['hypotheses', ['hypotheses']],
  ['identification', ['influence', 'selection', 'confounders', 'estimators']],
  ['comparison', ['scenarios']],
  ['experiment', ['scenario', 'design', 'parameters']],
];

/** A scenario where it is nothing else, or cannot be read. */
export function inputKind(file: string): InputKind {
  try {
    const states = statedBy(file);
    return tellingKeys.find(([, keys]) => keys.some(states))?.[0] ?? 'scenario';
  } catch (error) {
    if (error instanceof InputError) return 'scenario';
    throw error;
  }
}

/** Whether a file states one of these keys. Throws InputError where it cannot be read. */
export const hasKey = (file: string, keys: readonly string[]): boolean => keys.some(statedBy(file));

/** Reads a file once: which keys it states. */
function statedBy(file: string): (key: string) => boolean {
  const { root } = readDocument(file, nodeFiles);
  return (key) => find(root, [key]).node !== undefined;
}

/** Whether a file is a comparison. False where it cannot be read. */
export const isComparison = (file: string): boolean => inputKind(file) === 'comparison';

/** Whether a file is an experiment. False where it cannot be read. */
export const isExperiment = (file: string): boolean => inputKind(file) === 'experiment';
