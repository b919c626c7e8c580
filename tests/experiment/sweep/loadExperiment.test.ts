import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isExperiment } from '../../../src/experiment/inputKind.js';
import type { Experiment } from '../../../src/experiment/sweep/experimentFile/experiment.js';
import { loadExperiment } from '../../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { pointDocument } from '../../../src/experiment/sweep/points.js';
import { prepareSweep } from '../../../src/experiment/sweep/prepareSweep.js';
import { writeSweepFiles } from '../../../src/experiment/sweep/sweepFiles.js';
import { nodeFiles } from '../../../src/io/nodeFiles.js';
import { registry } from '../../../src/registry.js';
import { checkScenario } from '../../../src/scenario/load.js';
import { InputError, problemText } from '../../../src/scenario/problem.js';
import { smallYaml } from '../../cli/fixtures/command.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();

function write(files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

beforeEach(() => write({ 'small.yaml': smallYaml }));

const load = (text: string, options = {}): Experiment => {
  write({ 'e.yaml': text });
  return loadExperiment(join(folder, 'e.yaml'), options);
};

/** Problems as `line:column path: message`. */
function problems(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map((problem) => problemText(problem).replace(`${folder}/`, ''));
  }
  return [];
}

const grid = 'scenario: small.yaml\ndesign: { type: grid, n: 3 }\n';
const emulation = 'mechanisms.welcoming.declare.emulation: { from: 0, to: 2 }';
const scenarioAt = (e: Experiment, point: number) =>
  checkScenario(pointDocument(e.points, e.design.point(point)), { files: nodeFiles, registry }).scenario;

describe('an experiment', () => {
  it('lays the values of a point over its scenario, by any path that --set takes', () => {
    const e = load(
      `${grid}parameters:\n  ${emulation}\n  mechanisms.welcoming.declare.baseline.perYear: { from: 0.01, to: 1, scale: log, levels: 2 }\n` +
        '  ties.generator: { values: [random, smallWorld] }\n  ties.meanDegree: { values: [4] }\n',
    );
    expect(e.design.pointCount).toBe(12);
    const last = scenarioAt(e, 11);
    expect(last.mechanisms['welcoming'].declare!.baseline).toBeCloseTo(0, 12);
    expect(
      last.mechanisms['welcoming'].declare!.coefficients.find(({ mechanism }) => mechanism === 'emulation'),
    ).toMatchObject({ coefficient: 2 });
    expect(last.ties).toMatchObject({ generator: 'smallWorld', options: { meanDegree: 4 } });
  });

  it('has replicates, outcomes and seed of the scenario where it states none', () => {
    const e = load(`${grid}parameters:\n  ${emulation}\n`);
    expect(e.replication).toEqual({ min: 12, max: 12, until: null });
    expect(e.columns).toEqual([
      'share_welcoming',
      'timeTo50_welcoming',
      'reached_timeTo50_welcoming',
      'members_charter',
    ]);
    expect(e.seed).toBe('small');
    expect(scenarioAt(e, 0).seed).toBe('small');
  });

  it('states them for all its points', () => {
    const e = load(
      `${grid}seed: 5\nreplicates: 4\noutcomes: [{ w: "share:welcoming" }]\nparameters:\n  ${emulation}\n`,
    );
    expect(e.replication).toEqual({ min: 4, max: 4, until: null });
    expect(e.columns).toEqual(['w']);
    expect(scenarioAt(e, 2).seed).toBe('5');
  });

  it('is overridden by --replicates, --seed and --set', () => {
    const text = `${grid}seed: 5\nreplicates: { until: { halfWidth: 1, of: "members:charter" }, min: 2, max: 8 }\nparameters:\n  ${emulation}\n`;
    expect(load(text).replication).toEqual({
      min: 2,
      max: 8,
      until: { halfWidth: 1, column: 'members_charter', reference: null },
    });
    const e = load(text, { replicates: 3, seed: 'x', set: ['time.end=2012'] });
    expect(e.replication).toEqual({ min: 3, max: 3, until: null });
    expect(e.seed).toBe('x');
    expect(scenarioAt(e, 0).time.end).toBe(2012);
  });

  it('makes scenarios a factor, on one seed and with the same outcomes', () => {
    write({
      'other.yaml':
        'extends: small.yaml\nseed: another\nties: { meanDegree: 1 }\nobserve: { outcomes: [] }\n',
    });
    const e = load(
      `design: { type: grid, n: 2 }\nparameters:\n  scenario: { values: [small.yaml, other.yaml] }\n  ${emulation}\n`,
    );
    expect([0, 1, 2, 3].map((point) => e.design.point(point)[0])).toEqual([
      'small',
      'small',
      'other',
      'other',
    ]);
    const [first, last] = [scenarioAt(e, 0), scenarioAt(e, 3)];
    expect(last.ties).toMatchObject({ options: { meanDegree: 1 } });
    expect(last.seed).toBe(first.seed);
    expect(last.observe.outcomes).toEqual(first.observe.outcomes);
  });

  it('has a base of one at a time among scenarios, and keeps it in the copy of its folder', () => {
    write({ 'other.yaml': smallYaml.replace('count: 12', 'count: 20') });
    const e = load(
      `design: { type: oat, n: 3, base: { scenario: other.yaml, ${'mechanisms.welcoming.declare.emulation'}: 1 } }\nparameters:\n  scenario: { values: [small.yaml, other.yaml] }\n  ${emulation}\n`,
    );
    expect([0, 1, 2, 3].map((point) => e.design.point(point))).toEqual([
      ['other', 1],
      ['small', 1],
      ['other', 0],
      ['other', 2],
    ]);
    expect(e.resolved['design']).toMatchObject({ base: { scenario: 'scenarios/other.yaml' } });
  });

  it('finds a scenario that ships by its name', () => {
    const e = load(`scenario: hello\ndesign: { type: grid, n: 2 }\nparameters:\n  ${emulation}\n`);
    expect(e.points.bases[0].id).toBe('hello');
  });

  it('is told from a scenario by its keys', () => {
    load(`${grid}parameters:\n  ${emulation}\n`);
    expect(isExperiment(join(folder, 'e.yaml'))).toBe(true);
    expect(isExperiment(join(folder, 'small.yaml'))).toBe(false);
    expect(isExperiment(join(folder, 'none.yaml'))).toBe(false);
  });
});

describe('its identity', () => {
  const text = `${grid}replicates: 2\nparameters:\n  ${emulation}\n`;

  it('is that of what decides results: not of comments, order of keys or layout', () => {
    const { identity } = load(text);
    expect(load(`# a comment\nreplicates: 2\n${text.replace('replicates: 2\n', '')}`).identity).toBe(
      identity,
    );
    expect(load(text, { replicates: 3 }).identity).not.toBe(identity);
    expect(load(text.replace('to: 2', 'to: 2.5')).identity).not.toBe(identity);
    write({ 'small.yaml': smallYaml.replace('need: 0.5', 'need: 0.6') });
    expect(load(text).identity).not.toBe(identity);
  });

  it('is kept by the copy in the folder, which reads its inputs there', async () => {
    write({
      'data/a.csv': 'id\none\ntwo\nthree\n',
      'data/b.csv': 'id\none\ntwo\nthree\nfour\n',
      'deep/files.yaml': `${smallYaml
        .replace(/cities:\n(?: .*\n)+/, 'cities: { file: ../data/a.csv }\n')
        .replace('need: 0.5, ', '')
        .replace('take: 3', 'cities: [one]')
        .replace(/networks:\n(?: .*\n)+/, '')
        .replace(', "members:charter"', '')}`,
      'deep/e.yaml':
        `scenario: files.yaml\ndesign: { type: grid, n: 2 }\nparameters:\n  ${emulation}\n` +
        '  cities.file: { values: [../data/a.csv, ../data/b.csv] }\n  ties: { values: [{ generator: complete, meanDegree: null }] }\n',
    });
    const e = loadExperiment(join(folder, 'deep/e.yaml'));
    expect(e.files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
    expect(e.design.point(1)).toEqual([0, 'inputs/b.csv', { generator: 'complete', meanDegree: null }]);
    await prepareSweep(e);
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    writeSweepFiles(e, copy);
    const again = loadExperiment(join(copy, 'experiment.yaml'), { id: 'e' });
    expect(again.identity).toBe(e.identity);
    expect(again.design.point(1)).toEqual(e.design.point(1));
    await prepareSweep(again);
    expect(scenarioAt(again, 1).cities.file).toBe('inputs/b.csv');
  });
});

describe('problems', () => {
  it('are told all at once, each with its line, the path and the nearest name', () => {
    expect(
      problems(
        [
          'scenario: smal.yaml',
          'design: { type: morris, n: 4, secondOrder: true }',
          'paramters: {}',
          'parameters:',
          '  ties.meanDegree: { from: 4, to: 2 }',
          '  a.b: { from: 0, to: 1, scale: log }',
          '  c.d: { values: [1], to: 2 }',
          '  e.f: { from: 0.5, to: 3, integer: true }',
          '  "g h=1": { values: [1] }',
          '  replicates: { values: [1, 2] }',
        ].join('\n'),
      ),
    ).toEqual([
      'e.yaml:1:11 scenario: no such file: ' + `${folder}/smal.yaml; did you mean ${folder}/small.yaml?`,
      'e.yaml:2:31 design.secondOrder: secondOrder goes with saltelli, not with morris',
      "e.yaml:3:1 paramters: unknown key 'paramters'; did you mean parameters?",
      'e.yaml:5:35 parameters["ties.meanDegree"].to: expected a number above from (4), found 2',
      'e.yaml:6:16 parameters["a.b"].from: a log scale needs a number above 0, found 0',
      'e.yaml:7:23 parameters["c.d"].to: to goes with from, not with values',
      'e.yaml:8:16 parameters["e.f"].from: expected a whole number, found 0.5',
      'e.yaml:9:3 parameters["g h=1"]: \'g h=1\' is no path of a scenario',
      'e.yaml:10:3 parameters.replicates: the experiment says how many replicates there are: key replicates',
    ]);
  });

  it('of outcomes, of a path within another and of values stand at the lines of the experiment', () => {
    expect(
      problems(
        `${grid}parameters:\n  mechanisms.welcoming.declare.emulaton: { from: 0, to: 2 }\n  ties: { values: [{ generator: random }] }\n  ties.meanDegree: { values: [1] }\noutcomes:\n  - share:welcomng\n`,
      ),
    ).toEqual([
      "e.yaml:4:3 mechanisms.welcoming.declare.emulaton: unknown mechanism 'emulaton'; did you mean emulation?",
      'e.yaml:6:3 parameters["ties.meanDegree"]: it is a part of ties, which is varied too',
      "e.yaml:8:5 outcomes[0]: unknown policy or network 'welcomng'; did you mean welcoming?",
    ]);
  });

  it('of the scenario are told with its own lines', () => {
    write({ 'small.yaml': smallYaml.replace('need: 0.5', 'ned: 0.5') });
    expect(problems(`${grid}parameters:\n  ${emulation}\n`)).toEqual([
      "small.yaml:15:30 mechanisms.welcoming.declare.ned: unknown mechanism 'ned'; did you mean need?",
    ]);
  });

  it('of a base, of a value that stands twice and of an override that changes nothing are told', () => {
    const of = (design: string, values: string, options = {}): string[] => {
      try {
        load(`scenario: small.yaml\ndesign: { ${design} }\nparameters:\n  ${values}\n`, options);
      } catch (error) {
        return (error as InputError).problems.map((found) => problemText(found).replace(`${folder}/`, ''));
      }
      return [];
    };
    const path = 'mechanisms.welcoming.declare.emulation';
    expect(of(`type: oat, n: 3, base: { ${path}: 3 }`, emulation)).toEqual([
      `e.yaml:2:${'design: { type: oat, n: 3, base: { '.length + path.length + 3} design.base["${path}"]: expected a number from 0 to 2, found 3`,
    ]);
    expect(of('type: grid', 'ties.meanDegree: { values: [3, 4, 3] }')).toEqual([
      'e.yaml:4:37 parameters["ties.meanDegree"].values[2]: 3 stands there twice',
    ]);
    expect(of('type: list', 'ties.meanDegree: { values: [3, 4, 3] }')).toEqual([]);
    expect(of('type: grid, n: 3', emulation, { set: [`${path}=1`] })).toEqual([
      `--set ${path}=1: the experiment varies ${path}, so this would change nothing`,
    ]);
    // What lies above is the ground that is varied.
    expect(of('type: grid, n: 3', emulation, { set: ['time.end=2015'] })).toEqual([]);
  });

  it('of the design stand at its keys', () => {
    expect(
      problems(`scenario: small.yaml\ndesign: { type: sobol, n: 100 }\nparameters:\n  ${emulation}\n`),
    ).toEqual([expect.stringMatching(/^e\.yaml:2:27 design\.n: .*power of two/)]);
  });

  it.each(['saltelli', 'sobol', 'morris'])(
    '%s refuses replicates until a precision, and constraints',
    (type) => {
      const found = problems(
        `scenario: small.yaml\ndesign: { type: ${type}, n: 64 }\nreplicates: { until: { halfWidth: 1, of: share_welcoming }, min: 2, max: 4 }\n` +
          `constraints: ["mechanisms.welcoming.declare.emulation < 1"]\nparameters:\n  ${emulation}\n`,
      );
      expect(found).toHaveLength(2);
      expect(found[0]).toContain(
        `e.yaml:3:15 replicates.until: ${type} asks for the same number of replicates`,
      );
      expect(found[1]).toContain(`constraints: ${type} takes no constraints`);
    },
  );

  it('of until name the outcomes and the points that there are', () => {
    expect(
      problems(
        `${grid}replicates: { until: { halfWidth: 1, of: share_welcomig, reference: 3 }, min: 2, max: 4 }\nparameters:\n  ${emulation}\n`,
      ),
    ).toEqual([
      "e.yaml:3:42 replicates.until.of: no outcome 'share_welcomig'; did you mean share_welcoming?",
      'e.yaml:3:69 replicates.until.reference: there are 3 points, from 0 to 2',
    ]);
  });

  it('of a level that a share cannot cross is told', () => {
    const withLevel = (level: number) =>
      problems(`${grid}tipping: { "share:welcoming": ${level} }\nparameters:\n  ${emulation}\n`);
    expect(withLevel(1.5)).toEqual([
      'e.yaml:3:31 tipping["share:welcoming"]: share_welcoming is a share of the group: it does not cross 1.5',
    ]);
    expect(withLevel(0)).toHaveLength(1);
    expect(withLevel(0.5)).toEqual([]);
  });

  it('where no point is valid, the first says why; where some are, there is none', async () => {
    const text = (from: number, to: number) =>
      `scenario: small.yaml\ndesign: { type: grid, n: 3 }\nparameters:\n  ties.meanDegree: { from: ${from}, to: ${to} }\n`;
    await expect(prepareSweep(load(text(-3, -1)))).rejects.toThrow(
      /e\.yaml:4:3 ties\.meanDegree: expected a whole number from 0 to 1000, found -3/,
    );
    await prepareSweep(load(text(-3, 1)));
  });

  it('that only building shows stand at the line of the parameter too', async () => {
    const e = load(`${grid}parameters:\n  mechanisms.welcoming.declare.civilSociety: { values: [1, 2] }\n`);
    await expect(prepareSweep(e)).rejects.toThrow(
      /e\.yaml:4:3 mechanisms\.welcoming\.declare\.civilSociety: civilSociety needs civilSociety/,
    );
  });
});
