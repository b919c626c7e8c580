/** What is told of a sweep, from tables written by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadExperiment } from '../../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { findingsOf } from '../../../src/experiment/sweep/findings.js';
import { smallYaml } from '../../cli/fixtures/command.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();
writeFileSync(join(folder, 'small.yaml'), smallYaml);

/** Findings of a grid over emulation (0, 1, 2) whose point p has so many replicates of value(p, r). */
function findings(replicates: readonly number[], value: (point: number, replicate: number) => number) {
  const file = join(folder, 'e.yaml');
  writeFileSync(
    file,
    `scenario: small.yaml\ndesign: { type: grid, n: 3 }\nparameters:\n  mechanisms.welcoming.declare.emulation: { from: 0, to: 2 }\nreplicates: { until: { halfWidth: 0.01, of: y }, min: 2, max: 8 }\noutcomes: [{ y: "share:welcoming" }]\ntipping: { y: 0.5 }\n`,
  );
  const experiment = loadExperiment(file);
  const most = Math.max(...replicates);
  const rows = Array.from({ length: most }, (_, r) =>
    replicates.flatMap((count, p) => (r < count ? [`${r},${p},${value(p, r)}\n`] : [])).join(''),
  );
  writeFileSync(join(folder, 'results.csv'), `replicate,point,y\n${rows.join('')}`);
  writeFileSync(join(folder, 'failures.csv'), 'point,replicate,error,command\n');
  return findingsOf({ experiment, folder, failed: 0, replicatesDone: most }, false);
}

test('replicates until a precision: indices and tipping points take as many as all points have, and notes tell', () => {
  const { sweep, notes } = findings([4, 8, 8], (p, r) => [0, 0.4, 0.8][p] + ((r % 2) - 0.5) * 0.1);
  expect(sweep.replicates).toBe(4);
  expect(notes[0]).toBe(
    'at 3 of 3 points the precision was not reached: half the interval of y is still wider than 0.01 after 8 replicates',
  );
  expect(notes).toContain(
    'indices, tipping points and averages over points rest on the first 4 replicates, which all points have',
  );
  expect(sweep.tipping).toHaveLength(1);
  expect(sweep.tipping[0].value).toBeCloseTo(1.25, 9);
});

test('replicates until a precision that was reached leave no word of it', () => {
  const { notes } = findings([2, 2, 2], (p) => p / 2);
  expect(notes.filter((note) => note.includes('precision'))).toEqual([]);
});
