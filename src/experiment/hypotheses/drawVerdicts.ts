/** Draws the figure of the verdicts into the folder of a finished test. */
import { join } from 'node:path';
import { intervalText, numberText } from '../../io/numberText.js';
import type { Hypotheses } from './prepareHypotheses.js';
import { statusOf, type VerdictRow, verdictNotes } from './verdictTables.js';

/** say: where warnings go. An aborted signal stops before drawing: rejects with its reason. */
export function drawVerdicts(hypotheses: Hypotheses, say: (text: string) => void, signal?: AbortSignal) {
  return async (folder: string, rows: readonly VerdictRow[], identity: string): Promise<void> => {
    signal?.throwIfAborted();
    // Loaded only now: they take longer than many a run.
    const { writeFigure } = await import('../../figures/render.js');
    const { verdictChart } = await import('../../figures/verdictChart.js');
    const { name, range, replicates } = hypotheses;
    const status = statusOf(hypotheses);
    const ranges =
      range.draws === 0
        ? ''
        : `; bars: shares of ${range.draws} sets of coefficients from their plausible ranges`;
    const figure = verdictChart({
      name: 'verdicts',
      title: name,
      heading: `${name} (${status}): difference in standard deviations over replicates, with 95 % intervals, ${replicates} replicates${ranges}`,
      caption: `In units of the root mean square of the standard deviations of the two scenarios over replicates (d_av). ${verdictNotes(hypotheses).join(' ')}`,
      verdicts: rows.map((row) => {
        const scale = Math.sqrt((row.sdA ** 2 + row.sdB ** 2) / 2);
        // Where nothing varies there is no spread to measure by.
        const scaled = (value: number): number => (value === 0 ? 0 : scale > 0 ? value / scale : NaN);
        return {
          id: row.id,
          claim: row.claim,
          verdict: row.verdict,
          effect: scaled(row.difference),
          low: scaled(row.low),
          high: scaled(row.high),
          text: `${numberText(row.difference)} ${intervalText(row.low, row.high)}`,
          supported: row.rangeSupported,
          undecided: row.rangeUndecided,
          refuted: row.rangeRefuted,
        };
      }),
    });
    const { warnings } = await writeFigure(join(folder, 'figures'), figure, { identity });
    for (const warning of warnings) say(`note ${warning}`);
  };
}
