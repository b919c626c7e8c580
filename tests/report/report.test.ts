/** `fastpolicy report` as a process, and what it makes in a real browser. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportOf } from '../../src/report/report.js';
import { noStack, place, smallYaml } from '../cli/fixtures/command.js';
import { chromiumPath, openBrowser } from '../support/browser.js';

const { folder, write, read, fastpolicy } = place();
const UNSAFE = '<script>document.title = "taken"</script>';

write({
  'small.yaml': smallYaml
    .replace('name: small', `name: '${UNSAFE}'\nsource: A & B 2020`)
    .replace('why: for tests', "why: 'is <b>this</b> safe & sound?'")
    .replace('replicates: 12', 'replicates: 4'),
  'alone.yaml':
    'extends: small.yaml\nname: Alone\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
  'grid.yaml': `name: A grid
why: to see a map of outcomes
scenario: small.yaml
design: { type: grid, n: 3 }
parameters:
  mechanisms.welcoming.declare.emulation: { from: 0, to: 4 }
  mechanisms.welcoming.declare.need: { from: 0, to: 1 }
replicates: 3
outcomes: [ { welcoming: "share:welcoming" } ]
`,
  'claims.yaml': `name: Claims
replicates: 4
range: { draws: 0 }
hypotheses:
  - id: H1
    claim: Cities that look at each other adopt more
    compare: [alone.yaml, small.yaml]
    outcome: share:welcoming
    direction: greater
`,
});

/** Those with figures are looked at in a browser. */
const drawn = ['small', 'comparison', 'grid', 'claims'] as const;
const kinds = [...drawn, 'attribution'] as const;
const pageFrom = async (below: string): Promise<string> => (await reportOf(join(folder, below))).html;
const pageOf = (kind: string): string => read(`out/${kind}/report.html`);

beforeAll(async () => {
  const commands = [
    'run small.yaml',
    'compare small.yaml alone.yaml --out out/comparison',
    'sweep grid.yaml',
    'test claims.yaml',
    'attribute small.yaml --replicates 3 --no-figures --out out/attribution',
  ];
  for (const command of commands) {
    const { status, stderr } = await fastpolicy(...command.split(' '), '--threads', '1', '--quiet');
    expect([0, 3], stderr).toContain(status);
  }
  const { status, stdout, stderr } = await fastpolicy('report', 'out/small');
  expect(stderr).toBe('');
  expect(stdout).toContain('written to out/small/report.html');
  expect(status).toBe(0);
  for (const kind of kinds.slice(1)) write({ [`out/${kind}/report.html`]: await pageFrom(`out/${kind}`) });
});

test('the same folder gives the same bytes, wherever it lies', async () => {
  cpSync(join(folder, 'out/small'), join(folder, 'elsewhere'), { recursive: true });
  expect(await pageFrom('elsewhere')).toBe(pageOf('small'));
});

test('what users write is shown and never runs', () => {
  for (const kind of kinds) {
    expect(pageOf(kind)).not.toContain(UNSAFE);
    expect(pageOf(kind).match(/<script>/g)).toHaveLength(1);
    expect(
      pageOf(kind)
        .replaceAll('<script type="application/json">', '')
        .match(/<script/g),
    ).toHaveLength(1);
  }
  expect(pageOf('small')).toContain('&lt;script&gt;document.title = &quot;taken&quot;&lt;/script&gt;</h1>');
  expect(pageOf('small')).toContain('Is &lt;b&gt;this&lt;/b&gt; safe &amp; sound?');
});

test('results stand in sentences with the numbers of the tables', () => {
  expect(pageOf('small')).toMatch(
    /<strong>share_welcoming:<\/strong> 0\.\d+ on average, 95\u00a0% interval of the mean/,
  );
  expect(pageOf('comparison')).toMatch(
    /<strong>share_welcoming<\/strong> is 0\.\d+ lower in alone than in small \(0\.\d+ against 0\.\d+; 95\u00a0% interval/,
  );
  expect(pageOf('comparison')).toContain('mechanisms.welcoming.declare.emulation');
  expect(pageOf('claims')).toMatch(/H1 Cities that look at each other adopt more: undecided\.<\/strong>/);
  expect(pageOf('grid')).toMatch(/<strong>welcoming:<\/strong> it (rises|falls|follows)/);
  expect(pageOf('attribution')).toMatch(/% of the total\); .* would be lost without it/);
});

test('a report goes when its folder is filled anew', async () => {
  cpSync(join(folder, 'out/small'), join(folder, 'out/filled'), { recursive: true });
  const words = ['--out', 'out/filled', '--seed', 'other', '--force', '--quiet', '--no-figures'];
  await fastpolicy('run', 'small.yaml', ...words);
  expect(readdirSync(join(folder, 'out/filled'))).not.toContain('report.html');
});

test('a folder that was changed is reported as it is, with a word', async () => {
  cpSync(join(folder, 'out/small'), join(folder, 'out/changed'), { recursive: true });
  writeFileSync(join(folder, 'out/changed/runs.csv'), read('out/small/runs.csv').replace(/0\.\d+/, '0.5'));
  const { changed, html } = await reportOf(join(folder, 'out/changed'));
  expect(changed).toEqual(['runs.csv']);
  expect(html).toContain('Not as they were written, when this report was made: runs.csv');
});

test('what cannot be reported is refused in words', async () => {
  write({ 'nothing/readme.txt': 'none' });
  const manifest = JSON.parse(read('out/small/manifest.json'));
  write({
    'half/manifest.json': JSON.stringify({ ...manifest, complete: false, replicatesDone: 1, finished: null }),
  });
  cpSync(join(folder, 'out/small'), join(folder, 'out/lacking'), { recursive: true });
  rmSync(join(folder, 'out/lacking/runs.csv'));
  const refused: [below: string, said: string][] = [
    ['nowhere', 'no such folder'],
    ['nothing', 'no manifest.json here'],
    ['half', 'not complete (1 of 4 replicates)'],
    ['out/lacking', 'no such file'],
  ];
  for (const [below, said] of refused)
    await expect(reportOf(join(folder, below)), below).rejects.toThrow(said);
  const { status, stderr } = await fastpolicy('report', 'out/small', '--out', 'out');
  expect(stderr).toContain('--out out: this is a folder; name a file');
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(2);
});

const executable = chromiumPath();
describe.skipIf(executable === null)('in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser(executable!);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url());
    });
  });
  afterAll(() => browser?.close());
  const open = (kind: string): Promise<unknown> =>
    page.goto(pathToFileURL(join(folder, `out/${kind}/report.html`)).href);

  test.each(drawn)(
    '%s: every figure is drawn, nothing is asked of the network, nothing fails',
    async (kind) => {
      await open(kind);
      const files = readdirSync(join(folder, `out/${kind}/figures`)).filter((file) => file.endsWith('.svg'));
      const sizes = await page.evaluate<number[]>(
        `[...document.querySelectorAll('figure svg')].map((svg) => Math.min(svg.getBBox().width, svg.getBBox().height))`,
      );
      expect(sizes.length).toBe(files.length);
      expect(Math.min(...sizes)).toBeGreaterThan(50);
      expect(await page.title()).not.toBe('taken');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
    },
  );

  test.each(drawn)('%s: headings are in order, and what is shown has a name', async (kind) => {
    await open(kind);
    const levels = await page.$$eval('h1, h2, h3, h4, h5, h6', (all) => all.map((h) => Number(h.tagName[1])));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.slice(1).forEach((level, k) => {
      expect(level).toBeLessThanOrEqual(levels[k] + 1);
    });
    const nameless = await page.evaluate(`(() => {
      const text = (id) => document.getElementById(id)?.textContent ?? '';
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return {
        figures: [...document.querySelectorAll('figure svg')].filter(
          (svg) => (svg.getAttribute('aria-labelledby') ?? '').split(' ').map(text).join('').length < 20,
        ).length,
        tables: [...document.querySelectorAll('table')].filter((t) => !t.caption?.textContent).length,
        twice: ids.filter((id, k) => ids.indexOf(id) < k),
        language: document.documentElement.lang,
      };
    })()`);
    expect(nameless).toEqual({ figures: 0, tables: 0, twice: [], language: 'en' });
  });

  test('no page is wider than a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    for (const kind of drawn) {
      await open(kind);
      await page.$$eval('details', (all) => {
        for (const details of all) details.open = true;
      });
      expect(await page.evaluate('document.documentElement.scrollWidth'), kind).toBeLessThanOrEqual(390);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  const told = (): Promise<string> => page.locator('#value').innerText();

  test('marks tell their values to the pointer and the keyboard', async () => {
    await open('small');
    const city = page.locator('#figure-map-welcoming [data-row]').first();
    await city.scrollIntoViewIfNeeded();
    await city.hover();
    const [, population] = /population: ([\d,]+)/.exec(await told())!;
    const rows = read('out/small/figures/map-welcoming.csv');
    const words = rows.split('\n').map((line) => line.split(','));
    const column = words[0].indexOf('population');
    expect(words.map((cells) => Number(cells[column]))).toContain(Number(population.replaceAll(',', '')));

    await page.locator('#figure-adoption .stage').focus();
    await page.keyboard.press('ArrowRight');
    expect(await told()).toMatch(/time: 2010\b/);
    await page.keyboard.press('ArrowRight');
    expect(await told()).toMatch(/time: 2010\.25$/m);
    await page.keyboard.press('Escape');
    expect(await told()).toBe('');
  });

  test('a series is switched off and on again', async () => {
    await open('comparison');
    const figure = page.locator('#figure-adoption-welcoming');
    const shown = (): Promise<number> =>
      figure.evaluate(
        (all) =>
          [...all.querySelectorAll('[data-points]')].filter((l) => l.getClientRects().length > 0).length,
      );
    const before = await shown();
    const first = figure.locator('input[type=checkbox]').first();
    await first.uncheck();
    expect(await shown()).toBeLessThan(before);
    await first.check();
    expect(await shown()).toBe(before);
  });

  test('a figure is saved with its letters, and without what the page added to it', async () => {
    await open('small');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#figure-adoption [data-save]').click(),
    ]);
    expect(download.suggestedFilename()).toBe('adoption.svg');
    const saved = readFileSync((await download.path())!, 'utf8');
    expect(saved).toContain('@font-face');
    expect(saved).toContain('<title ');
    expect(saved).not.toMatch(/ data-|class=/);
    const [data] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#figure-map-welcoming [data-csv]').click(),
    ]);
    expect(data.suggestedFilename()).toBe('map-welcoming.csv');
    expect(readFileSync((await data.path())!, 'utf8')).toBe(read('out/small/figures/map-welcoming.csv'));
  });

  test('on paper all is open, and what is for the hand alone is gone', async () => {
    await open('small');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button').first().isVisible()).toBe(false);
    expect(await page.locator('nav').isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(6);
    await page.emulateMedia({ media: 'screen' });
  });
});
