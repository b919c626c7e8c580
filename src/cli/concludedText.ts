/** What a finished sweep says, for the terminal: ranges of the outcomes, indices, and all of it in words. */
import { join } from 'node:path';
import type { Concluded } from '../experiment/sweep/concludeSweep.js';
import type { Experiment } from '../experiment/sweep/experimentFile/experiment.js';
import { INDICES_FILE } from '../experiment/sweep/sweepFiles.js';
import type { PointMean } from '../experiment/sweep/sweepSummary.js';
import { sweepReading } from '../report/sweepReading.js';
import { outColors } from './colors.js';
import { indicesText } from './indicesText.js';
import { figureText, tableText, wrapped } from './text.js';

/** Ranges, indices and sentences of a sweep's conclusions; `folder`: where all of them are. */
export function concludedText(
  { ranges, tipping, indices }: Concluded,
  { parameters }: Experiment,
  folder: string,
): string {
  const reading = sweepReading(
    indices,
    tipping,
    parameters.map(({ path }) => path),
  );
  return [
    outColors.bold('  Means of the points'),
    tableText(
      ['outcome', 'mean', 'least', '95 %', 'point', 'largest', '95 %', 'point'],
      ranges.map(({ outcome, mean, least, most }) => [
        outcome,
        figureText(mean),
        ...[least, most].flatMap(pointCells),
      ]),
    ),
    '',
    ...(indices.length > 0 ? [indicesText(indices, join(folder, INDICES_FILE)), ''] : []),
    ...(reading.length > 0
      ? [outColors.bold('  In words'), ...reading.map((sentence) => wrapped(sentence, 2)), '']
      : []),
  ].join('\n');
}

function pointCells(end: PointMean | null): string[] {
  if (end === null) return ['–', '–', '–'];
  const { mean, low, high, point } = end;
  const interval = Number.isNaN(low) ? '–' : `[${figureText(low)}, ${figureText(high)}]`;
  return [figureText(mean), interval, String(point)];
}
