/** Sweeps as processes: the same bytes whatever runs them, stops them or divides them. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place } from './fixtures/command.js';
import { committed, POINTS, REPLICATES, rowsOf, sweepFiles } from './fixtures/sweep.js';

const { folder, write, read, list, fastpolicy, start } = place();
write(sweepFiles);
const rows = (file: string): string[][] => rowsOf(read(file));
const RUNS = POINTS * REPLICATES;
const FAILED = RUNS / 3;

const words = ['sweep', 'e.yaml', '--quiet', '--no-figures'];
/** All but the manifest must be the same to the byte. */
const files = [
  'design.csv',
  'experiment.yaml',
  'failures.csv',
  'results.csv',
  'tipping.csv',
  'scenarios/small.yaml',
];
const expectSame = (out: string, as = 'whole'): void => {
  for (const name of files) expect(read(`${out}/${name}`), `${out}/${name}`).toBe(read(`${as}/${name}`));
  expect(list(out)).toEqual(list(as));
  const [own, other] = [out, as].map((each) => JSON.parse(read(`${each}/manifest.json`)));
  expect(own).toMatchObject({
    complete: true,
    identity: other.identity,
    outputs: other.outputs,
    runs: other.runs,
    failed: other.failed,
    replicatesDone: other.replicatesDone,
  });
};
test('a sweep: points in design.csv, results by replicate and point, failing points beside', async () => {
  const { status, stdout, stderr } = await fastpolicy(
    ...['sweep', 'e.yaml', '--threads', '2', '--no-figures', '--out', 'whole'],
  );
  expect(status).toBe(1);
  expect(stdout).toContain(`${POINTS} points x ${REPLICATES} replicates: ${RUNS} runs`);
  expect(stdout).toMatch(/336 runs in \d+ s: [\d.]+ runs per second; written to whole/);
  expect(stderr).toContain(`${FAILED} runs failed; all others are done`);
  expect(read('whole/design.csv').split('\n').slice(0, 3)).toEqual([
    'point,mechanisms.welcoming.declare.emulation,ties.meanDegree',
    '0,0,2',
    '1,0,3',
  ]);
  const results = rows('whole/results.csv').map(([replicate, point]) => [Number(replicate), Number(point)]);
  const valid = Array.from({ length: POINTS }, (_, point) => point).filter((point) => point % 3 !== 2);
  expect(results).toEqual(
    Array.from({ length: REPLICATES }, (_, r) => valid.map((point) => [r, point])).flat(),
  );
  expect(read('whole/results.csv').split('\n')[0]).toBe(
    'replicate,point,welcoming,timeTo50_welcoming,reached_timeTo50_welcoming',
  );
  expect(read('whole/failures.csv').split('\n').slice(0, 3)).toEqual([
    'point,replicate,error,command',
    '2,0,"ties: meanDegree 40 is impossible with 12 cities: it must lie in [0, 11]",fastpolicy sweep e.yaml --point 2 --replicate 0',
    '5,0,"ties: meanDegree 40 is impossible with 12 cities: it must lie in [0, 11]",fastpolicy sweep e.yaml --point 5 --replicate 0',
  ]);
  expect(JSON.parse(read('whole/manifest.json'))).toMatchObject({
    kind: 'sweep',
    complete: true,
    points: POINTS,
    replicates: REPLICATES,
    replicatesDone: REPLICATES,
    runs: RUNS,
    failed: FAILED,
  });
});

test('on no, one and four threads it leaves the same bytes', async () => {
  const folders = ['0', '1', '4'].map(async (threads) => {
    const out = `threads-${threads}`;
    expect((await fastpolicy(...words, '--threads', threads, '--out', out)).status).toBe(1);
    return out;
  });
  for (const out of await Promise.all(folders)) expectSame(out);
});

test.each([1, 3, 7])('%i shards merged are the sweep', async (count) => {
  const shards = Array.from({ length: count }, (_, k) => `shards-${count}/${k + 1}`);
  const parts = await Promise.all(
    shards.map((out, k) =>
      fastpolicy(...words, '--threads', '1', '--shard', `${k + 1}/${count}`, '--out', out),
    ),
  );
  // 1: of shards in which a point fails.
  for (const { status, stderr } of parts) expect([0, 1], stderr).toContain(status);
  // In another order than they were made.
  const { status, stderr } = await fastpolicy(
    ...['merge', ...shards.reverse(), '--no-figures', '--out', `merged-${count}`],
  );
  expect({ status, stderr }).toMatchObject({ status: 1 });
  // Some points of this design fail, so that it has no indices.
  expect(stderr).toMatch(/^note no indices: \d+ runs failed; /);
  expectSame(`merged-${count}`);
});

/** The public tables hold whole replicates: all points of 0 … k, and nothing of k + 1. */
function expectWholeReplicates(out: string): void {
  const names = list(out);
  for (const [name, each] of [
    ['results.csv', 14],
    ['failures.csv', 7],
  ] as const) {
    if (!names.includes(name)) continue;
    expect(read(`whole/${name}`).startsWith(read(`${out}/${name}`))).toBe(true);
    expect(rows(`${out}/${name}`).length % each).toBe(0);
  }
}

test('killed at ten random moments and resumed, it ends in the same bytes', async () => {
  const out = 'killed';
  let done = 0;
  for (let kill = 0; kill < 10; kill++) {
    const sweep = start(...words, '--threads', '2', '--out', out, '--resume');
    const wanted = done + 1 + Math.floor(Math.random() * 30);
    await committed(join(folder, out), wanted, sweep);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    sweep.child.kill('SIGKILL');
    await sweep.ended;
    expectWholeReplicates(out);
    const after = list(out).includes('.parts/progress.json')
      ? JSON.parse(read(`${out}/.parts/progress.json`)).replicatesDone
      : done;
    expect(after).toBeGreaterThanOrEqual(done);
    done = after;
  }
  expect((await fastpolicy(...words, '--threads', '1', '--out', out, '--resume')).status).toBe(1);
  expectSame(out);
}, 300_000);

test('Ctrl-C ends it cleanly with 130 and says how to go on; without --resume it is refused', async () => {
  const sweep = start('sweep', 'e.yaml', '--threads', '1', '--no-figures', '--out', 'stopped');
  await committed(join(folder, 'stopped'), 30, sweep);
  sweep.child.kill('SIGINT');
  const { status, stderr } = await sweep.ended;
  expect(status).toBe(130);
  expect(stderr).toContain('fastpolicy sweep e.yaml --threads 1 --no-figures --out stopped --resume\n');
  expectWholeReplicates('stopped');
  // Here both end with the same replicate.
  expect(rows('stopped/results.csv').length).toBe(2 * rows('stopped/failures.csv').length);
  expect(JSON.parse(read('stopped/manifest.json'))).toMatchObject({ complete: false, finished: null });
  const refused = await fastpolicy(...words, '--out', 'stopped');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/holds \d+ runs of this study, which was interrupted/);
  expect((await fastpolicy(...words, '--out', 'stopped', '--resume')).status).toBe(1);
  expectSame('stopped');
});

test('replicates until a precision stop where it is reached, and the reference goes on; shards, kills and threads change nothing', async () => {
  const sweep = ['sweep', 'until.yaml', '--quiet', '--no-figures'];
  expect((await fastpolicy(...sweep, '--threads', '2', '--out', 'until')).status).toBe(0);
  const counts = new Map<string, number>();
  for (const [, point] of rows('until/results.csv')) counts.set(point, (counts.get(point) ?? 0) + 1);
  expect([...counts.values()].every((count) => [4, 8, 16, 32, 64].includes(count))).toBe(true);
  expect(new Set(counts.values()).size).toBeGreaterThan(1);
  expect(counts.get('3')).toBe(Math.max(...counts.values()));
  const shards = ['1', '2', '3'].map((k) => `until-shards/${k}`);
  await Promise.all(shards.map((out, k) => fastpolicy(...sweep, '--shard', `${k + 1}/3`, '--out', out)));
  await fastpolicy('merge', ...shards, '--no-figures', '--out', 'until-merged');
  expectSame('until-merged', 'until');
  for (let kill = 0; kill < 3; kill++) {
    const started = start(...sweep, '--threads', '1', '--out', 'until-killed', '--resume');
    await committed(join(folder, 'until-killed'), 20 + 40 * kill, started);
    started.child.kill('SIGKILL');
    await started.ended;
  }
  await fastpolicy(...sweep, '--out', 'until-killed', '--resume');
  expectSame('until-killed', 'until');
});
