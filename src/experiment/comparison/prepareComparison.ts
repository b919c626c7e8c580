/** Scenarios made ready to be held against each other. */
import { Document, parse } from 'yaml';
import { identityOf } from '../../io/manifest.js';
import type { Override } from '../../scenario/document.js';
import { find, problemAt, provenanceOf } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { InputError } from '../../scenario/problem.js';
import { version } from '../../version.js';
import { type CommonStudies, prepareCommonStudies, yearsProblem } from '../commonStudies.js';
import { referredFile } from '../scenarioReference.js';
import { readComparison } from './comparisonFile.js';

export interface Comparison extends CommonStudies {
  /** Names the folder. */
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly seed: string;
  readonly replicates: number;
  /** What every scenario is changed by: the file's, then the settings'. */
  readonly set: readonly Override[];
  /** Smallest effect of interest by column of runs.csv. */
  readonly smallestEffects: { readonly [column: string]: number };
  /** The comparison as YAML that runs from its folder. */
  readonly comparisonYaml: string;
  readonly identity: string;
}

export interface ComparisonSettings {
  readonly set: readonly Override[];
  readonly seed?: string;
  readonly replicates?: number;
  /** Of every outcome, or by column; laid over what a file says. */
  readonly smallestEffect?: number | { readonly [column: string]: number };
}

/** A comparison that a file states. Throws InputError with all that is wrong. */
export async function prepareComparisonFile(
  file: string,
  settings: ComparisonSettings,
  id = fileStem(file),
): Promise<Comparison> {
  const { document, stated } = readComparison(file);
  const { place } = provenanceOf(document);
  const items = stated.scenarios.map((reference, k) => ({
    name: reference.name,
    file: referredFile(document, ['scenarios', k], reference),
  }));
  const set: Override[] = [
    ...Object.entries(stated.set ?? {}).map(([path, value]) => ({
      path,
      value,
      place: place(['set', path]),
    })),
    ...settings.set,
  ];
  const tree = find(document.root, ['outcomes']).node;
  const replicates = settings.replicates ?? stated.replicates;
  const seed = settings.seed ?? stated.seed;
  const common = await prepareCommonStudies(items, {
    set,
    ...(seed === undefined ? {} : { seed }),
    ...(replicates === undefined ? {} : { replicates }),
    ...(tree === undefined ? {} : { outcomes: { value: stated.outcomes, place: place(['outcomes']), tree } }),
  });
  const smallestEffects = effectsOf(common, settings.smallestEffect ?? stated.smallestEffect, (column) =>
    problemAt(document, ['smallestEffect', column], unknownOutcome(common, column), 'key'),
  );
  return prepared(common, {
    id,
    name: stated.name ?? id,
    why: stated.why ?? '',
    set,
    smallestEffects,
  });
}

/** The scenarios of some files, the first as the baseline. */
export async function prepareComparison(
  files: readonly string[],
  settings: ComparisonSettings,
): Promise<Comparison> {
  const { smallestEffect, ...common } = settings;
  const studies = await prepareCommonStudies(
    files.map((file) => ({ name: null, file })),
    common,
  );
  const [first, ...others] = studies.studies;
  const ids = others.map((study) => study.id);
  const named = ids.length <= 3 ? ids.join('-vs-') : `${ids[0]}-and-${ids.length - 1}-more`;
  return prepared(studies, {
    id: `${first.id}-vs-${named}`,
    name: comparisonName(studies.studies),
    why: '',
    set: settings.set,
    smallestEffects: effectsOf(studies, smallestEffect, (column) => ({
      file: `--smallest-effect ${column}`,
      line: 0,
      column: 0,
      path: '',
      ...unknownOutcome(studies, column),
    })),
  });
}

/** Of a comparison that no file names. */
export function comparisonName([first, ...others]: CommonStudies['studies']): string {
  return `${first.loaded.scenario.name} and ${others.map(({ loaded }) => loaded.scenario.name).join(', ')}`;
}

/** Columns of the outcomes compared: those of the baseline, which all others have too. */
export const outcomeColumns = ({ studies }: CommonStudies): string[] =>
  studies[0].loaded.scenario.observe.outcomes.map(({ column }) => column);

function unknownOutcome(common: CommonStudies, column: string) {
  const columns = outcomeColumns(common);
  const suggestion = nearestName(column, columns);
  return {
    message: `no outcome '${column}' is compared; there are ${listNames(columns)}`,
    expected: `one of ${listNames(columns)}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function effectsOf(
  common: CommonStudies,
  given: number | { readonly [column: string]: number } | undefined,
  problem: (column: string) => ConstructorParameters<typeof InputError>[0][number],
): { readonly [column: string]: number } {
  const columns = outcomeColumns(common);
  if (given === undefined) return {};
  if (typeof given === 'number') return Object.fromEntries(columns.map((column) => [column, given]));
  const unknown = Object.keys(given).filter((column) => !columns.includes(column));
  if (unknown.length > 0) throw new InputError(unknown.map(problem));
  return given;
}

function prepared(
  common: CommonStudies,
  own: Pick<Comparison, 'id' | 'name' | 'why' | 'set' | 'smallestEffects'>,
): Comparison {
  const { name, why, smallestEffects } = own;
  const [baseline] = common.studies;
  const { loaded } = baseline;
  const years = common.studies.flatMap((study) => {
    const problem = yearsProblem(baseline, study);
    return problem ? [problemAt(study.loaded.document, ['time'], problem)] : [];
  });
  if (years.length > 0) throw new InputError(years);
  const { seed, replicates, observe } = loaded.scenario;
  if (observe.outcomes.length === 0)
    throw new InputError([
      problemAt(loaded.document, ['observe'], {
        message: 'there is no outcome to compare',
        expected: 'outcomes under observe, or in the comparison',
      }),
    ]);
  if (replicates < 2)
    throw new InputError([
      problemAt(loaded.document, ['replicates'], {
        message: 'one replicate has no spread to judge a difference by',
        expected: 'at least 2 replicates',
      }),
    ]);
  const stated = {
    name,
    ...(why === '' ? {} : { why }),
    scenarios: common.studies.map((study) => ({ [study.id]: `scenarios/${study.id}.yaml` })),
    ...(Object.keys(smallestEffects).length === 0 ? {} : { smallestEffect: smallestEffects }),
  };
  return {
    ...common,
    ...own,
    seed,
    replicates,
    comparisonYaml: new Document(stated).toString({ lineWidth: 0 }),
    identity: identityOf({
      toolVersion: version,
      scenarios: [
        ...common.studies.map((study, k) => ({ id: study.id, scenario: parse(common.yaml[k]) })),
        { comparison: stated },
      ],
      seeds: [seed],
      inputs: common.files.map(({ name: file, sha256 }) => ({ file, sha256 })),
    }),
  };
}
