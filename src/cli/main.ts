#!/usr/bin/env node
/** The command line. What a command does is imported on demand, so that --help is quick. */
import { Command } from 'commander';
import { version } from '../version.js';
import { report } from './errors.js';
import { analyze } from './usage/analyze.js';
import { attribute } from './usage/attribute.js';
import { check } from './usage/check.js';
import { compare } from './usage/compare.js';
import { eha } from './usage/eha.js';
import { identify } from './usage/identify.js';
import { init } from './usage/init.js';
import { list } from './usage/list.js';
import { merge } from './usage/merge.js';
import { odd } from './usage/odd.js';
import { replicationPackage } from './usage/package.js';
import { plot } from './usage/plot.js';
import { replay } from './usage/replay.js';
import { report as reportCommand } from './usage/report.js';
import { reproduce } from './usage/reproduce.js';
import { run } from './usage/run.js';
import { sensitivity } from './usage/sensitivity.js';
import { sweep } from './usage/sweep.js';
import { test } from './usage/test.js';
import { validate } from './usage/validate.js';

/** In the order of the help. */
const commands = [
  run,
  compare,
  test,
  attribute,
  identify,
  sweep,
  merge,
  sensitivity,
  check,
  list,
  init,
  analyze,
  eha,
  plot,
  replay,
  validate,
  reproduce,
  odd,
  reportCommand,
  replicationPackage,
];

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

  for (const declare of commands) declare(program);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(fastpolicy ${command.name()} --help says more)`);
  return program;
}

// A reader that has seen enough (`fastpolicy run hello | head`) is no failure: what is begun is brought to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exit(report(error));
  });

try {
  const program = createProgram();
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
