import { verdictChart } from '../../../figures/verdictChart.js';
import { words } from '../../../figures/words.js';
import { intervalText, numberText } from '../../../io/numberText.js';
import { limitsOf } from '../../hypotheses/claimed.js';
import type { Hypotheses } from '../../hypotheses/prepareHypotheses.js';
import { statusOf, type VerdictRow, verdictNotes } from '../../hypotheses/verdictTables.js';
import { type FigureKind, folderFigures } from '../kind.js';

export interface FinishedTest {
  readonly hypotheses: Hypotheses;
  readonly folder: string;
  readonly verdicts: readonly VerdictRow[];
}

const statusWords = {
  confirmatory: () => words`confirmatory`,
  exploratory: () => words`exploratory`,
  'exploratory: altered after results were seen': () => words`exploratory: altered after results were seen`,
} as const;

const verdicts: FigureKind<FinishedTest> = {
  id: 'verdicts',
  question: 'Which hypotheses are supported, and over how much of the plausible range?',
  standard: true,
  lacks: () => null,
  figures({ hypotheses, verdicts: rows }) {
    const { name, range, replicates } = hypotheses;
    const ranges =
      range.draws === 0
        ? ''
        : words`; bars: shares of ${range.draws} sets of coefficients from their plausible ranges`;
    const shown = words`difference in standard deviations over replicates, with 95 % intervals, ${replicates} replicates`;
    return [
      verdictChart({
        name: 'verdicts',
        title: name,
        heading: `${name} (${statusWords[statusOf(hypotheses)]()}): ${shown}${ranges}`,
        caption: `In units of the root mean square of the standard deviations of the two scenarios over replicates (d_av). Brackets: the limits about which claims are tested, open towards what is claimed. ${verdictNotes(hypotheses, rows).join(' ')}`,
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
            limits: limitsOf(row).map(({ at, side }) => ({ at: scaled(at), side })),
            text: `${numberText(row.difference)} ${intervalText(row.low, row.high)}`,
            supported: row.rangeSupported,
            undecided: row.rangeUndecided,
            refuted: row.rangeRefuted,
          };
        }),
      }),
    ];
  },
};

/** What the folder of `test` can show. */
export const testFigures = folderFigures([verdicts]);
