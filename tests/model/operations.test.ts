/**
 * How the work of a run grows with its size, in operations and not in seconds: how often the blocks of the engine's
 * code are entered, as V8 counts them. So loops within terms count too.
 */
import { Session } from 'node:inspector';
import { linearRegression } from 'simple-statistics';
import { expect, test } from 'vitest';
import { nodeFiles } from '../../src/io/nodeFiles.js';
import { readInputs } from '../../src/io/readInputs.js';
import { shippedFile } from '../../src/io/shippedScenarios.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { registry } from '../../src/registry.js';
import { buildWorld } from '../../src/scenario/build/buildWorld.js';
import { loadScenario } from '../../src/scenario/load.js';
import { scaled } from '../../src/validation/scale.js';

/** Counts from here on; returns how to read the entries of blocks of src/model since the last reading. */
function countOperations(): () => number {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return () => {
    let total = 0;
    session.post('Profiler.takePreciseCoverage', (error, report) => {
      if (error) throw error;
      for (const { url, functions } of report.result) {
        if (!url.includes('/src/model/')) continue;
        for (const { ranges } of functions) for (const { count } of ranges) total += count;
      }
    });
    return total;
  };
}

async function laboratory(scale: number): Promise<World> {
  const set = ['time.stepsPerYear=1', 'observe.every=1'];
  const loaded = loadScenario(shippedFile('laboratory')!, { set, files: nodeFiles, registry });
  return buildWorld(scaled(await readInputs(loaded), scale)).world;
}

/** Least-squares slope of log y over log x. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  return linearRegression(points.map((point) => point.map(Math.log))).m;
}

test('the whole model takes operations in proportion to cities, ties and memberships', async () => {
  const points: [number, number][] = [];
  const operations = countOperations();
  for (const scale of [0.5, 1, 2, 4]) {
    const world = await laboratory(scale);
    const simulator = createSimulator(world, { explain: false });
    const networks = world.subjects.flatMap(({ network }, s) => (network ? [s] : []));
    let joins = 0;
    operations();
    const { count, subject, from } = simulator.run(0);
    const counted = operations();
    for (let event = 0; event < count; event++) {
      if (networks.includes(subject[event]) && from[event] === 0) joins++;
    }
    expect(counted).toBeGreaterThan(10_000);
    points.push([world.cities.count + world.ties!.column.length + joins, counted]);
  }
  expect(exponent(points), JSON.stringify(points)).toBeLessThan(1.1);
  expect(exponent(points), JSON.stringify(points)).toBeGreaterThan(0.8);
});
