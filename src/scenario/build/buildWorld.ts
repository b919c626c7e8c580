/**
 * From a scenario and what was read for it to a World. Pure: no files, runs in a worker and in the browser.
 * What the scenario's text alone cannot show (an attribute that the cities lack, a city that is not there)
 * is reported here, all at once, with the paths of the keys at fault.
 */
import { withReferences } from '../../model/reference.js';
import type { Cities, Feedback, Predicate, World } from '../../model/world.js';
import { idleDateNotes } from '../idleDates.js';
import { idleOffNotes } from '../idleOff.js';
import { partedShocks } from '../parting.js';
import type { Path } from '../problem.js';
import type { Scenario } from '../schema.js';
import { BuildError, type BuildFault } from './buildError.js';
import { checkAttributes } from './checkAttributes.js';
import { cityFinder, resolvePredicate } from './cityNames.js';
import { drawCities, drawTies } from './draw.js';
import { foundNetworks } from './founders.js';
import { holdingsOf } from './holdings.js';
import { imputedNote } from './imputed.js';
import type { Inputs } from './inputs.js';
import { powersOf, statedPowers } from './powers.js';
import { networkSubjects, policySubjects } from './subjects.js';
import { unlikelyNotes } from './unlikely.js';

export interface Built {
  readonly world: World;
  /** What was left out without being a mistake, in words. */
  readonly notes: readonly string[];
}

/**
 * Builds the world of a replicate. Population and ties come from the seed alone, the same in all replicates,
 * unless the scenario says perReplicate.
 * @throws BuildError with every fault.
 */
export function buildWorld(inputs: Inputs, replicate = 0): Built {
  const { scenario } = inputs;
  const faults: BuildFault[] = [];
  const stopIfFaulty = (): void => {
    if (faults.length > 0) throw new BuildError(faults);
  };
  const drawSeed = scenario.cities.perReplicate ? `${scenario.seed} ${replicate}` : scenario.seed;
  const drawn = drawCities(inputs, drawSeed, faults);
  stopIfFaulty();
  const cities = drawn!;
  const ties = drawTies(inputs, cities, drawSeed, faults);

  const findCity = cityFinder(cities, faults);
  const resolve = (predicate: Predicate | null, path: Path): Predicate | null =>
    predicate && resolvePredicate(predicate, path, findCity, cities);
  const recorded = new Set((inputs.memberships ?? []).map(({ network }) => network));
  const policies = policySubjects(scenario);
  const subjects = [...policies, ...networkSubjects(scenario, recorded, resolve)];
  checkAttributes(subjects, scenario, cities, faults);
  stopIfFaulty();

  const notes = notesOf(inputs, cities);
  const subjectIds = subjects.map(({ id }) => id);
  const holdings = holdingsOf(inputs, subjectIds, cities.count);
  const { nations, regions } = statedPowers(scenario);
  const bare: World = {
    seed: scenario.seed,
    time: scenario.time,
    cities,
    nations: powersOf(nations, cities.countries, subjectIds),
    regions: powersOf(regions, cities.regions, subjectIds),
    subjects,
    policyCount: policies.length,
    initialStage: holdings.initialStage,
    initialSince: holdings.initialSince,
    entries: holdings.entries,
    ties,
    exposure: scenario.exposure,
    decision: scenario.decision,
    dynamics: scenario.dynamics,
    feedback: feedbackOf(
      scenario,
      policies.map(({ id }) => id),
    ),
    shocks: shocksOf(scenario).map((shock, k) => ({
      ...shock,
      cities: resolve(shock.cities as Predicate | null, ['shocks', k, 'cities']),
    })),
    snapshots: snapshotTimes(scenario),
  };
  foundNetworks(inputs, bare, { recorded, holdings, findCity, notes });
  stopIfFaulty();
  holdings.sort();
  return { world: withReferences(bare), notes };
}

/** What of the data was not observed, and what of a scenario has no effect on these cities. */
function notesOf(inputs: Inputs, cities: Cities): string[] {
  const { scenario, adopters, memberships, imputed = [], notes: read = [] } = inputs;
  const filled = imputedNote(imputed, cities.count);
  const notes: string[] = [
    ...(filled === '' ? [] : [filled]),
    ...read,
    ...idleOffNotes(scenario),
    ...idleDateNotes(scenario, memberships),
    ...unlikelyNotes(inputs),
  ];
  const elsewhere = Object.keys(scenario.nations).filter((id) => !cities.countries.includes(id));
  if (elsewhere.length > 0) {
    notes.push(`nations without a city here are left out: ${elsewhere.join(', ')}`);
  }
  const nowhere = Object.keys(scenario.regions).filter((id) => !cities.regions.includes(id));
  if (nowhere.length > 0) {
    notes.push(`regions without a city here are left out: ${nowhere.join(', ')}`);
  }
  if (
    scenario.decision.rule === 'threshold' &&
    adopters.length === 0 &&
    cities.threshold?.every((threshold) => threshold > 0)
  ) {
    notes.push(
      'nobody holds a policy at the start and no threshold is 0: by the threshold rule nothing can happen',
    );
  }
  return notes;
}

const shocksOf = ({ branch, shocks }: Scenario): Scenario['shocks'] =>
  branch ? partedShocks(branch.at, branch.past.shocks, shocks) : shocks;

function feedbackOf({ feedback }: Scenario, policyIds: readonly string[]): Feedback {
  const { advocacy } = feedback;
  return {
    ...feedback,
    advocacy: advocacy && {
      pushes: policyIds.map((id) => advocacy.pushes[id] ?? 0),
      voice: advocacy.voice,
      decay: advocacy.decay,
    },
  };
}

/** When the moving columns are written down: at the times of the outcomes that read them. */
function snapshotTimes({ observe, observed, time }: Scenario): number[] {
  const times = [
    ...observe.outcomes.filter(({ moving }) => moving).map((outcome) => outcome.time),
    ...observed.flatMap((item) =>
      'outcome' in item && item.outcome.moving ? item.points.map(([at]) => at) : [],
    ),
  ].map((at) => (at === 'end' ? time.end : at));
  return [...new Set(times)].filter((at) => at >= time.start && at <= time.end).sort((a, b) => a - b);
}
