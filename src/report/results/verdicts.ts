/** What tests of hypotheses say. */
import { join } from 'node:path';
import { parse } from 'yaml';
import { limitText } from '../../experiment/hypotheses/claimed.js';
import { hypothesesOf } from '../../experiment/hypotheses/hypothesesOf.js';
import { VERDICTS_FILE } from '../../experiment/hypotheses/runHypotheses.js';
import {
  neededText,
  readVerdicts,
  statusOf,
  tiedText,
  type VerdictRow,
  verdictTable,
} from '../../experiment/hypotheses/verdictTables.js';
import { reachedText } from '../../experiment/reachedNote.js';
import type { Manifest } from '../../io/manifest.js';
import { numberText, probabilityText } from '../../io/numberText.js';
import { cannotBeShown, distanceToLimit } from '../../statistics/paired/directedTest.js';
import type { Results } from '../subject.js';

/** What an undecided claim would take; empty where it is decided. */
export function neededWords(row: VerdictRow, replicates: number): string {
  const needed = neededText(row);
  if (needed === '') return '';
  const { difference, direction, minimumEffect, reachedA, reachedB, pairs, missing } = row;
  const unreached = { a: reachedA < pairs + missing, b: reachedB < pairs + missing };
  if (cannotBeShown(difference, direction, minimumEffect, unreached))
    return 'it was not reached by the end in all replicates: only a later time.end would decide';
  if (needed === 'no number' && row.sd === 0 && distanceToLimit(difference, direction, minimumEffect) > 0)
    return 'all differences are the same: a t test has no spread to judge them by';
  if (needed === 'no number') return 'the difference lies on the limit: no number of replicates would decide';
  return Number(needed) > replicates
    ? `an effect of this size would be decided by ${needed} replicates, with a power of .8`
    : `${needed} replicates decide an effect of this size with a power of .8: these did not`;
}

export async function verdictResults(folder: string, manifest: Manifest): Promise<Results> {
  const hypotheses = await hypothesesOf(folder, manifest);
  const { studies, replicates, range, seed, checksum } = hypotheses;
  const rows = readVerdicts(join(folder, VERDICTS_FILE));
  const { source } = (parse(hypotheses.text) ?? {}) as { source?: unknown };
  const count = (verdict: VerdictRow['verdict']): string =>
    `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`;
  const pairs = new Map(hypotheses.hypotheses.map(({ a, b }) => [`${a} ${b}`, [a, b] as const]));
  return {
    name: hypotheses.name,
    why: hypotheses.why,
    source: typeof source === 'string' ? source : '',
    design: [
      ['Status', `${statusOf(hypotheses)}; SHA-256 of the file of hypotheses ${checksum}`],
      ['Hypotheses', String(rows.length)],
      ['Scenarios', studies.map(({ id }) => id).join(', ')],
      ['Replicates', `${replicates} of each scenario, on common resistances`],
      ...(range.draws > 0
        ? [
            [
              'Coefficients',
              `${range.draws} sets from their plausible ranges, ${range.replicates} replicates each`,
            ] as const,
          ]
        : []),
      ['Seed', seed],
    ],
    asked: [
      {
        caption: 'What was declared',
        head: ['Hypothesis', 'Claim', 'Source', 'Outcome', 'Difference', 'Claimed to be'],
        body: hypotheses.hypotheses.map(({ id, claim, source: from, outcome, a, b }, k) => [
          id,
          claim,
          from ?? '',
          outcome,
          `${studies[b].id} − ${studies[a].id}`,
          limitText(rows[k]),
        ]),
        notes: [],
        texts: true,
      },
    ],
    findings: [
      {
        heading: `Verdicts: ${count('supported')}, ${count('refuted')}, ${count('undecided')}`,
        sentences: rows.map((row) => verdictFinding(row, replicates)),
      },
    ],
    tables: [verdictTable(hypotheses, rows)],
    notes: hypotheses.notes,
    studies,
    pairs: [...pairs.values()],
  };
}

function verdictFinding(row: VerdictRow, replicates: number) {
  const { id, claim, verdict, outcome, a, b, difference, low, high, pCorrected, missing, pairs } = row;
  const p = probabilityText(pCorrected);
  const needed = neededWords(row, replicates);
  const gaps = [
    ...(missing === 0 ? [] : [`undefined in ${missing} of ${missing + pairs}`]),
    ...[reachedText(row), tiedText(row)].filter((text) => text !== ''),
  ]
    .map((text) => `, ${text}`)
    .join('');
  return {
    of: `${id} ${claim}: ${verdict}.`,
    says: `${outcome} differs by ${numberText(difference)} (95 % interval ${numberText(low)} to ${numberText(high)}) between ${b} and ${a}, and was claimed to be ${limitText(row)}; p ${/^[<>]/.test(p) ? p : `= ${p}`} after Holm's correction${gaps}${needed === '' ? '' : `; ${needed}`}.`,
  };
}
