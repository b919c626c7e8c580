/** Several scenarios made ready to run on common resistances: one seed, as many replicates, the same outcomes. */
import type { Override } from '../scenario/document.js';
import { fileStem } from '../scenario/files.js';
import { resolvedYaml } from '../scenario/load.js';
import { InputError, onePerPlace, type Problem } from '../scenario/problem.js';
import type { Located, Place } from '../scenario/yamlTree.js';
import { namedInputs, prepareStudy, type Study, type StudyInput } from './study.js';

export interface CommonStudies {
  /** The first is the baseline. Ids are unlike. */
  readonly studies: readonly Study[];
  /** Inputs of all, each once. */
  readonly files: readonly StudyInput[];
  /** Each resolved scenario as YAML that runs from `scenarios/` of the folder. */
  readonly yaml: readonly string[];
  /** What was left out or replaced without being a mistake. */
  readonly notes: readonly string[];
}

export interface CommonSettings {
  /** Overrides of every scenario. */
  readonly set: readonly Override[];
  readonly seed?: string;
  readonly replicates?: number;
  /** As scenario files state them; default: the baseline's. */
  readonly outcomes?: { readonly value: unknown; readonly place: Place; readonly tree?: Located };
}

/** A scenario by its file, and what it is called (null: by the file). */
export interface CommonItem {
  readonly name: string | null;
  readonly file: string;
  /** Of this one alone; default: those of the settings. */
  readonly outcomes?: CommonSettings['outcomes'];
}

/** Ids from file stems; of equal ones the later have a number: laboratory-2. */
function unlikeIds(items: readonly CommonItem[]): string[] {
  const taken = new Set<string>();
  return items.map(({ name, file }) => {
    const stem = name ?? fileStem(file);
    let id = stem;
    for (let k = 2; taken.has(id); k++) id = `${stem}-${k}`;
    taken.add(id);
    return id;
  });
}

/** Two scenarios are held against each other over the same years only. Null: they are. */
export function yearsProblem(a: Study, b: Study): Pick<Problem, 'message' | 'expected'> | null {
  const [first, second] = [a, b].map(({ loaded }) => loaded.scenario.time);
  if (first.start === second.start && first.end === second.end) return null;
  return {
    message: `${b.id} runs from ${second.start} to ${second.end}, ${a.id} from ${first.start} to ${first.end}`,
    expected: 'the same years in both',
  };
}

/**
 * Reads and builds the scenarios. Seed, replicates and outcomes are those that the settings say, else the first one's.
 * @throws InputError with all that is wrong in any of them.
 */
export async function prepareCommonStudies(
  items: readonly CommonItem[],
  settings: CommonSettings,
): Promise<CommonStudies> {
  const { set } = settings;
  const ids = unlikeIds(items);
  const outcomesOf = (outcomes: CommonSettings['outcomes']): Override[] =>
    outcomes === undefined ? [] : [{ path: 'observe.outcomes', ...outcomes }];
  const [first] = items;
  const problems: Problem[] = [];
  const given: Override[] = [
    ...set,
    ...(settings.seed === undefined ? [] : [{ path: 'seed', value: settings.seed }]),
    ...(settings.replicates === undefined ? [] : [{ path: 'replicates', value: settings.replicates }]),
  ];
  const baseline = await prepared(first, ids[0], [
    ...given,
    ...outcomesOf(first.outcomes ?? settings.outcomes),
  ]);
  if (baseline === null) {
    // The others have mistakes of their own, to be told with these.
    for (let k = 1; k < items.length; k++)
      await prepared(items[k], ids[k], [...given, ...outcomesOf(items[k].outcomes ?? settings.outcomes)]);
    throw new InputError(onePerPlace(problems));
  }
  const { scenario, resolved, provenance } = baseline.loaded;
  const observe = resolved['observe'] as { readonly outcomes?: unknown } | undefined;
  const common: Override[] = [
    ...set,
    { path: 'seed', value: scenario.seed },
    { path: 'replicates', value: scenario.replicates },
  ];
  const outcomes = settings.outcomes ?? {
    value: observe?.outcomes ?? [],
    place: provenance.place(['observe', 'outcomes']),
  };
  const studies: Study[] = [baseline];
  const notes = [...baseline.notes];
  for (let k = 1; k < items.length; k++) {
    const study = await prepared(items[k], ids[k], [...common, ...outcomesOf(items[k].outcomes ?? outcomes)]);
    if (study === null) continue;
    studies.push(study);
    // What holds of the data of both is said once.
    const own = study.notes.filter((note) => !baseline.notes.includes(note));
    notes.push(...own.map((note) => `${ids[k]}: ${note}`));
  }
  if (problems.length > 0) throw new InputError(onePerPlace(problems));

  /** Null: its problems are among the others'. */
  async function prepared(
    { file }: CommonItem,
    id: string,
    overrides: readonly Override[],
  ): Promise<Study | null> {
    try {
      return await prepareStudy(file, overrides, id);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(
        ...error.problems.map((problem) =>
          id === ids[0] ? problem : { ...problem, message: `${problem.message} (in ${id})` },
        ),
      );
      return null;
    }
  }

  const files = namedInputs(studies.map(({ loaded }) => loaded));
  const nameOf = new Map(files.map(({ path, name }) => [path, name]));
  return {
    studies,
    files,
    yaml: studies.map(({ loaded }) => resolvedYaml(loaded, (path) => `../inputs/${nameOf.get(path)}`)),
    notes: [...new Set(notes)],
  };
}
