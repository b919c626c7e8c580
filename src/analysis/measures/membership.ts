/** What an event history with membership alone would make of those who join: influence, selection and all. */
import { ACTIVE } from '../../model/state.js';
import type { Measure, Target } from '../measure.js';

/**
 * ln of the ratio of two rates of taking the policy up: declarations a city-year at risk of active members of networks that
 * carry it, over those of all others. It is the maximum-likelihood estimate of the coefficient of membership in a
 * proportional-hazards model with a constant baseline and no other covariate. NaN where one of the two never declared.
 */
function memberEffect({ world, trajectory, tally, time: until }: Target): number {
  const { subjects, policyCount, cities, initialStage } = world;
  const cityCount = cities.count;
  const stage = initialStage.slice();
  const events = [0, 0];
  const years = [0, 0];
  for (const policy of tally.subjects) {
    if (policy >= policyCount) continue;
    stage.set(initialStage);
    const carriers = subjects.flatMap(({ network }, s) =>
      network && network.carries[policy] > 0 ? [s] : [],
    );
    const excluded = subjects[policy].policy!.excludes;
    const seen = [policy, ...carriers, ...excluded];
    const since = new Float64Array(cityCount).fill(world.time.start);
    const isMember = (city: number): 0 | 1 =>
      carriers.some((network) => stage[network * cityCount + city] === ACTIVE) ? 1 : 0;
    const atRisk = (city: number): boolean =>
      stage[policy * cityCount + city] === 0 &&
      excluded.every((other) => stage[other * cityCount + city] === 0);
    const settle = (city: number, at: number): void => {
      if (tally.group.holds(city, stage) && atRisk(city)) years[isMember(city)] += at - since[city];
      since[city] = at;
    };
    for (let event = 0; event < trajectory.count && trajectory.time[event] <= until; event++) {
      const city = trajectory.city[event];
      const subject = trajectory.subject[event];
      if (!seen.includes(subject) && !tally.group.dynamic) continue;
      settle(city, trajectory.time[event]);
      const declares = subject === policy && trajectory.from[event] === 0;
      if (declares && tally.group.holds(city, stage)) events[isMember(city)]++;
      stage[subject * cityCount + city] = trajectory.to[event];
    }
    for (let city = 0; city < cityCount; city++) settle(city, until);
  }
  return events[0] > 0 && events[1] > 0 ? Math.log(events[1] / years[1] / (events[0] / years[0])) : NaN;
}

export const membershipMeasures: readonly Measure[] = [
  {
    name: 'memberEffect',
    of: 'policy',
    unit: 'log-hazard',
    help: 'what an event history with membership alone takes for the effect of networks: ln of the rate at which their members take the policy up, over the rate of all other cities at risk (networks that carry it; selection is in it)',
    undefinedWhen: 'no member, or nobody else, declared it',
    value: memberEffect,
  },
];
