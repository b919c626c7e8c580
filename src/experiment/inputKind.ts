/** What a file is, by its keys. */
import { nodeFiles } from '../io/nodeFiles.js';
import { find, readDocument } from '../scenario/document.js';
import { InputError } from '../scenario/problem.js';
import { isComparison } from './comparison/comparisonFile.js';
import { isExperiment } from './sweep/loadExperiment.js';

export type InputKind = 'scenario' | 'experiment' | 'comparison' | 'hypotheses' | 'identification';

/** A scenario where it is nothing else, or cannot be read. */
export function inputKind(file: string): InputKind {
  if (hasKey(file, ['hypotheses'])) return 'hypotheses';
  // It names a scenario, as an experiment does.
  if (hasKey(file, ['influence', 'selection', 'confounders', 'estimators'])) return 'identification';
  if (isComparison(file)) return 'comparison';
  return isExperiment(file) ? 'experiment' : 'scenario';
}

function hasKey(file: string, keys: readonly string[]): boolean {
  try {
    const { root } = readDocument(file, nodeFiles);
    return keys.some((key) => find(root, [key]).node !== undefined);
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
