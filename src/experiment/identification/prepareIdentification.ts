/** A file of the identification laboratory made ready to run: its world, once for each cell of the grid. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { observedNames } from '../../analysis/observedRisk.js';
import { identityOf } from '../../io/manifest.js';
import { type Override, problemAt, provenanceOf } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { InputError, onePerPlace, type Path, type Problem } from '../../scenario/problem.js';
import { version } from '../../version.js';
import { referredFile } from '../scenarioReference.js';
import { prepareStudy, type Study } from '../study.js';
import type { IdentificationCell } from './estimateTables.js';
import { readIdentification, type Stated } from './identificationFile.js';

export interface PreparedCell extends IdentificationCell {
  readonly study: Study;
}

export interface Identification
  extends Pick<Stated, 'influence' | 'selection' | 'confounders' | 'estimators'> {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  /** The file, as it is. */
  readonly text: string;
  /** The world before anything is turned on or off. */
  readonly base: Study;
  /** By confounder, then influence, then selection. */
  readonly cells: readonly PreparedCell[];
  readonly seed: string;
  readonly replicates: number;
  readonly notes: readonly string[];
  readonly identity: string;
}

export interface IdentificationSettings {
  readonly set: readonly Override[];
  readonly seed?: string;
  readonly replicates?: number;
  /** The scenario, with all that was set in it: for repeating from a folder. Default: the one that the file names. */
  readonly scenarioFile?: string;
}

/** @throws InputError with all that is wrong. */
export async function prepareIdentification(
  file: string,
  settings: IdentificationSettings,
  id = fileStem(file),
): Promise<Identification> {
  const { document, stated, checksum } = readIdentification(file, settings.scenarioFile === undefined);
  const { influence, selection, confounders, estimators } = stated;
  const { place } = provenanceOf(document);
  const overridesAt = (set: { readonly [path: string]: unknown }, at: Path): Override[] =>
    Object.entries(set).map(([path, value]) => ({ path, value, place: place([...at, path]) }));

  const scenarioFile = settings.scenarioFile ?? referredFile(document, ['scenario'], stated.scenario);
  const seed = settings.seed ?? stated.seed;
  const common: Override[] = [
    ...(settings.scenarioFile === undefined ? overridesAt(stated.set, ['set']) : []),
    ...settings.set,
    { path: 'replicates', value: settings.replicates ?? stated.replicates },
    ...(seed === undefined ? [] : [{ path: 'seed', value: seed }]),
  ];
  const base = await prepareStudy(scenarioFile, common, fileStem(stated.scenario.file));
  const { scenario } = base.loaded;

  const cells: PreparedCell[] = [];
  const problems: Problem[] = [];
  for (const [k, confounder] of confounders.entries()) {
    for (const truth of influence.values) {
      for (const strength of selection.values) {
        const { policy, transition, mechanism } = influence;
        const set: Override[] = [
          ...common,
          // What the file's own name would give; cells keep their resistances.
          { path: 'seed', value: scenario.seed },
          ...overridesAt(confounder.set, ['confounders', k, 'set']),
          ...selection.paths.map((path, at) => ({
            path,
            value: strength,
            place: place(['selection', 'paths', at]),
          })),
          {
            path: `mechanisms.${policy}.${transition}.${mechanism}`,
            value: truth,
            place: place(['influence', 'mechanism']),
          },
        ];
        try {
          const study = await prepareStudy(scenarioFile, set, base.id);
          cells.push({ confounder: confounder.id, selection: strength, influence: truth, study });
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          problems.push(...error.problems);
        }
      }
    }
  }
  if (problems.length > 0) throw new InputError(onePerPlace(problems));
  const unknown = unknownNames(cells[0].study, stated, (path, name, known) => {
    const suggestion = nearestName(name, known);
    return problemAt(document, path, {
      message: `${name} is no term of ${influence.policy} (${influence.transition}) in this world, and no attribute of its cities; there are ${listNames(known)}`,
      expected: 'the name of a term or an attribute',
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  });
  if (unknown.length > 0) throw new InputError(unknown);

  return {
    influence,
    selection,
    confounders,
    estimators,
    id,
    name: stated.name ?? id,
    why: stated.why ?? '',
    text: readFileSync(file, 'utf8'),
    base,
    cells,
    seed: scenario.seed,
    replicates: scenario.replicates,
    notes: [
      ...new Set(cells.flatMap(({ study }) => study.notes)),
      ...(scenario.time.stepsPerYear === 1
        ? []
        : [
            `a year has ${scenario.time.stepsPerYear} steps: rows hold the exposure of their beginning, so that even the right model is no longer exactly true`,
          ]),
    ],
    identity: identityOf({
      toolVersion: version,
      scenarios: [
        { id: base.id, scenario: parse(base.yaml) },
        { influence, selection, confounders, estimators },
      ],
      seeds: [scenario.seed],
      inputs: [
        { file: 'identification.yaml', sha256: checksum },
        ...base.files.map(({ name, sha256 }) => ({ file: name, sha256 })),
      ],
    }),
  };
}

/** Covariates that the world does not have. */
function unknownNames(
  { world }: Study,
  { influence, estimators }: Stated,
  problem: (path: Path, name: string, known: readonly string[]) => Problem,
): Problem[] {
  const known = observedNames(world, influence.policy, influence.transition);
  return estimators.flatMap(({ covariates }, k) =>
    covariates.flatMap((name, at) =>
      known.includes(name) ? [] : [problem(['estimators', k, 'covariates', at], name, known)],
    ),
  );
}
