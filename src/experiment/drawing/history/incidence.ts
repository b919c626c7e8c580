import { survivalCurves } from '../../../figures/survivalCurves.js';
import { words } from '../../../figures/words.js';
import { INCIDENCE_TABLE } from '../../historyCurves.js';
import type { FigureKind } from '../kind.js';
import { capital } from '../run/finishedRun.js';
import { bandText, courseFrame, curvePoints, readCurves, riskRow, withTable } from './curves.js';
import type { FinishedHistory } from './finishedHistory.js';

export const incidence: FigureKind<FinishedHistory> = {
  id: 'incidence',
  question: 'Which of several policies do cities take up first?',
  standard: true,
  lacks: (history) =>
    history.incidence === null ? 'rival policies (eha --competing)' : withTable(history, INCIDENCE_TABLE),
  *figures(history) {
    const { incidence, parts } = history;
    if (incidence === null) return;
    const { risk, policies } = incidence;
    const table = readCurves(history, INCIDENCE_TABLE);
    const { replicates } = parts[0];
    const named = policies.map(({ policy }) => policy).join(', ');
    yield survivalCurves({
      name: 'incidence',
      title: `${words`Which policy comes first`}: ${named}`,
      heading: capital(words`share that has taken it up first`),
      caption: `Cumulative incidence (Aalen and Johansen): share of the cities whose first of ${named} it is, by the time since they came under risk of any, with ${bandText(parts[0])}. Beneath, ${replicates > 1 ? `the mean over ${replicates} replicates of the number of cities` : 'the number of cities'} without any.`,
      results: policies
        .map(({ policy, last }) => `${policy}: ${Math.round(100 * last)}% by the end`)
        .join('; '),
      lines: policies.map(({ policy }) => ({
        label: policy,
        points: curvePoints(
          table,
          { policy },
          { column: 'incidence', first: 0, course: incidence, replicates },
        ),
      })),
      risk: [riskRow(words`none of them`, null, risk, replicates)],
      ...courseFrame(incidence, replicates),
      timeName: words`time since they came under risk`,
    });
  },
};
