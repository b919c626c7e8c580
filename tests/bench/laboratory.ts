/**
 * npm run bench -- laboratory. What the whole model costs: ns of user time a city, step and policy of the
 * laboratory, all mechanisms and feedbacks on, beside the plain loop of citySteps.ts for one policy at as many
 * cities; and how much of it each mechanism takes: what a run costs less where it is off. A mechanism that is off
 * also changes what happens, so that a share may be below zero.
 */
import { nodeFiles } from '../../src/io/nodeFiles.js';
import { readInputs } from '../../src/io/readInputs.js';
import { shippedFile } from '../../src/io/shippedScenarios.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { registry } from '../../src/registry.js';
import { buildWorld } from '../../src/scenario/build/buildWorld.js';
import { loadScenario } from '../../src/scenario/load.js';
import { median, plainLoop, STEPS, workload } from './citySteps.js';

const RUNS = 9;
const PLAIN_RUNS = 2_000;

async function laboratory(off: readonly string[]): Promise<World> {
  const set = off.length > 0 ? [{ path: 'off', value: off }] : [];
  const loaded = loadScenario(shippedFile('laboratory')!, { set, files: nodeFiles, registry });
  return buildWorld(await readInputs(loaded)).world;
}

/** A program that is timed: ns a run, one at a time. */
function timer(run: (replicate: number) => unknown): () => number {
  let replicate = 0;
  return () => {
    const start = process.cpuUsage().user;
    run(replicate++);
    return (process.cpuUsage().user - start) * 1000;
  };
}

const simulated = (world: World): (() => number) => {
  const simulator = createSimulator(world, { explain: false });
  return timer((replicate) => simulator.run(replicate));
};

const world = await laboratory([]);
const { count } = world.cities;
const steps = Math.round((world.time.end - world.time.start) * world.time.stepsPerYear);
const used = [
  ...new Set(
    world.subjects.flatMap(({ transitions }) =>
      transitions.flatMap(({ coefficients }) => coefficients.map(({ mechanism }) => mechanism)),
    ),
  ),
];
const plain = plainLoop(workload(count));
const plainTime = timer((replicate) => {
  for (let r = 0; r < PLAIN_RUNS; r++) plain(replicate * PLAIN_RUNS + r);
});
const whole = simulated(world);
const without: { readonly name: string; readonly time: () => number }[] = [];
for (const name of used) without.push({ name, time: simulated(await laboratory([name])) });

// One run of each warms it up; then all in turn.
for (const time of [plainTime, whole, ...without.map((one) => one.time)]) time();
const taken = { plain: [] as number[], whole: [] as number[] };
const less = new Map(used.map((name) => [name, [] as number[]]));
for (let run = 0; run < RUNS; run++) {
  taken.plain.push(plainTime() / PLAIN_RUNS / count / STEPS);
  taken.whole.push(whole() / count / steps / world.policyCount);
  for (const { name, time } of without) {
    less.get(name)!.push(1 - time() / count / steps / world.policyCount / taken.whole.at(-1)!);
  }
}
const own = median(taken.whole);
const floor = median(taken.plain);
console.log(`${count} cities, ${steps} steps, ${world.policyCount} policies, ${used.length} mechanisms`);
console.log(
  `${own.toFixed(0)} ns a city, step and policy; the plain loop ${floor.toFixed(1)}; ratio ${(own / floor).toFixed(1)}`,
);
console.log('a run costs less without');
const shares = [...less].map(([name, values]) => ({ name, share: median(values) }));
for (const { name, share } of shares.sort((a, b) => b.share - a.share)) {
  console.log(`  ${name.padEnd(18)} ${(100 * share).toFixed(0).padStart(4)} %`);
}
