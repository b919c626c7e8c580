/** Who joins, and what membership makes of them. */
import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { attribute, orientationAt } from '../reading/attributes.js';
import { membersAt } from '../reading/memberships.js';
import { subjectOf } from '../reading/spells.js';
import { stageAt } from '../reading/stages.js';
import { correlation, mean, pick, spread, where } from '../reading/statistics.js';
import type { Run } from '../run.js';

const YEARS = Array.from({ length: 41 }, (_, year) => year);
const networkIds = ({ world }: Run): string[] =>
  world.subjects.filter(({ network }) => network).map(({ id }) => id);

/**
 * Newman's assortativity by a trait: its correlation over the two ends of the ties between cities that share a network,
 * each counted once for every network that they share.
 */
export function assortativity(memberships: Iterable<readonly number[]>, trait: ArrayLike<number>): number {
  const one: number[] = [];
  const other: number[] = [];
  for (const members of memberships) {
    for (const a of members) {
      for (const b of members) {
        if (a === b) continue;
        one.push(trait[a]);
        other.push(trait[b]);
      }
    }
  }
  return correlation(one, other);
}

/** A18. */
export const likeMinded: Pattern = {
  id: 'A18',
  fact: 'Networks gather the like-minded',
  source: 'Lacroix and Spencer 2022: selective groupings of potentially like-minded actors',
  statistic:
    'orientation of joiners at the start of the year of joining, less that of those outside the network at that time (a club of exclusion: the other way round); assortativity of fellow members by orientation at the start; laboratory',
  expected: '> 0; > 0',
  worlds: { lab: { scenario: 'laboratory' } },
  snapshots: { lab: YEARS },
  checks: {
    joiners: { label: 'orientation of joiners less that of outsiders', rule: { kind: 'positive' } },
    assortativity: { label: 'assortativity by orientation', rule: { kind: 'positive' } },
  },
  measure({ lab }) {
    const gaps = networkIds(lab).flatMap((id) => {
      const { direction } = lab.world.subjects[subjectOf(lab, id)];
      return adoptions(lab, [id]).map(({ city, time }) => {
        const orientation = orientationAt(lab, Math.floor(time));
        const stage = stageAt(lab, id, Math.floor(time));
        const outside = where(stage.length, (other) => stage[other] === 0 && other !== city);
        return direction * (orientation[city] - mean(pick(orientation, outside)));
      });
    });
    return {
      joiners: mean(gaps),
      assortativity: assortativity(
        membersAt(lab, lab.world.time.end).values(),
        attribute(lab, 'orientation'),
      ),
    };
  },
};

const TENURE = 10;

/** Spread of orientation among those who joined a network by year 25 and stayed ten years: then, over that at joining. */
export function spreadByTenure(run: Run, id: string): number {
  const { trajectory, world } = run;
  const subject = subjectOf(run, id);
  const left = new Map<number, number>();
  for (let event = 0; event < trajectory.count; event++) {
    if (trajectory.subject[event] === subject && trajectory.to[event] === 0) {
      left.set(trajectory.city[event], trajectory.time[event]);
    }
  }
  const cohort = adoptions(run, [id]).filter(
    ({ city, time }) =>
      Math.floor(time) + TENURE <= world.time.end && !((left.get(city) ?? Infinity) < time + TENURE),
  );
  const at = (tenure: number): number =>
    spread(cohort.map(({ city, time }) => orientationAt(run, Math.floor(time) + tenure)[city]));
  return at(TENURE) / at(0);
}

/** A19. */
export const socialised: Pattern = {
  id: 'A19',
  fact: 'Members are socialised',
  source: 'Spencer, and Broadhead and Allen, in Lacroix and Spencer 2022',
  statistic:
    'spread of orientation among the same members of the sponsored programme, ten years after joining over that at joining, less 1; with socialisation and without; laboratory',
  expected: 'falls with tenure; no fall with socialisation off',
  worlds: {
    lab: { scenario: 'laboratory' },
    off: { scenario: 'laboratory', set: ['feedback.socialisation=0'] },
  },
  snapshots: { lab: YEARS, off: YEARS },
  checks: {
    on: { label: 'change of spread with socialisation', rule: { kind: 'negative' } },
    off: { label: 'change of spread without', rule: { kind: 'range', low: -0.03, high: Infinity } },
  },
  measure({ lab, off }) {
    return { on: spreadByTenure(lab, 'programme') - 1, off: spreadByTenure(off, 'programme') - 1 };
  },
};
