/** fastpolicy identify [FILE] */
import { join } from 'node:path';
import type { TaskError } from '../../experiment/batches.js';
import {
  confounderLabel,
  estimatorLabel,
  failuresText,
  fewReplicatesNote,
  type PerformanceRow,
  readPerformance,
} from '../../experiment/identification/performanceTables.js';
import {
  type Identification,
  prepareIdentification,
} from '../../experiment/identification/prepareIdentification.js';
import { PERFORMANCE_FILE, runIdentification } from '../../experiment/identification/runIdentification.js';
import { countText } from '../../scenario/countText.js';
import { outColors } from '../colors.js';
import { conditionsOf, drawing, type FillOptions, threadsOf } from '../fill.js';
import { findInput, ofKind } from '../findInput.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { settingsOf } from '../settings.js';
import { tableText, wrapped } from '../text.js';
import { doneOf, doneText, interrupted, teller, underway } from '../underway.js';

export async function identify(name: string, options: FillOptions): Promise<number> {
  const { quiet = false, json = false, force = false } = options;
  const tell = teller(options);
  const { say, warn, note } = tell;
  const file = ofKind(findInput(name, 'identification'), 'identification');
  const identification = await prepareIdentification(file, settingsOf(options));
  const { base, cells, replicates } = identification;
  const folder = options.out ?? join('out', identification.id);
  claimFolder(folder, [file, ...base.loaded.sources, ...base.files.map(({ path }) => path)], force);

  say(describe(identification, file));
  for (const text of identification.notes) note(text);

  const failure = ({ task, message }: TaskError): string => {
    const { cell, replicate } = task as { cell: number; replicate: number };
    const { confounder, selection, influence } = cells[cell];
    return `replicate ${replicate} of ${confounder}, selection ${selection}, influence ${influence}: ${message}\nwhat was done before it is in ${folder}`;
  };
  const outcome = await underway(
    { unit: 'replicates', silent: quiet || json, afterwards: 'drawing and taking checksums', failure },
    (running) =>
      runIdentification({
        identification,
        ...conditionsOf(options, folder, threadsOf(options), running),
        ...drawing('identify', options, tell, running.signal),
      }),
  );
  if (!outcome.complete) return interrupted(doneOf(outcome.tasksDone, cells.length * replicates), folder);
  if (outcome.before) warn(`${folder} is complete: all was done before`);
  const rows = readPerformance(join(folder, PERFORMANCE_FILE));
  if (json) {
    const { id, seed, identity, influence, selection, notes } = identification;
    const summary = {
      identification: id,
      name: identification.name,
      seed,
      replicates,
      influence,
      selection,
      identity,
      folder,
      seconds: outcome.seconds,
      notes,
      performance: rows,
      files: outcome.files,
    };
    printJson(summary);
    return 0;
  }
  say(performanceText(identification, rows));
  say(`\n${doneText(outcome)}`);
  return 0;
}

function describe(identification: Identification, file: string): string {
  const { name, why, cells, confounders, influence, selection, estimators, replicates, seed } =
    identification;
  return [
    outColors.bold(name),
    ...(why ? [wrapped(why, 2)] : []),
    wrapped(
      `${file}: ${countText(cells.length, 'cell')} (${countText(confounders.length, 'confounder')} x influence ${influence.values.join(', ')} x ${selection.label} ${selection.values.join(', ')}), ${countText(replicates, 'replicate')} of each, seed ${seed}; ${countText(estimators.length, 'estimator')}`,
      2,
    ),
  ].join('\n');
}

/** A table for each confounder and truth: how each estimator fares as selection rises, three numbers a column. */
function performanceText(identification: Identification, rows: readonly PerformanceRow[]): string {
  const { confounders, influence, selection, estimators } = identification;
  const tables = confounders.flatMap(({ id }) =>
    influence.values.map((truth) => {
      const own = rows.filter((row) => row.confounder === id && row.influence === truth);
      const threeAt = (value: number, estimator: string): string => {
        const row = own.find((one) => one.selection === value && one.estimator === estimator)!;
        return `${biasText(row.bias).padStart(6)} ${shareText(row.coverage)} ${shareText(row.rejection)}`;
      };
      const table = tableText(
        ['', ...selection.values.map(String)],
        estimators.map((estimator) => [
          estimatorLabel(identification, estimator.id),
          ...selection.values.map((value) => threeAt(value, estimator.id)),
        ]),
      );
      const head = `${confounderLabel(identification, id)}, true influence ${truth}`;
      const what = `bias, coverage and rejected at ${selection.label}`;
      return `\n${outColors.bold(`  ${head}`)}: ${what}\n${table}`;
    }),
  );
  const failures = failuresText(identification, rows);
  return [
    ...tables,
    '',
    wrapped(
      `Coverage: share of 95 % intervals that hold the truth. Rejected: share of tests that reject 0 at the 5 % level: the size of the test where influence is 0; elsewhere its power only where that size is near .05. Monte Carlo errors are in tables/performance.${fewReplicatesNote(
        identification.replicates,
      )
        .map((text) => ` ${text}`)
        .join('')}${failures === null ? '' : ` ${failures}`}`,
    ),
  ].join('\n');
}

const biasText = (bias: number): string =>
  Number.isNaN(bias)
    ? '–'
    : bias
        .toFixed(2)
        .replace(/^-(?!0\.00$)/, '−')
        .replace(/^-/, '');

/** .95, or 1.00. */
const shareText = (share: number): string =>
  (Number.isNaN(share) ? '–' : share.toFixed(2).replace(/^0/, '')).padStart(4);
