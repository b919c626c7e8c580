import { type Command, Option } from 'commander';
import { collect, filled, MOST_REPLICATES, once, wholeNumber } from './options.js';

export function eha(program: Command): void {
  program
    .command('eha')
    .argument('<source>', 'the folder of a run, or a CSV file of an observed event history')
    .description(
      'event-history regression, survival curves as tables, and scripts that refit it in R and Stata',
    )
    .addOption(
      once(
        new Option(
          '--link <name>',
          'cloglog, logit, cox; or exponential for rows that end with the event (default: exponential for intervals of a run, else cloglog)',
        ).choices(['cloglog', 'logit', 'exponential', 'cox']),
        'a table has one link: fit the other with --out into another folder',
      ),
    )
    .option(
      '--covariates <names>',
      "columns, with commas between; '' for none; repeatable: one model each",
      collect,
    )
    .addOption(
      new Option('--time-trend <name>', 'how the baseline moves with time (default: none)').choices([
        'none',
        'dummies',
        'cubic',
        'spline',
      ]),
    )
    .option(
      '--cluster <column>',
      'rows of one group may depend on each other (default: the city); takes more groups than coefficients',
      filled,
    )
    .option(
      '--by <column>',
      'a survival curve for each group of cities, or each third of them by a number; what changes while a city is at risk is no group',
      filled,
    )
    .option(
      '--competing <policies>',
      'cumulative incidence of the first of these that a city takes up, among those that hold none at the start',
      filled,
    )
    .option('--policy <name>', 'rows of this policy or network alone', filled)
    .option(
      '--transition <name>',
      'declare, implement, repeal, join, …, or all (default for a run: declare)',
      filled,
    )
    .addOption(
      new Option(
        '--layout <name>',
        'of a run: constant-covariate intervals, years, or dyads of a city and a peer (default: intervals)',
      ).choices(['intervals', 'years', 'dyads']),
    )
    .addOption(
      new Option(
        '--spells <which>',
        'of a run: all, or first: the history of a city ends with its first event, and does not begin anew after a repeal (default: all)',
      ).choices(['all', 'first']),
    )
    .option(
      '--replicates <n>',
      'of a run: how many are pooled (default: 1, the one history an observer has)',
      wholeNumber(1, MOST_REPLICATES),
    )
    .option('--city <column>', 'of a CSV: who is at risk (default: city)', filled)
    .option('--time <column>', 'of a CSV: the period of a row (default: time)', filled)
    .option('--time0 <column>', 'of a CSV: when a row begins (default: time0)', filled)
    .option('--time1 <column>', 'of a CSV: when it ends (default: time1)', filled)
    .option('--event <column>', 'of a CSV: 1 where it happened, else 0 (default: event)', filled)
    .option(
      '--offset <column>',
      'of a CSV: added to the linear predictor (default: the logarithm of time1 - time0)',
      filled,
    )
    .addOption(
      new Option(
        '--missing <what>',
        'of a CSV: what a row with an empty cell, or NA or . for a number, is (default: error)',
      ).choices(['error', 'drop']),
    )
    .option('--stars', 'stars in the tables')
    .option(
      '--out <folder>',
      'where to write (default: the run folder, or out/<name of the CSV>-eha)',
      filled,
    )
    .option('--no-figures', 'no figures')
    .option('--force', 'write into a folder that holds other files')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the results as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy eha out/eu-charter --by population
  fastpolicy eha out/laboratory --layout years --policy welcoming --covariates need,orientation --covariates need,orientation,emulation
  fastpolicy eha states.csv --city state --time year --event adopt --covariates neighbors,income --time-trend cubic

A run is simulated again from its folder. It writes eha.csv (or eha-years.csv, eha-dyads.csv), eha.json, eha.R, eha.do
and tables/eha*.{md,tex,csv}, with eha*-narrow.tex for a single column of a journal. Hazard ratios, survival with numbers
at risk and incidence are drawn in figures/, beside a run in hazards/ (fastpolicy plot out/eu-charter/eha.json draws them
in other looks); the curves are in tables/eha-survival.csv and tables/eha-incidence.csv. Where replicates are pooled,
bands of curves are over replicates, and there is no log-rank test, as cities come again in each. Of a CSV, rows
after adoption are to be left out beforehand.
Exit status: 0 done, 2 the input or the command line is wrong.`,
    )
    .action(async (source, options) => {
      const { eha } = await import('../commands/eha.js');
      process.exitCode = await eha(source, options);
    });
}
