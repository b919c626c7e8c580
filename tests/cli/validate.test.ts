/** fastpolicy validate, as a process: rows that take no time, and what becomes of their table. */
import { expect, test } from 'vitest';
import type { ValidationTable } from '../../src/validation/table.js';
import { place } from './fixtures/command.js';

const { folder, write, read, fastpolicy } = place();

test('the table is printed, written, and carried by the ODD document', async () => {
  const run = await fastpolicy('validate', '--pattern', 'A29', 'd3,D4', '--json', '--out', 'table');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  const { patterns, seed, seeds, scale } = JSON.parse(run.stdout) as ValidationTable;
  expect({ seed, seeds, scale }).toEqual({ seed: 'validate', seeds: 200, scale: 1 });
  expect(patterns.map(({ id, holds, reason }) => [id, holds, reason])).toEqual([
    ['A29', true, ''],
    ['D3', true, ''],
    ['D4', true, ''],
  ]);
  expect(patterns[2].measured).toBe('second 0.0326; third 0.0674');
  expect(read('table/validation.json')).toBe(run.stdout);
  const row = `| D4 | ${patterns[2].statistic} | 3/92, 6/89 | second 0.0326; third 0.0674 | yes |`;
  expect(read('table/validation.md')).toContain(row);
  expect(await fastpolicy('validate', '--pattern', 'D4', '--out', 'table')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('validation.json is there already'),
  });

  const odd = await fastpolicy(
    'odd',
    'hello',
    '--format',
    'md',
    '--out',
    '.',
    '--validation',
    'table/validation.json',
  );
  expect(odd.status).toBe(0);
  expect(read('hello.md')).toContain('## Validation');
  expect(read('hello.md')).toContain(row);
});

test('a row that does not hold ends with 3 and its reason', async () => {
  const run = await fastpolicy('validate', '--pattern', 'A24', '--seeds', '1', '--threads', '0');
  expect(run.status).toBe(3);
  expect(run.stdout).toMatch(/^A24 +DOES NOT HOLD · .*ratio with ties has the median/);
  expect(run.stdout).toContain("0 of 1 row hold on 1 seed of 'validate'.");
}, 60_000);

test('what is wrong on the command line is said before anything runs', async () => {
  expect(await fastpolicy('validate', '--pattern', 'A31')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--pattern A31: there is no such row'),
  });
  expect(await fastpolicy('validate', '--scale', '3')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('expected 0.5, 1 or 2'),
  });
  write({ 'no.json': '{}' });
  expect(await fastpolicy('odd', 'hello', '--out', folder, '--validation', 'no.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('expected what fastpolicy validate --json writes'),
  });
});
