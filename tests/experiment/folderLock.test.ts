import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from '../../src/experiment/folderLock.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const parent = temporaryFolder();
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

test('a folder has one claim, by whatever path it is named', () => {
  mkdirSync(folder);
  const link = join(parent, 'link');
  symlinkSync(folder, link);
  const release = lockFolder(link);
  expect(existsSync(file)).toBe(true);
  expect(() => lockFolder(folder)).toThrow('is writing to this folder');
  release();
});

test('the claim of a process that was killed is taken over', () => {
  writeFileSync(file, '999999999');
  const release = lockFolder(folder);
  release();
  expect(existsSync(file)).toBe(false);
});

test('the end of the process frees a folder too', () => {
  const before = process.listeners('exit');
  lockFolder(folder);
  const added = process.listeners('exit').filter((listener) => !before.includes(listener));
  expect(added).toHaveLength(1);
  added[0](130);
  expect(existsSync(file)).toBe(false);
  expect(process.listeners('exit')).toEqual(before);
});
