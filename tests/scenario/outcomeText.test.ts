import { expect, test } from 'vitest';
import { registry as shippedRegistry } from '../../src/registry.js';
import {
  columnBeside,
  columnFaults,
  columnOf,
  type OutcomeNames,
  readOutcome,
} from '../../src/scenario/outcomeText.js';
import { problemsIn, registry, small } from './fixture.js';

const names: OutcomeNames = {
  measures: registry.measures,
  policies: ['welcoming', 'sanctuary'],
  networks: ['eurocities'],
  groups: ['large', '100,000 to 500,000'],
  openGroups: false,
  time: { start: 2010, end: 2021 },
};

const read = (text: string, changes: Partial<OutcomeNames> = {}) => {
  const result = readOutcome(text, { ...names, ...changes });
  return 'outcome' in result ? result.outcome : result.fault;
};

test('an outcome is measure, subject, stage, group and time', () => {
  expect(read('share:welcoming.implemented/large@2015-09-01')).toEqual({
    measure: 'share',
    subject: 'welcoming',
    stage: 'implemented',
    group: 'large',
    time: 2015 + 243 / 365,
    moving: false,
    column: 'share_welcoming_implemented_large_2015_09_01',
    text: 'share:welcoming.implemented/large@2015-09-01',
  });
});

test('what is left out is any policy, declared, of all cities, at the end', () => {
  expect(read('share')).toMatchObject({ subject: 'any', stage: 'declared', group: 'all', time: 'end' });
  expect(read('share@2021')).toMatchObject({ time: 2021, column: 'share_2021' });
  expect(read('share:inclusive@end')).toMatchObject({ subject: 'inclusive', time: 'end' });
  expect(read('members:eurocities')).toMatchObject({ subject: 'eurocities' });
  expect(read('cities/100,000 to 500,000@2015.5')).toMatchObject({
    subject: null,
    group: '100,000 to 500,000',
    time: 2015.5,
  });
});

test('a wrong name is reported with the nearest one', () => {
  expect(read('shar:welcoming')).toMatchObject({ message: "unknown measure 'shar'", suggestion: 'share' });
  expect(read('share:welcomin')).toMatchObject({
    message: "unknown policy 'welcomin'",
    suggestion: 'welcoming',
  });
  expect(read('share:welcoming.implement')).toMatchObject({ suggestion: 'implemented' });
  expect(read('share/larg')).toMatchObject({ message: "unknown group 'larg'", suggestion: 'large' });
  expect(read('share/DE')).toMatchObject({
    message: "unknown group 'DE'; known are all, large, 100,000 to 500,000",
  });
  expect(read('share/DE', { openGroups: true })).toMatchObject({ group: 'DE' });
  // However near the name of a group: DE is no slip for de.
  expect(read('share/DE', { openGroups: true, groups: ['de'] })).toMatchObject({ group: 'DE' });
});

test('a subject must be of the kind that is measured', () => {
  expect(read('members')).toMatchObject({ message: 'members needs a network: members:NETWORK' });
  expect(read('members:welcoming')).toMatchObject({
    message: 'members is a measure of networks; welcoming is none',
  });
  expect(read('share:eurocities')).toMatchObject({
    message: 'share is a measure of policies; eurocities is a network',
  });
  expect(read('members:eurocities.declared')).toMatchObject({
    message: 'eurocities is a network: its members are active, or they are not',
  });
  expect(read('cities:welcoming')).toMatchObject({ message: 'cities has no subject' });
});

test('times are dates, years or the end, inside the run', () => {
  expect(read('share@2021.5')).toMatchObject({
    message: '2021.5 is outside the run, which goes from 2010 to 2021',
  });
  expect(read('share@soon')).toMatchObject({ message: "'soon' is no time" });
  expect(read('share@ende')).toMatchObject({ suggestion: 'end' });
  for (const text of ['', 'share:', 'share.welcoming', 'share/', 'share@', ':welcoming'])
    expect(read(text)).toMatchObject({
      message: expect.stringContaining('is not of the form measure[:subject'),
    });
});

test('a column has only letters, digits and _, and differs in its first 32 characters', () => {
  expect(columnOf('share:welcoming.implemented/large@2015')).toBe('share_welcoming_implemented_large_2015');
  const column = (text: string, alias = false) => ({ column: alias ? text : columnOf(text), text, alias });
  const long = 'share:a-very-long-name-of-a-policy';
  expect([...columnFaults([column(`${long}@2011`), column(`${long}@2012`)]).keys()]).toEqual([1]);
  expect(columnFaults([column('2nd', true), column('seed', true), column('ok_1', true)]).size).toBe(2);
});

test('no outcome may bear the name of the column that stands beside another', () => {
  const shipped = { ...names, measures: shippedRegistry.measures };
  expect(columnBeside('timeTo25', 'early', shipped)).toBe('reached_early');
  expect(columnBeside('bassQ', 'imitation', shipped)).toBe('error_imitation');
  expect(columnBeside('share', 'held', shipped)).toBeNull();
  const time = { column: 'early', text: 'timeTo25', alias: true, beside: 'reached_early' };
  const share = { column: 'reached_early', text: 'share', alias: true };
  expect([...columnFaults([share, time]).keys()]).toEqual([0]);
  expect(columnFaults([time, share]).get(1)!.message).toBe(
    "the column reached_early is there already, beside 'timeTo25'",
  );
});

test('columns that stand beside others differ in their first 32 characters too', () => {
  const late = (group: string) => {
    const text = `timeTo25:welcoming/a-${group}`;
    return { column: columnOf(text), text, alias: false, beside: `reached_${columnOf(text)}` };
  };
  // timeTo25_welcoming_a_north and …_south differ within 32 characters, reached_… from the 30th on.
  expect(columnFaults([late('north'), late('south')]).size).toBe(0);
  const [, fault] = [...columnFaults([late('longer-north'), late('longer-south')])][0];
  expect(fault.message).toContain(
    "the column beside it are those of 'timeTo25:welcoming/a-longer-north' (reached_timeTo25_welcoming_a_lon)",
  );
});

test('outcomes of a scenario are checked at their lines', () => {
  const text = `${small}observe:
  outcomes:
    - shar
    - share:welcoming
    - { late: share@2030 }
    - { a: share, b: count }
    - { share_welcoming: count }
observed:
  - { outcome: share@2015, points: [[2015, 1]] }
  - { outcome: share }
`;
  expect(problemsIn(text)).toEqual([
    "scenario.yaml:8:7 observe.outcomes[0]: unknown measure 'shar'; did you mean share?",
    'scenario.yaml:10:15 observe.outcomes[2].late: 2030 is outside the run, which goes from 2010 to 2020',
    'scenario.yaml:11:7 observe.outcomes[3]: expected one {alias: outcome} an item, found a mapping',
    "scenario.yaml:12:26 observe.outcomes[4].share_welcoming: the first 32 characters of its column are those of 'share:welcoming' (share_welcoming); give it an alias: {alias: count}",
    'scenario.yaml:14:16 observed[0].outcome: the points say the times: leave @… out',
    'scenario.yaml:15:5 observed[1].points: missing: expected a list of [time, value]',
  ]);
});

test('a table of observed years names a subject of the scenario', () => {
  const contents = (observed: string) => ({
    'scenario.yaml': `${small}observed:\n  - ${observed}\n`,
    'seen.csv': 'city,2011\n',
  });
  expect(problemsIn(contents('{ events: seen.csv, subject: welcoming, city: FIPS }'))).toEqual([]);
  expect(problemsIn(contents('{ events: seen.csv, subject: welcomin }'))).toEqual([
    "scenario.yaml:7:34 observed[0].subject: unknown policy or network 'welcomin'; did you mean welcoming?",
  ]);
  expect(problemsIn(contents('{ events: seen.csv, city: FIPS }'))[0]).toContain('city goes with subject');
  expect(problemsIn(contents('{ outcome: share, points: [[2015, 1]], subject: welcoming }'))[0]).toContain(
    'subject goes with events only',
  );
});
