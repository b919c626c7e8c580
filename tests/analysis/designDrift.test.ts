/** How designs drift: against a naive recount of random worlds, and against lineages worked out by hand. */
import { describe, expect, test } from 'vitest';
import { type DesignCell, designTable, meanDistances } from '../../src/analysis/designDrift.js';
import { stagesAt } from '../../src/analysis/tally.js';
import { createSimulator } from '../../src/model/simulate.js';
import { ACTIVE } from '../../src/model/state.js';
import type { World } from '../../src/model/world.js';
import { randomWorld } from '../support/randomWorld.js';
import { makeWorld, randomNumbers, type Sketch } from '../support/world.js';

/** Cells of replicate 0, with the trajectory that they were read from. */
function driftOf(built: World) {
  const table = designTable(built)!;
  const world = { ...built, snapshots: table.times };
  const trajectory = createSimulator(world).run(0);
  return { world, trajectory, times: table.times, cells: [...table.cells(trajectory)] };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('distances from the others are what all pairs give', () => {
  const next = randomNumbers(3);
  for (const n of [2, 3, 17]) {
    const values = Array.from({ length: n }, () => Math.round(next() * 20) / 20);
    const naive = values.map((own, i) =>
      mean(values.filter((_, j) => j !== i).map((other) => Math.abs(own - other))),
    );
    meanDistances(values).forEach((value, i) => {
      expect(value).toBeCloseTo(naive[i], 12);
    });
  }
  expect([...meanDistances([0.4])]).toEqual([NaN]);
});

test('holders, standing, generations and distances are what a naive recount finds', () => {
  let members = 0;
  let checked = 0;
  for (let seed = 0; seed < 40; seed++) {
    const built = randomWorld(seed);
    if (built.feedback.design === null) {
      expect(designTable(built)).toBeNull();
      continue;
    }
    const { world, trajectory, times, cells } = driftOf(built);
    const { count } = world.cities;
    const d = world.feedback.design!.dimensions;
    for (const [t, time] of times.entries()) {
      const stage = stagesAt(world, trajectory, time);
      const { design } = trajectory.snapshots[t];
      for (let policy = 0; policy < world.policyCount; policy++) {
        for (const standing of ['members', 'others'] as const) {
          const own = cells.filter(
            (cell) => cell.time === time && cell.policy === policy && cell.standing === standing,
          );
          const holders = Array.from({ length: count }, (_, i) => i).filter((i) => {
            const isMember = world.subjects.some(
              ({ network }, s) =>
                network?.benchmark?.design != null &&
                network.carries[policy] !== 0 &&
                stage[s * count + i] === ACTIVE,
            );
            return stage[policy * count + i] > 0 && isMember === (standing === 'members');
          });
          const generations = holders.map((i) => {
            let last = 0;
            for (let e = 0; e < trajectory.count && trajectory.time[e] <= time; e++)
              if (
                trajectory.subject[e] === policy &&
                trajectory.city[e] === i &&
                trajectory.generation[e] >= 0
              )
                last = trajectory.generation[e];
            return last;
          });
          expect(own.map(({ generation }) => generation)).toEqual(
            [...new Set(generations)].sort((a, b) => a - b),
          );
          for (const { generation, cities, apart, fromIdeal, fromOrigin } of own) {
            const alike = holders.filter((_, k) => generations[k] === generation);
            expect(cities).toBe(alike.length);
            const distance = (i: number, j: number): number =>
              mean(
                Array.from({ length: d }, (_, k) =>
                  Math.abs(design[(policy * count + i) * d + k] - design[(policy * count + j) * d + k]),
                ),
              );
            const naive = mean(
              alike.map((i) => mean(holders.filter((j) => j !== i).map((j) => distance(i, j)))),
            );
            if (holders.length === 1) expect(apart).toBeNaN();
            else expect(apart).toBeCloseTo(naive, 12);
            for (const value of [fromIdeal, fromOrigin]) {
              expect(value).toBeGreaterThanOrEqual(0);
              expect(value).toBeLessThanOrEqual(1);
            }
            checked++;
            if (standing === 'members') members++;
          }
        }
      }
    }
  }
  expect(checked).toBeGreaterThan(100);
  expect(members).toBeGreaterThan(20);
});

describe('a chain of copies', () => {
  // Cities in a row, each of which looks at the one before it and copies it in the first steps.
  const chain = (given: object, extra: Partial<Sketch> = {}) =>
    driftOf(
      makeWorld({
        cities: 3,
        end: 3,
        stepsPerYear: 1,
        ties: [
          [0, 1],
          [1, 2],
        ],
        policies: { p: { declare: { baseline: -20, emulation: 60 }, repeal: { baseline: -1e4 } } },
        held: [[0, 'p']],
        feedback: { design: { dimensions: 2, adaptation: 0.25, mutation: 0, ...given } },
        ...extra,
      }),
    );
  const atEnd = ({ cells, times }: ReturnType<typeof chain>): DesignCell[] =>
    cells.filter(({ time }) => time === times[times.length - 1]);
  const ideals = (): Float64Array => chain({ adaptation: 1 }).trajectory.snapshots[3].design;

  test('grows unlike the original by what each copy adapts', () => {
    const made = atEnd(chain({}));
    expect(made.map(({ generation, cities }) => [generation, cities])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    const ideal = ideals();
    const first = [0, 1].map((k) => 0.75 * ideal[k] + 0.25 * ideal[2 + k]);
    const second = [0, 1].map((k) => 0.75 * first[k] + 0.25 * ideal[4 + k]);
    const from = (design: readonly number[], city: number): number =>
      mean(design.map((value, k) => Math.abs(value - ideal[2 * city + k])));
    expect(made[0]).toMatchObject({ fromOrigin: 0, fromIdeal: 0 });
    expect(made[1].fromOrigin).toBeCloseTo(from(first, 0), 14);
    expect(made[1].fromIdeal).toBeCloseTo(from(first, 1), 14);
    expect(made[2].fromOrigin).toBeCloseTo(from(second, 0), 14);
    expect(made[2].fromIdeal).toBeCloseTo(from(second, 2), 14);
  });

  test('copied without adapting or erring stays the original', () => {
    for (const cell of atEnd(chain({ adaptation: 0 })))
      expect(cell).toMatchObject({ fromOrigin: 0, apart: 0 });
  });

  test('the original is the innovator’s as it was taken up, errors and all', () => {
    const [root] = atEnd(chain({ mutation: 0.1 }));
    expect(root.fromOrigin).toBe(0);
    expect(root.fromIdeal).toBeGreaterThan(0.001);
  });

  test('a charter pulls its members away from it, the innovator too', () => {
    const { cells, times } = chain(
      {},
      {
        networks: {
          charter: {
            carries: { p: 1 },
            benchmark: { peers: 1, by: ['population'], standard: null, design: [1, 0], pull: 0.7 },
          },
        },
        attributes: { population: 1000 },
        held: [
          [0, 'p'],
          [0, 'charter'],
        ],
      },
    );
    const ideal = ideals();
    const away = mean([1 - ideal[0], ideal[1]]);
    const members = cells.filter(({ standing }) => standing === 'members');
    expect(members.map(({ time, generation }) => [time, generation])).toEqual(times.map((time) => [time, 0]));
    members.forEach(({ time, fromOrigin }) => {
      expect(fromOrigin).toBeCloseTo(away * (1 - Math.exp(-0.7 * time)), 12);
    });
  });
});
