import { survivalCurves } from '../../../figures/survivalCurves.js';
import { words } from '../../../figures/words.js';
import { probabilityText } from '../../../io/numberText.js';
import { SURVIVAL_TABLE } from '../../historyCurves.js';
import type { FigureKind } from '../kind.js';
import { capital } from '../run/finishedRun.js';
import { bandText, courseFrame, curvePoints, readCurves, riskRow, withTable } from './curves.js';
import { type FinishedHistory, figureName, type HistoryPart, titleOf } from './finishedHistory.js';

const drawable = ({ parts }: FinishedHistory): HistoryPart[] =>
  parts.filter(({ survival }) => survival.some(({ events }) => events > 0));

/** Whether groups differ, as far as a test can say. */
function testText({ logRank, noLogRank }: HistoryPart): string {
  if (logRank)
    return ` Log-rank test that the groups are equal: chi-square ${logRank.statistic.toFixed(2)} with ${logRank.degreesOfFreedom} ${logRank.degreesOfFreedom === 1 ? 'degree' : 'degrees'} of freedom, p ${probabilityText(logRank.p)}.`;
  return noLogRank === null ? '' : ` There is no log-rank test: ${noLogRank}.`;
}

export const survival: FigureKind<FinishedHistory> = {
  id: 'survival',
  question: 'How long do cities hold out, and do groups of them differ?',
  standard: true,
  lacks: (history) =>
    drawable(history).length > 0
      ? withTable(history, SURVIVAL_TABLE)
      : 'survival curves, which histories of cities have (eha --layout spells or years)',
  figures(history) {
    const table = readCurves(history, SURVIVAL_TABLE);
    return drawable(history).map((part) => {
      const title = titleOf(part);
      const { replicates } = part;
      const lines = part.survival.map(({ group, ...course }) => ({
        label: group === 'all' ? words`all cities` : group,
        points: curvePoints(
          table,
          { policy: part.policy ?? '', transition: part.transition ?? '', group },
          { column: 'survival', first: 1, course, replicates },
        ),
      }));
      const heading = words`share that has not had the event`;
      return survivalCurves({
        name: figureName('survival', part, history),
        title: title === '' ? words`Survival` : `${words`Survival`}: ${title}`,
        heading: capital(title === '' ? heading : `${title}: ${heading}`),
        caption: `Kaplan–Meier: share that the event${title === '' ? '' : ` (${title})`} has not reached, by the time since the spell began, with ${bandText(part)}.${testText(part)} Beneath, ${replicates > 1 ? `the mean over ${replicates} replicates of the number` : 'the number'} still at risk.`,
        results: part.survival
          .map(({ group, events, risk, last }) => {
            const whole = Math.round((risk[0]?.atRisk ?? 0) / replicates);
            return `${group === 'all' ? 'All' : group}: ${whole} at risk at the start, ${Math.round(events / replicates)} events, ${Math.round(100 * last)}% without it at the end`;
          })
          .join('; '),
        lines,
        risk: part.survival.map(({ risk }, line) => riskRow(lines[line].label, line, risk, replicates)),
        ...courseFrame(part.survival[0], replicates),
        timeName: words`time since the spell began`,
      });
    });
  },
};
