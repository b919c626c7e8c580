/** The pieces of the engine around a world at a given state, so that one term can be read by itself. */
import { createBenchmarks } from '../../src/model/benchmark.js';
import { createExposure } from '../../src/model/exposure/exposure.js';
import type { Fill } from '../../src/model/fill.js';
import { jurisdictionsOf } from '../../src/model/jurisdiction.js';
import { mechanismById } from '../../src/model/mechanisms/index.js';
import { createMemberships } from '../../src/model/memberships.js';
import { createPressure } from '../../src/model/pressure.js';
import { createStandard, type Standard } from '../../src/model/standard.js';
import { createState, resetState } from '../../src/model/state.js';
import type { TermContext } from '../../src/model/termContext.js';
import type { Transition, TransitionName, World } from '../../src/model/world.js';

/** Everything at the world's start, with all subjects tracked; `watched` may stand between a term and the attributes. */
export function atStart(world: World, watched = (standard: Standard): Standard => standard) {
  const jurisdictions = jurisdictionsOf(world);
  const state = createState(world, jurisdictions);
  resetState(state, world);
  const standard = watched(createStandard(world));
  const memberships = createMemberships(world, state);
  memberships.reset();
  const exposure = createExposure(
    world,
    state,
    standard,
    memberships,
    world.subjects.map(() => true),
  );
  exposure.reset();
  const benchmarks = createBenchmarks(world, state, standard, memberships);
  benchmarks.reset();
  const pressure = createPressure(world, state, jurisdictions);
  pressure.reset(0);
  pressure.update();
  return {
    world,
    state,
    standard,
    memberships,
    exposure,
    benchmarks,
    jurisdictions,
    jurisdiction: jurisdictions.of,
  };
}

/** What a fill has for each of N cities. */
export function filled(fill: Fill, cityCount: number): number[] {
  const out = new Float64Array(cityCount);
  fill(Int32Array.from(out.keys()), cityCount, out);
  return [...out];
}

/** The term of a mechanism for each city, as things stand at the start, or as `move` has them stand. */
export function term(
  world: World,
  mechanism: string,
  subject = 0,
  transition: TransitionName = world.subjects[subject].network ? 'join' : 'declare',
  parameters: TermContext['parameters'] = {},
  move: (pieces: ReturnType<typeof atStart>) => void = () => {},
): number[] {
  const pieces = atStart(world);
  const declared = Object.entries(mechanismById(mechanism).parameters);
  const fill = mechanismById(mechanism).term({
    ...pieces,
    subject,
    transition: { name: transition } as Transition,
    parameters: {
      ...Object.fromEntries(declared.map(([key, { default: given }]) => [key, given])),
      ...parameters,
    },
  });
  move(pieces);
  return filled(fill, world.cities.count);
}
