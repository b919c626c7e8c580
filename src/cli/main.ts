#!/usr/bin/env node
/** The command line. Commands are imported on demand, so that --help is quick. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../version.js';
import { report } from './errors.js';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const filled = (text: string): string => {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Expected some text.');
};

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };

const finite = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number.');
};

const positive = (text: string): number => {
  const value = finite(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
};

const MOST_REPLICATES = 10_000_000;
const MOST_THREADS = 256;
const threads = wholeNumber(0, MOST_THREADS);

/** Endings of documents, by commas. */
const oddFormats = (text: string): string[] => {
  const known = ['md', 'html', 'docx'];
  const wanted = text.split(',').map((ending) => ending.trim());
  const wrong = wanted.find((ending) => !known.includes(ending));
  if (wrong === undefined) return wanted;
  throw new InvalidArgumentError(
    `Expected some of ${known.join(', ')}, separated by commas, found '${wrong}'.`,
  );
};

/** i/n, i from 1; as an index from 0. */
const shard = (text: string): { readonly index: number; readonly count: number } => {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index: index - 1, count };
  throw new InvalidArgumentError('Expected i/n with i from 1 to n, such as 1/8.');
};

function createProgram(): Command {
  const program = new Command('fastpolicy')
    .description('A laboratory for one question: how do policies for migrants travel between cities?')
    .version(version)
    .addHelpText(
      'after',
      `
To begin:
  fastpolicy init my-study                    a commented study to start from
  fastpolicy run my-study/study.yaml          results, figures and a summary, in out/study
  fastpolicy list scenarios                   what ships
  fastpolicy COMMAND --help                   more, with examples`,
    )
    .showHelpAfterError('(fastpolicy --help says what there is)')
    .exitOverride();

  const scenarioOptions = (command: Command): Command =>
    command
      .option('--set <path=value>', 'override a value of the scenario; repeatable', collect)
      .option('--replicates <n>', 'how often the scenario is simulated', wholeNumber(1, MOST_REPLICATES))
      .option('--seed <text>', 'seed of all random draws', filled);

  scenarioOptions(
    program
      .command('run')
      .argument('<scenario>', 'a scenario file, or the name of a shipped one')
      .description('replicates of one scenario: a folder of tables, a summary, figures'),
  )
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the scenario>)', filled)
    .option('--resume', 'go on with an interrupted run')
    .option('--force', "overwrite another study's results")
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the summary as JSON on standard output')
    .option('--replicate <r>', 'this replicate alone, counted from 0', wholeNumber(0, MOST_REPLICATES))
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy run eu-charter
  fastpolicy run my-study.yaml --replicates 500 --seed 7 --threads 2
  fastpolicy run eu-charter --set mechanisms.welcoming.declare.benchmarking=0 --out out/without

Ctrl-C ends a run and keeps what is done; --resume goes on with it.
Exit status: 0 done, 1 a replicate failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (scenario, options) => {
      const { run } = await import('./commands/run.js');
      process.exitCode = await run(scenario, options);
    });

  scenarioOptions(
    program
      .command('sweep')
      .argument('<experiment>', 'an experiment file, or the name of a shipped one')
      .description('a design over parameters, on all cores: a folder of results'),
  )
    .option('--dry-run', 'points, runs, time and disk beforehand; writes nothing')
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the experiment>)', filled)
    .option('--resume', 'go on with an interrupted sweep')
    .option('--shard <i/n>', 'the i-th of n parts, for arrays of jobs; then fastpolicy merge', shard)
    .option('--force', "overwrite another study's results")
    .addOption(new Option('--format <format>', 'parquet: results.parquet too').choices(['csv', 'parquet']))
    .option(
      '--point <p>',
      'this point alone, as a run folder with events and curves',
      wholeNumber(0, 2 ** 31),
    )
    .option('--replicate <r>', 'with --point: this replicate alone', wholeNumber(0, MOST_REPLICATES))
    .option('--quiet', 'nothing but errors')
    .option('--json', 'a summary as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy sweep tipping --dry-run
  fastpolicy sweep tipping --threads 2
  fastpolicy sweep my-experiment.yaml --shard 2/8 --out shards/2
  fastpolicy sweep tipping --point 17 --replicate 3

Ctrl-C ends a sweep and keeps what is done; --resume goes on with it, to the same bytes.
Exit status: 0 done, 1 a run failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (experiment, options) => {
      const { sweep } = await import('./commands/sweep.js');
      process.exitCode = await sweep(experiment, options);
    });

  program
    .command('merge')
    .argument('<dir...>', 'folders of all shards of one sweep')
    .description('the shards of a sweep as one folder, as if it had been run at once')
    .requiredOption('--out <folder>', 'where to write', filled)
    .option('--force', "overwrite another study's results")
    .addOption(new Option('--format <format>', 'parquet: results.parquet too').choices(['csv', 'parquet']))
    .option('--quiet', 'nothing but errors')
    .option('--json', 'a summary as JSON on standard output')
    .addHelpText('after', '\nExample:\n  fastpolicy merge shards/* --out out/my-experiment')
    .action(async (folders, options) => {
      const { merge } = await import('./commands/merge.js');
      process.exitCode = await merge(folders, options);
    });

  scenarioOptions(
    program
      .command('check')
      .argument('<file...>', 'scenarios, experiments, or tables of cities, ties, adopters, memberships')
      .description('validates input files without running them'),
  )
    .option('--quiet', 'nothing but errors')
    .option('--json', 'what was found as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy check my-study.yaml\n  fastpolicy check cities.csv ties.csv adopters.csv',
    )
    .action(async (files, options) => {
      const { check } = await import('./commands/check.js');
      process.exitCode = await check(files, options);
    });

  program
    .command('list')
    .argument('<what>', 'scenarios, networks, mechanisms, policies, outcomes, attributes or ties')
    .argument('[name]', 'one of them, with all that is known about it')
    .description('what ships, with sources')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  fastpolicy list mechanisms\n  fastpolicy list networks eurocities')
    .action(async (what, name, options) => {
      const { list } = await import('./commands/list.js');
      process.exitCode = await list(what, name, options);
    });

  program
    .command('init')
    .argument('<dir>', 'a new folder')
    .description('a commented study to start from')
    .option('--quiet', 'nothing but errors')
    .addHelpText('after', '\nExample:\n  fastpolicy init my-study && fastpolicy run my-study/study.yaml')
    .action(async (folder, options) => {
      const { init } = await import('./commands/init.js');
      process.exitCode = await init(folder, options);
    });

  program
    .command('analyze')
    .argument('[dir]', 'the folder of a run')
    .description('diffusion statistics of a run, or of observed adoption')
    .option('--nodes <csv>', 'observed: a row a node (a city, say), with its id and time of adoption')
    .option('--ties <csv>', 'observed: a row a tie: source,target[,weight]; source looks at target')
    .option(
      '--adopted <column>',
      'observed: the column of adoption times, empty or NA: not adopted; repeatable',
      collect,
    )
    .option(
      '--column <field=header>',
      'observed: where a field is, if not under its name; repeatable',
      collect,
    )
    .option('--undirected', 'observed: each tie holds both ways')
    .option('--from <time>', 'observed: first moment (default: the first adoption)', finite)
    .option('--until <time>', 'observed: last moment (default: the last adoption)', finite)
    .option('--every <time>', 'time between two moments (default: 1)', positive)
    .option(
      '--permutations <n>',
      'random orders of each test (default: 999 of observed data, 0 of a run)',
      wholeNumber(0, MOST_REPLICATES),
    )
    .option('--seed <text>', "seed of the permutations (default: the run's)", filled)
    .option('--replicate <r>', 'this replicate of the run alone', wholeNumber(0, MOST_REPLICATES))
    .option('--out <folder>', 'where to write (default: DIR-analysis, out/NODES-analysis)', filled)
    .option('--force', 'overwrite another analysis')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the statistics as JSON on standard output')
    .addHelpText(
      'after',
      `
Fields of --column: id, country, latitude, longitude (nodes); source, target, weight, wave (ties: from when they hold).

Examples:
  fastpolicy analyze out/eu-charter
  fastpolicy analyze out/hello --replicate 0 --permutations 999
  fastpolicy analyze --nodes cities.csv --ties ties.csv --adopted year --column id=city --until 2020

It writes adoption.csv, nodes.csv, moran.csv, tests.csv, statistics.csv and exposure.csv; docs/analysis.md explains them.`,
    )
    .action(async (dir, options) => {
      const { analyze } = await import('./commands/analyze.js');
      process.exitCode = await analyze(dir, options);
    });

  program
    .command('reproduce')
    .argument('<dir>', 'a run folder')
    .description('repeats a run from its manifest and compares the checksums')
    .option('--threads <n>', 'threads (default: one a core)', threads)
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the verdict as JSON')
    .addHelpText('after', '\nExample:\n  fastpolicy reproduce out/eu-charter')
    .action(async (folder, options) => {
      const { reproduce } = await import('./commands/reproduce.js');
      process.exitCode = await reproduce(folder, options);
    });

  scenarioOptions(
    program
      .command('odd')
      .argument('<scenario>', 'a scenario file, or the name of a shipped one')
      .argument('[other]', 'another one: then what sets the two apart')
      .description('the ODD+D document of a scenario, or the difference of two'),
  )
    .option('--out <dir>', 'where to write it (default: out/odd)', filled)
    .option('--format <endings>', 'some of md,html,docx (default: all)', oddFormats)
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the names of the files as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy odd eu-charter\n  fastpolicy odd laboratory laboratory/no-benchmarking --format md',
    )
    .action(async (scenario, other, options) => {
      const { odd } = await import('./commands/odd.js');
      process.exitCode = await odd(other === undefined ? [scenario] : [scenario, other], options);
    });

  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(fastpolicy ${command.name()} --help says more)`);
  return program;
}

// A reader that has seen enough (`fastpolicy list networks | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

try {
  const program = createProgram();
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
