/** The scenarios that an experiment names, read. */
import { nodeFiles } from '../../../io/nodeFiles.js';
import { registry } from '../../../registry.js';
import {
  find,
  type InputDocument,
  missingFile,
  type Override,
  override,
  provenanceOf,
  readDocument,
  readPath,
} from '../../../scenario/document.js';
import type { Faults } from '../../../scenario/faults.js';
import { fileStem, joinPath } from '../../../scenario/files.js';
import { checkScenario, type LoadedScenario } from '../../../scenario/load.js';
import { InputError, type Path } from '../../../scenario/problem.js';
import { type Located, mergeTrees, plainOf, treeOf } from '../../../scenario/yamlTree.js';
import { type Base, SCENARIO_FACTOR } from '../points.js';

/** A scenario that is named and there. */
export interface StatedScenario {
  /** Stem of its file. */
  readonly id: string;
  /** Where the experiment names it. */
  readonly path: Path;
  readonly file: string;
}

/** The scenario, or those of the factor: a file beside the experiment, else one that ships. */
export function scenarioFiles(
  document: InputDocument,
  plain: { readonly [key: string]: unknown },
  faults: Faults,
): StatedScenario[] {
  const parameters = plain['parameters'] as { readonly [path: string]: unknown } | undefined;
  const factor =
    parameters !== null && typeof parameters === 'object' && Object.hasOwn(parameters, SCENARIO_FACTOR);
  const factorPath: Path = ['parameters', SCENARIO_FACTOR, 'values'];
  if (!factor && plain['scenario'] === undefined)
    faults.add(['scenario'], 'missing: expected the name of a scenario', 'a file, or a shipped scenario');
  if (factor && plain['scenario'] !== undefined)
    faults.addAtKey(
      ['scenario'],
      'the scenarios are those of parameters.scenario; keep one of the two',
      'scenario, or parameters.scenario',
    );
  const values = factor ? find(document.root, factorPath).node : find(document.root, ['scenario']).node;
  if (factor && (values === undefined || !Array.isArray(values.value))) {
    faults.add(['parameters', SCENARIO_FACTOR], 'expected {values: [a.yaml, b.yaml]}', 'scenario files');
    return [];
  }
  const nodes = factor ? (values!.value as readonly Located[]) : values === undefined ? [] : [values];
  const found = nodes.flatMap((node, k): StatedScenario[] => {
    const path: Path = factor ? [...factorPath, k] : ['scenario'];
    if (typeof node.value !== 'string' || node.value === '') {
      if (factor) faults.add(path, 'expected the name of a scenario', 'a file, or a shipped scenario');
      return [];
    }
    const beside = joinPath(node.at.folder, node.value);
    const file = nodeFiles.exists(beside) ? beside : (nodeFiles.shipped?.(node.value) ?? beside);
    if (!nodeFiles.exists(file)) {
      const { message, suggestion } = missingFile(beside, nodeFiles);
      faults.add(path, message, 'a file, or a shipped scenario', suggestion);
      return [];
    }
    return [{ id: fileStem(file), path, file }];
  });
  found.forEach(({ id, path }, k) => {
    if (found.findIndex((other) => other.id === id) < k)
      faults.add(path, `there is a scenario ${id} before: their names must differ`, 'a file of another name');
  });
  return found;
}

/** A base, checked. */
export interface LoadedBase extends Base {
  readonly loaded: LoadedScenario;
}

/** The scenarios with overrides, outcomes and one seed for all; what is wrong with them goes to `faults`. */
export function readBases(
  document: InputDocument,
  stated: readonly StatedScenario[],
  given: {
    readonly set: readonly Override[];
    readonly outcomes: Located | undefined;
    readonly seed: string | undefined;
  },
  faults: Faults,
): LoadedBase[] {
  const bases: LoadedBase[] = [];
  let { outcomes, seed } = given;
  for (const { id, file } of stated) {
    try {
      const read = override(readDocument(file, nodeFiles), given.set);
      let root = read.root;
      if (outcomes) root = mergeTrees(root, observing(outcomes));
      // Resistances, cities and ties are drawn from one seed in all points.
      if (seed !== undefined) root = mergeTrees(root, treeOf({ seed }, document.root.at));
      const own = { ...read, root, texts: new Map([...read.texts, ...document.texts]) };
      const loaded = checkScenario(own, { files: nodeFiles, registry });
      bases.push({ id, document: own, loaded });
      outcomes ??= find(root, ['observe', 'outcomes']).node;
      seed ??= loaded.scenario.seed;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.addAll(
        error.problems.map((problem) =>
          document.sources.includes(problem.file)
            ? { ...problem, path: problem.path.replace(/^observe\.outcomes/, 'outcomes') }
            : problem,
        ),
      );
    }
  }
  return bases;
}

function observing(outcomes: Located): Located {
  const { at } = outcomes;
  const observe: Located = { key: at, at, value: new Map([['outcomes', outcomes]]) };
  return { key: null, at, value: new Map([['observe', observe]]) };
}

/** Problems of the first scenario with the first value of each parameter, at the lines that state these. */
export function checkFirstValues(
  document: InputDocument,
  stated: readonly StatedScenario[],
  set: readonly Override[],
  faults: Faults,
): void {
  if (stated.length === 0) return;
  const { keyPlace } = provenanceOf(document);
  const parameters = find(document.root, ['parameters']).node;
  if (!(parameters?.value instanceof Map)) return;
  const firsts = [...(parameters.value as ReadonlyMap<string, Located>)].flatMap(
    ([path, node]): Override[] => {
      const { from, values } = plainOf(node) as {
        readonly from?: unknown;
        readonly values?: readonly unknown[];
      };
      const known = path !== SCENARIO_FACTOR && readPath(path)?.rest === '';
      return known ? [{ path, value: values ? values[0] : from, place: keyPlace(['parameters', path]) }] : [];
    },
  );
  try {
    const read = override(readDocument(stated[0].file, nodeFiles), [...set, ...firsts]);
    checkScenario(
      { ...read, texts: new Map([...read.texts, ...document.texts]) },
      { files: nodeFiles, registry },
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    faults.addAll(error.problems.filter(({ file }) => document.sources.includes(file)));
  }
}
