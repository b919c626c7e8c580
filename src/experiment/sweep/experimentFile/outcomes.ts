/** What an experiment says of single outcomes: how well each is to be known, and where it tips. */
import { isShare } from '../../../analysis/measure.js';
import { measureByName } from '../../../analysis/measures/index.js';
import type { Faults } from '../../../scenario/faults.js';
import { listNames, nearestName } from '../../../scenario/nearestName.js';
import type { Scenario } from '../../../scenario/schema.js';
import type { Experiment, Replication } from './experiment.js';
import type { ExperimentRead } from './experimentSchema.js';

/** Designs whose estimators ask for the same runs of every point. */
const balanced = ['saltelli', 'sobol', 'morris'];

/** How many replicates each point gets: a number, or until an outcome is known well enough. */
export function readReplication(
  { replicates, design }: ExperimentRead,
  scenario: Scenario,
  faults: Faults,
): Replication {
  if (replicates === undefined || typeof replicates === 'number') {
    const count = replicates ?? scenario.replicates;
    return { min: count, max: count, until: null };
  }
  const { until, min, max } = replicates;
  if (balanced.includes(design.type))
    faults.addAtKey(
      ['replicates', 'until'],
      `${design.type} asks for the same number of replicates of every point; state a number`,
      'a number of replicates',
    );
  const outcome = outcomeOf(until.of, scenario, (...fault) =>
    faults.add(['replicates', 'until', 'of'], ...fault),
  );
  const { halfWidth, reference = null } = until;
  return { min, max, until: { halfWidth, column: outcome?.column ?? '', reference } };
}

/** Levels whose crossing is looked for, by the column of their outcome. */
export function readTipping(
  { tipping = {}, design }: ExperimentRead,
  scenario: Scenario,
  faults: Faults,
): Experiment['tipping'] {
  const stated = Object.entries(tipping);
  if (stated.length > 0 && design.type !== 'grid')
    faults.addAtKey(['tipping'], `tipping points need a grid, not ${design.type}`, 'a design of type grid');
  return Object.fromEntries(
    stated.map(([name, level]) => {
      const outcome = outcomeOf(name, scenario, (...fault) => faults.addAtKey(['tipping', name], ...fault));
      const measure = outcome && measureByName(outcome.measure);
      if (measure && isShare(measure) && !(level > 0 && level < 1))
        faults.add(
          ['tipping', name],
          `${outcome?.column} is a ${measure.unit}: it does not cross ${level}`,
          'a level above 0 and below 1 (one half: 0.5)',
        );
      return [outcome?.column ?? name, level];
    }),
  );
}

/** An outcome that is named as it is written, or by its column; `report` gets what is wrong. */
function outcomeOf(
  name: string,
  { observe: { outcomes } }: Scenario,
  report: (message: string, expected: string, suggestion: string | undefined) => void,
): Scenario['observe']['outcomes'][number] | undefined {
  const found = outcomes.find(({ column, text }) => [column, text].includes(name.trim()));
  if (found) return found;
  const known = outcomes.map(({ column }) => column);
  const suggestion = nearestName(name, known);
  const among = suggestion === undefined ? `; there are ${listNames(known)}` : '';
  report(`no outcome '${name}'${among}`, 'one of the outcomes', suggestion);
  return undefined;
}
