/**
 * Golden trajectories: the bits of the events of shipped scenarios. A change here changes published results: it
 * needs a line in golden/CHANGES.md that says what changed and why it is right.
 * FASTPOLICY_GOLDEN=write npx vitest run tests/golden.test.ts writes them anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { prepareStudy } from '../src/experiment/study.js';
import { createSimulator } from '../src/model/simulate.js';

const file = fileURLToPath(new URL('golden/trajectories.json', import.meta.url));
const golden = JSON.parse(readFileSync(file, 'utf8')) as { [scenario: string]: string };
const scenarios = ['hello', 'classics/granovetter', 'laboratory', 'eu-charter'];

async function checksumOf(scenario: string): Promise<string> {
  const path = fileURLToPath(new URL(`../scenarios/${scenario}.yaml`, import.meta.url));
  const { world } = await prepareStudy(path);
  const simulator = createSimulator(world);
  const hash = createHash('sha256');
  for (const replicate of [0, 1]) {
    const { time, city, subject, to, source, logHazard } = simulator.run(replicate);
    for (const column of [time, city, subject, to, source, logHazard]) {
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    }
  }
  return hash.digest('hex');
}

test.each(scenarios)('the trajectories of %s are those on record, bit by bit', async (scenario) => {
  const checksum = await checksumOf(scenario);
  if (process.env['FASTPOLICY_GOLDEN'] === 'write') {
    golden[scenario] = checksum;
    writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  }
  expect(checksum).toBe(golden[scenario]);
});
