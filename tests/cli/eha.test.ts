/** fastpolicy eha, as a process: of a run, and of an observed file. */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixture, fromR } from '../statistics/reference.js';
import { place } from './fixtures/command.js';

const { folder, write, read, rowsOf, list, fastpolicy } = place();

const study = `time: { start: 2000, end: 2020 }
replicates: 3
seed: eha
cities:
  synthetic: { count: 80 }
  attributes:
    immigrantShare: { beta: [2, 16] }
    orientation: { normal: [0, 0.4], within: [-1, 1] }
policies: { welcoming: {}, sanctuary: {} }
ties: { generator: gravity, meanDegree: 8 }
mechanisms:
  welcoming:
    declare: { baseline: { perYear: 0.03 }, need: 0.6, orientation: 2, emulation: 1.5 }
    implement: { baseline: { perYear: 0.15 } }
  sanctuary:
    declare: { baseline: { perYear: 0.03 }, orientation: 1 }
`;

interface Result {
  readonly parts: readonly {
    readonly policy: string | null;
    readonly transition: string | null;
    readonly rows: number;
    readonly events: number;
    readonly firstEvents: number | null;
    readonly laterEvents: number | null;
    readonly models: readonly {
      readonly link: string;
      readonly coefficients: readonly {
        readonly name: string;
        readonly coefficient: number;
        readonly standardError: number;
      }[];
    }[];
    readonly comparisons: readonly { readonly likelihoodRatio: { readonly degreesOfFreedom: number } }[];
    readonly survival: readonly { readonly group: string }[];
  }[];
}

const lines = (file: string): string[] => read(file).trim().split('\n');

beforeAll(async () => {
  write({ 'study.yaml': study });
  const { status, stderr } = await fastpolicy('run', 'study.yaml', '--no-figures', '--quiet', '--out', 'run');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

describe('of a run', () => {
  test('writes the event history with a column a term, and tables, scripts and survival data beside it', async () => {
    const { status, stdout, stderr } = await fastpolicy('eha', 'run');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Event history: welcoming declare');
    expect(stdout).toContain('hazard ratio');
    expect(lines('run/eha.csv')[0]).toBe(
      'scenario,replicate,city,policy,transition,spell,time0,time1,event,need,orientation,emulation,population,immigrantShare,country',
    );
    const files = list('run').filter((name) => name.includes('eha'));
    const tables = ['welcoming', 'sanctuary'].flatMap((policy) =>
      ['', '-comparison'].flatMap((kind) =>
        ['.md', '.tex', '-narrow.tex', '.csv'].map(
          (ending) => `tables/eha-${policy}-declare${kind}${ending}`,
        ),
      ),
    );
    const all = ['eha.R', 'eha.csv', 'eha.do', 'eha.json', 'tables/eha-survival.csv', ...tables];
    expect(files.map((name) => name.replaceAll('\\', '/')).sort()).toEqual(all.sort());
    const declarations = lines('run/events.csv').filter(
      (line) => line.startsWith('study,0,') && /,declare,/.test(line),
    );
    const rows = lines('run/eha.csv').slice(1);
    expect(rows.filter((line) => line.split(',')[8] === '1')).toHaveLength(declarations.length);
    expect(read('run/tables/eha-welcoming-declare.md')).toContain('1 replicate of 3, seed eha');
  });

  test('the same again is the same to the byte, and the run still holds', async () => {
    const before = read('run/eha.csv');
    expect((await fastpolicy('eha', 'run', '--quiet')).status).toBe(0);
    expect(read('run/eha.csv')).toBe(before);
    expect((await fastpolicy('reproduce', 'run', '--quiet')).status).toBe(0);
  });

  test('pools replicates, and reads what it wrote to the same estimates', async () => {
    const words = ['--policy', 'welcoming', '--covariates', 'need,emulation', '--json'];
    const pooled = await fastpolicy('eha', 'run', '--replicates', '3', '--out', 'pooled', ...words);
    expect(pooled.stderr).toBe('');
    const again = await fastpolicy(
      'eha',
      'pooled/eha.csv',
      '--link',
      'exponential',
      '--out',
      'again',
      ...words,
    );
    expect(again.stderr).toBe('');
    const [first, second] = [pooled, again].map(({ stdout }) => (JSON.parse(stdout) as Result).parts[0]);
    expect(second.models).toEqual(first.models);
    expect(second.survival).toEqual(first.survival);
    expect(first.rows).toBe(lines('pooled/eha.csv').length - 1);
  });

  test('years, dyads, Cox, groups and competing policies', async () => {
    const years = await fastpolicy(
      'eha',
      'run',
      '--layout',
      'years',
      '--link',
      'logit',
      '--by',
      'need',
      '--json',
      '--out',
      'y',
    );
    expect(years.stderr).toBe('');
    const [part] = (JSON.parse(years.stdout) as Result).parts;
    expect(part.survival).toHaveLength(3);
    expect(lines('y/eha-years.csv')[0]).toContain(',approximate,');
    const dyads = await fastpolicy(
      'eha',
      'run',
      '--layout',
      'dyads',
      '--policy',
      'welcoming',
      '--json',
      '--out',
      'd',
    );
    expect(dyads.stderr).toBe('');
    expect(lines('d/eha-dyads.csv')[0]).toContain('city,peer,policy,time0,time1,event,followed,tie');
    const words = ['--link', 'cox', '--competing', 'welcoming,sanctuary', '--json', '--out', 'c'];
    const cox = await fastpolicy('eha', 'run', ...words);
    expect(cox.stderr).toBe('');
    const last = lines('c/tables/eha-incidence.csv').at(-1)!.split(',');
    expect(last[0]).toBe('sanctuary');
    expect(Number(last[4])).toBeGreaterThan(0);
  });
});

describe('cities that adopt once more after a repeal', () => {
  beforeAll(async () => {
    const again =
      'extends: study.yaml\nmechanisms: { welcoming: { repeal: { baseline: { perYear: 0.3 } } } }\n';
    write({ 'again.yaml': again });
    const words = ['--no-figures', '--quiet', '--replicates', '1', '--out', 'again-run'];
    expect((await fastpolicy('run', 'again.yaml', ...words)).status).toBe(0);
  });

  test.each(['intervals', 'years'])('are counted, and left out with --spells first: %s', async (layout) => {
    const words = ['eha', 'again-run', '--layout', layout, '--policy', 'welcoming'];
    const all = await fastpolicy(...words, '--out', `all-${layout}`);
    const [part] = (JSON.parse(read(`all-${layout}/eha.json`)) as Result).parts;
    const table = layout === 'years' ? 'eha-years.csv' : 'eha.csv';
    const events = (file: string): string[] =>
      lines(file).flatMap((line) => {
        const cells = line.split(',');
        return cells[8] === '1' ? [cells[2]] : [];
      });
    const cities = new Set(events(`all-${layout}/${table}`)).size;
    expect(cities).toBeLessThan(part.events);
    expect([part.firstEvents, part.laterEvents]).toEqual([cities, part.events - cities]);
    const said = `${part.events} events (${cities} of them first ones, ${part.events - cities} in later spells)`;
    expect(all.stdout).toContain(`${said}; --spells`);
    expect(read(`all-${layout}/tables/eha.md`)).toContain(said);

    const first = await fastpolicy(...words, '--spells', 'first', '--out', `first-${layout}`);
    expect(first.stdout).toContain(`${cities} events, all first ones`);
    expect(events(`first-${layout}/${table}`)).toHaveLength(cities);
    const [one] = (JSON.parse(read(`first-${layout}/eha.json`)) as Result).parts;
    expect([one.events, one.laterEvents]).toEqual([cities, 0]);
    expect(one.rows).toBe(lines(`first-${layout}/${table}`).length - 1);
  });
});

describe('of an observed file', () => {
  const words = ['--covariates', 'orientation', '--covariates', 'orientation,education,emulation'];

  test('estimates and clustered errors are those of R, models are compared', async () => {
    copyFileSync(fixture('years.csv'), join(folder, 'years.csv'));
    const { status, stdout, stderr } = await fastpolicy('eha', 'years.csv', ...words, '--json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const [{ models, comparisons }] = (JSON.parse(stdout) as Result).parts;
    const { coefficients } = models[1];
    fromR('cloglog default', 'coefficient').forEach((value, k) => {
      expect(Math.abs(coefficients[k].coefficient - value)).toBeLessThan(1e-9);
    });
    fromR('cloglog default', 'CR1').forEach((value, k) => {
      expect(Math.abs(coefficients[k].standardError - value)).toBeLessThan(1e-9);
    });
    expect(comparisons.map(({ likelihoodRatio }) => likelihoodRatio.degreesOfFreedom)).toEqual([1, 2]);
    expect(read('out/years-eha/tables/eha.md')).toContain('Standard errors in brackets.');
  });

  test('the R script fits the same', async () => {
    const found = spawnSync('Rscript', ['-e', 'library(survival); library(sandwich)']);
    if (found.status !== 0) {
      console.log('skipped: R with survival and sandwich is not there');
      return;
    }
    for (const [link, trend] of [
      ['cloglog', 'spline'],
      ['logit', 'dummies'],
      ['cox', 'none'],
    ]) {
      const options = ['--link', link, '--time-trend', trend, '--out', 'refit', '--json', '--force'];
      const { stdout } = await fastpolicy(
        'eha',
        'years.csv',
        '--covariates',
        'orientation,emulation',
        ...options,
      );
      const [{ models }] = (JSON.parse(stdout) as Result).parts;
      const script = spawnSync('Rscript', ['eha.R'], { cwd: join(folder, 'refit'), encoding: 'utf8' });
      expect(script.status).toBe(0);
      for (const { name, coefficient, standardError } of models[0].coefficients) {
        if (!['orientation', 'emulation'].includes(name)) continue;
        const row = script.stdout.split('\n').find((line) => line.startsWith(`${name} `))!;
        const [, estimate, error] = row.split(/\s+/).map(Number);
        expect(Math.abs(estimate - coefficient)).toBeLessThan(1e-7);
        expect(Math.abs(error - standardError)).toBeLessThan(1e-7);
      }
    }
  });

  test('Stata is told the same model', async () => {
    await fastpolicy(
      'eha',
      'years.csv',
      '--covariates',
      'orientation',
      '--time-trend',
      'cubic',
      '--out',
      'stata',
      '--quiet',
    );
    const script = read('stata/eha.do');
    expect(script).toContain('import delimited using `"../years.csv"\'');
    expect(script).toContain(
      'cloglog event orientation since since2 since3, offset(length) vce(cluster cluster_city)',
    );
  });

  test('an estimate of which the rows say next to nothing is told in words', async () => {
    // Of 40 cities one alone has a subsidy, for a moment, and adopts no sooner for it.
    const rows = [...Array(160).keys()].map((i) => {
      const [city, time] = [i % 40, Math.floor(i / 40)];
      return `c${city},${time},${city % 4 === time ? 1 : 0},${city === 3 && time === 0 ? 0.01 : 0},${city % 7}`;
    });
    write({ 'vague.csv': `city,time,event,subsidy,size\n${rows.join('\n')}\n` });
    const { stderr } = await fastpolicy('eha', 'vague.csv', '--covariates', 'size', '--cluster', 'size');
    expect(stderr).not.toContain('hardly identified');
    const vague = 'eha vague.csv --covariates subsidy,size --out vague --force'.split(' ');
    const { status, stderr: told } = await fastpolicy(...vague);
    expect(status).toBe(0);
    expect(told).toMatch(/subsidy is hardly identified|perfect separation: subsidy/);
  });

  test('perfect separation is told in words, with the estimates that stand', async () => {
    const rows = [...Array(40).keys()].map(
      (i) => `c${i % 10},${Math.floor(i / 10)},${i % 7 === 0 && i < 30 ? 1 : 0}`,
    );
    write({ 'separate.csv': `city,time,event\n${rows.join('\n')}\n` });
    const { status, stderr } = await fastpolicy(
      'eha',
      'separate.csv',
      '--time-trend',
      'dummies',
      '--covariates',
      '',
    );
    expect(status).toBe(0);
    expect(stderr).toContain('perfect separation: time 3 foretells some outcomes without error');
    expect(read('out/separate-eha/tables/eha.md')).toContain('| time 3 | -∞ |');
  });
});

describe('what is said of an observed file', () => {
  // 60 cities over 16 years, of which every eighth adopts in a year; wealth is unknown of every fifth.
  const history = (policy: string, shift: number): string[] =>
    [...Array(60).keys()].flatMap((city) => {
      const adopted = 2 + ((city * 7 + shift) % 16);
      return [...Array(Math.min(adopted, 15) + 1).keys()].map(
        (time) =>
          `c${city},${policy},${2000 + time},${time === adopted ? 1 : 0},${city % 5 === 0 ? '' : (city * 13) % 11}`,
      );
    });
  write({
    'seen.csv': `city,policy,time,event,wealth\n${[...history('welcoming', 0), ...history('exclusion', 5)].join('\n')}\n`,
  });

  test('powers of time in the baseline are not called hardly identified', async () => {
    const { status, stderr } = await fastpolicy(
      ...'eha seen.csv --policy welcoming --missing drop --covariates wealth --time-trend cubic --no-figures --out cubic'.split(
        ' ',
      ),
    );
    expect(status).toBe(0);
    expect(stderr).not.toMatch(/hardly identified|separation/);
  });

  test('rows that lack a covariate stay in the survival curves', async () => {
    const curves: string[] = [];
    for (const [out, covariates] of [
      ['whole', ''],
      ['lacking', 'wealth'],
    ]) {
      const { stderr } = await fastpolicy(
        ...'eha seen.csv --policy welcoming --missing drop --no-figures --out'.split(' '),
        out,
        '--covariates',
        covariates,
      );
      if (out === 'lacking')
        expect(stderr).toContain('with an empty cell left out; survival curves have them');
      curves.push(read(`${out}/tables/eha-survival.csv`));
    }
    expect(curves[0].split('\n')[1]).toMatch(/,60,/);
    expect(curves[1]).toBe(curves[0]);
  });

  test('a policy that is left out cannot compete, and there is no package of a history', async () => {
    const two = await fastpolicy(
      'eha',
      'seen.csv',
      '--policy',
      'welcoming',
      '--competing',
      'welcoming,exclusion',
    );
    expect([two.status, two.stderr]).toEqual([2, expect.stringContaining('leave out --policy')]);
    const packed = await fastpolicy('package', 'cubic');
    expect([packed.status, packed.stderr]).toEqual([2, expect.stringContaining('holds results of eha')]);
  });
});

describe('mistakes end with 2, in words, and nothing is written', () => {
  test.each([
    [['eha', 'nowhere'], 'nowhere: no such folder'],
    [['eha', 'run', '--link', 'cloglog'], '--layout years'],
    [['eha', 'run', '--layout', 'years', '--link', 'exponential'], '--layout intervals'],
    [['eha', 'run', '--policy', 'welcomin'], 'did you mean welcoming?'],
    [['eha', 'run', '--covariates', 'ned'], 'did you mean need?'],
    [['eha', 'run', '--covariates', 'need'], 'need is no covariate of sanctuary declare'],
    [
      ['eha', 'run', '--policy', 'sanctuary', '--covariates', 'need'],
      'no column need; there are orientation,',
    ],
    [['eha', 'run', '--replicates', '4'], 'the run has 3 replicates'],
    [['eha', 'run', '--city', 'id'], '--city goes with a CSV file'],
    [
      ['eha', 'run', '--link', 'cox', '--link', 'exponential'],
      'It was given before, as cox; a table has one link',
    ],
    [['eha', 'run', '--layout', 'dyads', '--spells', 'first'], 'dyads are pairs'],
    [['eha', 'missing/history.csv'], 'no such file or folder'],
    [['eha', 'run', '--transition', 'join'], 'there are declare, implement, and all'],
    [['eha', 'study.yaml'], 'expected'],
    [['eha', 'run', '--link', 'cox', '--time-trend', 'cubic'], 'Cox leaves the baseline free'],
  ])('%j', async (words, expected) => {
    const before = list('out');
    const { status, stdout, stderr } = await fastpolicy(...words);
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('    at ');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(list('out')).toEqual(before);
  });

  test("a user's own folder is not written into", async () => {
    write({ 'mine/notes.txt': 'mine' });
    copyFileSync(fixture('years.csv'), join(folder, 'years.csv'));
    const { status, stderr } = await fastpolicy('eha', 'years.csv', '--out', 'mine');
    expect(status).toBe(2);
    expect(stderr).toContain('holds notes.txt');
  });
});

describe('figures', () => {
  test('hazard ratios are drawn beside a run, apart from its own figures, and replayed', async () => {
    const words = ['--layout', 'years', '--policy', 'welcoming', '--covariates', 'need'];
    const { status, stdout } = await fastpolicy('eha', 'run', ...words, '--covariates', 'need,emulation');
    expect(status).toBe(0);
    expect(stdout).toContain('hazards/hazards.{svg,pdf,png}');
    expect(list('run').filter((name) => /figures|captions/.test(name))).toEqual([
      join('hazards', 'captions.md'),
    ]);
    const { parts } = JSON.parse(read('run/eha.json')) as Result;
    const drawn = rowsOf('run/hazards/hazards.csv');
    expect(drawn.map(({ model, term }) => [model, term])).toEqual([
      ['model 1', 'need'],
      ['model 2', 'need'],
      ['model 2', 'emulation'],
    ]);
    const need = parts[0].models[0].coefficients.find(({ name }) => name === 'need')!;
    expect(Number(drawn[0].ratio)).toBeCloseTo(Math.exp(need.coefficient), 12);
    expect(Number(drawn[0].high)).toBeCloseTo(Math.exp(need.coefficient + 1.959964 * need.standardError), 5);
    const captions = read('run/hazards/captions.md');
    expect(captions).toMatch(
      /Hazard ratios.*errors clustered by city.*complementary log-log.*N: [\d,]+ rows, \d+ events, 80 cities/,
    );
    const again = await fastpolicy('replay', 'run/hazards/hazards.svg', '--out', 'again');
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('the same: ');
    expect(again.stdout).toContain('command   fastpolicy eha run --layout years');
  });

  test('survival of groups is drawn with its bands and exact numbers at risk, and what a test says of the groups', async () => {
    // Six cities of either region; the event of b7 falls beyond the last round time, and a1 is lost at 3.
    const ends = { a: [3, 5, 5, 8, 12, 12], b: [1, 1, 2, 4, 6, 11] };
    const rows = Object.entries(ends).flatMap(([region, times]) =>
      times.map(
        (time, k) => `${region}${k},0,${time},${region === 'a' && [0, 5].includes(k) ? 0 : 1},${region}`,
      ),
    );
    write({ 'regions.csv': `city,from,to,event,region\n${rows.join('\n')}\n` });
    const words = ['--time0', 'from', '--time1', 'to', '--by', 'region', '--link', 'cox', '--out', 'regions'];
    const { status, stderr } = await fastpolicy('eha', 'regions.csv', ...words, '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const drawn = rowsOf('regions/figures/survival.csv');
    const curve = rowsOf('regions/tables/eha-survival.csv');
    for (const group of ['region a', 'region b']) {
      const own = drawn.filter(({ label }) => label === group);
      expect(own[0]).toMatchObject({ time: '0', mean: '1', low95: '1', high95: '1', atRisk: '6' });
      // Steps of the table, and the last share up to where the histories end.
      const steps = curve.filter((row) => row.group === group);
      expect(own.slice(1, steps.length + 1).map(({ time, mean, low95 }) => [time, mean, low95])).toEqual(
        steps.map(({ time, survival, low }) => [time, survival, low]),
      );
      expect(Number(own.at(-1)!.time)).toBe(12);
    }
    const { parts } = JSON.parse(read('regions/eha.json'));
    for (const { group, risk } of parts[0].survival) {
      const times = ends[group.endsWith('a') ? 'a' : 'b'];
      for (const { time, atRisk } of risk) expect(atRisk).toBe(times.filter((end) => end >= time).length);
    }
    const { statistic } = parts[0].logRank;
    expect(read('regions/captions.md')).toContain(
      `chi-square ${statistic.toFixed(2)} with 1 degree of freedom`,
    );
  });

  test('incidence of rivals is drawn, of pooled replicates with errors over these', async () => {
    const words = ['--competing', 'welcoming,sanctuary', '--link', 'cox', '--out', 'rivals', '--quiet'];
    const { status, stderr } = await fastpolicy('eha', 'run', ...words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(list('rivals/figures')).toContain('incidence.svg');
    const { incidence, parts } = JSON.parse(read('rivals/eha.json'));
    expect(incidence.risk[0].atRisk).toBe(incidence.histories);
    const last = rowsOf('rivals/figures/incidence.csv')
      .filter(({ label }) => label === 'sanctuary')
      .at(-1)!;
    expect(Number(last.mean)).toBe(incidence.policies[1].last);
    expect(read('rivals/captions.md')).toContain(
      parts[0].replicates > 1 ? `the mean over ${parts[0].replicates} replicates (Student's t)` : 'Greenwood',
    );
  });

  test('plot draws them in other looks, in words that say what ratios they are', async () => {
    const rows = [
      'city,time,event,x',
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((k) => `c${k},2001,${k % 2},${k % 3}`),
    ];
    write({ 'votes.csv': `${rows.join('\n')}\n` });
    const words = ['--covariates', 'x', '--link', 'logit', '--out', 'votes'];
    expect((await fastpolicy('eha', 'votes.csv', ...words, '--no-figures')).status).toBe(0);
    expect(list('votes').filter((name) => /figures|captions|hazards/.test(name))).toEqual([]);
    const plotted = await fastpolicy('plot', 'votes', '--language', 'de', '--format', 'svg');
    expect(plotted.stdout).toContain('2 figures drawn in votes/figures');
    expect(read('votes/figures/hazards.svg')).toContain('Odds Ratio (logarithmisch)');
    expect(read('votes/captions.md')).toContain(
      'Odds ratios (of the event in a row at risk; not ratios of hazards)',
    );
    const listed = await fastpolicy('plot', 'votes/eha.json', '--list', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject({
      kind: 'eha',
      kinds: [
        { id: 'hazards', lacks: null },
        { id: 'survival', lacks: null },
        { id: 'incidence', lacks: 'rival policies (eha --competing)' },
      ],
    });
    const figure = 'votes/figures/hazards.svg';
    const again = await fastpolicy('replay', figure, '--folder', 'votes', '--out', 'votes-again');
    expect(again.stdout).toContain('the same: ');
    write({ 'votes/eha.json': '{}' });
    const spoilt = await fastpolicy('plot', 'votes');
    expect(spoilt.status).toBe(2);
    expect(spoilt.stderr).toContain('this is not what eha writes');
  });
});
