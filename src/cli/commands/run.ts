/** fastpolicy run SCENARIO */
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import pc from 'picocolors';
import { type OutcomeSummary, summarise } from '../../analysis/summary.js';
import { readTableFile } from '../../io/csv.js';
import { drawRun } from '../../experiment/drawRun.js';
import { runScenario } from '../../experiment/runScenario.js';
import { prepareStudy, type Study } from '../../experiment/study.js';
import type { Override } from '../../scenario/document.js';
import { findScenario } from '../findScenario.js';
import { createProgress } from '../progress.js';
import { curveText, figureText, summaryTable } from '../text.js';

export interface ScenarioOptions {
  readonly set: readonly string[];
  readonly replicates?: number;
  readonly seed?: string;
}

interface RunCommandOptions extends ScenarioOptions {
  readonly threads?: number;
  readonly out?: string;
  readonly resume: boolean;
  readonly force: boolean;
  readonly figures: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly replicate?: number;
}

/** --replicates and --seed are overrides like --set. */
export function overridesOf({ set, replicates, seed }: ScenarioOptions): Override[] {
  return [
    ...set,
    ...(replicates === undefined ? [] : [`replicates=${replicates}`]),
    ...(seed === undefined ? [] : [{ path: 'seed', value: seed }]),
  ];
}

export async function run(name: string, options: RunCommandOptions): Promise<number> {
  const { quiet, json, replicate } = options;
  const say = (text: string): void => {
    if (!quiet && !json) process.stdout.write(`${text}\n`);
  };
  const study = await prepareStudy(findScenario(name), overridesOf(options));
  const { scenario } = study.loaded;
  const only = replicate === undefined ? '' : `-replicate-${replicate}`;
  const folder = options.out ?? join('out', `${study.id}${only}`);
  const threads = options.threads ?? Math.min(availableParallelism(), Math.max(1, scenario.replicates));

  say(describeStudy(study));
  for (const note of study.notes) if (!quiet) process.stderr.write(`${pc.yellow('note')} ${note}\n`);

  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const progress = createProgress('replicates', quiet || json);
  try {
    const outcome = await runScenario({
      study,
      folder,
      threads,
      resume: options.resume,
      force: options.force,
      ...(replicate === undefined ? {} : { only: replicate }),
      command: commandLine(),
      ...(options.figures && replicate === undefined ? { draw: drawRun(study, say) } : {}),
      onProgress: progress.update,
      onComputed: progress.stop,
      signal: interruption.signal,
    });
    progress.stop();
    if (!outcome.complete) {
      process.stderr.write(
        pc.yellow(`\ninterrupted after ${outcome.replicatesDone} of ${scenario.replicates} replicates; `) +
          `what is done is in ${folder}; go on with\n  ${resumeCommand()}\n`,
      );
      return 130;
    }
    const summaries = summariesOf(folder);
    if (json) {
      process.stdout.write(`${JSON.stringify(jsonOf(study, folder, outcome.seconds, summaries), null, 2)}\n`);
      return 0;
    }
    say('');
    const curve = terminalCurve(study, folder);
    if (curve) say(`${curve}\n`);
    if (summaries.length > 0) say(summaryTable(summaries));
    say(`\n  ${outcome.replicatesDone} replicates in ${figureText(outcome.seconds)} s; written to ${pc.bold(folder)}:`);
    say(fileList(folder, outcome.files));
    return 0;
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function describeStudy({ loaded: { scenario }, world }: Study): string {
  const { start, end, stepsPerYear } = world.time;
  const named = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));
  const tieCount = world.ties ? world.ties.column.length / (world.ties.symmetric ? 2 : 1) : 0;
  return [
    pc.bold(scenario.name),
    ...(scenario.why ? [`  ${scenario.why}`] : []),
    `  ${world.cities.count} cities, ${tieCount} ties, ${start} to ${end} in steps of 1/${stepsPerYear} year, seed ${scenario.seed}`,
    `  policies: ${named(Object.keys(scenario.policies))}; networks: ${named(Object.keys(scenario.networks))}`,
  ].join('\n');
}

/** Summaries of the outcome columns of runs.csv. */
function summariesOf(folder: string): OutcomeSummary[] {
  const { header, rows } = readTableFile(join(folder, 'runs.csv'));
  return header
    .slice(3)
    .map((name, at) =>
      summarise(
        name,
        rows.map(({ cells }) => (cells[at + 3] === '' ? NaN : Number(cells[at + 3]))),
      ),
    );
}

/** Mean course of what matters most: the first observed outcome's subject, else the first policy. */
function terminalCurve({ loaded: { scenario } }: Study, folder: string): string | null {
  const observed = scenario.observed.find((item) => 'outcome' in item);
  const wanted = observed && 'outcome' in observed ? observed.outcome.subject : null;
  const subject = wanted !== null && (wanted in scenario.policies || wanted in scenario.networks) ? wanted : Object.keys(scenario.policies)[0];
  if (subject === undefined) return null;
  const { header, rows } = readTableFile(join(folder, 'series.csv'));
  const at = (name: string): number => header.indexOf(name);
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { cells } of rows) {
    if (cells[at('policy')] !== subject || cells[at('group')] !== 'all') continue;
    const time = Number(cells[at('time')]);
    const total = sums.get(time) ?? { sum: 0, count: 0 };
    total.sum += Number(cells[at('declared')]);
    total.count++;
    sums.set(time, total);
  }
  if (sums.size < 4) return null;
  const label = scenario.policies[subject]?.label ?? scenario.networks[subject]?.label ?? subject;
  return curveText(
    `${label}: mean number of cities`,
    [...sums.keys()],
    [...sums.values()].map(({ sum, count }) => sum / count),
  );
}

function fileList(folder: string, files: readonly string[]): string {
  const figures = files.filter((file) => file.startsWith('figures/'));
  const tables = files.filter((file) => !file.startsWith('figures/'));
  const stems = [...new Set(figures.map((file) => file.replace(/\.(svg|pdf|png|csv|vl\.json)$/, '')))];
  return [
    `    ${tables.join('  ')}`,
    ...stems.map((stem) => `    ${relative('.', join(folder, stem))}.{svg,pdf,png}`),
  ].join('\n');
}

function jsonOf(study: Study, folder: string, seconds: number, summaries: readonly OutcomeSummary[]) {
  const { scenario } = study.loaded;
  return {
    scenario: study.id,
    name: scenario.name,
    seed: scenario.seed,
    replicates: scenario.replicates,
    identity: study.identity,
    folder,
    seconds,
    notes: study.notes,
    outcomes: summaries,
  };
}

/** Words with blanks or signs of the shell are quoted. */
const shellWord = (word: string): string => (/^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

export const commandLine = (): string => ['fastpolicy', ...process.argv.slice(2).map(shellWord)].join(' ');

const resumeCommand = (): string => {
  const line = commandLine().replace(' --force', '');
  return line.includes('--resume') ? line : `${line} --resume`;
};
