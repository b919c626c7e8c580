/** Who was at risk of what, and when: read from the events of a run, as a stranger could. */
import type { Run } from '../run.js';

/** A stretch of time in which a city is at risk; event: it ends with what it is at risk of. */
export interface RiskSpell {
  readonly city: number;
  readonly from: number;
  readonly to: number;
  readonly event: boolean;
}

/** Index of a policy or network. Throws where the world has none of the name. */
export function subjectOf({ world }: Run, id: string): number {
  const found = world.subjects.findIndex((subject) => subject.id === id);
  if (found < 0) throw new Error(`the world has no policy or network ${id}`);
  return found;
}

/**
 * Spells at risk of a change of stage: from one of `at` to one of `into`. Of taking a policy up, cities that hold one
 * which it excludes are not at risk meanwhile.
 */
export function riskSpells(
  run: Run,
  id: string,
  at: readonly number[] = [0],
  into: readonly number[] = [1, 2],
): RiskSpell[] {
  const { world, trajectory } = run;
  const { count } = world.cities;
  const subject = subjectOf(run, id);
  const excludes = at.includes(0) ? (world.subjects[subject].policy?.excludes ?? []) : [];
  const stage = world.initialStage.slice();
  const { start, end } = world.time;
  const open = new Float64Array(count).fill(NaN);
  const atRisk = (city: number): boolean =>
    at.includes(stage[subject * count + city]) &&
    excludes.every((other) => stage[other * count + city] === 0);
  for (let city = 0; city < count; city++) if (atRisk(city)) open[city] = start;
  const spells: RiskSpell[] = [];
  for (let event = 0; event < trajectory.count; event++) {
    const city = trajectory.city[event];
    const changed = trajectory.subject[event];
    const time = trajectory.time[event];
    stage[changed * count + city] = trajectory.to[event];
    if (changed !== subject && !excludes.includes(changed)) continue;
    const is = atRisk(city);
    const was = !Number.isNaN(open[city]);
    if (was && (!is || changed === subject)) {
      const happened = changed === subject && into.includes(trajectory.to[event]);
      if (time > open[city] || happened) spells.push({ city, from: open[city], to: time, event: happened });
      open[city] = is ? time : NaN;
    } else if (!was && is) open[city] = time;
  }
  for (let city = 0; city < count; city++) {
    if (open[city] < end) spells.push({ city, from: open[city], to: end, event: false });
  }
  return spells;
}

export interface Rate {
  readonly events: number;
  /** City-years at risk. */
  readonly years: number;
}

/** Events and time at risk within [from, to), among some cities. */
export function rateOf(
  spells: readonly RiskSpell[],
  from: number,
  to: number,
  among: (city: number) => boolean = () => true,
): Rate {
  let events = 0;
  let years = 0;
  for (const spell of spells) {
    if (!among(spell.city) || spell.to < from || spell.from >= to) continue;
    years += Math.max(0, Math.min(spell.to, to) - Math.max(spell.from, from));
    if (spell.event && spell.to >= from && spell.to < to) events++;
  }
  return { events, years };
}

/** Events a city-year; NaN where nobody was at risk. */
export const hazard = ({ events, years }: Rate): number => events / years;

/** Of several transitions together. */
export const together = (rates: readonly Rate[]): Rate => ({
  events: rates.reduce((sum, { events }) => sum + events, 0),
  years: rates.reduce((sum, { years }) => sum + years, 0),
});
