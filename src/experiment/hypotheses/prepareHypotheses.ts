/** Hypotheses made ready to be tested: their scenarios on common resistances, each with the outcomes that it is asked for. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { measureByName } from '../../analysis/measures/index.js';
import { reachedColumn } from '../../analysis/outcome.js';
import { identityOf } from '../../io/manifest.js';
import { type Override, problemAt } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { listNames } from '../../scenario/nearestName.js';
import { columnOf } from '../../scenario/outcomeText.js';
import { InputError, onePerPlace, type Problem } from '../../scenario/problem.js';
import { fewestSignFlips } from '../../statistics/paired/signFlip.js';
import { version } from '../../version.js';
import { type CommonStudies, yearsProblem } from '../commonStudies.js';
import type { ScenarioReference } from '../scenarioReference.js';
import { askedScenarios, prepareAsked, statedOverrides, writtenOf, wrongOutcomes } from './askedScenarios.js';
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

const outcomeText = ({ loaded }: CommonStudies['studies'][number], column: string): string | undefined =>
  loaded.scenario.observe.outcomes.find((outcome) => outcome.column === column)?.text;

/** @throws InputError with all that is wrong. */
export async function prepareHypotheses(
  file: string,
  settings: HypothesesSettings,
  id = fileStem(file),
): Promise<Hypotheses> {
  const { document, stated, checksum, problems: wrong } = readHypotheses(file, settings.fileOf === undefined);
  if (stated === null) throw new InputError(onePerPlace([...wrong, ...(await wrongOutcomes(document))]));
  const asked = askedScenarios(document, settings.fileOf);
  const indexOf = (reference: ScenarioReference): number =>
    asked.findIndex(({ written }) => written === writtenOf(reference));
  const problems: Problem[] = [];
  const hypotheses = stated.hypotheses.map(({ compare, limit, ...hypothesis }, k): PreparedHypothesis => {
    const [a, b] = compare.map(indexOf);
    if (a === b)
      problems.push(
        problemAt(document, ['hypotheses', k, 'compare'], {
          message: 'a scenario does not differ from itself',
          expected: 'two scenarios',
        }),
      );
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

  const seed = settings.seed ?? stated.seed;
  const common = await prepareAsked(document, asked, {
    // Scenarios of a folder hold all that was set when they were resolved.
    set: [...(settings.fileOf ? [] : statedOverrides(document)), ...settings.set],
    replicates: settings.replicates ?? stated.replicates,
    ...(seed === undefined ? {} : { seed }),
  });
  const years = hypotheses.flatMap(({ a, b }, k) => {
    const problem = yearsProblem(common.studies[a], common.studies[b]);
    return problem ? [problemAt(document, ['hypotheses', k, 'compare'], problem)] : [];
  });
  if (years.length > 0) throw new InputError(years);
  const other = hypotheses.flatMap(({ a, b, column }, k) => {
    const [first, second] = [a, b].map((at) => outcomeText(common.studies[at], column));
    if (first === second) return [];
    return [
      problemAt(document, ['hypotheses', k, 'outcome'], {
        message: `${column} is ${first} in ${common.studies[a].id}, ${second} in ${common.studies[b].id}`,
        expected: 'a name for the same outcome in both',
      }),
    ];
  });
  if (other.length > 0) throw new InputError(other);

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
    references: Object.fromEntries(asked.map(({ written }, k) => [written, common.studies[k].id])),
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
