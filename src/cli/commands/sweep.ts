/** fastpolicy sweep EXPERIMENT */
import { join, relative, resolve } from 'node:path';
import type { Experiment } from '../../experiment/sweep/experimentFile/experiment.js';
import { loadExperiment } from '../../experiment/sweep/experimentFile/loadExperiment.js';
import type { PointWork } from '../../experiment/sweep/pointRunner.js';
import { prepareSweep } from '../../experiment/sweep/prepareSweep.js';
import { repeatPoint } from '../../experiment/sweep/repeatPoint.js';
import type { Shard } from '../../experiment/sweep/rounds.js';
import { runSweep, type SweepOutcome } from '../../experiment/sweep/runSweep.js';
import { valueCell } from '../../experiment/sweep/sweepFiles.js';
import { type SweepEstimate, trySweep } from '../../experiment/sweep/trySweep.js';
import { countText } from '../../scenario/countText.js';
import { errorColors, outColors } from '../colors.js';
import { resumeCommand, shellWord } from '../commandLine.js';
import { concludedText } from '../concludedText.js';
import { UsageError } from '../errors.js';
import { failureText } from '../failureText.js';
import { fileList } from '../fileList.js';
import { conditionsOf, drawing, type FillOptions, type FormatOption, threadsOf } from '../fill.js';
import { findInput, ofKind } from '../findInput.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { durationText } from '../progress.js';
import { type ScenarioOptions, settingWords } from '../settings.js';
import { figureText, tableText, wrapped } from '../text.js';
import { interrupted, teller, underway } from '../underway.js';

export interface SweepCommandOptions extends FillOptions, FormatOption {
  readonly dryRun?: boolean;
  /** Counted from 0. */
  readonly shard?: Shard;
  readonly point?: number;
  readonly replicate?: number;
}

const WHOLE: Shard = { index: 0, count: 1 };

export async function sweep(name: string, options: SweepCommandOptions): Promise<number> {
  const { quiet = false, json = false, force = false, shard = WHOLE, point } = options;
  const tell = teller(options);
  const { say, note } = tell;
  const file = ofKind(findInput(name, 'experiments'), 'experiment');
  const { set, seed, replicates } = options;
  const experiment = loadExperiment(file, { set, seed, replicates });
  if (options.replicate !== undefined && point === undefined)
    throw new UsageError('--replicate says which run of a point: it goes with --point');
  if (point !== undefined) {
    const without = [...(options.shard ? ['--shard'] : []), ...(options.dryRun ? ['--dry-run'] : [])];
    if (without.length > 0)
      throw new UsageError(`--point runs one point of all: it does not go with ${without.join(' and ')}`);
    return repeat(experiment, point, options);
  }

  const threads = threadsOf(options);
  const work = await prepareSweep(experiment);
  if (options.dryRun) return dryRun(experiment, work, threads, shard, options);

  const part = shard.count === 1 ? '' : `-shard-${shard.index + 1}-of-${shard.count}`;
  const folder = options.out ?? join('out', `${experiment.id}${part}`);
  claimFolder(folder, [...experiment.sources, ...experiment.files.map(({ path }) => path)], force);
  say(describeSweep(experiment, shard));
  for (const text of experiment.design.notes) note(text);

  const outcome = await underway(
    {
      unit: 'runs',
      silent: quiet || json,
      afterwards: 'computing indices, drawing figures and taking checksums',
    },
    (running) =>
      runSweep({
        experiment,
        work,
        shard,
        ...conditionsOf(options, folder, threads, running),
        repeat: repeatCommand(file, options),
        conclusions: {
          parquet: options.format === 'parquet',
          ...drawing('sweep', options, tell, running.signal),
        },
      }),
  );
  if (!outcome.complete) {
    const whole = countText(outcome.replicatesDone, 'whole replicate');
    return interrupted({ text: `${countText(outcome.runs, 'run')} (${whole})`, all: false }, folder);
  }
  if (json) printJson(jsonOf(experiment, outcome));
  else say(outcomeText(experiment, outcome));
  for (const text of json ? [] : (outcome.concluded?.notes ?? [])) note(text);
  if (outcome.failed > 0) process.stderr.write(`${failureText(folder, outcome.failed)}\n`);
  return outcome.failed > 0 ? 1 : 0;
}

/** One run, or all replicates of one point, as a run folder. */
async function repeat(experiment: Experiment, point: number, options: SweepCommandOptions): Promise<number> {
  const { quiet = false, json = false, replicate } = options;
  const { design, parameters, replication } = experiment;
  if (point >= design.pointCount)
    throw new UsageError(
      `--point ${point}: there are ${countText(design.pointCount, 'point')}, from 0 to ${design.pointCount - 1}`,
    );
  if (replicate !== undefined && replicate >= replication.max)
    throw new UsageError(
      `--replicate ${replicate}: there are ${replication.max}, from 0 to ${replication.max - 1}`,
    );
  const run = replicate === undefined ? '' : `-replicate-${replicate}`;
  const folder = options.out ?? join('out', `${experiment.id}-point-${point}${run}`);
  const values = design.point(point);
  const { say } = teller(options);
  say(`${outColors.bold(experiment.name)}, point ${point}`);
  parameters.forEach(({ path }, k) => {
    say(`  ${path}: ${valueCell(values[k])}`);
  });
  const outcome = await underway(
    {
      unit: 'replicates',
      silent: quiet || json,
      failure: ({ task, message }) => `replicate ${task} of point ${point} failed: ${message}`,
    },
    (running) =>
      repeatPoint({
        experiment,
        point,
        ...(replicate === undefined ? {} : { replicate }),
        parquet: options.format === 'parquet',
        claim: (reads) => claimFolder(folder, reads, options.force ?? false),
        ...conditionsOf(
          options,
          folder,
          threadsOf(options, replicate === undefined ? replication.max : 1),
          running,
        ),
      }),
  );
  if (!outcome.complete) {
    process.stderr.write(`${errorColors.yellow('interrupted')}; go on with\n  ${resumeCommand()}\n`);
    return 130;
  }
  if (json)
    printJson({
      experiment: experiment.id,
      point,
      replicate: replicate ?? null,
      folder,
      outcomes: outcome.outcomes,
    });
  const shown = outcome.outcomes.slice(0, 10);
  say(
    `${tableText(
      ['replicate', ...experiment.columns],
      shown.map(({ replicate: r, ...values }) => [
        String(r),
        ...Object.values(values).map((v) => figureText(v ?? NaN)),
      ]),
    )}\n  written to ${outColors.bold(folder)}`,
  );
  return 0;
}

const number = (value: number): string => value.toLocaleString('en');
const between = ([low, high]: readonly [number, number], text: (value: number) => string): string =>
  low === high ? text(low) : `${text(low)} to ${text(high)}`;

/** 430 B, 12.3 kB, 1.2 GB. */
function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const at = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** at;
  return `${at === 0 ? value : value.toPrecision(3)} ${units[at]}`;
}

function describeSweep(experiment: Experiment, { index, count }: Shard): string {
  const { name, why, design, parameters, replication } = experiment;
  const { min, max, until } = replication;
  const all = `${number(design.pointCount)} point${design.pointCount === 1 ? '' : 's'}`;
  const runs = (replicates: number): string => number(design.pointCount * replicates);
  const times = until
    ? `${min} to ${max} replicates, until ${until.column} is known to ±${until.halfWidth}: ${runs(min)} to ${runs(max)} runs`
    : `${countText(min, 'replicate')}: ${runs(min)} runs`;
  return [
    outColors.bold(name),
    ...(why ? [wrapped(why, 2)] : []),
    `  ${design.type} over ${countText(parameters.length, 'parameter')}: ${all} x ${times}`,
    ...(count === 1 ? [] : [`  shard ${index + 1} of ${count}`]),
    ...parameters.map((parameter) => `    ${parameter.path}: ${rangeText(parameter)}`),
  ].join('\n');
}

function rangeText(parameter: Experiment['parameters'][number]): string {
  if (parameter.kind !== 'categorical') {
    const { kind, from, to } = parameter;
    return `${from} to ${to}${kind === 'continuous' ? '' : ` (${kind})`}`;
  }
  const { values } = parameter;
  const shown = values.slice(0, 8).map((value) => String(valueCell(value)));
  return shown.join(', ') + (values.length > shown.length ? `, … (${values.length})` : '');
}

async function dryRun(
  experiment: Experiment,
  work: PointWork,
  threads: number,
  shard: Shard,
  { json, quiet }: SweepCommandOptions,
): Promise<number> {
  const estimate = await trySweep(experiment, work, threads, shard);
  if (json) {
    printJson({ experiment: experiment.id, threads, ...estimate });
    return 0;
  }
  if (!quiet) process.stdout.write(`${describeSweep(experiment, shard)}\n`);
  for (const note of experiment.design.notes) process.stderr.write(`${errorColors.yellow('note')} ${note}\n`);
  process.stdout.write(`${estimateText(estimate, threads)}\n`);
  for (const { point, error } of estimate.failures.slice(0, 5))
    process.stderr.write(`${errorColors.yellow('note')} point ${point} would fail: ${error}\n`);
  return 0;
}

function estimateText(
  { points, runs, secondsPerRun, seconds, bytes, tried }: SweepEstimate,
  threads: number,
): string {
  return [
    `  points  ${number(points)}`,
    `  runs    ${between(runs, number)}`,
    `  time    ${between(seconds, durationText)} on ${countText(threads, 'thread')} (${figureText(secondsPerRun * 1000)} ms a run, of ${countText(tried, 'run')} that were tried)`,
    `  disk    ${between(bytes, sizeText)}`,
    '  nothing was written',
  ].join('\n');
}

function outcomeText(
  experiment: Experiment,
  { runs, computed, before, folder, files, concluded }: SweepOutcome,
): string {
  const { seconds } = computed;
  const rate = computed.runs / Math.max(seconds, 1e-3);
  const done = before
    ? `${number(runs)} runs were done before; in`
    : `${number(computed.runs)} runs in ${durationText(seconds)}: ${figureText(Number(rate.toPrecision(3)))} runs per second; written to`;
  return [
    ...(concluded ? [`\n${concludedText(concluded, experiment, folder)}`] : []),
    `  ${done} ${outColors.bold(folder)}:`,
    fileList(folder, files),
  ].join('\n');
}

function jsonOf(experiment: Experiment, outcome: SweepOutcome) {
  const { runs, failed, replicatesDone, folder, seconds, computed, files } = outcome;
  return {
    experiment: experiment.id,
    name: experiment.name,
    design: experiment.design.type,
    seed: experiment.seed,
    identity: experiment.identity,
    points: experiment.design.pointCount,
    replicates: replicatesDone,
    runs,
    failed,
    folder,
    seconds,
    runsPerSecond: computed.runs / Math.max(computed.seconds, 1e-3),
    notes: [...experiment.design.notes, ...(outcome.concluded?.notes ?? [])],
    outcomes: outcome.concluded?.ranges ?? [],
    indices: outcome.concluded?.indices ?? [],
    tipping: outcome.concluded?.tipping ?? [],
    files,
  };
}

/** The command that repeats a run, up to its point and replicate: the file as seen from here. */
function repeatCommand(file: string, options: ScenarioOptions): string {
  const near = relative('.', resolve(file));
  return ['fastpolicy sweep', shellWord(near.startsWith('..') ? file : near), ...settingWords(options)].join(
    ' ',
  );
}
