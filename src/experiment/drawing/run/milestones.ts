import { milestoneAnnotations } from '../../../catalogue/index.js';
import type { Scenario } from '../../../scenario/schema.js';

/** Milestones on one figure. */
const MILESTONES = 5;
/** Years within which a turn of a scenario is an event of the catalogue, whose dates are often bare years. */
const NEAR = 1;

/**
 * Turns of the national lines that the scenario itself states, drawn where the scenario has them and told in the
 * catalogue's words: those of the nation, and of Europe for all. A turn that the catalogue does not know is not told.
 */
export function milestonesOf(scenario: Scenario): { time: number; label: string }[] {
  const { start, end } = scenario.time;
  const nations = Object.entries(scenario.nations);
  const known = milestoneAnnotations({ kinds: ['national', 'supranational'] });
  const told = nations.flatMap(([nation, { pressure }]) =>
    pressure
      .filter(({ at }) => at >= start && at < end)
      .flatMap(({ at }) => {
        const near = known
          .filter(({ where }) => where === nation || where === 'EU')
          .filter(({ time }) => Math.abs(time - at) < NEAR)
          .sort((a, b) => Math.abs(a.time - at) - Math.abs(b.time - at))[0];
        if (!near) return [];
        const label = nations.length > 1 && near.where === nation ? `${nation}: ${near.label}` : near.label;
        return [{ time: at, label, strength: Math.abs(near.strength) }];
      }),
  );
  const once = told.filter(({ label }, k) => told.findIndex((other) => other.label === label) === k);
  return once
    .sort((a, b) => b.strength - a.strength)
    .slice(0, MILESTONES)
    .sort((a, b) => a.time - b.time)
    .map(({ time, label }) => ({ time, label }));
}
