/** fastpolicy run SCENARIO */
import { join } from 'node:path';
import type { OutcomeSummary } from '../../analysis/summary.js';
import type { TaskError } from '../../experiment/batches.js';
import { type CoveredPoint, coverage, coverageText } from '../../experiment/coverage.js';
import { type RunOutcome, runScenario } from '../../experiment/runScenario.js';
import { prepareStudy, type Study } from '../../experiment/study.js';
import { eachRow } from '../../io/eachRow.js';
import { tieCount } from '../../report/results/design.js';
import { intervalNote, summariesOf } from '../../report/results/run.js';
import { countText } from '../../scenario/countText.js';
import { outColors } from '../colors.js';
import { shellWord } from '../commandLine.js';
import { UsageError } from '../errors.js';
import { conditionsOf, drawing, type FillOptions, type FormatOption, threadsOf } from '../fill.js';
import { findScenario, ofKind } from '../findInput.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { overridesOf, type ScenarioOptions, settingWords } from '../settings.js';
import { curveText, figureText, summaryTable, tableText, wrapped } from '../text.js';
import { doneOf, doneText, interrupted, teller, underway } from '../underway.js';

interface RunCommandOptions extends FillOptions, FormatOption {
  readonly replicate?: number;
}

export async function run(name: string, options: RunCommandOptions): Promise<number> {
  const { quiet = false, json = false, force = false, replicate } = options;
  const tell = teller(options);
  const { say, warn, note } = tell;
  const file = ofKind(findScenario(name), 'scenario');
  const study = await prepareStudy(file, overridesOf(options));
  const { scenario, sources } = study.loaded;
  if (replicate !== undefined && replicate >= scenario.replicates)
    throw new UsageError(
      `--replicate ${replicate}: there are ${scenario.replicates}, from 0 to ${scenario.replicates - 1}; --replicates sets how many`,
    );
  const only = replicate === undefined ? '' : `-replicate-${replicate}`;
  const folder = options.out ?? join('out', `${study.id}${only}`);
  claimFolder(folder, [...sources, ...study.files.map(({ path }) => path)], force);
  const threads = threadsOf(options, Math.max(1, scenario.replicates));

  say(describeStudy(study));
  for (const text of study.notes) note(text);

  const failure = ({ task, message }: TaskError): string | null =>
    typeof task !== 'number'
      ? null
      : `replicate ${task} failed: ${message}\n` +
        `what was done before it is in ${folder}; this repeats it alone:\n  ${repeatCommand(file, options, task)}`;
  const outcome = await underway(
    {
      unit: 'replicates',
      silent: quiet || json,
      afterwards: 'drawing figures and taking checksums',
      failure,
    },
    (running) =>
      runScenario({
        study,
        ...conditionsOf(options, folder, threads, running),
        parquet: options.format === 'parquet',
        ...(replicate === undefined ? drawing('run', options, tell, running.signal) : { only: replicate }),
      }),
  );
  if (!outcome.complete) {
    const total = replicate === undefined ? scenario.replicates : 1;
    return interrupted(doneOf(outcome.replicatesDone, total), folder);
  }
  if (outcome.before)
    warn(`${folder} is complete: all ${countText(outcome.replicatesDone, 'replicate')} were done before`);
  const summaries = summariesOf(folder);
  const covered = replicate === undefined ? coverage(folder, study.observed) : [];
  if (json) {
    printJson(jsonOf(study, folder, outcome, summaries, covered));
    return 0;
  }
  say('');
  const curve = quiet ? null : terminalCurve(study, folder);
  if (curve) say(`${curve}\n`);
  if (summaries.length > 0) say(`${summaryTable(summaries)}\n${wrapped(intervalNote(study))}\n`);
  if (covered.length > 0) say(`${observedTableText(covered)}\n${wrapped(`${coverageText(covered)}.`)}\n`);
  say(doneText(outcome));
  return 0;
}

function describeStudy({ loaded: { scenario }, world }: Study): string {
  const { start, end, stepsPerYear } = world.time;
  const named = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));
  return [
    outColors.bold(scenario.name),
    ...(scenario.why ? [`  ${scenario.why}`] : []),
    `  ${world.cities.count} cities, ${tieCount(world)} ties, ${start} to ${end} in steps of 1/${stepsPerYear} year, seed ${scenario.seed}`,
    `  policies: ${named(Object.keys(scenario.policies))}; networks: ${named(Object.keys(scenario.networks))}`,
  ].join('\n');
}

/** Mean course of what matters most: the first observed outcome's subject, else the first policy. */
function terminalCurve({ loaded: { scenario }, observed }: Study, folder: string): string | null {
  const wanted = observed[0]?.outcome.subject ?? null;
  const subject =
    wanted !== null && (wanted in scenario.policies || wanted in scenario.networks)
      ? wanted
      : Object.keys(scenario.policies)[0];
  if (subject === undefined) return null;
  const sums = new Map<number, { sum: number; count: number }>();
  eachRow(
    join(folder, 'series.csv'),
    ['time', 'policy', 'group', 'declared'],
    ([at, policy, group, declared]) => {
      if (policy !== subject || group !== 'all') return;
      const total = sums.get(Number(at)) ?? { sum: 0, count: 0 };
      total.sum += Number(declared);
      total.count++;
      sums.set(Number(at), total);
    },
  );
  if (sums.size < 4) return null;
  const label = scenario.policies[subject]?.label ?? scenario.networks[subject]?.label ?? subject;
  return curveText(
    `${label}: mean number of cities`,
    [...sums.keys()],
    [...sums.values()].map(({ sum, count }) => sum / count),
  );
}

/** Observed points beside the runs. */
function observedTableText(points: readonly CoveredPoint[]): string {
  return tableText(
    ['observed', 'time', 'value', '5 % to 95 % of runs', 'inside'],
    points.map(({ outcome, time, observed, low, high, inside }) => [
      outcome,
      time.toFixed(2),
      figureText(observed),
      `${figureText(low)} to ${figureText(high)}`,
      inside ? 'yes' : 'no',
    ]),
  );
}

function jsonOf(
  study: Study,
  folder: string,
  outcome: RunOutcome,
  summaries: readonly OutcomeSummary[],
  observed: readonly CoveredPoint[],
) {
  const { scenario } = study.loaded;
  return {
    scenario: study.id,
    name: scenario.name,
    seed: scenario.seed,
    replicates: outcome.replicatesDone,
    identity: study.identity,
    folder,
    seconds: outcome.seconds,
    notes: study.notes,
    outcomes: summaries,
    observed,
    files: outcome.files,
  };
}

/** The command that repeats one replicate of this run. */
function repeatCommand(file: string, options: ScenarioOptions, replicate: number): string {
  return ['fastpolicy run', shellWord(file), ...settingWords(options), `--replicate ${replicate}`].join(' ');
}
