/** What holds sponsored networks together: routes into them, and upkeep. */
import { type Route, routeOf } from '../../model/route.js';
import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { subjectOf } from '../reading/spells.js';
import type { Run } from '../run.js';

const PROGRAMME = 'programme';
const lab = { scenario: 'laboratory' };

/** A25. */
export const routes: Pattern = {
  id: 'A25',
  fact: 'Sponsors and coordinators carry the many',
  source: '61 % of signatories of a covenant of mayors come with a coordinator (public data)',
  statistic:
    'share of joins to the sponsored programme whose largest contribution is a sponsor or coordinator; laboratory',
  expected: 'a majority',
  worlds: { lab },
  checks: { topDown: { label: 'share of top-down joins less 1/2', rule: { kind: 'positive' } } },
  measure({ lab: run }) {
    const routes = adoptions(run, [PROGRAMME]).map(({ event }): Route => routeOf(run.trajectory, event));
    return { topDown: routes.filter((route) => route !== 'own').length / routes.length - 0.5 };
  },
};

const TENURE = 5;

/**
 * Share of members in name alone five years after joining, among those still in then: the later half of the joiners
 * less the earlier half. Joiners of the last five years are left out.
 */
export function laterInactive(run: Run, id: string): number {
  const subject = subjectOf(run, id);
  const { trajectory } = run;
  const joins = adoptions(run, [id]).filter(({ time }) => time + TENURE <= run.world.time.end);
  const stageAfter = ({ city, time }: (typeof joins)[number]): number => {
    let stage = 2;
    for (let event = 0; event < trajectory.count; event++) {
      if (trajectory.city[event] !== city || trajectory.subject[event] !== subject) continue;
      if (trajectory.time[event] > time && trajectory.time[event] <= time + TENURE)
        stage = trajectory.to[event];
    }
    return stage;
  };
  const [earlier, later] = [joins.slice(0, joins.length >> 1), joins.slice(joins.length >> 1)].map((half) => {
    const stages = half.map(stageAfter).filter((stage) => stage > 0);
    return stages.filter((stage) => stage === 1).length / stages.length;
  });
  return later - earlier;
}

/** A26. */
export const upkeep: Pattern = {
  id: 'A26',
  fact: 'Commitment decays without upkeep',
  source: 'inactive signatories of a covenant of mayors: 9 %, later 29 to 47 % (public data)',
  statistic:
    'share of members in name alone five years after joining the sponsored programme, later half of the joiners less earlier half; laboratory',
  expected: 'higher in later cohorts',
  worlds: { lab },
  checks: { later: { label: 'inactive share, later less earlier', rule: { kind: 'positive' } } },
  measure({ lab: run }) {
    return { later: laterInactive(run, PROGRAMME) };
  },
};
