/** What is held at the start, from files and founders. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStudy } from '../../src/experiment/study.js';
import { ACTIVE } from '../../src/model/state.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const world = async (name: string, yaml: string, files: { readonly [name: string]: string } = {}) => {
  for (const [file, text] of Object.entries({ ...files, [name]: yaml }))
    writeFileSync(join(folder, file), text);
  return (await prepareStudy(join(folder, name))).world;
};

const start = 'time: { start: 2010, end: 2020 }\ncities: { file: cities.csv }\n';
const cities = 'id,population\na,30\nb,20\nc,10\n';

test.each([
  ['declared first', 'a,welcoming,declared,2005\na,welcoming,implemented,2008\n'],
  ['implemented first', 'a,welcoming,implemented,2008\na,welcoming,declared,2005\n'],
])('a city with a row for each stage holds the higher one, since the first: %s', async (_, rows) => {
  const { initialStage, initialSince } = await world(
    'adopters.yaml',
    `${start}policies: { welcoming: {} }\nadopters: { file: adopters.csv }\nmechanisms: { welcoming: { repeal: { baseline: -5 } } }\n`,
    { 'cities.csv': cities, 'adopters.csv': `city,policy,stage,time\n${rows}` },
  );
  expect([...initialStage]).toEqual([2, 0, 0]);
  expect(initialSince![0]).toBe(2005);
});

test('who founds a network of members does not depend on which network is named first', async () => {
  const outer = '  outer: { from: 2000, functions: {}, founders: { take: 2 }, leave: { baseline: -5 } }\n';
  const inner =
    '  inner: { from: 2000, functions: {}, eligible: { memberOf: outer }, founders: { take: 3 }, leave: { baseline: -5 } }\n';
  const held = async (name: string, networks: string) => {
    const { subjects, initialStage } = await world(name, `${start}networks:\n${networks}`, {
      'cities.csv': cities,
    });
    const at = subjects.findIndex(({ id }) => id === 'inner');
    return [...initialStage.subarray(3 * at, 3 * at + 3)];
  };
  expect(await held('outer-first.yaml', outer + inner)).toEqual([ACTIVE, ACTIVE, 0]);
  expect(await held('inner-first.yaml', inner + outer)).toEqual([ACTIVE, ACTIVE, 0]);
});
