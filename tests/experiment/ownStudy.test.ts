/** A scholar's own files: what the tool says of data that are incomplete, odd, or in other units than it reads. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStudy, type Study } from '../../src/experiment/study.js';
import { markdownOf } from '../../src/odd/markdown.js';
import { oddDocument } from '../../src/odd/odd.js';
import { oddSubject } from '../../src/report/oddSubject.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const header = 'id,name,country,latitude,longitude,immigrantShare,orientation';
/** Six German cities where they are. */
const cities = [
  ['DE01', 'Berlin', 'DE', '52.5', '13.4', '.2', '.5'],
  ['DE02', 'Bremen', 'DE', '53.1', '8.8', '.19', '.4'],
  ['DE03', 'Köln', 'DE', '50.9', '7', '.18', '.3'],
  ['DE04', 'Leipzig', 'DE', '51.3', '12.4', '.1', '.2'],
  ['DE05', 'München', 'DE', '48.1', '11.6', '.28', '.1'],
  ['DE06', 'Ulm', 'DE', '48.4', '10', '.2', '0'],
];

const scenario = `name: own
replicates: 2
time: { start: 2008, end: 2023 }
cities: { file: cities.csv, impute: { immigrantShare: median, orientation: mean } }
policies: { welcoming: {} }
mechanisms: { welcoming: { declare: { baseline: -3, emulation: 1 } } }
`;

/** Another table: cells changed by row and column. */
function table(change: (cells: string[], row: number) => string[] = (cells) => cells, head = header): string {
  return [head, ...cities.map((cells, row) => change([...cells], row).join(','))].join('\n') + '\n';
}

function write(files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries({ 'cities.csv': table(), 'own.yaml': scenario, ...files }))
    writeFileSync(join(folder, name), text);
}

async function read(files: { readonly [name: string]: string }, set: string[] = []): Promise<Study> {
  write(files);
  return prepareStudy(join(folder, 'own.yaml'), set);
}

/** What is said of wrong files. */
async function refused(files: { readonly [name: string]: string }, set: string[] = []): Promise<string> {
  write(files);
  const error = await prepareStudy(join(folder, 'own.yaml'), set).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replaceAll(`${folder}/`, '');
}

test('what was imputed is said in the notes and the ODD, and nothing where nothing was', async () => {
  const study = await read({
    'cities.csv': table((cells, row) => cells.map((cell, j) => (j === 5 && row < 2 ? '' : cell))),
  });
  const note = 'imputed, not observed: immigrantShare for 2 of 6 cities (median)';
  expect(study.notes).toContain(note);
  const odd = markdownOf(oddDocument(oddSubject(study)));
  expect(odd.split(note)).toHaveLength(2);
  expect(odd).toContain(`Given: immigrantShare and orientation. Of these ${note}.`);
  expect((await read({})).notes).toEqual([]);
});
