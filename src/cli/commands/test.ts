/** fastpolicy test HYPOTHESES */
import { join } from 'node:path';
import type { TaskError } from '../../experiment/batches.js';
import { limitText } from '../../experiment/hypotheses/claimed.js';
import { testedVersions } from '../../experiment/hypotheses/earlierVersions.js';
import { type Hypotheses, prepareHypotheses } from '../../experiment/hypotheses/prepareHypotheses.js';
import { runHypotheses, VERDICTS_FILE } from '../../experiment/hypotheses/runHypotheses.js';
import {
  rangeText,
  readVerdicts,
  SIDES,
  statusOf,
  tiedText,
  type VerdictRow,
} from '../../experiment/hypotheses/verdictTables.js';
import { intervalScope } from '../../experiment/intervalScope.js';
import { reachedText } from '../../experiment/reachedNote.js';
import { intervalText, numberText, probabilityText } from '../../io/numberText.js';
import { neededWords } from '../../report/results/verdicts.js';
import { countText } from '../../scenario/countText.js';
import { fileStem } from '../../scenario/files.js';
import { outColors } from '../colors.js';
import { conditionsOf, drawing, type FillOptions, threadsOf } from '../fill.js';
import { findInput, ofKind } from '../findInput.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { settingsOf } from '../settings.js';
import { tableText, wrapped } from '../text.js';
import { doneOf, doneText, interrupted, teller, underway } from '../underway.js';

interface TestOptions extends FillOptions {
  readonly draws?: number;
  readonly drawReplicates?: number;
}

export async function test(name: string, options: TestOptions): Promise<number> {
  const { quiet = false, json = false, force = false } = options;
  const tell = teller(options);
  const { say, warn, note } = tell;
  const file = ofKind(findInput(name, 'hypotheses'), 'hypotheses');
  const folder = options.out ?? join('out', fileStem(file));
  const hypotheses = await prepareHypotheses(file, {
    ...settingsOf(options),
    testedBefore: testedVersions(folder),
    ...(options.draws === undefined ? {} : { draws: options.draws }),
    ...(options.drawReplicates === undefined ? {} : { rangeReplicates: options.drawReplicates }),
  });
  const { studies, range } = hypotheses;
  const reads = [
    file,
    ...studies.flatMap(({ loaded }) => loaded.sources),
    ...hypotheses.files.map(({ path }) => path),
  ];
  claimFolder(folder, reads, force);

  say(describe(hypotheses, file));
  for (const text of hypotheses.notes) note(text);

  const failure = ({ task, message }: TaskError): string => {
    const { replicate, point } = task as { replicate: number; point: number };
    const where = point === 0 ? 'the coefficients as stated' : `point ${point} of coefficients.csv`;
    return `replicate ${replicate} at ${where} of ${message}\nwhat was done before it is in ${folder}`;
  };
  const outcome = await underway(
    {
      unit: 'replicates',
      silent: quiet || json,
      afterwards: 'judging, drawing and taking checksums',
      failure,
    },
    (running) =>
      runHypotheses({
        hypotheses,
        ...conditionsOf(options, folder, threadsOf(options), running),
        ...drawing('test', options, tell, running.signal),
      }),
  );
  if (!outcome.complete) {
    const total = studies.length * (hypotheses.replicates + range.draws * range.replicates);
    return interrupted(doneOf(outcome.tasksDone, total), folder);
  }
  if (outcome.before) warn(`${folder} is complete: all was done before`);
  const rows = readVerdicts(join(folder, VERDICTS_FILE));
  const status = rows.every(({ verdict }) => verdict === 'supported') ? 0 : 3;
  if (json) {
    const { id, checksum, supersedes, seed, replicates, identity } = hypotheses;
    const summary = {
      hypotheses: id,
      name: hypotheses.name,
      status: statusOf(hypotheses),
      checksum,
      supersedes,
      seed,
      replicates,
      range,
      identity,
      folder,
      seconds: outcome.seconds,
      notes: hypotheses.notes,
      verdicts: rows,
      files: outcome.files,
    };
    printJson(summary);
    return status;
  }
  say(verdictsText(hypotheses, rows));
  say(`\n${doneText(outcome)}`);
  return status;
}

function describe(hypotheses: Hypotheses, file: string): string {
  const { name, why, studies, seed, replicates, range, coefficients, checksum } = hypotheses;
  const count = hypotheses.hypotheses.length;
  const ranges =
    range.draws === 0
      ? ''
      : `; then ${range.draws} sets of ${countText(coefficients.length, 'coefficient')} from their plausible ranges, ${range.replicates} replicates each`;
  return [
    outColors.bold(name),
    ...(why ? [wrapped(why, 2)] : []),
    `  ${statusOf(hypotheses)}: ${file}, SHA-256 ${checksum}`,
    wrapped(
      `${count} ${count === 1 ? 'hypothesis' : 'hypotheses'} on ${countText(studies.length, 'scenario')}, ${countText(replicates, 'replicate')} of each on common resistances, seed ${seed}${ranges}`,
      2,
    ),
  ].join('\n');
}

const RULING_COLORS = {
  supported: (text: string): string => outColors.green(text),
  refuted: (text: string): string => outColors.red(text),
  undecided: (text: string): string => outColors.yellow(text),
};

function verdictsText(hypotheses: Hypotheses, rows: readonly VerdictRow[]): string {
  const { range, replicates } = hypotheses;
  const ranged = range.draws > 0;
  const table = tableText(
    ['', 'verdict', 'claimed', 'difference', '95 % interval', 'p', ...(ranged ? ['range'] : [])],
    rows.map((row) => [
      row.id,
      RULING_COLORS[row.verdict](row.verdict),
      limitText(row),
      numberText(row.difference),
      intervalText(row.low, row.high),
      probabilityText(row.pCorrected),
      ...(ranged ? [rangeText(row)] : []),
    ]),
  );
  const claims = rows.map((row) => {
    const needed = neededWords(row, replicates);
    const more = needed === '' ? '' : ` (${needed})`;
    const gaps = [
      ...(row.missing === 0 ? [] : [`undefined in ${row.missing} of ${row.missing + row.pairs}`]),
      ...[reachedText(row), tiedText(row)].filter((text) => text !== ''),
    ]
      .map((text) => `; ${text}`)
      .join('');
    return wrapped(
      `${row.id}  ${row.claim}: ${row.outcome}, ${row.b} − ${row.a} ${limitText(row)}${gaps}${more}`,
      2,
    );
  });
  const ranges = ranged
    ? ' range: % of the sets of coefficients in which it is supported/undecided/refuted.'
    : '';
  return `\n${table}\n\n${claims.join('\n')}\n\n${wrapped(
    `p: ${SIDES}, corrected (Holm) for all ${rows.length}.${ranges} ${intervalScope(hypotheses.studies, hypotheses)}`,
  )}`;
}
