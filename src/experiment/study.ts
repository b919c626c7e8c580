/** A scenario made ready to run: read, built, and identified. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { sha256Of } from '../io/checksum.js';
import { identityOf } from '../io/manifest.js';
import { nodeFiles } from '../io/nodeFiles.js';
import { readInputs } from '../io/readInputs.js';
import type { World } from '../model/world.js';
import { farFromCountry } from '../population/farFromCountry.js';
import { loadGazetteer } from '../population/gazetteer.js';
import { registry } from '../registry.js';
import { BuildError } from '../scenario/build/buildError.js';
import { buildWorld } from '../scenario/build/buildWorld.js';
import type { Inputs } from '../scenario/build/inputs.js';
import { type Override, problemAt } from '../scenario/document.js';
import { filePaths } from '../scenario/filePaths.js';
import { fileStem } from '../scenario/files.js';
import { type LoadedScenario, loadScenario, resolvedYaml } from '../scenario/load.js';
import { InputError } from '../scenario/problem.js';
import { version } from '../version.js';
import { checkedGroups } from './checkedGroups.js';
import { type ObservedCurve, observedCurves } from './observedCurves.js';
import { observedFaults } from './observedRange.js';

/** A file of the user's that the scenario reads. */
export interface StudyInput {
  /** Where it is. */
  readonly path: string;
  /** Its name in the folder `inputs/`, unlike all others. */
  readonly name: string;
  readonly sha256: string;
}

export interface Study {
  /** The file's stem: names the folder and the column `scenario`. */
  readonly id: string;
  readonly loaded: LoadedScenario;
  readonly inputs: Inputs;
  /** Of replicate 0. */
  readonly world: World;
  /** What was left out without being a mistake. */
  readonly notes: readonly string[];
  readonly files: readonly StudyInput[];
  /** Published data that a run is held against; they enter no simulation. */
  readonly observed: readonly ObservedCurve[];
  /** The resolved scenario as YAML that runs from the run folder. */
  readonly yaml: string;
  readonly identity: string;
}

/**
 * Reads and builds a scenario. Writes nothing.
 * @throws InputError with all that is wrong.
 */
export async function prepareStudy(
  file: string,
  set: readonly Override[] = [],
  id = fileStem(file),
): Promise<Study> {
  return studyOf(loadScenario(file, { set, files: nodeFiles, registry }), id);
}

/** A scenario that was read before, made ready to run. Throws InputError. */
export async function studyOf(loaded: LoadedScenario, id: string): Promise<Study> {
  const read = await readInputs(loaded);
  const inputs = { ...read, notes: [...(read.notes ?? []), ...(await placeNotes(read))] };
  const { world, notes, observed } = build(loaded, inputs);
  const files = namedInputs([loaded]);
  const nameOf = new Map(files.map(({ path, name }) => [path, name]));
  const yaml = resolvedYaml(loaded, (path) => `inputs/${nameOf.get(path)}`);
  const identity = identityOf({
    toolVersion: version,
    scenarios: [{ id, scenario: parse(yaml) }],
    seeds: [loaded.scenario.seed],
    inputs: files.map(({ name, sha256 }) => ({ file: name, sha256 })),
  });
  return { id, loaded, inputs, world, notes, files, observed, yaml, identity };
}

/** Whether cities of a file lie in their countries; only then the gazetteer is read. */
async function placeNotes({ scenario, cities }: Inputs): Promise<string[]> {
  const { latitude = null, longitude = null, countries = [] } = cities ?? {};
  const isGiven = scenario.cities.file !== null && latitude !== null && longitude !== null;
  if (!cities || !isGiven || !countries.some((code) => /^[A-Z]{2}$/.test(code))) return [];
  const note = farFromCountry({ ...cities, latitude, longitude }, await loadGazetteer());
  return note === null ? [] : [note];
}

function build(loaded: LoadedScenario, inputs: Inputs) {
  try {
    const built = buildWorld(inputs);
    checkedGroups(loaded.scenario, built.world);
    const faults = observedFaults(loaded.scenario, built.world.cities.count);
    if (faults.length > 0) throw new BuildError(faults);
    return { ...built, observed: observedCurves(loaded, built.world) };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new InputError(error.faults.map(({ path, ...fault }) => problemAt(loaded.document, path, fault)));
  }
}

/** Files that scenarios read, each once, with names of their own. */
export function namedInputs(scenarios: readonly LoadedScenario[]): StudyInput[] {
  const named = scenarios.flatMap(({ resolved, provenance }) =>
    filePaths(resolved).map((path) => provenance.resolvePath(path)),
  );
  const paths = [...new Set(named)];
  const taken = new Set<string>();
  return paths.map((path) => {
    let name = basename(path);
    for (let k = 2; taken.has(name); k++) name = `${k}-${basename(path)}`;
    taken.add(name);
    return { path, name, sha256: sha256Of(readFileSync(path)) };
  });
}
