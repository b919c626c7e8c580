/** Outcomes by the names that a scenario gives them. */
import { measures } from '../../analysis/measures/index.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { registry } from '../../registry.js';
import { loadScenario } from '../../scenario/load.js';
import { InputError } from '../../scenario/problem.js';
import type { Located } from '../../scenario/yamlTree.js';

/** Text of each outcome of a scenario by its column; none of a scenario with mistakes, which are told where it is prepared. */
function outcomesByColumn(file: string): ReadonlyMap<string, string> {
  try {
    const { scenario } = loadScenario(file, { set: [], files: nodeFiles, registry });
    return new Map(scenario.observe.outcomes.map(({ column, text }) => [column, text]));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return new Map();
  }
}

/**
 * What is asked of a scenario, as its `observe.outcomes` would state it: a name that the scenario itself gives to one of its outcomes
 * stands for that outcome and stays the name of the column. Names of measures and texts with a subject are as they stand.
 */
export function askedOutcomes(file: string, asked: ReadonlyMap<string, Located>): Located[] {
  const isName = (text: string): boolean =>
    /^\p{L}[\p{L}\p{N}_]*$/u.test(text) && !measures.some(({ name }) => name === text);
  if (![...asked.keys()].some((text) => isName(text.trim()))) return [...asked.values()];
  const own = outcomesByColumn(file);
  return [...asked].map(([text, node]) => {
    const name = text.trim();
    const meant = isName(name) ? own.get(name) : undefined;
    if (meant === undefined) return node;
    return { ...node, value: new Map([[name, { key: node.at, at: node.at, value: meant }]]) };
  });
}
