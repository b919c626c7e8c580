/** fastpolicy validate */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { TaskError } from '../../experiment/batches.js';
import { RunError } from '../../experiment/journal.js';
import { markdownOf } from '../../odd/markdown.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { dockingTests } from '../../validation/docking/index.js';
import { needsRuns } from '../../validation/pattern.js';
import { patterns } from '../../validation/patterns/index.js';
import { priorRates } from '../../validation/priorRates.js';
import {
  dockingRow,
  heldText,
  patternRow,
  priorText,
  type TableRow,
  type ValidationTable,
  validationBlocks,
} from '../../validation/table.js';
import { validate as validatePatterns } from '../../validation/validate.js';
import { version } from '../../version.js';
import { outColors } from '../colors.js';
import { shellWord } from '../commandLine.js';
import { UsageError } from '../errors.js';
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
  readonly out?: string;
  readonly force?: boolean;
}

const scales: { readonly [text: string]: number } = { '0.5': 0.5, '1': 1, '2': 2 };

export async function validate(options: ValidateOptions): Promise<number> {
  const { seeds, seed, prior = false, quiet = false, json = false } = options;
  const scale = scales[options.scale];
  if (scale === undefined) throw new UsageError(`--scale ${options.scale}: expected 0.5, 1 or 2`);
  const wanted = chosen(options.pattern);
  const files = options.out === undefined ? null : filesIn(options.out, options.force ?? false);
  const chosenPatterns = patterns.filter(({ id }) => wanted.includes(id));
  const threads = options.threads ?? availableParallelism();
  const progress = createProgress('seeds', quiet || json);
  const interruption = listenForInterruption(progress.stop);
  const { signal } = interruption;
  const common = { patterns: chosenPatterns, seed, scale, threads, onProgress: progress.update, signal };
  try {
    const rows: TableRow[] = [];
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
      rows.push(dockingRow(test, test.run(seed, 1)));
      progress.doing('');
    }
    const table: ValidationTable = { toolVersion: version, seed, seeds, scale, patterns: rows };
    const whole = `${JSON.stringify(table, null, 2)}\n`;
    if (files) {
      writeFileSync(files.json, whole);
      writeFileSync(
        files.markdown,
        markdownOf({ title: 'Validation', blocks: validationBlocks(table).slice(1) }),
      );
    }
    if (json) process.stdout.write(whole);
    else {
      for (const row of rows) if (!quiet || !row.holds) process.stdout.write(`${rowText(row)}\n`);
      if (!quiet) process.stdout.write(`\n${heldText(table)}\n`);
    }
    return rows.every(({ holds }) => holds) ? 0 : 3;
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

/** Where the table goes; made before hours of work, and nothing of another validation is lost. */
function filesIn(folder: string, force: boolean): { readonly json: string; readonly markdown: string } {
  const files = { json: join(folder, 'validation.json'), markdown: join(folder, 'validation.md') };
  for (const file of Object.values(files))
    if (existsSync(file) && !force)
      throw new UsageError(`${file} is there already: name another folder, or --force to overwrite it`);
  mkdirSync(folder, { recursive: true });
  return files;
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

/** A line each; on a terminal folded, with the rest below the id. */
function rowText(row: TableRow): string {
  const { id, statistic, expected, measured, holds, reason } = row;
  const verdict = holds ? outColors.green('holds') : outColors.red('DOES NOT HOLD');
  const drawn = priorText(row);
  const text = [statistic, `expected: ${expected}`, `measured: ${measured}`, drawn, reason]
    .filter((part) => part !== '')
    .join(' · ');
  const head = `${outColors.bold(id.padEnd(4))} ${verdict}`;
  return process.stdout.isTTY ? `${head}\n${wrapped(text, 5)}` : `${head} · ${text}`;
}
