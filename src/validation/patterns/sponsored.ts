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

/** Share of those who joined within [from, to) and were members five years later that were inactive then. */
export function inactiveShare(run: Run, id: string, from: number, to: number): number {
  const subject = subjectOf(run, id);
  const { trajectory } = run;
  let inactive = 0;
  let members = 0;
  for (const { city, time } of adoptions(run, [id])) {
    if (time < from || time >= to || time + TENURE > run.world.time.end) continue;
    let stage = 2;
    for (let event = 0; event < trajectory.count; event++) {
      if (trajectory.city[event] !== city || trajectory.subject[event] !== subject) continue;
      if (trajectory.time[event] > time && trajectory.time[event] <= time + TENURE)
        stage = trajectory.to[event];
    }
    if (stage > 0) members++;
    if (stage === 1) inactive++;
  }
  return inactive / members;
}

/** A26. */
export const upkeep: Pattern = {
  id: 'A26',
  fact: 'Commitment decays without upkeep',
  source: 'inactive signatories of a covenant of mayors: 9 %, later 29 to 47 % (public data)',
  statistic:
    'share of members in name alone five years after joining the sponsored programme: joined in years 20 to 35 less joined in years 5 to 15; laboratory',
  expected: 'higher in later cohorts',
  worlds: { lab },
  checks: { later: { label: 'inactive share, later less earlier', rule: { kind: 'positive' } } },
  measure({ lab: run }) {
    return { later: inactiveShare(run, PROGRAMME, 20, 35) - inactiveShare(run, PROGRAMME, 5, 15) };
  },
};
