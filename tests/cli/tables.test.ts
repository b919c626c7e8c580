/** Studies on a user's own tables, from the command line: known results. */
import { expect, test } from 'vitest';
import { place } from './fixtures/command.js';

const { write, read, fastpolicy } = place();

/** FORMATS, "A threshold scenario on a user's files". */
const granovetter = `name: Granovetter 1978
time: { start: 0, end: 100, stepsPerYear: 1 }
cities: { file: people.csv, columns: { id: person, threshold: needs } }
ties: { file: edges.csv, directed: false }
policies: { riot: {} }
decision: { rule: threshold, unit: count }
replicates: 1
observe: { outcomes: [{ rioters: count:riot }, { lastRound: timeTo100:riot }] }
`;

const hundred = [...Array(100).keys()];

async function outcomes(scenario: string): Promise<{ [column: string]: string }> {
  const { status, stderr } = await fastpolicy('run', `${scenario}.yaml`, '--no-figures', '--quiet');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [header, row] = read(`out/${scenario}/runs.csv`)
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return Object.fromEntries(header.map((name, at) => [name, row[at]]));
}

test("Granovetter's hundred: thresholds 0 to 99 make a riot of all, one changed threshold a riot of one", async () => {
  const edges = hundred.flatMap((a) => hundred.filter((b) => b > a).map((b) => `p${a},p${b}`));
  const people = (changed: ReadonlyMap<number, number>) =>
    `person,needs\n${hundred.map((needs) => `p${needs},${changed.get(needs) ?? needs}`).join('\n')}\n`;
  write({
    'edges.csv': `source,target\n${edges.join('\n')}\n`,
    'people.csv': people(new Map()),
    'other.csv': people(new Map([[1, 2]])),
    'riot.yaml': granovetter,
    'calm.yaml': granovetter.replace('people.csv', 'other.csv'),
  });
  expect(await outcomes('riot')).toMatchObject({ rioters: '100', lastRound: '100', reached_lastRound: '1' });
  expect(await outcomes('calm')).toMatchObject({ rioters: '1', lastRound: '100', reached_lastRound: '0' });
});

test('adopters of a table hold the policy from the start, without an event', async () => {
  write({
    'cities.csv': 'id\na\nb\nc\nd\n',
    'adopters.csv': 'city,policy,stage,time\na,welcoming,declared,2001-05-01\nb,welcoming,implemented,1999\n',
    'held.yaml': `time: { start: 2010, end: 2011 }
replicates: 1
cities: { file: cities.csv }
policies: { welcoming: {} }
adopters: { file: adopters.csv }
mechanisms: { welcoming: { declare: { baseline: -100 } } }
observe: { outcomes: [{ held: count:welcoming }, { done: count:welcoming.implemented }] }
`,
  });
  expect(await outcomes('held')).toMatchObject({ held: '2', done: '1' });
  const [header, first] = read('out/held/series.csv').split('\n');
  expect(header).toBe('scenario,replicate,time,policy,group,cities,declared,implemented,pressure');
  expect(first).toMatch(/^held,0,2010,welcoming,all,4,2,1,/);
  expect(read('out/held/events.csv').trim().split('\n')).toHaveLength(1);
  // The inputs are kept, and the scenario in the folder runs on them as it is.
  expect(read('out/held/inputs/adopters.csv')).toBe(read('adopters.csv'));
  const again = await fastpolicy('run', 'out/held/scenario.yaml', '--no-figures', '--quiet');
  expect(again.status).toBe(0);
  expect(read('out/scenario/runs.csv').replace('scenario,0', 'held,0')).toBe(read('out/held/runs.csv'));
});
