/** From an experiment file to a complete experiment, or to all that is wrong with it. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { measureByName } from '../../analysis/measures/index.js';
import {
  createDesign,
  type Design,
  DesignError,
  type DesignSpec,
  type Parameter,
  parseConstraint,
} from '../../design/index.js';
import { sha256Of } from '../../io/checksum.js';
import { identityOf } from '../../io/manifest.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { registry } from '../../registry.js';
import {
  find,
  type InputDocument,
  missingFile,
  type Override,
  override,
  problemAt,
  provenanceOf,
  readDocument,
  readPath,
} from '../../scenario/document.js';
import { filePaths } from '../../scenario/filePaths.js';
import { fileStem, joinPath } from '../../scenario/files.js';
import { problemsOf } from '../../scenario/issues.js';
import { checkScenario, type LoadedScenario, resolvedYaml } from '../../scenario/load.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { InputError, type Path, type Problem } from '../../scenario/problem.js';
import { type Located, mergeTrees, plainOf, treeOf } from '../../scenario/yamlTree.js';
import { version } from '../../version.js';
import type { StudyInput } from '../study.js';
import { type ExperimentRead, experimentSchema } from './experimentSchema.js';
import { type Base, type PointSource, SCENARIO_FACTOR, type Varied } from './points.js';

/** Replicates until the mean of an outcome, or its paired difference from a point, is known well enough. */
export interface Precision {
  readonly halfWidth: number;
  /** Column of the outcome in results.csv. */
  readonly column: string;
  /** Point that all are compared with; null: none. */
  readonly reference: number | null;
}

export interface Replication {
  /** Every point has so many; where there is no precision to reach, min and max are one. */
  readonly min: number;
  readonly max: number;
  readonly until: Precision | null;
}

export interface Experiment {
  /** The file's stem: the default folder. */
  readonly id: string;
  /** As the user named it. */
  readonly file: string;
  readonly name: string;
  readonly why: string;
  readonly seed: string;
  readonly parameters: readonly Parameter[];
  readonly design: Design;
  readonly replication: Replication;
  /** Outcomes of results.csv. */
  readonly columns: readonly string[];
  /** Levels of outcomes whose crossing is looked for, by column. */
  readonly tipping: { readonly [column: string]: number };
  readonly points: PointSource;
  /** Files of the user's that some scenario reads. */
  readonly files: readonly StudyInput[];
  /** Experiment files and scenario files read. */
  readonly sources: readonly string[];
  /** As plain values, complete: with seed, replicates and outcomes. */
  readonly resolved: { readonly [key: string]: unknown };
  /** Each scenario resolved, as YAML that runs from the folder `scenarios` of a sweep's folder. */
  readonly scenarios: { readonly [id: string]: string };
  readonly identity: string;
}

export interface ExperimentOptions {
  /** Overrides of the scenarios. */
  readonly set?: readonly Override[];
  readonly seed?: string;
  readonly replicates?: number;
  /** Default: the file's stem. */
  readonly id?: string;
}

/** Designs whose estimators ask for the same runs of every point. */
const balanced = ['saltelli', 'sobol', 'morris'];

/** Paths that the experiment itself decides. */
const taken: { readonly [path: string]: string } = {
  replicates: 'the experiment says how many replicates there are: key replicates',
  'observe.outcomes': 'the experiment says what is measured: key outcomes',
  name: 'a name changes no result',
  why: 'a reason changes no result',
  source: 'a source changes no result',
  extends: 'scenarios are a factor as scenario: {values: [a.yaml, b.yaml]}',
};

const keyText = (parts: readonly string[]): string => JSON.stringify(parts);
const isWithin = (parts: readonly (string | number)[], above: readonly string[]): boolean =>
  above.every((part, k) => String(parts[k]) === part);

/** Whether a file is meant as an experiment, and not as a scenario. False for what cannot be read. */
export function isExperiment(file: string): boolean {
  try {
    const { root } = readDocument(file, nodeFiles);
    return ['scenario', 'design', 'parameters'].some((key) => find(root, [key]).node !== undefined);
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/**
 * Reads an experiment and the scenarios that it names. Writes nothing.
 * @throws InputError with all that is wrong.
 */
export function loadExperiment(file: string, options: ExperimentOptions = {}): Experiment {
  const { set = [], seed, replicates, id = fileStem(file) } = options;
  const document = override(readDocument(file, nodeFiles), [
    ...(seed === undefined ? [] : [{ path: 'seed', value: seed }]),
    ...(replicates === undefined ? [] : [{ path: 'replicates', value: replicates }]),
  ]);
  const problems: Problem[] = [...document.problems];
  const add = (
    path: Path,
    message: string,
    expected: string,
    suggestion?: string,
    where: 'key' | 'value' = 'value',
  ): void => {
    const rest = suggestion === undefined ? {} : { suggestion };
    problems.push(problemAt(document, path, { message, expected, ...rest }, where));
  };
  const stopIfFaulty = (): void => {
    if (problems.length > 0) throw new InputError(problems);
  };

  const plain = plainOf(document.root) as { readonly [key: string]: unknown };
  const result = experimentSchema(registry).safeParse(plain);
  if (!result.success) problems.push(...problemsOf(result.error, document));
  const formIsRight = (key: string): boolean =>
    result.success || result.error.issues.every(({ path }) => path[0] !== key);

  const stated = scenarioFiles(document, plain, add);
  const outcomes = formIsRight('outcomes') ? find(document.root, ['outcomes']).node : undefined;
  const bases = readBases(document, stated, { set, outcomes, seed: textOf(plain['seed']) }, problems);
  checkPaths(plain['parameters'], add);
  // Where nothing can start anyway, what is wrong with the first values is told as well.
  if (problems.length > 0 && formIsRight('parameters')) checkFirstValues(document, stated, set, problems);
  stopIfFaulty();

  const read = result.data!;
  const { scenario } = bases[0].loaded;
  if (scenario.observe.outcomes.length === 0)
    add(
      ['outcomes'],
      'missing: expected a list of outcomes, which the scenario does not have either',
      'outcomes',
    );
  const columns = scenario.observe.outcomes.flatMap(({ column, measure }) =>
    measureByName(measure).reached ? [column, `reached_${column}`] : [column],
  );
  const { files, varied, parameters } = readParameters(document, read, bases, problems);
  const replication = readReplication(read, scenario, add);
  const tipping = readTipping(read, scenario, add);
  const design = readDesign(read, parameters, scenario.seed, add);
  const reference = replication.until?.reference ?? null;
  if (design && reference !== null && reference >= design.pointCount)
    add(
      ['replicates', 'until', 'reference'],
      `there are ${design.pointCount} points, from 0 to ${design.pointCount - 1}`,
      'a point of the design',
    );
  stopIfFaulty();

  const nameOf = new Map(files.map(({ path, name }) => [path, name]));
  const scenarios = Object.fromEntries(
    bases.map(({ id: base, loaded }) => [
      base,
      resolvedYaml(loaded, (path) => `../inputs/${nameOf.get(path)}`),
    ]),
  );
  const resolved = resolvedExperiment(plain, { id, bases, parameters, replication, scenario });
  return {
    id,
    file,
    name: read.name ?? id,
    why: read.why ?? '',
    seed: scenario.seed,
    parameters,
    design: design!,
    replication,
    columns,
    tipping,
    points: { bases: bases.map(({ id: base, document: own }) => ({ id: base, document: own })), varied },
    files,
    sources: [...document.sources, ...bases.flatMap(({ loaded }) => loaded.sources)],
    resolved,
    scenarios,
    identity: identityOf({
      toolVersion: version,
      scenarios: [
        resolved,
        ...Object.entries(scenarios).map(([base, yaml]) => ({ id: base, scenario: parse(yaml) })),
      ],
      seeds: [scenario.seed],
      inputs: files.map(({ name, sha256 }) => ({ file: name, sha256 })),
    }),
  };
}

type Add = (
  path: Path,
  message: string,
  expected: string,
  suggestion?: string,
  where?: 'key' | 'value',
) => void;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

interface StatedScenario {
  readonly id: string;
  readonly path: Path;
  readonly file: string;
}

/** The scenario, or those of the factor: a file beside the experiment, else one that ships. */
function scenarioFiles(
  document: InputDocument,
  plain: { readonly [key: string]: unknown },
  add: Add,
): StatedScenario[] {
  const parameters = plain['parameters'] as { readonly [path: string]: unknown } | undefined;
  const factor =
    parameters !== null && typeof parameters === 'object' && Object.hasOwn(parameters, SCENARIO_FACTOR);
  const factorPath: Path = ['parameters', SCENARIO_FACTOR, 'values'];
  if (!factor && plain['scenario'] === undefined)
    add(['scenario'], 'missing: expected the name of a scenario', 'a file, or a shipped scenario');
  if (factor && plain['scenario'] !== undefined)
    add(
      ['scenario'],
      'the scenarios are those of parameters.scenario; keep one of the two',
      'scenario, or parameters.scenario',
      undefined,
      'key',
    );
  const values = factor ? find(document.root, factorPath).node : find(document.root, ['scenario']).node;
  if (factor && (values === undefined || !Array.isArray(values.value))) {
    add(['parameters', SCENARIO_FACTOR], 'expected {values: [a.yaml, b.yaml]}', 'scenario files');
    return [];
  }
  const nodes = factor ? (values!.value as readonly Located[]) : values === undefined ? [] : [values];
  const found = nodes.flatMap((node, k): StatedScenario[] => {
    const path: Path = factor ? [...factorPath, k] : ['scenario'];
    if (typeof node.value !== 'string' || node.value === '') {
      if (factor) add(path, 'expected the name of a scenario', 'a file, or a shipped scenario');
      return [];
    }
    const beside = joinPath(node.at.folder, node.value);
    const file = nodeFiles.exists(beside) ? beside : (nodeFiles.shipped?.(node.value) ?? beside);
    if (!nodeFiles.exists(file)) {
      const { message, suggestion } = missingFile(beside, nodeFiles);
      add(path, message, 'a file, or a shipped scenario', suggestion);
      return [];
    }
    return [{ id: fileStem(file), path, file }];
  });
  found.forEach(({ id, path }, k) => {
    if (found.findIndex((other) => other.id === id) < k)
      add(path, `there is a scenario ${id} before: their names must differ`, 'a file of another name');
  });
  return found;
}

interface LoadedBase extends Base {
  readonly loaded: LoadedScenario;
}

/** The scenarios with overrides, outcomes and one seed for all; their problems go to `problems`. */
function readBases(
  document: InputDocument,
  stated: readonly StatedScenario[],
  given: {
    readonly set: readonly Override[];
    readonly outcomes: Located | undefined;
    readonly seed: string | undefined;
  },
  problems: Problem[],
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
      for (const problem of error.problems) {
        const { file: at, path } = problem;
        problems.push(
          document.sources.includes(at)
            ? { ...problem, path: path.replace(/^observe\.outcomes/, 'outcomes') }
            : problem,
        );
      }
    }
  }
  return bases;
}

function observing(outcomes: Located): Located {
  const { at } = outcomes;
  const observe: Located = { key: at, at, value: new Map([['outcomes', outcomes]]) };
  return { key: null, at, value: new Map([['observe', observe]]) };
}

/** Each a path of a scenario that is the experiment's to vary, and none within another. */
function checkPaths(parameters: unknown, add: Add): void {
  if (parameters === null || typeof parameters !== 'object') return;
  const keys = Object.keys(parameters);
  if (keys.length === 0) add(['parameters'], 'expected at least one parameter', 'parameters by path');
  const read = keys.map((key) => {
    const path = readPath(key);
    const where: Path = ['parameters', key];
    if (path === null || path.rest !== '') {
      add(where, `'${key}' is no path of a scenario`, 'a path such as time.end', undefined, 'key');
      return null;
    }
    const why = Object.entries(taken).find(([reserved]) => isWithin(path.path, reserved.split('.')));
    if (why) add(where, why[1], 'another path of the scenario', undefined, 'key');
    return path.path;
  });
  read.forEach((path, k) => {
    const other = read.findIndex((above, j) => j !== k && path && above && isWithin(path, above));
    if (path && other >= 0 && (keyText(read[other]!) !== keyText(path) || other < k))
      add(
        ['parameters', keys[k]],
        `it is a part of ${keys[other]}, which is varied too`,
        'paths of which none is a part of another',
        undefined,
        'key',
      );
  });
}

/** Problems of the first scenario with the first value of each parameter, at the lines that state these. */
function checkFirstValues(
  document: InputDocument,
  stated: readonly StatedScenario[],
  set: readonly Override[],
  problems: Problem[],
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
    problems.push(...error.problems.filter(({ file }) => document.sources.includes(file)));
  }
}

/** The parameters, and the users' files that bases and values name. */
function readParameters(
  document: InputDocument,
  read: ExperimentRead,
  bases: readonly LoadedBase[],
  problems: Problem[],
) {
  const files: StudyInput[] = [];
  const copyOf = (path: string): string => {
    const known = files.find((file) => file.path === path);
    if (known) return known.name;
    let name = basename(path);
    for (let k = 2; files.some((file) => file.name === name); k++) name = `${k}-${basename(path)}`;
    files.push({ path, name, sha256: sha256Of(readFileSync(path)) });
    return name;
  };
  for (const { loaded } of bases)
    for (const path of filePaths(loaded.resolved)) copyOf(loaded.provenance.resolvePath(path));

  const { keyPlace } = provenanceOf(document);
  const varied: Varied[] = [];
  const parameters = Object.entries(read.parameters).map(([path, spec]): Parameter => {
    const place = keyPlace(['parameters', path]);
    const { values, from, to, scale, integer, levels } = spec;
    const links: (readonly [string, unknown])[] = [];
    varied.push({ path, place, files: links });
    if (values === undefined) {
      const kind = integer ? 'integer' : scale === 'log' ? 'log' : 'continuous';
      return { path, kind, from: from!, to: to!, ...(levels === undefined ? {} : { levels }) };
    }
    if (path === SCENARIO_FACTOR) return { path, kind: 'categorical', values: bases.map(({ id }) => id) };
    return {
      path,
      kind: 'categorical',
      values: values.map((value, k) => {
        const relocated = relocate(value, path, k);
        if (relocated !== value) links.push([JSON.stringify(relocated), value]);
        return relocated;
      }),
    };

    /** The value with the files that it names called as in the sweep's folder. */
    function relocate(value: unknown, parameter: string, k: number): unknown {
      if (typeof value !== 'string' && (value === null || typeof value !== 'object')) return value;
      let relocated: unknown = value;
      for (const base of bases) {
        const own = override(base.document, [{ path: parameter, value, place }]);
        const parts = readPath(parameter)!.path;
        for (const at of filePaths(plainOf(own.root)).filter((found) => isWithin(found, parts))) {
          const file = provenanceOf(own).resolvePath(at);
          if (nodeFiles.exists(file)) {
            relocated = withValue(relocated, at.slice(parts.length), `inputs/${copyOf(file)}`);
            continue;
          }
          const { message, suggestion } = missingFile(file, nodeFiles);
          const rest = suggestion === undefined ? {} : { suggestion };
          const where: Path = ['parameters', parameter, 'values', k];
          problems.push(problemAt(document, where, { message, expected: 'a file that exists', ...rest }));
        }
      }
      return relocated;
    }
  });
  return { files, varied, parameters };
}

/** The value with another one at a path within it. */
function withValue(value: unknown, [key, ...rest]: Path, inner: unknown): unknown {
  if (key === undefined) return inner;
  if (Array.isArray(value))
    return value.map((item, k) => (k === Number(key) ? withValue(item, rest, inner) : item));
  const mapping = value as { readonly [key: string]: unknown };
  return { ...mapping, [key]: withValue(mapping[key], rest, inner) };
}

function readReplication(
  { replicates, design }: ExperimentRead,
  scenario: LoadedScenario['scenario'],
  add: Add,
): Replication {
  if (replicates === undefined || typeof replicates === 'number') {
    const count = replicates ?? scenario.replicates;
    return { min: count, max: count, until: null };
  }
  const { until, min, max } = replicates;
  if (balanced.includes(design.type))
    add(
      ['replicates', 'until'],
      `${design.type} asks for the same number of replicates of every point; state a number`,
      'a number of replicates',
      undefined,
      'key',
    );
  const { outcomes } = scenario.observe;
  const found = outcomes.find(({ column, text }) => [column, text].includes(until.of.trim()));
  if (!found) {
    const known = outcomes.map(({ column }) => column);
    const suggestion = nearestName(until.of, known);
    const among = suggestion === undefined ? `; there are ${listNames(known)}` : '';
    add(['replicates', 'until', 'of'], `no outcome '${until.of}'${among}`, 'one of the outcomes', suggestion);
  }
  const { halfWidth, reference = null } = until;
  return { min, max, until: { halfWidth, column: found?.column ?? '', reference } };
}

function readTipping(
  { tipping = {}, design }: ExperimentRead,
  scenario: LoadedScenario['scenario'],
  add: Add,
): Experiment['tipping'] {
  const stated = Object.entries(tipping);
  if (stated.length > 0 && design.type !== 'grid')
    add(
      ['tipping'],
      `tipping points need a grid, not ${design.type}`,
      'a design of type grid',
      undefined,
      'key',
    );
  const { outcomes } = scenario.observe;
  const known = outcomes.map(({ column }) => column);
  return Object.fromEntries(
    stated.map(([name, level]) => {
      const found = outcomes.find(({ column, text }) => [column, text].includes(name.trim()));
      if (!found) {
        const suggestion = nearestName(name, known);
        const among = suggestion === undefined ? `; there are ${listNames(known)}` : '';
        add(['tipping', name], `no outcome '${name}'${among}`, 'one of the outcomes', suggestion, 'key');
      }
      const unit = found === undefined ? '' : measureByName(found.measure).unit;
      const isShare = unit.startsWith('share of') && !unit.endsWith('a year');
      if (isShare && !(level > 0 && level < 1))
        add(
          ['tipping', name],
          `${found?.column} is a ${unit}: it does not cross ${level}`,
          'a level above 0 and below 1 (one half: 0.5)',
        );
      return [found?.column ?? name, level];
    }),
  );
}

function readDesign(
  { design, constraints = [] }: ExperimentRead,
  parameters: readonly Parameter[],
  seed: string,
  add: Add,
): Design | null {
  try {
    return createDesign(
      design as DesignSpec,
      parameters,
      seed,
      constraints.map((text) => parseConstraint(text, parameters)),
    );
  } catch (error) {
    if (!(error instanceof DesignError)) throw error;
    add(error.place, error.message, 'a design that can be made');
    return null;
  }
}

/** The experiment in plain values, with all that is stated elsewhere or left out. */
function resolvedExperiment(
  plain: { readonly [key: string]: unknown },
  given: {
    readonly id: string;
    readonly bases: readonly LoadedBase[];
    readonly parameters: readonly Parameter[];
    readonly replication: Replication;
    readonly scenario: LoadedScenario['scenario'];
  },
): { readonly [key: string]: unknown } {
  const { id, bases, parameters, replication, scenario } = given;
  const stated = plain['parameters'] as { readonly [path: string]: { readonly [key: string]: unknown } };
  const scenarioFile = (base: string): string => `scenarios/${base}.yaml`;
  const observe = bases[0].loaded.resolved['observe'] as { readonly outcomes: unknown };
  const { name, why, source, constraints, tipping } = plain;
  return Object.fromEntries(
    Object.entries({
      name: name ?? id,
      why,
      source,
      seed: scenario.seed,
      scenario: Object.hasOwn(stated, SCENARIO_FACTOR) ? undefined : scenarioFile(bases[0].id),
      design: plain['design'],
      parameters: Object.fromEntries(
        parameters.map((parameter) => {
          const { path } = parameter;
          if (parameter.kind !== 'categorical') return [path, stated[path]];
          const { values } = parameter;
          return [
            path,
            { values: path === SCENARIO_FACTOR ? bases.map((base) => scenarioFile(base.id)) : values },
          ];
        }),
      ),
      constraints,
      replicates: replication.until ? plain['replicates'] : replication.min,
      outcomes: observe.outcomes,
      tipping,
    }).filter(([, value]) => value !== undefined),
  );
}
