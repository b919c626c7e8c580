import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inTemporaryFolder } from '../../src/io/temporaryFolder.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

test('the folder is there for the work, and gone when it is done or fails', async () => {
  const seen: string[] = [];
  const use = async (folder: string): Promise<number> => {
    seen.push(folder);
    writeFileSync(join(folder, 'a'), '');
    return 7;
  };
  expect(await inTemporaryFolder(use)).toBe(7);
  const failing = inTemporaryFolder(async (folder) => {
    await use(folder);
    throw new Error('it failed');
  });
  await expect(failing).rejects.toThrow('it failed');
  expect(seen).toHaveLength(2);
  expect(seen.filter((folder) => existsSync(folder))).toEqual([]);
});

test('the folder is gone too where the process ends in the midst of the work', () => {
  const temporary = temporaryFolder();
  const file = fileURLToPath(new URL('../../src/io/temporaryFolder.ts', import.meta.url));
  const program = `
    const { readdirSync } = await import('node:fs');
    const { inTemporaryFolder } = await import(${JSON.stringify(file)});
    await inTemporaryFolder(async () => {
      process.stdout.write(String(readdirSync(process.env.TMPDIR).filter((name) => name.startsWith('fastpolicy-')).length));
      process.exit(130);
    });`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type', 'module', '--eval', program],
    { env: { ...process.env, TMPDIR: temporary }, encoding: 'utf8' },
  );
  expect({ status, stdout }).toEqual({ status: 130, stdout: '1' });
  // tsx keeps what it compiled in a folder of its own.
  expect(readdirSync(temporary).filter((name) => name.startsWith('fastpolicy-'))).toEqual([]);
});
