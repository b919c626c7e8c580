/** From an experiment file to a complete experiment, or to all that is wrong with it. */
import { parse } from 'yaml';
import { columnsOf } from '../../../analysis/measure.js';
import { measureByName } from '../../../analysis/measures/index.js';
import {
  createDesign,
  type Design,
  DesignError,
  type DesignSpec,
  isSameValue,
  type Parameter,
  parseConstraint,
} from '../../../design/index.js';
import { identityOf } from '../../../io/manifest.js';
import { nodeFiles } from '../../../io/nodeFiles.js';
import { registry } from '../../../registry.js';
import { find, type Override, override, readDocument } from '../../../scenario/document.js';
import { type Faults, faultsOf } from '../../../scenario/faults.js';
import { fileStem } from '../../../scenario/files.js';
import { problemsOf } from '../../../scenario/issues.js';
import { resolvedYaml } from '../../../scenario/load.js';
import { InputError } from '../../../scenario/problem.js';
import { plainOf } from '../../../scenario/yamlTree.js';
import { version } from '../../../version.js';
import type { Experiment } from './experiment.js';
import { type ExperimentRead, experimentSchema } from './experimentSchema.js';
import { readReplication, readTipping } from './outcomes.js';
import { readParameters } from './parameters.js';
import { checkPaths, refuseOverridden } from './paths.js';
import { resolvedExperiment } from './resolved.js';
import { checkFirstValues, readBases, scenarioFiles } from './scenarios.js';

export interface ExperimentOptions {
  /** Overrides of the scenarios. */
  readonly set?: readonly Override[];
  readonly seed?: string;
  readonly replicates?: number;
  /** Default: the file's stem. */
  readonly id?: string;
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
  const faults = faultsOf(document);
  faults.addAll(document.problems);
  const stopIfFaulty = (): void => {
    if (faults.problems.length > 0) throw new InputError(faults.problems);
  };

  const plain = plainOf(document.root) as { readonly [key: string]: unknown };
  const result = experimentSchema(registry).safeParse(plain);
  if (!result.success) faults.addAll(problemsOf(result.error, document));
  const formIsRight = (key: string): boolean =>
    result.success || result.error.issues.every(({ path }) => path[0] !== key);

  const stated = scenarioFiles(document, plain, faults);
  const outcomes = formIsRight('outcomes') ? find(document.root, ['outcomes']).node : undefined;
  const bases = readBases(document, stated, { set, outcomes, seed: textOf(plain['seed']) }, faults);
  checkPaths(plain['parameters'], faults);
  refuseOverridden(plain['parameters'], set, faults);
  // Where nothing can start anyway, what is wrong with the first values is told as well.
  if (faults.problems.length > 0 && formIsRight('parameters'))
    checkFirstValues(document, stated, set, faults);
  stopIfFaulty();

  const read = result.data!;
  const { scenario } = bases[0].loaded;
  if (scenario.observe.outcomes.length === 0)
    faults.add(
      ['outcomes'],
      'missing: expected a list of outcomes, which the scenario does not have either',
      'outcomes',
    );
  const columns = scenario.observe.outcomes.flatMap(({ column, measure }) =>
    columnsOf(measureByName(measure), column),
  );
  const { files, varied, parameters } = readParameters(document, read, bases, faults);
  const replication = readReplication(read, scenario, faults);
  const tipping = readTipping(read, scenario, faults);
  const spec = withBase(read, parameters);
  const design = readDesign(spec, read, parameters, scenario.seed, faults);
  const reference = replication.until?.reference ?? null;
  if (design && reference !== null && reference >= design.pointCount)
    faults.add(
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
  const resolved = resolvedExperiment(plain, { id, spec, bases, parameters, replication, scenario });
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

/** The design's spec; the base of one at a time has its values as the parameters have them. */
function withBase(
  { design, parameters: stated }: ExperimentRead,
  parameters: readonly Parameter[],
): DesignSpec {
  const spec = design as DesignSpec;
  if (spec.type !== 'oat' || spec.base === undefined) return spec;
  const base = Object.entries(spec.base).map(([path, value]) => {
    const parameter = parameters.find((other) => other.path === path);
    const place = stated[path]?.values?.findIndex((other) => isSameValue(other, value)) ?? -1;
    return [path, parameter?.kind === 'categorical' && place >= 0 ? parameter.values[place] : value];
  });
  return { ...spec, base: Object.fromEntries(base) };
}

/** The design; null where it cannot be made. */
function readDesign(
  spec: DesignSpec,
  { constraints = [] }: ExperimentRead,
  parameters: readonly Parameter[],
  seed: string,
  faults: Faults,
): Design | null {
  try {
    return createDesign(
      spec,
      parameters,
      seed,
      constraints.map((text) => parseConstraint(text, parameters)),
    );
  } catch (error) {
    if (!(error instanceof DesignError)) throw error;
    faults.add(error.place, error.message, 'a design that can be made');
    return null;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
