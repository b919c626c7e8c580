import type { Pattern } from '../pattern.js';
import { adoptions, policiesTowards } from '../reading/adoptions.js';
import type { Run } from '../run.js';

/**
 * Share of declared policies that were implemented within a tenure, of those declared long enough before the end.
 * A repeal within the tenure counts as not implemented.
 */
export function implementedWithin(
  run: Run,
  ids: readonly string[],
  tenure: number,
  followed = tenure,
): number {
  const { trajectory, world } = run;
  const { count } = world.cities;
  const declared = adoptions(run, ids).filter(
    ({ time, event }) => trajectory.to[event] === 1 && time <= world.time.end - followed,
  );
  const at = new Map<number, number[]>();
  for (let event = 0; event < trajectory.count; event++) {
    if (trajectory.to[event] !== 2 || trajectory.from[event] !== 1) continue;
    const key = trajectory.subject[event] * count + trajectory.city[event];
    at.set(key, [...(at.get(key) ?? []), trajectory.time[event]]);
  }
  const done = declared.filter(({ subject, city, time }) =>
    at.get(subject * count + city)?.some((when) => when >= time && when <= time + tenure),
  );
  return done.length / declared.length;
}

/** A12. */
export const declaringFirst: Pattern = {
  id: 'A12',
  fact: 'Declaring comes sooner and oftener than implementing',
  source: 'Lacroix and Spencer 2022: members displaying a symbolic support',
  statistic:
    'implemented / declared 2 and 5 years after declaring, inclusive policies declared by 2015, United States',
  expected: 'below 1/2 at 2 years; rising',
  worlds: { us: { scenario: 'us-sanctuary' } },
  checks: {
    below: { label: '1/2 less the share implemented at 2 years', rule: { kind: 'positive' } },
    rising: { label: 'share at 5 years less share at 2 years', rule: { kind: 'positive' } },
  },
  measure({ us }) {
    const ids = policiesTowards(us, 1);
    const [two, five] = [2, 5].map((tenure) => implementedWithin(us, ids, tenure, 5));
    return { below: 0.5 - two, rising: five - two };
  },
};
