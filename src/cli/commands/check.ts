/** fastpolicy check FILE… */
import { resolve } from 'node:path';
import { inputKind } from '../../experiment/inputKind.js';
import { prepareStudy, type Study } from '../../experiment/study.js';
import { loadExperiment } from '../../experiment/sweep/experimentFile/loadExperiment.js';
import { faultyPoints, prepareSweep } from '../../experiment/sweep/prepareSweep.js';
import { cityTable } from '../../io/cityTable.js';
import type { Table } from '../../io/csv.js';
import { isGraph, readTieFile, type TieFile } from '../../io/tieFile.js';
import { type CityLookup, cityLookup } from '../../population/cityLookup.js';
import { tieCount } from '../../report/results/design.js';
import { countText } from '../../scenario/countText.js';
import { isGraphFileName } from '../../scenario/graphFileName.js';
import { InputError, type Problem, problemText } from '../../scenario/problem.js';
import { type ClaimsSummary, claimsLines, claimsSummary } from '../checkClaims.js';
import { checkGraph, checkTable, roleOf, type TableSummary } from '../checkTable.js';
import { errorColors, outColors } from '../colors.js';
import { problemList } from '../errors.js';
import { findAny } from '../findInput.js';
import { printJson } from '../printJson.js';
import { overridesOf, type ScenarioOptions } from '../settings.js';
import { wrapped } from '../text.js';

interface CheckOptions extends ScenarioOptions {
  readonly quiet?: boolean;
  readonly json?: boolean;
}

interface ScenarioSummary {
  readonly kind: 'scenario';
  readonly name: string;
  readonly cities: number;
  readonly ties: number;
  readonly policies: readonly string[];
  readonly networks: readonly string[];
  readonly transitions: number;
  readonly steps: number;
  readonly replicates: number;
  readonly outcomes: readonly string[];
  readonly inputs: readonly string[];
  readonly notes: readonly string[];
}

interface ExperimentSummary {
  readonly kind: 'experiment';
  readonly name: string;
  readonly design: string;
  readonly parameters: readonly string[];
  readonly points: number;
  /** Fewest and most. */
  readonly replicates: readonly [number, number];
  readonly outcomes: readonly string[];
  readonly inputs: readonly string[];
  readonly notes: readonly string[];
}

interface Checked {
  readonly file: string;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly summary: ScenarioSummary | ExperimentSummary | ClaimsSummary | TableSummary | null;
}

const isTable = (file: string): boolean =>
  /\.(csv|tsv|tab|txt|xlsx?|ods)$/i.test(file) || isGraphFileName(file);

function scenarioSummary({ loaded: { scenario }, world, notes, files }: Study): ScenarioSummary {
  const { start, end, stepsPerYear } = world.time;
  return {
    kind: 'scenario',
    name: scenario.name,
    cities: world.cities.count,
    ties: tieCount(world),
    policies: Object.keys(scenario.policies),
    networks: Object.keys(scenario.networks),
    transitions: world.subjects.reduce((sum, { transitions }) => sum + transitions.length, 0),
    steps: Math.ceil((end - start) * stepsPerYear - 1e-9),
    replicates: scenario.replicates,
    outcomes: scenario.observe.outcomes.map(({ column }) => column),
    inputs: files.map(({ path }) => path),
    notes,
  };
}

/** Points of a design that are tried. */
const TRIED_POINTS = 100;

async function experimentSummary(file: string, options: ScenarioOptions): Promise<ExperimentSummary> {
  const { set, seed, replicates } = options;
  const experiment = loadExperiment(file, { set, seed, replicates });
  const { name, design, parameters, replication, columns, files } = experiment;
  const { tried, faults } = await faultyPoints(experiment, await prepareSweep(experiment), TRIED_POINTS);
  const [first] = faults;
  return {
    kind: 'experiment',
    name,
    design: design.type,
    parameters: parameters.map(({ path }) => path),
    points: design.pointCount,
    replicates: [replication.min, replication.max],
    outcomes: columns,
    inputs: files.map(({ path }) => path),
    notes: [
      ...design.notes,
      ...(first
        ? [
            `of ${countText(tried, 'point')} that were tried ${faults.length} would fail, the first point ${first.point}: ${first.error}`,
          ]
        : []),
    ],
  };
}

/** What is wrong with an action's input; anything else that it throws is thrown on. */
async function problemsIn<Result>(action: () => Result | Promise<Result>) {
  try {
    return { result: await action(), problems: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { result: null, problems: error.problems };
  }
}

/** The cities of all tables of cities among the files; null: there are none, or they cannot be read. */
function citiesOf(tables: readonly Table[]): CityLookup | null {
  const lookups: CityLookup[] = [];
  for (const table of tables) {
    if (roleOf(table.header) !== 'cities') continue;
    try {
      lookups.push(cityLookup(cityTable(table, { thresholdUnit: 'count' })));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  if (lookups.length === 0) return null;
  const offsets = lookups.map((_, k) => lookups.slice(0, k).reduce((sum, { ids }) => sum + ids.length, 0));
  return {
    ids: lookups.flatMap(({ ids }) => [...ids]),
    find(text) {
      for (const [k, lookup] of lookups.entries()) {
        const city = lookup.find(text);
        if (city >= 0) return offsets[k] + city;
      }
      return -1;
    },
  };
}

export async function check(names: readonly string[], options: CheckOptions): Promise<number> {
  const { quiet = false, json = false } = options;
  const checked = new Map<string, Checked>();
  /** Tables that a scenario read, with its own columns: they need no second judgement. */
  const readBy = new Map<string, string>();
  for (const name of names.filter((name) => !isTable(name))) {
    const { result: summary, problems } = await problemsIn(async () => {
      const file = findAny(name);
      const kind = inputKind(file);
      if (kind === 'scenario') return scenarioSummary(await prepareStudy(file, overridesOf(options)));
      if (kind === 'experiment') return experimentSummary(file, options);
      return claimsSummary(kind, file, options);
    });
    for (const path of summary?.inputs ?? []) readBy.set(resolve(path), name);
    checked.set(name, { file: name, ok: problems.length === 0, problems, summary });
  }
  const tables = new Map<
    string,
    { readonly result: TieFile | null; readonly problems: readonly Problem[] }
  >();
  for (const name of names.filter(isTable)) {
    if (!readBy.has(resolve(name))) tables.set(name, await problemsIn(() => readTieFile(name)));
  }
  const cities = citiesOf(
    [...tables.values()].flatMap(({ result }) => (result && !isGraph(result) ? [result] : [])),
  );
  for (const [name, { result: table, problems }] of tables) {
    const found = table
      ? await problemsIn(() => (isGraph(table) ? checkGraph(table, cities) : checkTable(table, cities)))
      : { result: null, problems };
    const summary = found.result;
    checked.set(name, { file: name, ok: found.problems.length === 0, problems: found.problems, summary });
  }

  const files = [...new Set(names)].flatMap((name) => checked.get(name) ?? []);
  // A table that a scenario reads and that is named beside it has each of its problems once.
  const problems = [
    ...new Map(files.flatMap((file) => file.problems).map((one) => [problemText(one), one])).values(),
  ];
  if (json) {
    printJson({ files: files.map(dataOf) });
  } else {
    if (!quiet) for (const file of files) process.stdout.write(describe(file));
    if (!quiet) for (const name of names) if (!checked.has(name)) process.stdout.write(readNote(name));
    if (problems.length > 0) process.stderr.write(`${problemList(problems)}\n`);
  }
  if (problems.length === 0) return 0;
  if (!json)
    process.stderr.write(
      `${errorColors.red(`${countText(problems.length, 'problem')} in ${faulty(problems)}`)}\n`,
    );
  return 2;

  function readNote(name: string): string {
    return `${outColors.green('ok')} ${outColors.bold(name)}: read by ${readBy.get(resolve(name))}\n`;
  }
}

const faulty = (problems: readonly Problem[]): string =>
  countText(new Set(problems.map(({ file }) => file)).size, 'file');

/** Without the source line, which is there for people. */
function dataOf({ file, ok, problems, summary }: Checked) {
  return { file, ok, problems: problems.map(({ sourceLine: _, ...problem }) => problem), summary };
}

function describe({ file, ok, problems, summary }: Checked): string {
  const head = `${ok ? outColors.green('ok') : outColors.red('FAIL')} ${outColors.bold(file)}: `;
  if (!summary) return `${head}${countText(problems.length, 'problem')}\n`;
  if (summary.kind === 'experiment') return `${head}${summary.name}\n${experimentText(summary)}\n`;
  if ('items' in summary)
    return [`${head}${summary.name}`, ...claimsLines(summary).map((line) => wrapped(line, 5)), ''].join('\n');
  if (summary.kind !== 'scenario') {
    const what = {
      cities: 'city',
      ties: 'tie',
      memberships: 'membership',
      adopters: 'adopter',
      observed: 'spell',
    };
    const noun = what[summary.kind];
    const count =
      summary.rows === 1 ? `1 ${noun}` : `${summary.rows} ${noun === 'city' ? 'cities' : `${noun}s`}`;
    return [`${head}${count}`, ...summary.notes.map((note) => wrapped(note, 5)), ''].join('\n');
  }
  const list = (count: readonly string[], noun: string): string =>
    `${countText(count.length, noun).replace(/ys$/, 'ies')}${count.length > 0 ? ` (${count.join(', ')})` : ''}`;
  const lines = [
    `${countText(summary.cities, 'city').replace(/ys$/, 'ies')}, ${countText(summary.ties, 'tie')}; ` +
      `${list(summary.policies, 'policy')}, ${list(summary.networks, 'network')}; ${countText(summary.transitions, 'transition')}`,
    `${countText(summary.steps, 'step')}, ${countText(summary.replicates, 'replicate')}; ${list(summary.outcomes, 'outcome')}`,
    ...(summary.inputs.length > 0 ? [`reads ${summary.inputs.join(', ')}`] : []),
    ...summary.notes.map((note) => `note: ${note}`),
  ];
  return [`${head}${summary.name}`, ...lines.map((line) => wrapped(line, 5)), ''].join('\n');
}

function experimentText(summary: ExperimentSummary): string {
  const { design, parameters, points, replicates, outcomes, inputs, notes } = summary;
  const [min, max] = replicates;
  const times = min === max ? countText(min, 'replicate') : `${min} to ${max} replicates`;
  return [
    `${design} over ${countText(parameters.length, 'parameter')} (${parameters.join(', ')})`,
    `${countText(points, 'point')} x ${times}; ${countText(outcomes.length, 'outcome')} (${outcomes.join(', ')})`,
    ...(inputs.length > 0 ? [`reads ${inputs.join(', ')}`] : []),
    ...notes.map((note) => `note: ${note}`),
  ]
    .map((line) => wrapped(line, 5))
    .join('\n');
}
