#!/usr/bin/env node
/** The command line. Commands are imported on demand, so that --help is quick. */
import { Command, InvalidArgumentError } from 'commander';
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

const MOST_REPLICATES = 10_000_000;
const MOST_THREADS = 256;
const threads = wholeNumber(0, MOST_THREADS);

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
      .command('check')
      .argument('<file...>', 'scenarios, or tables of cities, ties, adopters, memberships')
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

  program
    .command('validate')
    .description(
      'runs the patterns that the simulation must reproduce, and classical results; prints which hold',
    )
    .option('--pattern <id...>', 'these rows alone: A9 A10 D3')
    .option('--seeds <n>', 'seeds, each with cities and ties of its own', wholeNumber(1, 100_000), 200)
    .option('--seed <text>', 'what the seeds are made of', filled, 'validate')
    .option('--scale <factor>', 'half (0.5) or twice (2) the number of cities', '1')
    .option(
      '--prior',
      'besides, how often each row holds under coefficients drawn from their plausible ranges',
    )
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--quiet', 'nothing but what does not hold')
    .option('--json', 'the table as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy validate --pattern A9 A10 --seeds 20
  fastpolicy validate --seed other --json > table.json

Exit status: 0 all rows hold, 1 a seed failed, 2 the command line is wrong, 3 a row does not hold, 130 interrupted.`,
    )
    .action(async (options) => {
      const { validate } = await import('./commands/validate.js');
      process.exitCode = await validate(options);
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
