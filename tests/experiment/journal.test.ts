import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type JournalOptions, openJournal, RunError } from '../../src/experiment/journal.js';
import { type Manifest, writeManifest } from '../../src/io/manifest.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { expectedFile, headers, rowsOf } from './fixtures/journalRows.js';

const newFolder = () => join(temporaryFolder(), 'out');
const identity = 'a'.repeat(64);
const other = 'b'.repeat(64);
const open = (folder: string, options: Partial<JournalOptions> = {}) =>
  openJournal({ folder, identity, tables: headers, ...options });
const files = ['runs.csv', 'events.csv'] as const;
const text = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

function expectComplete(folder: string, count: number) {
  for (const file of files) expect(text(folder, file)).toBe(expectedFile(file, count));
  expect(existsSync(join(folder, '.parts'))).toBe(false);
}

/** Replicates in a public file; fails unless it is the header and whole replicates 0 … k. */
function wholeReplicates(folder: string, file: (typeof files)[number], most: number): number {
  if (!existsSync(join(folder, file))) return 0;
  const found = text(folder, file);
  let whole: string = headers[file];
  for (let count = 0; count <= most && whole.length <= found.length; count++) {
    if (whole === found) return count;
    whole += new TextDecoder().decode(rowsOf(count, 1)[file]);
  }
  throw new Error(`${file} is not whole: …${found.slice(-200)}`);
}

const manifestOf = (changes: Partial<Manifest>): Manifest => ({
  manifestVersion: 1,
  tool: { name: 'fastpolicy', version: '0' },
  node: '',
  platform: '',
  command: '',
  scenario: 'x',
  resolved: {},
  seed: 's',
  replicates: 10,
  inputs: [],
  identity,
  started: '',
  finished: null,
  seconds: 0,
  threads: 1,
  complete: false,
  replicatesDone: 0,
  outputs: {},
  ...changes,
});

describe('a run', () => {
  it('leaves the tables and nothing else', async () => {
    const folder = newFolder();
    const journal = open(folder);
    for (let r = 0; r < 20; r += 4) journal.add(r, 4, rowsOf(r, 4));
    await journal.finish();
    expectComplete(folder, 20);
    expect(readdirSync(folder).sort()).toEqual(['events.csv', 'runs.csv']);
  });

  it('commits batches in order, however they arrive', async () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.add(5, 5, rowsOf(5, 5));
    journal.add(2, 3, rowsOf(2, 3));
    expect(journal.replicatesDone).toBe(0);
    expect(existsSync(join(folder, 'runs.csv'))).toBe(false);
    journal.add(0, 2, rowsOf(0, 2));
    expect(journal.replicatesDone).toBe(10);
    await journal.finish();
    expectComplete(folder, 10);
  });

  it('publishes with the first batch, and then whenever the tables have doubled', async () => {
    const folder = newFolder();
    const journal = open(folder);
    const published: number[] = [];
    for (let r = 0; r < 200; r++) {
      journal.add(r, 1, rowsOf(r, 1));
      published.push(wholeReplicates(folder, 'runs.csv', 200));
    }
    expect(published[0]).toBe(1);
    const times = new Set(published);
    expect(times.size).toBeLessThan(15);
    expect(published[199]).toBeGreaterThan(90);
    journal.publish();
    expect(wholeReplicates(folder, 'events.csv', 200)).toBe(200);
  });

  it('a table may get no rows', async () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.add(0, 1, { 'runs.csv': rowsOf(0, 1)['runs.csv'] });
    await journal.finish();
    expect(text(folder, 'events.csv')).toBe(headers['events.csv']);
  });

  it('replicates handed in twice, a gap at the end and an unknown table are refused', async () => {
    const journal = open(newFolder());
    journal.add(0, 2, rowsOf(0, 2));
    expect(() => journal.add(0, 2, rowsOf(0, 2))).toThrow(/handed in before/);
    expect(() => journal.add(2, 1, { 'x.csv': new Uint8Array(1) })).toThrow(/no table x\.csv/);
    journal.add(3, 1, rowsOf(3, 1));
    expect(() => journal.add(3, 1, rowsOf(3, 1))).toThrow(/handed in before/);
    await expect(journal.finish()).rejects.toThrow(/replicate 2 is missing/);
  });

  it('two runs of different batches give the same bytes', async () => {
    const [one, many] = [newFolder(), newFolder()];
    const first = open(one);
    first.add(0, 50, rowsOf(0, 50));
    await first.finish();
    const second = open(many);
    for (let r = 0; r < 50; r++) second.add(r, 1, rowsOf(r, 1));
    await second.finish();
    for (const file of files) expect(text(one, file)).toBe(text(many, file));
  });
});

describe('resuming', () => {
  it('drops what lies beyond the last commit and goes on from there', async () => {
    const folder = newFolder();
    open(folder).add(0, 7, rowsOf(0, 7));
    // A crash between the appends of two tables, before the commit.
    writeFileSync(join(folder, '.parts', 'runs.csv'), text(folder, '.parts/runs.csv') + '7,49\n8,');
    const journal = open(folder, { resume: true });
    expect(journal.replicatesDone).toBe(7);
    journal.add(7, 3, rowsOf(7, 3));
    await journal.finish();
    expectComplete(folder, 10);
  });

  it('where nothing was begun, begins', () => {
    expect(open(newFolder(), { resume: true })).toMatchObject({ replicatesDone: 0, complete: false });
  });

  it.each([0, 1, 2])('a crash after %i of the final renames is made good', async (renamed) => {
    const folder = newFolder();
    open(folder).add(0, 10, rowsOf(0, 10));
    const parts = join(folder, '.parts');
    const progress = JSON.parse(readFileSync(join(parts, 'progress.json'), 'utf8'));
    writeFileSync(join(parts, 'progress.json'), JSON.stringify({ ...progress, complete: true }));
    for (const file of files.slice(0, renamed)) renameSync(join(parts, file), join(folder, file));
    const journal = open(folder, { resume: true });
    expect(journal).toMatchObject({ replicatesDone: 10, complete: true });
    await journal.finish();
    expectComplete(folder, 10);
  });

  it('a crash while the folder is sealed leaves the tables whole and is resumable', async () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.add(0, 10, rowsOf(0, 10));
    await expect(journal.finish(() => Promise.reject(new Error('no figure')))).rejects.toThrow('no figure');
    for (const file of files) expect(text(folder, file)).toBe(expectedFile(file, 10));
    const again = open(folder, { resume: true });
    expect(again.complete).toBe(true);
    let sealed = false;
    await again.finish(() => {
      sealed = true;
    });
    expect(sealed).toBe(true);
    expectComplete(folder, 10);
  });

  it('of a complete folder has nothing to do', async () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.add(0, 10, rowsOf(0, 10));
    await journal.finish(() => writeManifest(folder, manifestOf({ complete: true, replicatesDone: 10 })));
    expect(open(folder, { resume: true })).toMatchObject({ complete: true, replicatesDone: 10 });
    expectComplete(folder, 10);
  });

  it('damaged parts are refused', () => {
    const folder = newFolder();
    open(folder).add(0, 10, rowsOf(0, 10));
    truncateSync(join(folder, '.parts', 'events.csv'), 20);
    expect(() => open(folder, { resume: true })).toThrow(/20 bytes, but \d+ were committed/);
  });

  it('with other tables is refused', () => {
    const folder = newFolder();
    open(folder).add(0, 10, rowsOf(0, 10));
    expect(() => open(folder, { resume: true, tables: { 'runs.csv': 'a\n' } })).toThrow(
      /begun with the tables/,
    );
  });
});

describe('another study', () => {
  it('is never overwritten without force, complete or not', async () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.add(0, 10, rowsOf(0, 10));
    for (const resume of [false, true]) {
      expect(() => open(folder, { identity: other, resume })).toThrow(InputError);
      expect(() => open(folder, { identity: other, resume })).toThrow(/another study/);
    }
    await journal.finish(() => writeManifest(folder, manifestOf({ complete: true })));
    for (const resume of [false, true])
      expect(() => open(folder, { identity: other, resume })).toThrow(/another study/);
    expectComplete(folder, 10);
  });

  it('goes with its listed files when forced, but nothing outside the folder', async () => {
    const folder = newFolder();
    const outside = join(folder, '..', 'thesis.txt');
    mkdirSync(join(folder, 'figures'), { recursive: true });
    writeFileSync(outside, 'mine');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, 'figures', 'a.svg'), 'old');
    const sum = '0'.repeat(64);
    writeManifest(
      folder,
      manifestOf({ outputs: { 'figures/a.svg': sum, '../thesis.txt': sum, [outside]: sum } }),
    );
    open(folder, { identity: other, force: true });
    expect(existsSync(outside)).toBe(true);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
    expect(existsSync(join(folder, 'figures', 'a.svg'))).toBe(false);
    expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
  });

  it('results without a manifest are not ours to overwrite; other files do not matter', () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    open(folder);
    rmSync(join(folder, '.parts'), { recursive: true });
    writeFileSync(join(folder, 'runs.csv'), 'mine');
    expect(() => open(folder)).toThrow(/holds runs\.csv, but no manifest\.json/);
    open(folder, { force: true });
  });

  it('an interrupted run of the same study asks whether to go on or start over', () => {
    const folder = newFolder();
    open(folder).add(0, 10, rowsOf(0, 10));
    expect(() => open(folder)).toThrow(
      /10 replicates of this study, which was interrupted; expected --resume/,
    );
    expect(open(folder, { force: true }).replicatesDone).toBe(0);
  });
});

describe('when the disk fails', () => {
  it('a full disk says so, keeps what is committed, and resumes to the same bytes', async () => {
    const folder = newFolder();
    const journal = open(folder);
    journal.add(0, 5, rowsOf(0, 5));
    const part = join(folder, '.parts', 'events.csv');
    renameSync(part, `${part}.kept`);
    symlinkSync('/dev/full', part);
    let error: unknown;
    try {
      journal.add(5, 5, rowsOf(5, 5));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(RunError);
    expect(error).toMatchObject({ exitCode: 1 });
    expect((error as Error).message).toMatch(/the disk is full; 5 replicates are kept, --resume goes on/);
    expect(() => journal.add(5, 5, rowsOf(5, 5))).toThrow(/closed/);
    rmSync(part);
    renameSync(`${part}.kept`, part);
    const again = open(folder, { resume: true });
    expect(again.replicatesDone).toBe(5);
    again.add(5, 5, rowsOf(5, 5));
    await again.finish();
    expectComplete(folder, 10);
  });

  it('a folder that cannot be made says why', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => open(join(file, 'out'))).toThrow(RunError);
    expect(() => open(join(file, 'out'))).toThrow(/is a file, not a folder/);
  });
});

describe('SIGKILL', () => {
  const child = fileURLToPath(new URL('./fixtures/journalChild.ts', import.meta.url));
  const total = 1200;

  /** Starts the child; kills it `delay` ms after it has opened its journal (null: never). */
  function start(
    folder: string,
    delay: number | null,
    resume: boolean,
  ): Promise<{ from: number; finished: boolean }> {
    return new Promise((resolve, reject) => {
      const args = ['--import', 'tsx', child, folder, String(total), ...(resume ? ['resume'] : [])];
      const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      let errors = '';
      process_.stderr.on('data', (chunk) => {
        errors += chunk;
      });
      process_.stdout.on('data', (chunk) => {
        if (output === '' && delay !== null) setTimeout(() => process_.kill('SIGKILL'), delay);
        output += chunk;
      });
      process_.on('error', reject);
      process_.on('close', (code, signal) => {
        if (signal !== 'SIGKILL' && code !== 0) reject(new Error(errors));
        else resolve({ from: Number(/from (\d+)/.exec(output)?.[1]), finished: output.includes('finished') });
      });
    });
  }

  it('at ten random moments leaves whole replicates, and the last resumption ends in the same bytes', async () => {
    const folder = newFolder();
    const froms: number[] = [];
    let kills = 0;
    while (kills < 10) {
      const delay = 10 + Math.random() * 110;
      const { from, finished } = await start(folder, delay, kills > 0);
      froms.push(from);
      if (finished) break;
      kills++;
      for (const file of files) wholeReplicates(folder, file, total);
    }
    for (let i = 1; i < froms.length; i++) expect(froms[i]).toBeGreaterThanOrEqual(froms[i - 1]);
    expect(kills).toBe(10);
    expect((await start(folder, null, true)).finished).toBe(true);
    expectComplete(folder, total);
  });
});
