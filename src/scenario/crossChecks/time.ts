import { readTime } from '../../model/time.js';
import { defaults } from '../defaults.js';
import type { CheckedScenario } from './checkedScenario.js';
import { mappingOf } from './plain.js';

/** Steps of a run at most: more than anybody can mean, and few enough to hold. */
const MOST_STEPS = 2_000_000;

/** The run ends after its start, in a number of steps that can be held; curves are recorded at steps. */
export function checkTime({ top, observe, faults }: CheckedScenario): void {
  const time = mappingOf(top['time']);
  const start = readTime(time['start']);
  const end = readTime(time['end']);
  if (start !== null && end !== null && !(start < end))
    faults.add(
      ['time', 'end'],
      `expected a time after the start ${start}, found ${end}`,
      `a time after ${start}`,
    );
  const perYear = typeof time['stepsPerYear'] === 'number' ? time['stepsPerYear'] : defaults.stepsPerYear;
  if (start !== null && end !== null && (end - start) * perYear > MOST_STEPS)
    faults.add(
      ['time', 'end'],
      `expected at most ${MOST_STEPS} steps, found ${(end - start) * perYear}`,
      'an earlier end, or fewer steps a year',
    );
  const every = observe['every'];
  const steps = time['stepsPerYear'] ?? defaults.stepsPerYear;
  if (typeof every !== 'number' || typeof steps !== 'number' || !(every > 0) || !Number.isInteger(steps))
    return;
  const stepsBetween = every * steps;
  if (Math.abs(stepsBetween - Math.round(stepsBetween)) > 1e-9 || stepsBetween < 0.5) {
    const expected = `a multiple of the step of ${1 / steps} years`;
    faults.add(['observe', 'every'], `expected ${expected}, found ${every}`, expected);
  }
}
