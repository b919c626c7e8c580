/** The example of docs/data.md is read as it stands there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStudy } from '../src/experiment/study.js';
import { temporaryFolder } from './support/temporaryFolder.js';

test('the study of docs/data.md reads its own files, and says what was imputed', async () => {
  const folder = temporaryFolder();
  const text = readFileSync(new URL('../docs/data.md', import.meta.url), 'utf8');
  const files = [...text.matchAll(/```(?:csv|yaml) (\S+)\n([\s\S]*?)```/g)].map(([, name, content]) => {
    writeFileSync(join(folder, name), content);
    return name;
  });
  expect(files).toEqual(['cities.csv', 'memberships.csv', 'adopted.csv', 'study.yaml']);
  const { notes, inputs, observed } = await prepareStudy(join(folder, 'study.yaml'));
  expect(notes).toEqual(['imputed, not observed: immigrantShare for 2 of 4 cities (median)']);
  expect(inputs.memberships?.map(({ city, from, to }) => [city, from, to])).toEqual([
    [0, 2012 + 152 / 366, Infinity],
    [3, 2010, 2018],
  ]);
  expect(observed.map(({ outcome }) => outcome.text)).toEqual(['share:welcoming', 'count:welcoming']);
  // Bremen and Padova hold it in the middle of 2015.
  expect(observed[1].points.find(([at]) => at === 2015.5)?.[1]).toBe(2);
});
