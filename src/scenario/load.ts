/** From a scenario file to a complete scenario, or to all that is wrong with it. */
import { Document, isMap, visit } from 'yaml';
import { readTime } from '../model/time.js';
import { branchFaults, overridesOfPast, pastFile, pastOf, unlikePast, withPast } from './branch.js';
import { complete } from './complete.js';
import { crossChecks } from './crossChecks/index.js';
import {
  type InputDocument,
  type Override,
  override,
  type Provenance,
  provenanceOf,
  readDocument,
} from './document.js';
import { filePaths } from './filePaths.js';
import { type Files, fileStem } from './files.js';
import { problemsOf } from './issues.js';
import { InputError, type Path } from './problem.js';
import type { CatalogueEntry, CatalogueSetting, Registry } from './registry.js';
import { type Scenario, type ScenarioSchema, scenarioSchema } from './schema.js';
import { type Located, mergeTrees, plainOf, treeOf } from './yamlTree.js';

export interface LoadedScenario {
  readonly scenario: Scenario;
  /**
   * Plain values after extends and overrides, before defaults and without the catalogue's entries; with name
   * and seed, which are otherwise those of the file and would change with its place.
   */
  readonly resolved: { readonly [key: string]: unknown };
  /** Places and files by path in the resolved scenario. */
  readonly provenance: Provenance;
  /** Scenario files read: the one named, then what it extends. */
  readonly sources: readonly string[];
  readonly document: InputDocument;
}

export interface LoadOptions {
  /** Overrides, in their order. */
  readonly set?: readonly Override[];
  readonly files: Files;
  readonly registry: Registry;
}

/** Reads, inherits, overrides, checks and completes a scenario. Throws InputError with all the problems. */
export function loadScenario(path: string, { set = [], files, registry }: LoadOptions): LoadedScenario {
  const document = override(readDocument(path, files), set);
  const past = pastFile(document, set, files);
  if (past === null)
    return checkScenario(override(document, pastOf(document) ? overridesOfPast(set) : []), {
      files,
      registry,
    });
  const loaded = checkScenario(withPast(document, past), { files, registry });
  const problems = unlikePast(document, loaded.scenario, checkScenario(past, { files, registry }).scenario);
  if (problems.length > 0) throw new InputError(problems);
  return loaded;
}

/** Checks and completes a document that was read before: for sweeps, which override one document many times. */
export function checkScenario(
  given: InputDocument,
  { files, registry }: { readonly files: Files | null; readonly registry: Registry },
): LoadedScenario {
  const ofFile = files && pastFile(given, [], files);
  const document = ofFile ? withPast(given, ofFile) : given;
  const stated = plainOf(document.root) as { readonly [key: string]: unknown };
  const effective: InputDocument = { ...document, root: layCatalogueUnder(document.root, stated, registry) };
  const plain = plainOf(effective.root);
  const result = schemaOf(registry).safeParse(plain);
  const ofForm = result.success ? [] : problemsOf(result.error, effective);
  const reported = new Set(ofForm.map(({ path }) => path));
  const between = crossChecks(effective, { scenario: plain, stated }, { registry, files }).filter(
    ({ path }) => path === '' || !reported.has(path),
  );
  const known = new Set(document.problems.map(({ path }) => path).filter((path) => path !== ''));
  const problems = [...document.problems, ...[...ofForm, ...between].filter(({ path }) => !known.has(path))];
  if (problems.length > 0 || !result.success) throw new InputError(problems);

  const before = pastOf(document);
  const past = before && checkScenario(before, { files, registry }).scenario;
  const stem = {
    name: fileStem(document.file),
    // A counterfactual keeps the resistances of what it extends.
    seed: fileStem(document.sources.at(-1) ?? document.file),
  };
  const scenario = complete(result.data, plain, registry, stem, past);
  if (scenario.branch) {
    const faults = branchFaults(document, scenario.branch.at, scenario, past!);
    if (faults.length > 0) throw new InputError(faults);
  }
  const { name, why, source, ...rest } = stated;
  const texts = Object.entries({ why, source }).filter(([, text]) => text !== undefined);
  return {
    scenario,
    resolved: {
      name: name ?? scenario.name,
      ...Object.fromEntries(texts),
      ...(rest['seed'] === undefined ? { seed: scenario.seed } : {}),
      ...rest,
    },
    provenance: provenanceOf(document),
    sources: document.sources,
    document,
  };
}

const schemas = new WeakMap<Registry, ScenarioSchema>();

/** The schema of a registry, made once. */
function schemaOf(registry: Registry): ScenarioSchema {
  const schema = schemas.get(registry) ?? scenarioSchema(registry);
  schemas.set(registry, schema);
  return schema;
}

/** Keys of a catalogue entry that are laid under key by key; the others are replaced as a whole. */
const mergedKeys = ['functions', 'benchmark'];

/**
 * The tree with the catalogue's entry under each policy and network of its name. A key that the scenario
 * states replaces the catalogue's (functions and benchmark key by key), null removes it.
 */
function layCatalogueUnder(
  root: Located,
  stated: { readonly [key: string]: unknown },
  registry: Registry,
): Located {
  const time = stated['time'];
  const start = readTime(
    time !== null && typeof time === 'object' ? (time as { start?: unknown }).start : null,
  );
  const policies = stated['policies'];
  const setting: CatalogueSetting = {
    policies: policies !== null && typeof policies === 'object' ? Object.keys(policies) : [],
    start: start ?? 0,
  };
  const entries = new Map(root.value as ReadonlyMap<string, Located>);
  for (const key of ['policies', 'networks'] as const) {
    const section = entries.get(key);
    if (!(section?.value instanceof Map)) continue;
    const subjects = new Map(section.value as ReadonlyMap<string, Located>);
    for (const [id, subject] of subjects) {
      if (!Object.hasOwn(registry[key], id) || !(subject.value instanceof Map)) continue;
      subjects.set(id, layUnder(registry[key][id], subject, setting));
    }
    entries.set(key, { ...section, value: subjects });
  }
  return { ...root, value: entries };
}

function layUnder(entry: CatalogueEntry, subject: Located, setting: CatalogueSetting): Located {
  const definition = typeof entry === 'function' ? entry(setting) : entry;
  const place = subject.key ?? subject.at;
  const stated = subject.value as ReadonlyMap<string, Located>;
  const merged = new Map<string, Located>();
  for (const [key, value] of Object.entries(definition)) {
    // The catalogue says null where it knows of nothing: that is what leaving out means in a scenario.
    if (value !== null && value !== undefined) merged.set(key, treeOf(value, place));
  }
  for (const [key, value] of stated) {
    const under = merged.get(key);
    if (value.value === null && Object.hasOwn(definition, key)) merged.delete(key);
    else merged.set(key, under && mergedKeys.includes(key) ? mergeTrees(under, value) : value);
  }
  return { ...subject, value: merged };
}

/**
 * The resolved scenario as YAML that runs as it is. `mapPath` says what each file is called as seen from the
 * new place: it is given the file as resolved by provenance, and where the scenario names it.
 */
export function resolvedYaml(loaded: LoadedScenario, mapPath: (file: string, path: Path) => string): string {
  const document = new Document(loaded.resolved, { aliasDuplicateObjects: false });
  for (const path of filePaths(loaded.resolved))
    document.setIn(path, mapPath(loaded.provenance.resolvePath(path), path));
  // Short lists and mappings of plain values stand on one line, as people write them.
  visit(document, {
    Collection: (_, node) => {
      if (node.items.length > 0 && JSON.stringify(node).length <= 90) node.flow = true;
    },
  });
  if (isMap(document.contents)) document.contents.flow = false;
  // Other readers of YAML take NO for false: what YAML 1.1 would misread is quoted.
  document.setSchema('1.2', { schema: 'core', compat: 'yaml-1.1' });
  return document.toString({ lineWidth: 0 });
}
