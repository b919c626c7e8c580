/** fastpolicy validate */
import { availableParallelism } from 'node:os';
import { TaskError } from '../../experiment/batches.js';
import { RunError } from '../../experiment/journal.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { dockingTests } from '../../validation/docking/index.js';
import { type CheckVerdict, numberText, type PatternVerdict } from '../../validation/judge.js';
import { needsRuns } from '../../validation/pattern.js';
import { patterns } from '../../validation/patterns/index.js';
import { PRIOR_SHARE, priorRates } from '../../validation/priorRates.js';
import { validate as validatePatterns } from '../../validation/validate.js';
import { outColors } from '../colors.js';
import { shellWord } from '../commandLine.js';
import { countText, UsageError } from '../errors.js';
import { listenForInterruption } from '../interruption.js';
import { createProgress } from '../progress.js';
import { wrapped } from '../text.js';

interface ValidateOptions {
  readonly pattern?: readonly string[];
  readonly seeds: number;
  readonly seed: string;
  readonly scale: string;
  readonly prior?: boolean;
  readonly threads?: number;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** A row of the table. */
interface Row {
  readonly id: string;
  readonly statistic: string;
  readonly expected: string;
  readonly measured: string;
  readonly holds: boolean;
  readonly reason: string;
  /** By number: patterns alone. */
  readonly checks?: readonly CheckVerdict[];
  /** Share of the prior draws in which it holds. */
  readonly prior?: number;
  readonly uninformative?: boolean;
}

const scales: { readonly [text: string]: number } = { '0.5': 0.5, '1': 1, '2': 2 };

export async function validate(options: ValidateOptions): Promise<number> {
  const { seeds, seed, prior = false, quiet = false, json = false } = options;
  const scale = scales[options.scale];
  if (scale === undefined) throw new UsageError(`--scale ${options.scale}: expected 0.5, 1 or 2`);
  const wanted = chosen(options.pattern);
  const chosenPatterns = patterns.filter(({ id }) => wanted.includes(id));
  const threads = options.threads ?? availableParallelism();
  const progress = createProgress('seeds', quiet || json);
  const interruption = listenForInterruption(progress.stop);
  const { signal } = interruption;
  const common = { patterns: chosenPatterns, seed, scale, threads, onProgress: progress.update, signal };
  try {
    const rows: Row[] = [];
    const verdicts = await validatePatterns({ ...common, seeds, prior: false });
    progress.stop();
    const simulated = chosenPatterns.filter(needsRuns);
    const again = createProgress('draws', quiet || json);
    const rates = prior
      ? await priorRates({ ...common, patterns: simulated, onProgress: again.update })
      : null;
    again.stop();
    for (const verdict of verdicts) rows.push(patternRow(verdict, rates?.get(verdict.id)));
    for (const test of dockingTests) {
      if (!wanted.includes(test.id)) continue;
      progress.doing(test.id);
      const { id, statistic, expected } = test;
      rows.push({ id, statistic, expected, ...test.run(seed, 1) });
      progress.doing('');
    }
    const held = rows.filter(({ holds }) => holds).length;
    if (json)
      process.stdout.write(
        `${JSON.stringify({ seed, seeds, scale, patterns: rows.map(finite) }, null, 2)}\n`,
      );
    else {
      for (const row of rows) if (!quiet || !row.holds) process.stdout.write(`${rowText(row)}\n`);
      if (!quiet)
        process.stdout.write(
          `\n${held} of ${countText(rows.length, 'row')} hold on ${countText(seeds, 'seed')} of '${seed}'${scale === 1 ? '' : `, with ${scale} times the cities`}.\n`,
        );
    }
    return held === rows.length ? 0 : 3;
  } catch (error) {
    if (signal.aborted) return 130;
    if (error instanceof TaskError)
      throw new RunError(
        `seed ${error.index} failed: ${error.message}\nthis repeats it: fastpolicy validate --seed ${shellWord(seed)} --seeds ${error.index + 1} --threads 0`,
        { cause: error },
      );
    throw error;
  } finally {
    progress.stop();
    interruption.close();
  }
}

/** Ids of the rows that were asked for; left out: all. */
function chosen(asked: readonly string[] | undefined): string[] {
  const known = [...patterns, ...dockingTests].map(({ id }) => id);
  if (asked === undefined) return known;
  const names = asked.flatMap((text) => text.split(',')).map((text) => text.trim().toUpperCase());
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw new UsageError(
      `--pattern ${name}: there is no such row; ${near === undefined ? `there are ${listNames(known, 60)}` : `did you mean ${near}?`}`,
    );
  }
  return known.filter((id) => names.includes(id));
}

function measuredText(checks: readonly CheckVerdict[]): string {
  return checks
    .map(({ label, median, low, high, share, missing, expected }) => {
      const band = low === high ? '' : ` (${numberText(low)} to ${numberText(high)})`;
      const sign = /^[<>]/.test(expected) ? `, ${expected} in ${numberText(100 * share)} %` : '';
      const gaps = missing > 0 ? `, undefined in ${missing}` : '';
      return `${label} ${numberText(median)}${band}${sign}${gaps}`;
    })
    .join('; ');
}

function patternRow(verdict: PatternVerdict, prior: number | undefined): Row {
  return {
    ...verdict,
    measured: measuredText(verdict.checks),
    ...(prior === undefined ? {} : { prior, uninformative: prior > PRIOR_SHARE }),
  };
}

/** JSON knows neither infinity nor NaN. */
const finite = (row: Row) => ({
  ...row,
  ...(row.checks === undefined
    ? {}
    : {
        checks: row.checks.map((check) =>
          Object.fromEntries(
            Object.entries(check).map(([key, value]) => [
              key,
              typeof value === 'number' && !Number.isFinite(value) ? null : value,
            ]),
          ),
        ),
      }),
});

/** A line each; on a terminal folded, with the rest below the id. */
function rowText({ id, statistic, expected, measured, holds, reason, prior, uninformative }: Row): string {
  const verdict = holds ? outColors.green('holds') : outColors.red('DOES NOT HOLD');
  const drawn =
    prior === undefined
      ? ''
      : ` · under prior draws in ${numberText(100 * prior)} %${uninformative ? ': uninformative' : ''}`;
  const text = `${statistic} · expected: ${expected} · measured: ${measured}${drawn}`;
  const why = reason === '' ? '' : ` · ${reason}`;
  const head = `${outColors.bold(id.padEnd(4))} ${verdict}`;
  return process.stdout.isTTY ? `${head}\n${wrapped(text + why, 5)}` : `${head} · ${text}${why}`;
}
