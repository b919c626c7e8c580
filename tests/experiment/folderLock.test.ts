import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockFolder } from '../../src/experiment/folderLock.js';

const parent = mkdtempSync(join(tmpdir(), 'fastpolicy-lock-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const folder = join(parent, 'run');
const file = join(parent, '.run.lock');

test('a folder is claimed by one process at a time, and free again when it is released', () => {
  const release = lockFolder(folder);
  expect(existsSync(file)).toBe(true);
  expect(() => lockFolder(folder)).toThrow(`process ${process.pid} is writing to this folder`);
  release();
  expect(existsSync(file)).toBe(false);
  lockFolder(folder)();
});

test('the claim of a process that was killed is taken over', () => {
  writeFileSync(file, '999999999');
  const release = lockFolder(folder);
  release();
  expect(existsSync(file)).toBe(false);
});
