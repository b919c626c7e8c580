import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hazardParameters, withCoefficients } from '../../../src/experiment/sweep/coefficients.js';
import type { Experiment } from '../../../src/experiment/sweep/experimentFile/experiment.js';
import { loadExperiment } from '../../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { groundSource, noGround } from '../../../src/experiment/sweep/ground.js';
import { pointFault, pointRunner } from '../../../src/experiment/sweep/pointRunner.js';
import { pointDocument } from '../../../src/experiment/sweep/points.js';
import { prepareSweep } from '../../../src/experiment/sweep/prepareSweep.js';
import { nodeFiles } from '../../../src/io/nodeFiles.js';
import { registry } from '../../../src/registry.js';
import { buildWorld } from '../../../src/scenario/build/buildWorld.js';
import { checkScenario } from '../../../src/scenario/load.js';
import { plainOf } from '../../../src/scenario/yamlTree.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();

/** 30 cities, two policies, a network, with all kinds of coefficients. */
const scenario = `
seed: points
replicates: 3
time: { start: 2010, end: 2030 }
cities:
  synthetic: { count: 30, countries: { A: 0.5, B: 0.5 } }
  attributes: { immigrantShare: { beta: [2, 16] }, orientation: { normal: [0, 0.4], within: [-1, 1] } }
nations: { A: { pressure: [{ at: 2010, level: 0.3 }] } }
policies: { welcoming: {}, exclusion: {} }
networks:
  charter:
    from: 2010
    functions: { symbolic: 0.5 }
    founders: { take: 3, by: population }
    join: { baseline: { perYear: 0.05 }, emulation: 1 }
    leave: { baseline: { perYear: 0.02 } }
ties: { generator: gravity, meanDegree: 4 }
exposure: { layers: { ties: 1, networks: 1 } }
mechanisms:
  welcoming:
    declare: { baseline: -3, need: 0.5, emulation: 2, branding: 1 }
    implement: { baseline: { perYear: 0.1 } }
    repeal: { baseline: -4 }
  exclusion: { declare: { baseline: -4, emulation: 1 }, repeal: { baseline: -3 } }
off: [branding]
observe:
  groups: { members: { memberOf: charter } }
  outcomes: [share:welcoming, timeTo25:welcoming/members, members:charter, share:exclusion@2020]
`;
writeFileSync(join(folder, 'scenario.yaml'), scenario);

const paths = {
  emulation: 'mechanisms.welcoming.declare.emulation: { from: 0, to: 3 }',
  perYear: 'mechanisms.welcoming.implement.baseline.perYear: { from: 0.01, to: 1, scale: log }',
  repeal: 'mechanisms.welcoming.repeal.baseline: { from: -6, to: -2 }',
  off: 'mechanisms.welcoming.declare.branding: { from: 0, to: 5 }',
  given: 'mechanisms.exclusion.declare.orientation.coefficient: { values: [-1, 0, 1] }',
  join: 'networks.charter.join.baseline.perYear: { from: 0.01, to: 0.5 }',
  removed: 'mechanisms.exclusion.repeal: { values: [null, { baseline: -1 }] }',
  degree: 'ties.meanDegree: { from: 2, to: 6, integer: true }',
  anew: 'cities.perReplicate: { values: [false, true] }',
};

function experiment(parameters: readonly string[], more = ''): Experiment {
  const file = join(folder, 'experiment.yaml');
  const lines = parameters.map((line) => `  ${line}`).join('\n');
  writeFileSync(
    file,
    `scenario: scenario.yaml\ndesign: { type: random, n: 40 }\nparameters:\n${lines}\n${more}`,
  );
  return loadExperiment(file);
}

const workOf = ({ points, columns }: Experiment) => ({ points, columns, ground: noGround });

describe('points', () => {
  it('have the outcomes that each has alone, whatever was run before', async () => {
    const { design, ...rest } = experiment(Object.values(paths));
    const work = workOf({ design, ...rest });
    const shared = await prepareSweep({ design, ...rest });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(39), fc.nat(2)), { minLength: 1, maxLength: 12 }),
        async (runs) => {
          const runner = pointRunner(work);
          const onShared = pointRunner(shared);
          for (const [point, replicate] of runs) {
            const values = design.point(point);
            // A runner of its own checks, draws and builds everything.
            const alone = await pointRunner(work).run(point, values, replicate);
            expect(await runner.run(point, values, replicate)).toEqual(alone);
            expect(await onShared.run(point, values, replicate)).toEqual(alone);
          }
        },
      ),
      { numRuns: 6 },
    );
  });

  it('share the resistances of a replicate: a coefficient that is not read changes nothing', async () => {
    const { design, ...rest } = experiment([paths.off]);
    const runner = pointRunner(workOf({ design, ...rest }));
    const first = await runner.run(0, design.point(0), 1);
    for (let point = 1; point < 5; point++)
      expect(await runner.run(point, design.point(point), 1)).toEqual(first);
  });
});

describe('coefficients', () => {
  const varied = experiment([
    paths.emulation,
    paths.perYear,
    paths.repeal,
    paths.off,
    paths.given,
    paths.join,
  ]);
  const loadedAt = (values: readonly unknown[]) =>
    checkScenario(pointDocument(varied.points, values), { files: nodeFiles, registry });

  it('are laid into a checked scenario as the whole check would', () => {
    const base = loadedAt(varied.design.point(0));
    const stated = plainOf(base.document.root) as { [key: string]: unknown };
    const hazards = hazardParameters(varied.points.varied.map(({ path }) => path));
    expect(hazards.map(({ within }) => within.join('.'))).toEqual([
      'emulation',
      'baseline.perYear',
      'baseline',
      'branding',
      'orientation.coefficient',
      'baseline.perYear',
    ]);
    for (let point = 1; point < 40; point++) {
      const values = varied.design.point(point);
      expect(withCoefficients(base.scenario, stated, hazards, values)).toEqual(loadedAt(values).scenario);
    }
  });

  it('that are not allowed are refused, and the whole check says why', async () => {
    const { design, points, ...rest } = experiment([
      'mechanisms.welcoming.implement.baseline.perYear: { values: [0.1, -0.1] }',
      paths.emulation,
    ]);
    const runner = pointRunner({ ...rest, points, columns: rest.columns, ground: noGround });
    await runner.run(0, [0.1, 1], 0);
    const fault = await runner.run(1, [-0.1, 1], 0).then(() => '', pointFault);
    expect(fault).toContain('mechanisms.welcoming.implement.baseline.perYear: expected a number above 0');
    expect(fault).toContain('found -0.1');
    // And the next point works again.
    await runner.run(2, [0.1, 2], 0);
    expect(design.pointCount).toBe(40);
  });

  it('leave cities and ties as they are: nothing is drawn again', async () => {
    const ground = groundSource(noGround);
    const worlds = await Promise.all(
      [0, 1, 2].map(async (point) => {
        const loaded = loadedAt(varied.design.point(point));
        return ground.build(loaded, await ground.read(loaded), 0).world;
      }),
    );
    for (const world of worlds.slice(1)) {
      expect(world.cities.attributes.orientation).toBe(worlds[0].cities.attributes.orientation);
      expect(world.ties).toBe(worlds[0].ties);
    }
  });

  it('a world on kept cities and ties is the world that is drawn whole', async () => {
    const ground = groundSource(noGround);
    for (const point of [0, 1]) {
      const loaded = loadedAt(varied.design.point(point));
      const given = await ground.read(loaded);
      expect(ground.build(loaded, given, 0).world).toEqual(
        buildWorld({ ...given, scenario: loaded.scenario }, 0).world,
      );
    }
  });
});

describe('cities and ties', () => {
  const at = (e: Experiment, values: readonly unknown[]) =>
    checkScenario(pointDocument(e.points, values), { files: nodeFiles, registry });

  it('are drawn anew where what they are drawn from differs, and the cities stay where only ties do', async () => {
    const varied = experiment([paths.degree, 'seed: { values: [a, b] }', paths.anew]);
    const ground = groundSource(noGround);
    const world = async (values: readonly unknown[], replicate = 0) => {
      const loaded = at(varied, values);
      return ground.build(loaded, await ground.read(loaded), replicate).world;
    };
    const first = await world([4, 'a', false]);
    const denser = await world([6, 'a', false]);
    const { orientation } = first.cities.attributes;
    expect(denser.cities.attributes.orientation).toBe(orientation);
    expect(denser.ties!.column.length).toBeGreaterThan(first.ties!.column.length);
    const other = await world([4, 'b', false]);
    expect(other.cities.attributes.orientation).not.toEqual(orientation);
    expect((await world([4, 'a', false], 5)).cities.attributes.orientation).toBe(orientation);
    const anew = await world([4, 'a', true], 5);
    expect(anew.cities.attributes.orientation).not.toEqual(orientation);
  });
});
