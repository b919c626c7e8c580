/** fastpolicy analyze DIR, or --nodes FILE --ties FILE --adopted COLUMN */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve, sep } from 'node:path';
import { summarise } from '../../analysis/summary.js';
import { analyzeObserved } from '../../experiment/analyzeObserved.js';
import { type Analysis, analyzeRun } from '../../experiment/analyzeRun.js';
import { ANALYSIS_FILE } from '../../experiment/diffusionTables.js';
import {
  nodeFields,
  type ObservedDiffusion,
  readObservedDiffusion,
  tieFields,
} from '../../experiment/observedDiffusion.js';
import { readRun } from '../../experiment/readRun.js';
import { sha256Of } from '../../io/checksum.js';
import { canonicalJson, MANIFEST_FILE, writeAtomically } from '../../io/manifest.js';
import { countText } from '../../scenario/countText.js';
import { isGraphFileName } from '../../scenario/graphFileName.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { version } from '../../version.js';
import { errorColors, outColors } from '../colors.js';
import { commandLine } from '../commandLine.js';
import { UsageError } from '../errors.js';
import { listenForInterruption } from '../interruption.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { createProgress } from '../progress.js';
import { curveText, figureText, summaryTable, tableText, wrapped } from '../text.js';
import { teller } from '../underway.js';

export interface AnalyzeCommandOptions {
  readonly nodes?: string;
  readonly ties?: string;
  readonly adopted?: readonly string[];
  readonly column?: readonly string[];
  readonly undirected?: boolean;
  readonly from?: number;
  readonly until?: number;
  readonly every?: number;
  readonly permutations?: number;
  readonly seed?: string;
  readonly replicate?: number;
  readonly out?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** What an analysis folder says of itself. */
/** Random orders of each test of observed data. */
const PERMUTATIONS = 999;

export async function analyze(dir: string | undefined, options: AnalyzeCommandOptions): Promise<number> {
  const observedOnly = ['ties', 'adopted', 'column', 'undirected', 'from', 'until'] as const;
  if (dir !== undefined) {
    const stray = (['nodes', ...observedOnly] as const).find((name) => options[name] !== undefined);
    if (stray) throw new UsageError(`--${stray} is for observed data, not for the folder of a run`);
    return analyzeFolder(dir, options);
  }
  if (options.nodes === undefined || options.adopted === undefined)
    throw new UsageError('name the folder of a run, or --nodes FILE with --adopted COLUMN (and --ties FILE)');
  if (options.replicate !== undefined) throw new UsageError('--replicate is for the folder of a run');
  return analyzeTables(options.nodes, options.adopted, options);
}

async function analyzeFolder(dir: string, options: AnalyzeCommandOptions): Promise<number> {
  const { every = 1, permutations = 0, replicate } = options;
  const { say, note } = teller(options);
  const run = await readRun(dir);
  for (const text of run.notes) note(text);
  if (replicate !== undefined && !run.replicates.includes(replicate))
    throw new UsageError(
      `--replicate ${replicate}: the run has ${run.replicates[0]} to ${run.replicates.at(-1)}`,
    );
  const wanted = replicate === undefined ? run.replicates : [replicate];
  const seed = options.seed ?? run.manifest.seed;
  const folder = options.out ?? `${resolve(dir)}-analysis`.replace(`${resolve('.')}${sep}`, '');
  const question = { run: run.manifest.identity, wanted: [...wanted], every, permutations, seed };
  const identity = claim(folder, question, [join(dir, MANIFEST_FILE)], options.force ?? false);

  const progress = createProgress('replicates', (options.quiet ?? false) || (options.json ?? false));
  const interruption = listenForInterruption(progress.stop);
  let analysis: Analysis;
  try {
    analysis = await analyzeRun(run, wanted, {
      folder,
      every,
      permutations,
      seed,
      onProgress: progress.update,
      signal: interruption.signal,
    });
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    progress.stop();
    process.stderr.write(`${errorColors.yellow('interrupted')}; the tables in ${folder} are not whole\n`);
    return 130;
  } finally {
    progress.stop();
    interruption.close();
  }
  seal(folder, identity, { kind: 'run', folder: dir, ...question }, analysis.files);

  const names = [...new Set(analysis.adoptions.map(({ key }) => `${key.policy} ${key.stage}`))];
  const subjects = names.map((name) => {
    const own = analysis.adoptions.filter(({ key }) => `${key.policy} ${key.stage}` === name);
    const outcomes = Object.keys(own[0].statistics).map((statistic) =>
      summarise(
        statistic,
        own.map(({ statistics }) => statistics[statistic]),
      ),
    );
    const times = own[0].times;
    const share = times.map((_, k) => own.reduce((sum, row) => sum + row.share[k], 0) / own.length);
    return { policy: own[0].key.policy, stage: own[0].key.stage, name, outcomes, times, share };
  });
  if (options.json) {
    const policies = subjects.map(({ policy, stage, outcomes }) => ({ policy, stage, statistics: outcomes }));
    printJson({ folder, identity, replicates: wanted.length, policies, files: analysis.files });
    return 0;
  }
  for (const { name, outcomes, times, share } of subjects) {
    say(`\n${outColors.bold(name)}\n`);
    if (times.length > 3) say(`${curveText('mean share that has adopted', times, share)}\n`);
    say(summaryTable(outcomes.filter(({ outcome, count }) => count > 0 && isShown(outcome))));
  }
  say(
    wrapped(
      `\nOver ${countText(wanted.length, 'replicate')}. ${permutations > 0 ? '' : 'No permutation tests: of a run, --permutations 999 asks for them. '}${wanted.length > 1 ? 'No exposure.csv: --replicate R writes it for one replicate. ' : ''}What each statistic is: docs/analysis.md.`,
    ),
  );
  say(fileLines(folder, analysis.files));
  return 0;
}

function analyzeTables(
  nodesFile: string,
  adopted: readonly string[],
  options: AnalyzeCommandOptions,
): number {
  const { every = 1, permutations = PERMUTATIONS, seed = 'analysis', ties = null } = options;
  const { say, note } = teller(options);
  const twice = adopted.find((name, at) => adopted.indexOf(name) < at);
  if (twice !== undefined) throw new UsageError(`--adopted ${twice} is given twice`);
  const columns = columnsGiven(options.column ?? []);
  const stray = tieFields.find((field) => columns[field] !== undefined);
  if (ties === null && (stray || options.undirected))
    throw new UsageError(`${stray ? `--column ${stray}=…` : '--undirected'} needs --ties FILE`);
  const isGraph = ties !== null && isGraphFileName(ties);
  for (const field of isGraph ? (['source', 'target'] as const) : (['node'] as const))
    if (columns[field] !== undefined)
      throw new UsageError(
        `--column ${field}=… is for ties of a ${isGraph ? 'CSV; a graph has it itself' : 'graph (.graphml, .gexf)'}`,
      );
  const { from = null, until = null } = options;
  if (from !== null && until !== null && from >= until)
    throw new UsageError(`--from ${from} is not before --until ${until}`);
  const data = readObservedDiffusion({
    nodes: nodesFile,
    ties,
    adopted,
    columns,
    // Of a graph, the file says it.
    directed: options.undirected ? false : isGraph ? null : true,
    from,
    until,
    every,
  });
  for (const text of data.notes) note(text);
  const folder = options.out ?? join('out', `${basename(nodesFile, extname(nodesFile))}-analysis`);
  const inputs = [nodesFile, ...(ties === null ? [] : [ties])];
  const question = {
    inputs: inputs.map((file) => ({ file: basename(file), sha256: sha256Of(readFileSync(file)) })),
    adopted: [...adopted],
    columns,
    directed: data.directed ?? true,
    from: data.times[0],
    until: data.times[data.times.length - 1],
    every,
    permutations,
    seed,
  };
  const identity = claim(folder, question, inputs, options.force ?? false);
  const analysis = analyzeObserved(data, { folder, every, permutations, seed });
  seal(folder, identity, { kind: 'observed', ...question }, analysis.files);
  if (options.json) {
    const policies = analysis.adoptions.map(({ name, diffusion: { statistics, tests } }) => ({
      policy: name,
      statistics,
      tests,
    }));
    printJson({ folder, identity, policies, files: analysis.files });
    return 0;
  }
  say(describe(data));
  for (const { name, diffusion } of analysis.adoptions) {
    const { statistics, tests, adoption, course } = diffusion;
    say(`\n${outColors.bold(name)}\n`);
    if (adoption.times.length > 3)
      say(`${curveText('share that has adopted', adoption.times, [...course.share])}\n`);
    const shown = Object.keys(statistics).filter((key) => isShown(key) && !Number.isNaN(statistics[key]));
    const error = (key: string): string => {
      const value = statistics[`${key}Error`] ?? NaN;
      return Number.isNaN(value) ? '' : figureText(value);
    };
    say(
      tableText(
        ['statistic', 'value', 'standard error'],
        shown.map((key) => [key, figureText(statistics[key]), error(key)]),
      ),
    );
    if (tests.length > 0)
      say(
        `\n${tableText(
          ['test', 'nodes', 'observed', 'expected', 'z', 'p'],
          tests.map((row) => [
            row.test,
            String(row.nodes),
            ...[row.observed, row.expected, row.z, row.p].map(figureText),
          ]),
        )}`,
      );
  }
  const tested = permutations > 0 ? `p of ${permutations} random orders or graphs (seed ${seed}). ` : '';
  say(wrapped(`\n${tested}What each statistic and test is: docs/analysis.md.`));
  say(fileLines(folder, analysis.files));
  return 0;
}

/** Standard errors stand beside their estimates. */
const isShown = (statistic: string): boolean => !/Error$/.test(statistic) || /FitError$/.test(statistic);

function describe({ nodes, times, adoptions }: ObservedDiffusion): string {
  const waves = nodes.waves;
  const ties = waves && waves[0].column.length / (waves[0].symmetric ? 2 : 1);
  const tied = waves === null ? 'no ties' : waves.length > 1 ? 'ties that change' : countText(ties!, 'tie');
  const policies = adoptions.length === 1 ? '1 adoption' : `${adoptions.length} adoptions`;
  return `  ${countText(nodes.ids.length, 'node')}, ${tied}, ${policies}, ${times.length} moments from ${times[0]} to ${times.at(-1)}`;
}

function columnsGiven(given: readonly string[]): { [field: string]: string } {
  const fields: readonly string[] = [...nodeFields, ...tieFields];
  const columns: { [field: string]: string } = {};
  for (const text of given) {
    const at = text.indexOf('=');
    const field = at < 0 ? text : text.slice(0, at);
    if (at < 1 || at === text.length - 1)
      throw new UsageError(`--column ${text}: expected FIELD=HEADER, as in --column id=city`);
    if (!fields.includes(field)) {
      const near = nearestName(field, fields);
      throw new UsageError(
        `--column ${text}: no field ${field}; there are ${listNames(fields)}${near === undefined ? '' : `; did you mean ${near}?`}`,
      );
    }
    if (columns[field] !== undefined) throw new UsageError(`--column ${field} is given twice`);
    columns[field] = text.slice(at + 1);
  }
  return columns;
}

const fileLines = (folder: string, files: readonly string[]): string =>
  `\n  written to ${outColors.bold(folder)}:\n${wrapped([...files, ANALYSIS_FILE].join(' '), 4)}`;

/**
 * Makes the folder; returns the identity of the analysis. One with another analysis, or with anything else, is only
 * written over with --force; the folder of a run never.
 */
function claim(folder: string, question: unknown, reads: readonly string[], force: boolean): string {
  const identity = sha256Of(canonicalJson({ toolVersion: version, question }));
  if (existsSync(join(folder, MANIFEST_FILE)))
    throw new UsageError(`${folder} is the folder of a run, which stays as it is; name another with --out`);
  const earlier = join(folder, ANALYSIS_FILE);
  if (existsSync(earlier) && !force) {
    if (!readFileSync(earlier, 'utf8').includes(identity))
      throw new UsageError(
        `${folder} holds another analysis; name another folder with --out, or write over it with --force`,
      );
    claimFolder(folder, reads, true);
  } else claimFolder(folder, reads, force);
  mkdirSync(folder, { recursive: true });
  return identity;
}

function seal(folder: string, identity: string, question: object, files: readonly string[]): void {
  const content = {
    tool: { name: 'fastpolicy', version },
    command: commandLine(),
    identity,
    ...question,
    files,
  };
  writeAtomically(join(folder, ANALYSIS_FILE), `${JSON.stringify(content, null, 2)}\n`);
}
