/** Dates of a scenario that its run does not reach: no mistakes, since a branch or a shorter run may cut them. */
import { statedPowers } from './build/powers.js';
import { countText } from './countText.js';
import { listNames } from './nearestName.js';
import { partedShocks } from './parting.js';
import type { Scenario } from './schema.js';

/** Dates that a note names before it counts the rest. */
const NAMED = 12;
/** Years: a record of a nation's line that goes on so little beyond the end is no oversight. */
const MARGIN = 1;

interface Span {
  readonly from: number;
  readonly to: number | null;
}

const text = (time: number): string => String(Math.round(time * 100) / 100);

/**
 * Notes on all that is dated and has no effect: what a later level supersedes at the start, what ended before it, and
 * what would come after the end. `memberships`: the recorded spells.
 */
export function idleDateNotes(scenario: Scenario, memberships: readonly Span[] | null): string[] {
  const { time, networks, observed, branch } = scenario;
  const { start, end } = time;
  const superseded: string[] = [];
  const ended: string[] = [];
  const never: string[] = [];
  const spanOf = (what: string, { from, to }: Span): void => {
    if (from >= end) never.push(`${what} ${text(from)}`);
    else if (to !== null && to <= start) ended.push(`${what} ${text(from)} to ${text(to)}`);
  };

  for (const [kind, powers] of Object.entries(statedPowers(scenario))) {
    for (const [id, { pressure, preempts, coordinates }] of Object.entries(powers)) {
      const path = `${kind}.${id}`;
      const ruling = pressure.filter(({ at, level }) => level !== undefined && at <= start).at(-1);
      for (const change of pressure) {
        if (change.at >= end + MARGIN) never.push(`${path}.pressure ${text(change.at)}`);
        else if (ruling && change.level !== undefined && change.at < ruling.at)
          superseded.push(`${path}.pressure ${text(change.at)} (by ${text(ruling.at)})`);
      }
      for (const law of preempts) spanOf(`${path}.preempts ${law.policy}`, law);
      for (const work of coordinates) spanOf(`${path}.coordinates ${work.network}`, work);
    }
  }
  // One that is founded at the very end is left out on purpose.
  for (const [id, { from, to }] of Object.entries(networks).filter(([, network]) => network.from !== end))
    spanOf(`networks.${id}`, { from: from ?? Number.NEGATIVE_INFINITY, to });
  const shocks = branch ? partedShocks(branch.at, branch.past.shocks, scenario.shocks) : scenario.shocks;
  const early = shocks.filter(({ at }) => at < start);
  for (const { at } of shocks) if (at >= end) never.push(`shocks ${text(at)}`);

  const points = observed.flatMap((item) =>
    'outcome' in item
      ? item.points.flatMap(([at]) => (at < start || at > end ? [`${item.outcome.text} ${text(at)}`] : []))
      : [],
  );
  const spells = memberships ?? [];
  const before = spells.filter(({ to }) => to !== null && to <= start).length;
  const after = spells.filter(({ from }) => from >= end).length;
  const listed = (what: readonly string[]): string => listNames(what, NAMED);
  const when = `the run is from ${text(start)} to ${text(end)}`;
  return [
    ...(superseded.length > 0
      ? [`before the start, superseded by a later level: ${listed(superseded)}`]
      : []),
    ...(ended.length > 0 ? [`ended before the start, without effect (${when}): ${listed(ended)}`] : []),
    ...(early.length > 0
      ? [
          `before the start, so that newcomers come in the first step: shocks ${listed(early.map(({ at }) => text(at)))}`,
        ]
      : []),
    ...(never.length > 0 ? [`after the end of the run, never happens (${when}): ${listed(never)}`] : []),
    ...(before > 0
      ? [`memberships: ${countText(before, 'spell')} of ${spells.length} ended before the start`]
      : []),
    ...(after > 0
      ? [`memberships: ${countText(after, 'spell')} of ${spells.length} would begin after the end of the run`]
      : []),
    ...(points.length > 0
      ? [`observed outside the run, held against nothing (${when}): ${listed(points)}`]
      : []),
  ];
}
