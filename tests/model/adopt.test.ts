import { expect, test } from 'vitest';
import { shapeOf } from '../../src/model/clock.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Subject, World } from '../../src/model/world.js';
import { randomWorld } from '../support/randomWorld.js';

/** The world with all numbers of its log-hazards moved, none to 0. */
function moved(world: World, by: number): World {
  const subjects = world.subjects.map(
    (subject): Subject => ({
      ...subject,
      transitions: subject.transitions.map((transition) => ({
        ...transition,
        baseline: transition.baseline + by,
        coefficients: transition.coefficients.map((entry) => ({
          ...entry,
          coefficient: entry.coefficient * (1 + by),
        })),
      })),
    }),
  );
  return { ...world, subjects };
}

test('a simulator that adopts coefficients runs as one that was made for them, bit by bit', () => {
  let differing = 0;
  for (let seed = 0; seed < 40; seed++) {
    const world = randomWorld(seed, {});
    const other = moved(world, 0.3);
    expect(shapeOf(other.subjects)).toBe(shapeOf(world.subjects));
    const simulator = createSimulator(world);
    const first = simulator.run(1);
    simulator.adopt(other.subjects);
    const adopted = simulator.run(1);
    expect(adopted).toEqual(createSimulator(other).run(1));
    if (adopted.count !== first.count) differing++;
    simulator.adopt(world.subjects);
    expect(simulator.run(1)).toEqual(first);
  }
  expect(differing).toBeGreaterThan(20);
});

test('a coefficient of 0 is another shape: the mechanism is not there', () => {
  const { subjects } = randomWorld(3, {});
  const s = subjects.findIndex(({ transitions }) =>
    transitions.some(({ coefficients }) => coefficients.some(({ coefficient }) => coefficient !== 0)),
  );
  const without = subjects.map((subject, at) =>
    at !== s
      ? subject
      : {
          ...subject,
          transitions: subject.transitions.map((transition) => ({
            ...transition,
            coefficients: transition.coefficients.map((entry) => ({ ...entry, coefficient: 0 })),
          })),
        },
  );
  expect(shapeOf(without)).not.toBe(shapeOf(subjects));
});
