import { copyFileSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareStudy } from '../../src/experiment/study.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { fileOf, study, trajectories } from './worlds.js';

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(join(data, 'us-counties.csv'));
if (!present) console.info(`without ${data}/us-counties.csv the counties are not run`);

describe('US counties', () => {
  let apart: string;
  beforeAll(() => {
    apart = temporaryFolder();
    cpSync(join(fileOf('us-counties'), '..'), join(apart, 'project/scenarios'), { recursive: true });
  });

  it('says where the files are expected, how to name others, and where they come from', async () => {
    const failure = await prepareStudy(join(apart, 'project/scenarios/us-counties.yaml')).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(InputError);
    const { problems } = failure as InputError;
    expect(problems.map(({ path }) => path)).toEqual(['cities.file', 'observed[0].events']);
    expect(problems[0].message).toMatch(/no such file: .*shared\/data\/us-counties\.csv/);
    expect(problems[0].message).toContain('--set cities.file=FILE');
    expect(problems[0].message).toContain('USDA');
  });

  it.skipIf(!present)('reads the counties with their attributes, and counts agreements by year', async () => {
    const { world, observed } = await study('us-counties');
    expect(world.cities.count).toBe(3142);
    expect(world.cities.countries).toEqual(['US']);
    const { orientation, immigrantShare, civilSociety } = world.cities.attributes;
    // Autauga, Alabama: 26.8 % Democratic in 2012, 2.1 % born abroad.
    expect(orientation![0]).toBeCloseTo(2 * 0.2678752107925801 - 1, 12);
    expect(immigrantShare![0]).toBeCloseTo(0.0211316229377135, 12);
    expect(Math.max(...civilSociety!)).toBeLessThanOrEqual(1);
    expect(observed).toHaveLength(1);
    expect(observed[0].outcome).toMatchObject({ measure: 'count', subject: 'exclusion' });
    const points = new Map(observed[0].points);
    // Column sums of the file.
    expect([2005.5, 2009.5, 2016.5, 2019.5].map((time) => points.get(time))).toEqual([3, 36, 30, 119]);
    const [run] = trajectories(world, 1);
    expect(run.count).toBeGreaterThan(0);
  });

  it.skipIf(!present)('takes any other file by --set', async () => {
    copyFileSync(join(data, 'us-counties.csv'), join(apart, 'mine.csv'));
    const { world } = await prepareStudy(join(apart, 'project/scenarios/us-counties.yaml'), [
      { path: 'cities.file', value: join(apart, 'mine.csv') },
      { path: 'observed', value: null },
    ]);
    expect(world.cities.count).toBe(3142);
  });
});
