/** `fastpolicy report` of what `eha` leaves. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { reportOf } from '../../src/report/report.js';
import { noStack, place } from '../cli/fixtures/command.js';

const { folder, write, read, list, fastpolicy } = place();
const words = (html: string): string =>
  html
    .replace(/<(style|script|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

beforeAll(async () => {
  const years = Array.from({ length: 12 }, (_, k) => k);
  // 36 states; those with more income adopt sooner.
  const rows = years.concat(years, years).flatMap((state, k) => {
    const income = ((7 * state + k) % 10) / 5;
    const until = Math.max(2, 11 - Math.round(4 * income) + (k % 3));
    return years
      .slice(0, until)
      .map((year) => `s${k},${1990 + year},${Number(year === until - 1)},${income}`);
  });
  write({ 'states.csv': `state,year,adopt,income\n${rows.join('\n')}\n`, 'analysed/analysis.json': '{}' });
  const asked = '--city state --time year --event adopt --covariates income --out seen --quiet';
  expect((await fastpolicy('eha', 'states.csv', ...asked.split(' '))).status).toBe(0);
});

test('its models, curves and figures make a page, with the data and the command that they came of', async () => {
  const { status, stdout } = await fastpolicy('report', 'seen');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining('Event history: states.csv: 2 figures'),
  });
  const said = words(read('seen/report.html'));
  const { parts, input } = JSON.parse(read('seen/eha.json'));
  const { ratio } = parts[0].models[0].coefficients.find(({ name }: { name: string }) => name === 'income');
  expect(said).toContain(`income: hazard ratio ${ratio.toPrecision(3)} [`);
  expect(said).toContain(`${parts[0].rows} rows, 36 cities, ${parts[0].events} events`);
  expect(said).toContain('Kaplan–Meier');
  expect(said).toContain(input.sha256);
  expect(said).toContain('fastpolicy eha states.csv --city state');
  expect(said).not.toMatch(/undefined|NaN|null/);
});

test('an eha.json that is named has its page beside it, where a run may have its own', async () => {
  cpSync(join(folder, 'seen'), join(folder, 'named'), { recursive: true });
  expect((await fastpolicy('report', 'named/eha.json', '--quiet')).status).toBe(0);
  expect(list('named')).toContain('eha.html');
  expect(readFileSync(join(folder, 'named/eha.html'), 'utf8')).toBe(
    (await reportOf(join(folder, 'seen'))).html,
  );
});

test('what has no report is told, with what has one', async () => {
  const { status, stderr } = await fastpolicy('report', 'analysed');
  expect(status).toBe(2);
  expect(stderr).toContain('analyze leaves tables, and there is no report of them');
  expect(stderr).toMatch(/run, compare, test, attribute, identify or sweep, or of eha/);
  expect(stderr).not.toMatch(noStack);
});
