/** Ctrl-C and worse: whatever ends a run, its tables hold whole replicates, and --resume goes on to the same bytes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Ended, place, type Started, smallYaml, tables } from './fixtures/command.js';

const { folder, write, read, list, fastpolicy, start } = place();
const REPLICATES = 3000;
write({
  'long.yaml': smallYaml
    .replace('replicates: 12', `replicates: ${REPLICATES}`)
    .replace('seed: small', 'seed: long'),
});

const growing = ['runs.csv', 'series.csv', 'events.csv'];

/** Waits until some replicates are committed and published, but by far not all. */
async function underWay(out: string, { ended }: Started): Promise<void> {
  const progress = join(folder, out, '.parts/progress.json');
  let over = false;
  ended.then(() => {
    over = true;
  });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (over) throw new Error('the run ended before it could be interrupted');
    if (!existsSync(progress) || !existsSync(join(folder, out, 'runs.csv'))) continue;
    const { replicatesDone } = JSON.parse(readFileSync(progress, 'utf8'));
    if (replicatesDone > 10) return;
  }
}

/** Each table holds whole replicates 0 … k: it is the beginning of the uninterrupted run's, up to the end of k. */
function expectWholeReplicates(out: string): void {
  const names = list(out);
  for (const name of growing.filter((name) => names.includes(name))) {
    const lines = read(`${out}/${name}`).split('\n');
    const last = Number(lines.at(-2)!.split(',')[1]);
    const whole = read(`whole/${name}`).split('\n');
    const end = whole.findIndex((line) => Number(line.split(',')[1]) > last);
    expect(lines.slice(0, -1)).toEqual(whole.slice(0, end));
  }
  expect(names).toContain('runs.csv');
  expect(JSON.parse(read(`${out}/manifest.json`))).toMatchObject({ complete: false, finished: null });
}

async function resume(out: string): Promise<Ended> {
  const ended = await fastpolicy('run', 'long.yaml', '--no-figures', '--quiet', '--out', out, '--resume');
  for (const name of tables) expect(read(`${out}/${name}`), name).toBe(read(`whole/${name}`));
  expect(list(out)).toEqual(list('whole'));
  expect(JSON.parse(read(`${out}/manifest.json`))).toMatchObject({
    complete: true,
    replicatesDone: REPLICATES,
  });
  return ended;
}

test('the uninterrupted run, to compare with', async () => {
  const words = ['run', 'long.yaml', '--no-figures', '--quiet', '--out', 'whole'];
  expect((await fastpolicy(...words)).status).toBe(0);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a run cleanly with 130, and --resume completes it',
  async (signal) => {
    const run = start('run', 'long.yaml', '--no-figures', '--out', signal);
    await underWay(signal, run);
    run.child.kill(signal);
    const { status, stderr } = await run.ended;
    expect(status).toBe(130);
    expect(stderr).toContain('stopping; what is done is kept');
    expect(stderr).toContain(`fastpolicy run long.yaml --no-figures --out ${signal} --resume\n`);
    const [, done] = /interrupted after (\d+) of 3000 replicates/.exec(stderr)!;
    expectWholeReplicates(signal);
    // All tables end with the same replicate, which the message names.
    for (const name of growing)
      expect(Number(read(`${signal}/${name}`).split('\n').at(-2)!.split(',')[1])).toBe(Number(done) - 1);
    expect(JSON.parse(read(`${signal}/manifest.json`)).replicatesDone).toBe(Number(done));

    const refused = await fastpolicy('run', 'long.yaml', '--out', signal);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('--resume to go on');
    expect((await resume(signal)).status).toBe(0);
  },
);

test('SIGKILL leaves whole replicates too, and --resume completes it', async () => {
  const run = start('run', 'long.yaml', '--no-figures', '--out', 'killed');
  await underWay('killed', run);
  run.child.kill('SIGKILL');
  expect((await run.ended).status).toBe(null);
  expectWholeReplicates('killed');
  expect((await resume('killed')).status).toBe(0);
});

test('without threads beside the main one, Ctrl-C is heard too', async () => {
  const run = start('run', 'long.yaml', '--no-figures', '--threads', '0', '--out', 'alone');
  await underWay('alone', run);
  run.child.kill('SIGINT');
  expect((await run.ended).status).toBe(130);
  expectWholeReplicates('alone');
});

test('an interruption while figures are drawn is made up for by --resume', async () => {
  write({ 'drawn.yaml': smallYaml });
  expect((await fastpolicy('run', 'drawn.yaml', '--quiet', '--out', 'drawn')).status).toBe(0);
  const run = start('run', 'drawn.yaml', '--out', 'stopped');
  // All replicates are committed; figures follow.
  while (!existsSync(join(folder, 'stopped/events.csv')) || !/"complete":true/.test(progressOf('stopped')))
    await new Promise((resolve) => setTimeout(resolve, 2));
  run.child.kill('SIGKILL');
  await run.ended;
  expect(JSON.parse(read('stopped/manifest.json')).complete).toBe(false);
  expect((await fastpolicy('run', 'drawn.yaml', '--quiet', '--out', 'stopped', '--resume')).status).toBe(0);
  expect(JSON.parse(read('stopped/manifest.json')).outputs).toEqual(
    JSON.parse(read('drawn/manifest.json')).outputs,
  );
  expect(list('stopped')).toEqual(list('drawn'));
});

function progressOf(out: string): string {
  try {
    return read(`${out}/.parts/progress.json`);
  } catch {
    return '';
  }
}
