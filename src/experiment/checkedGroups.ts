/** The groups of a scenario, once its cities are known: every outcome must find its own. */
import { type Group, groupsOf } from '../analysis/group.js';
import type { World } from '../model/world.js';
import { BuildError, type BuildFault } from '../scenario/build/buildError.js';
import { resolveGroups } from '../scenario/build/resolveGroups.js';
import type { LoadedScenario } from '../scenario/load.js';
import { listNames, nearestName } from '../scenario/nearestName.js';

/** Groups made by observe.by are known only now. Throws BuildError, which names outcomes whose group is none of them. */
export function checkedGroups(scenario: LoadedScenario['scenario'], world: World): Group[] {
  const { by, outcomes } = scenario.observe;
  const groups = groupsOf(world, { by, groups: resolveGroups(scenario, world.cities) });
  const names = groups.map(({ name }) => name);
  const faults: BuildFault[] = [];
  const check = (group: string, path: BuildFault['path']): void => {
    if (names.includes(group)) return;
    const suggestion = nearestName(group, names);
    faults.push({
      path,
      message: `no group '${group}'; there are ${listNames(names)}`,
      expected: `a group: ${listNames(names)}`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
  outcomes.forEach(({ group }, k) => {
    check(group, ['observe', 'outcomes', k]);
  });
  scenario.observed.forEach((item, k) => {
    if ('outcome' in item) check(item.outcome.group, ['observed', k, 'outcome']);
  });
  if (faults.length > 0) throw new BuildError(faults);
  return groups;
}
