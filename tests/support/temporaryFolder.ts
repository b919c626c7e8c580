/** Folders for tests: all lie in one of the test file's own, which is gone when the file ends, also where a test fails. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** What tests leave on the disk lies here: their folders while they run, and the compiled command line (fixtures/compiled.ts). */
export const testsFolder = join(tmpdir(), 'fastpolicy-tests');
const DAY = 24 * 3600 * 1000;

mkdirSync(testsFolder, { recursive: true });
// Of runs that were killed, and of sources that are no longer tested.
for (const name of readdirSync(testsFolder)) {
  const path = join(testsFolder, name);
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  if (Date.now() - modified > DAY) rmSync(path, { recursive: true, force: true });
}
const own = mkdtempSync(join(testsFolder, 'file-'));
afterAll(() => rmSync(own, { recursive: true, force: true }));

/** A new, empty folder. */
export const temporaryFolder = (): string => mkdtempSync(join(own, 'folder-'));
