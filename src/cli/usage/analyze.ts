import type { Command } from 'commander';
import { collect, filled, finite, MOST_REPLICATES, positive, wholeNumber } from './options.js';

export function analyze(program: Command): void {
  program
    .command('analyze')
    .argument('[dir]', 'the folder of a run')
    .description('diffusion statistics of a run, or of observed adoption')
    .option('--nodes <csv>', 'observed: a row a node (a city, say), with its id and time of adoption')
    .option(
      '--ties <file>',
      'observed: a row a tie: source,target[,weight]; source looks at target; or a graph: .graphml, .gexf',
    )
    .option(
      '--adopted <column>',
      'observed: the column of adoption times, empty, NA or . for not adopted; repeatable',
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
Fields of --column: id, country, latitude, longitude (nodes); source, target, weight, wave (ties: from when they hold);
node (of a graph: by which attribute its nodes are named in --nodes).

Examples:
  fastpolicy analyze out/eu-charter
  fastpolicy analyze out/hello --replicate 0 --permutations 999
  fastpolicy analyze --nodes cities.csv --ties ties.csv --adopted year --column id=city --until 2020

It writes adoption.csv, nodes.csv, moran.csv, tests.csv, statistics.csv and exposure.csv; docs/analysis.md explains them.`,
    )
    .action(async (dir, options) => {
      const { analyze } = await import('../commands/analyze.js');
      process.exitCode = await analyze(dir, options);
    });
}
