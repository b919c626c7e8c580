/** Hypotheses made ready to be tested: their scenarios on common resistances, each with the outcomes that it is asked for. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { measureByName } from '../../analysis/measures/index.js';
import { reachedColumn } from '../../analysis/outcome.js';
import { identityOf } from '../../io/manifest.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import {
  find,
  type InputDocument,
  type Override,
  problemAt,
  provenanceOf,
  readDocument,
} from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { listNames } from '../../scenario/nearestName.js';
import { columnOf } from '../../scenario/outcomeText.js';
import { InputError, onePerPlace, type Problem } from '../../scenario/problem.js';
import { type Located, plainOf } from '../../scenario/yamlTree.js';
import { fewestSignFlips } from '../../statistics/paired/signFlip.js';
import { version } from '../../version.js';
import { type CommonStudies, prepareCommonStudies, yearsProblem } from '../commonStudies.js';
import {
  entriesOf,
  lostReferences,
  referredFile,
  type ScenarioReference,
  scenarioReference,
} from '../scenarioReference.js';
import { type DrawnCoefficient, drawCoefficients, drawnCoefficients } from './coefficientRange.js';
import { type Hypothesis, readHypotheses } from './hypothesesFile.js';

/** A limit that is stated is its minimumEffect, below 0 where it lies on the other side of 0. */
export interface PreparedHypothesis extends Omit<Hypothesis, 'compare' | 'limit'> {
  /** Indices into the studies. */
  readonly a: number;
  readonly b: number;
  /** Column of the outcome. */
  readonly column: string;
}

export interface Hypotheses extends CommonStudies {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly confirmatory: boolean;
  /** SHA-256 of the file, and its text. */
  readonly checksum: string;
  readonly text: string;
  /** SHA-256 of other versions of it whose results lay in the folder before, oldest first: it was altered after them. */
  readonly supersedes: readonly string[];
  readonly seed: string;
  readonly replicates: number;
  readonly range: { readonly draws: number; readonly replicates: number };
  readonly hypotheses: readonly PreparedHypothesis[];
  /** All outcomes, in order of appearance, then whether those that are times were reached: columns of runs.csv. */
  readonly columns: readonly string[];
  readonly coefficients: readonly DrawnCoefficient[];
  /** Values of each set of coefficients. */
  readonly points: readonly (readonly number[])[];
  /** Scenario of each reference as it is written, by id: for repeating it from the folder. */
  readonly references: { readonly [written: string]: string };
  readonly identity: string;
}

export interface HypothesesSettings {
  readonly set: readonly Override[];
  readonly seed?: string;
  readonly replicates?: number;
  readonly draws?: number;
  readonly rangeReplicates?: number;
  /** SHA-256 of the versions of the file that were tested before; its own does not count. */
  readonly testedBefore?: readonly string[];
  /** Where the scenario of a reference lies; default: beside the file, or shipped. */
  readonly fileOf?: (written: string) => string;
}

const writtenOf = ({ name, file }: ScenarioReference): string => (name === null ? file : `${name}: ${file}`);

/** @throws InputError with all that is wrong. */
export async function prepareHypotheses(
  file: string,
  settings: HypothesesSettings,
  id = fileStem(file),
): Promise<Hypotheses> {
  const { document, stated, checksum } = await readWithOutcomes(file, settings);
  const { place } = provenanceOf(document);

  // Each scenario once, with the outcomes that hypotheses ask of it.
  const items: { name: string | null; file: string; outcomes: string[]; from: Located[]; written: string }[] =
    [];
  const problems: Problem[] = [];
  const indexOf = (reference: ScenarioReference, k: number, side: number): number => {
    const written = writtenOf(reference);
    const known = items.findIndex((item) => item.written === written);
    if (known >= 0) return known;
    const found =
      settings.fileOf?.(written) ?? referredFile(document, ['hypotheses', k, 'compare', side], reference);
    return items.push({ name: reference.name, file: found, outcomes: [], from: [], written }) - 1;
  };
  const hypotheses = stated.hypotheses.map(({ compare, limit, ...hypothesis }, k): PreparedHypothesis => {
    const [a, b] = [indexOf(compare[0], k, 0), indexOf(compare[1], k, 1)];
    if (a === b)
      problems.push(
        problemAt(document, ['hypotheses', k, 'compare'], {
          message: 'a scenario does not differ from itself',
          expected: 'two scenarios',
        }),
      );
    for (const item of [items[a], items[b]]) {
      if (item.outcomes.includes(hypothesis.outcome)) continue;
      item.outcomes.push(hypothesis.outcome);
      item.from.push(find(document.root, ['hypotheses', k, 'outcome']).node!);
    }
    const { direction, minimumEffect, outcome } = hypothesis;
    return {
      ...hypothesis,
      minimumEffect: limit === undefined ? minimumEffect : direction === 'less' ? -limit : limit,
      a,
      b,
      column: columnOf(outcome.trim()),
    };
  });
  if (problems.length > 0) throw new InputError(problems);

  // Scenarios of a folder hold all that was set when they were resolved.
  const set: Override[] = Object.entries(settings.fileOf ? {} : (stated.set ?? {})).map(([path, value]) => ({
    path,
    value,
    place: place(['set', path]),
  }));
  const seed = settings.seed ?? stated.seed;
  const at = place(['hypotheses']);
  const common = await prepareCommonStudies(
    items.map(({ name, file: own, outcomes, from }) => ({
      name,
      file: own,
      outcomes: { value: outcomes, place: at, tree: { key: at, at, value: from } },
    })),
    {
      set: [...set, ...settings.set],
      replicates: settings.replicates ?? stated.replicates,
      ...(seed === undefined ? {} : { seed }),
    },
  ).catch((error: unknown) => {
    throw error instanceof InputError
      ? new InputError(onePerPlace(inHypotheses(document, error.problems)))
      : error;
  });
  const years = hypotheses.flatMap(({ a, b }, k) => {
    const problem = yearsProblem(common.studies[a], common.studies[b]);
    return problem ? [problemAt(document, ['hypotheses', k, 'compare'], problem)] : [];
  });
  if (years.length > 0) throw new InputError(years);

  const scenarios = common.studies.map(({ loaded }) => loaded.scenario);
  const range = {
    draws: settings.draws ?? stated.range.draws,
    replicates: settings.rangeReplicates ?? stated.range.replicates,
  };
  const coefficients = drawnCoefficients(
    scenarios,
    hypotheses.map(({ a, b }) => [a, b]),
  );
  const [{ seed: commonSeed, replicates }] = scenarios;
  const supersedes = [...new Set(settings.testedBefore ?? [])].filter((version) => version !== checksum);
  const tooFew = (of: string, count: number): string[] => {
    const least = hypotheses.map(({ test, alpha, direction, minimumEffect }) =>
      // "Different at all" is never refuted, and its support is doubled.
      test === 't'
        ? 2
        : fewestSignFlips(hypotheses.length, alpha, direction === 'different' && minimumEffect === 0 ? 2 : 1),
    );
    const short = hypotheses.filter((_, k) => count < least[k]);
    if (short.length === 0) return [];
    const what =
      short.length === hypotheses.length
        ? 'nothing'
        : `nothing of ${listNames(short.map(({ id: own }) => own))}`;
    return [
      `${count} replicates ${of} decide ${what}: corrected for ${hypotheses.length} hypotheses, a sign-flip test needs ${Math.max(...least)}`,
    ];
  };
  return {
    ...common,
    notes: [
      ...common.notes,
      ...(supersedes.length === 0
        ? []
        : [
            `the folder held results of another version of these hypotheses (SHA-256 ${supersedes.join(', ')}): this one was altered after results were seen, so its verdicts are exploratory${stated.confirmatory ? ', though the file says confirmatory' : ''}`,
          ]),
      ...tooFew('of a scenario', replicates),
      ...(range.draws === 0 ? [] : tooFew('of a set of coefficients', range.replicates)),
    ],
    id,
    name: stated.name ?? id,
    why: stated.why ?? '',
    confirmatory: stated.confirmatory,
    checksum,
    text: readFileSync(file, 'utf8'),
    supersedes,
    seed: commonSeed,
    replicates,
    range,
    hypotheses,
    columns: [
      ...new Set(hypotheses.map(({ column }) => column)),
      ...new Set(
        scenarios.flatMap(({ observe }) =>
          observe.outcomes.flatMap(({ column, measure }) =>
            measureByName(measure).reached ? [reachedColumn(column)] : [],
          ),
        ),
      ),
    ],
    coefficients,
    points: Array.from({ length: range.draws }, (_, k) => drawCoefficients(commonSeed, k + 1, coefficients)),
    references: Object.fromEntries(items.map(({ written }, k) => [written, common.studies[k].id])),
    identity: identityOf({
      toolVersion: version,
      scenarios: [
        ...common.studies.map((study, k) => ({ id: study.id, scenario: parse(common.yaml[k]) })),
        {
          hypotheses: stated.hypotheses,
          confirmatory: stated.confirmatory,
          range,
          ...(supersedes.length === 0 ? {} : { supersedes }),
        },
      ],
      seeds: [commonSeed],
      inputs: [
        { file: 'hypotheses.yaml', sha256: checksum },
        ...common.files.map(({ name, sha256 }) => ({ file: name, sha256 })),
      ],
    }),
  };
}

/** The file, or all that is wrong with it: where its form is, its outcomes are looked at all the same. Throws InputError. */
async function readWithOutcomes(file: string, { fileOf }: HypothesesSettings) {
  try {
    return readHypotheses(file, fileOf === undefined);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(onePerPlace([...error.problems, ...(await wrongOutcomes(file))]));
  }
}

/** Problems of the outcomes of a file whose form is wrong elsewhere, asked of those of its scenarios that are there. */
async function wrongOutcomes(file: string): Promise<Problem[]> {
  try {
    const document = readDocument(file, nodeFiles);
    const { place } = provenanceOf(document);
    const at = place(['hypotheses']);
    const items = new Map<string, { outcomes: unknown[]; from: Located[] }>();
    for (const entry of entriesOf(document, ['hypotheses'])) {
      const { node } = find(document.root, [...entry, 'outcome']);
      const scenario = entriesOf(document, [...entry, 'compare'])
        .filter((path) => lostReferences(document, [path]).length === 0)
        .flatMap((path) => {
          const reference = scenarioReference.safeParse(plainOf(find(document.root, path).node!));
          return reference.success ? [referredFile(document, path, reference.data)] : [];
        })
        .at(0);
      if (scenario === undefined || typeof node?.value !== 'string') continue;
      const item = items.get(scenario) ?? { outcomes: [], from: [] };
      items.set(scenario, item);
      item.outcomes.push(node.value);
      item.from.push(node);
    }
    const { node: stated } = find(document.root, ['set']);
    const set = Object.entries((stated === undefined ? {} : plainOf(stated)) ?? {});
    if (items.size === 0) return [];
    return await prepareCommonStudies(
      [...items].map(([scenario, { outcomes, from }]) => ({
        name: null,
        file: scenario,
        outcomes: { value: outcomes, place: at, tree: { key: at, at, value: from } },
      })),
      { set: set.map(([path, value]) => ({ path, value, place: place(['set', path]) })) },
    ).then(
      () => [],
      (error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        return inHypotheses(document, error.problems).filter(({ path }) => path.endsWith('outcome'));
      },
    );
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** A problem with an outcome is one of each hypothesis that states it. */
function inHypotheses(document: InputDocument, problems: readonly Problem[]): Problem[] {
  const { place } = provenanceOf(document);
  const outcomes = entriesOf(document, ['hypotheses']).map((entry) => {
    const path = [...entry, 'outcome'];
    return { path, at: place(path), text: find(document.root, path).node?.value };
  });
  return problems.flatMap((problem) => {
    const { message, expected, suggestion } = problem;
    const stated = outcomes.find(
      ({ at }) => at.file === problem.file && at.line === problem.line && at.column === problem.column,
    );
    if (stated === undefined) return [problem];
    return outcomes
      .filter(({ text }) => text === stated.text)
      .map(({ path }) =>
        problemAt(document, path, {
          message,
          expected,
          ...(suggestion === undefined ? {} : { suggestion }),
        }),
      );
  });
}
