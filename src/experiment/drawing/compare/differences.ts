import type { Figure } from '../../../figures/figure.js';
import { type ForestRow, forestPlot } from '../../../figures/forestPlot/index.js';
import { DOUBLE_COLUMN_MM, WIDTHS } from '../../../figures/theme.js';
import { numerals, words } from '../../../figures/words.js';
import { intervalText, numberText } from '../../../io/numberText.js';
import type { Difference } from '../../comparison/differences.js';
import { type Comparison, outcomeColumns } from '../../comparison/prepareComparison.js';
import { smallestEffectsSentence, smallestEffectsText } from '../../comparison/smallestEffects.js';
import { intervalScope } from '../../intervalScope.js';
import { undefinedNotes } from '../../undefinedNote.js';
import type { FigureKind } from '../kind.js';
import { EXPLORATORY, type FinishedComparison } from './finishedComparison.js';

/** Panels of one figure: three rows, of three panels or, in a narrow column, of two. */
const panelsOf = (widthMm: number): number => (widthMm < WIDTHS['one-and-a-half'] ? 6 : 9);

export const differences: FigureKind<FinishedComparison> = {
  id: 'differences',
  question: 'By how much do the outcomes differ from the baseline, and is it more than chance?',
  standard: true,
  lacks: () => null,
  figures: ({ comparison, differences: rows }) => forests(comparison, rows),
};

/** One scenario against the baseline: all outcomes in one panel, standardised. More: a panel an outcome, in its unit. */
function forests(comparison: Comparison, differences: readonly Difference[]): Figure[] {
  const { studies, replicates, name } = comparison;
  const [baseline, ...others] = studies;
  const marks = { filled: words`p < .05 (sign-flip test, Holm)`, hollow: words`p ≥ .05` };
  const { smallestEffects } = comparison;
  const smallest =
    Object.keys(smallestEffects).length === 0
      ? []
      : [
          `Smallest effect of interest${others.length > 1 ? ' (shaded)' : ''}: ${smallestEffectsText(smallestEffects, outcomeColumns(comparison))}.`,
          ...(others.length > 1 ? [] : [smallestEffectsSentence(differences)]),
        ].filter((sentence) => sentence !== '');
  const common = `Mean paired differences over ${replicates} replicates on common resistances, with 95 % intervals (Student's t); filled: p < .05 by the sign-flip test after Holm's correction for all tests of the comparison. ${[intervalScope(studies, comparison), ...undefinedNotes(differences), ...smallest].join(' ')} ${EXPLORATORY}`;
  if (others.length === 1) {
    const rows = differences.map((row): ForestRow => {
      const scale = Math.sqrt((row.sdA ** 2 + row.sdB ** 2) / 2);
      const standardised = (value: number): number => (value === 0 ? 0 : scale > 0 ? value / scale : NaN);
      return {
        label: row.outcome,
        value: standardised(row.difference),
        low: standardised(row.t.low),
        high: standardised(row.t.high),
        differs: row.pCorrected < 0.05,
        text: numerals(`${numberText(row.difference)} ${intervalText(row.t.low, row.t.high)}`),
      };
    });
    return [
      forestPlot({
        name: 'differences',
        title: name,
        measure: words`${others[0].id} − ${baseline.id}, in standard deviations over replicates (at the right: in the outcome's unit)`,
        panels: [{ title: '', rows }],
        ...marks,
        caption: `${common} In units of the root mean square of the two standard deviations over replicates (d_av).`,
        widthMm: DOUBLE_COLUMN_MM,
      }),
    ];
  }
  const columns = outcomeColumns(comparison);
  const most = panelsOf(DOUBLE_COLUMN_MM);
  const parts = Math.ceil(columns.length / most);
  return Array.from({ length: parts }, (_, part) => {
    const own = columns.slice(part * most, (part + 1) * most);
    return forestPlot({
      name: part === 0 ? 'differences' : `differences-${part + 1}`,
      title: name,
      measure: `${words`Difference to ${baseline.id}: mean and 95% interval`}${parts > 1 ? ` (${part + 1}/${parts})` : ''}`,
      panels: own.map((outcome) => {
        const rows = differences.filter((row) => row.outcome === outcome);
        const [{ smallestEffect }] = rows;
        return {
          title: outcome,
          ...(Number.isNaN(smallestEffect) ? {} : { margin: smallestEffect }),
          rows: rows.map(
            (row): ForestRow => ({
              label: row.b,
              value: row.difference,
              low: row.t.low,
              high: row.t.high,
              differs: row.pCorrected < 0.05,
            }),
          ),
        };
      }),
      ...marks,
      caption: common,
      widthMm: DOUBLE_COLUMN_MM,
    });
  });
}
