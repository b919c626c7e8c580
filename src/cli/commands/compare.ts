/** fastpolicy compare SCENARIO SCENARIO… */
import { join } from 'node:path';
import type { TaskError } from '../../experiment/batches.js';
import {
  type CityDifference,
  counterfactualFault,
  RANK_INVARIANCE,
  readCityDifferences,
} from '../../experiment/comparison/counterfactual.js';
import { cautions, type Difference, readDifferences } from '../../experiment/comparison/differences.js';
import {
  type Comparison,
  outcomeColumns,
  prepareComparison,
  prepareComparisonFile,
} from '../../experiment/comparison/prepareComparison.js';
import { runComparison } from '../../experiment/comparison/runComparison.js';
import { smallestEffectsSentence, smallestEffectsText } from '../../experiment/comparison/smallestEffects.js';
import { isComparison } from '../../experiment/inputKind.js';
import { intervalScope } from '../../experiment/intervalScope.js';
import { intervalText, numberText, probabilityText } from '../../io/numberText.js';
import { cityFindings } from '../../report/results/comparison.js';
import { countText } from '../../scenario/countText.js';
import { outColors } from '../colors.js';
import { shellWord } from '../commandLine.js';
import { UsageError } from '../errors.js';
import { conditionsOf, drawing, type FillOptions, type FormatOption, threadsOf } from '../fill.js';
import { findComparison } from '../findInput.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { settingsOf, settingWords } from '../settings.js';
import { tableText, wrapped } from '../text.js';
import { doneOf, doneText, interrupted, teller, underway } from '../underway.js';

interface CompareOptions extends FillOptions, FormatOption {
  readonly smallestEffect?: readonly string[];
}

export async function compare(names: readonly string[], options: CompareOptions): Promise<number> {
  const { quiet = false, json = false, force = false } = options;
  const tell = teller(options);
  const { say, warn, note } = tell;
  const comparison = await prepare(names, options);
  const { studies } = comparison;
  // A file is often called like its first scenario, whose runs are in out/ as well.
  const id = names.length === 1 ? `${comparison.id}-comparison` : comparison.id;
  const folder = options.out ?? join('out', id);
  const reads = [
    ...studies.flatMap(({ loaded }) => loaded.sources),
    ...comparison.files.map(({ path }) => path),
  ];
  claimFolder(folder, reads, force);

  say(describe(comparison));
  for (const text of comparison.notes) note(text);
  const fault = counterfactualFault(comparison);
  if (fault) note(fault);

  const failure = ({ task, message }: TaskError): string => {
    const { scenario, replicate } = task as { scenario: number; replicate: number };
    const repeat = [
      'fastpolicy run',
      shellWord(studies[scenario].loaded.sources[0]),
      ...settingWords({ set: comparison.set }),
      `--seed ${shellWord(comparison.seed)}`,
      `--replicates ${comparison.replicates}`,
      `--replicate ${replicate}`,
    ].join(' ');
    return `replicate ${replicate} of ${message}\nwhat was done before it is in ${folder}; this repeats it alone:\n  ${repeat}`;
  };
  const outcome = await underway(
    {
      unit: 'replicates',
      silent: quiet || json,
      afterwards: 'testing, drawing figures and taking checksums',
      failure,
    },
    (running) =>
      runComparison({
        comparison,
        ...conditionsOf(options, folder, threadsOf(options), running),
        parquet: options.format === 'parquet',
        ...drawing('compare', options, tell, running.signal),
      }),
  );
  if (!outcome.complete) {
    const total = studies.length * comparison.replicates;
    return interrupted(doneOf(outcome.tasksDone, total), folder);
  }
  if (outcome.before) warn(`${folder} is complete: all was done before`);
  const differences = readDifferences(join(folder, 'differences.csv'));
  const cities = fault === null ? readCityDifferences(join(folder, 'counterfactualCities.csv')) : [];
  if (json) {
    const { id, name, seed, replicates, identity } = comparison;
    const summary = {
      comparison: id,
      name,
      scenarios: studies.map((study) => study.id),
      seed,
      replicates,
      identity,
      folder,
      seconds: outcome.seconds,
      notes: [...comparison.notes, ...cautions(differences)],
      differences,
      files: outcome.files,
    };
    printJson(summary);
    return 0;
  }
  for (const study of studies.slice(1)) tellPair(comparison, study.id, differences, cities, say);
  for (const text of cautions(differences)) note(text);
  say(`\n${wrapped(explanation(comparison, differences, cities.length > 0))}\n`);
  say(doneText(outcome));
  return 0;
}

/** Two scenarios or more, or a file that lists them. */
async function prepare(names: readonly string[], options: CompareOptions): Promise<Comparison> {
  const effects = (options.smallestEffect ?? []).map((text) => {
    const [, column, value] = /^(?:([^=]+)=)?([^=]+)$/.exec(text) ?? [];
    const size = Number(value);
    if (!(size > 0) || !Number.isFinite(size))
      throw new UsageError(`--smallest-effect ${text}: expected a number above 0, or outcome=number`);
    return { column, size };
  });
  const ofAll = effects.find(({ column }) => column === undefined);
  if (ofAll && effects.length > 1)
    throw new UsageError(
      '--smallest-effect: expected one number for all outcomes, or outcome=number for each',
    );
  const settings = {
    ...settingsOf(options),
    ...(effects.length === 0
      ? {}
      : {
          smallestEffect:
            ofAll?.size ?? Object.fromEntries(effects.map(({ column, size }) => [column, size])),
        }),
  };
  const files = names.map(findComparison);
  const lists = files.filter(isComparison);
  if (files.length === 1 && lists.length === 1) return prepareComparisonFile(files[0], settings);
  if (lists.length > 0)
    throw new UsageError(`${lists[0]} lists scenarios: compare takes one such file, or scenarios, not both`);
  if (files.length < 2)
    throw new UsageError(`compare needs two scenarios or more, or one file that lists them under scenarios:`);
  return prepareComparison(files, settings);
}

function describe({ name, why, studies, seed, replicates }: Comparison): string {
  const [baseline, ...others] = studies;
  const { start, end } = baseline.world.time;
  return [
    outColors.bold(name),
    ...(why ? [`  ${why}`] : []),
    `  baseline a: ${baseline.id}; against it: ${others.map(({ id }) => id).join(', ')}`,
    `  ${baseline.world.cities.count} cities, ${start} to ${end}, ${countText(replicates, 'replicate')} of each on common resistances, seed ${seed}`,
  ].join('\n');
}

function tellPair(
  comparison: Comparison,
  b: string,
  differences: readonly Difference[],
  cities: readonly CityDifference[],
  say: (text: string) => void,
): void {
  const equivalence = Object.keys(comparison.smallestEffects).length > 0;
  const own = differences.filter((difference) => difference.b === b);
  const undefinedSome = own.some(({ missing }) => missing > 0);
  say(`\n${outColors.bold(`${b} − ${comparison.studies[0].id}`)}`);
  say(
    tableText(
      [
        'outcome',
        'a',
        'difference',
        '95 % interval',
        'd_z',
        'P(b>a)',
        'p',
        ...(equivalence ? ['equiv.'] : []),
        'var. reduction',
        ...(undefinedSome ? ['undefined'] : []),
      ],
      own.map((row) => [
        row.outcome,
        numberText(row.meanA),
        numberText(row.difference),
        intervalText(row.t.low, row.t.high),
        numberText(row.effectSize),
        numberText(row.superiority),
        probabilityText(row.pCorrected),
        ...(equivalence ? [probabilityText(row.equivalence)] : []),
        numberText(row.varianceReduction),
        ...(undefinedSome ? [String(row.missing)] : []),
      ]),
    ),
  );
  for (const { of, says } of cityFindings(cities.filter((row) => row.b === b)))
    say(wrapped(`${of}: ${says}`, 2));
}

function explanation(
  comparison: Comparison,
  differences: readonly Difference[],
  withCities: boolean,
): string {
  const equivalence =
    Object.keys(comparison.smallestEffects).length === 0
      ? ''
      : ` equiv.: p of two one-sided tests, small where the difference lies within the smallest effect of interest (${smallestEffectsText(comparison.smallestEffects, outcomeColumns(comparison))}). ${smallestEffectsSentence(differences)}`;
  const cities = withCities ? ` Cities: not by the end counts as the end. ${RANK_INVARIANCE}` : '';
  return (
    `Means over ${comparison.replicates} replicates; d_z: mean difference over the standard deviation of the differences (figures: d_av, over that of the two scenarios); P(b>a): ties by half; ` +
    'p: sign-flip test, corrected (Holm) for all tests of this comparison; var. reduction: how many times more replicates ' +
    `independent seeds would need, from the sample variances.${equivalence}${cities} ${intervalScope(comparison.studies, comparison)} Exploratory: no hypothesis was declared beforehand.`
  );
}
