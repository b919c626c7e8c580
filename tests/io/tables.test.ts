import { describe, expect, it } from 'vitest';
import { adopterTable } from '../../src/io/adopterTable.js';
import { cellTime } from '../../src/io/cellTime.js';
import { readTable } from '../../src/io/csv.js';
import { decimalNumber } from '../../src/io/decimalNumber.js';
import { edgeTable } from '../../src/io/edgeTable.js';
import { membershipTable } from '../../src/io/membershipTable.js';
import { observedTable } from '../../src/io/observedTable.js';
import { TableError } from '../../src/io/tableProblems.js';
import { cityLookup } from '../../src/population/cityLookup.js';

const table = (text: string) => readTable(new TextEncoder().encode(text), 'x.csv');

// Two places called Frankfurt: the second is the larger.
const cities = cityLookup({
  ids: ['berlin', 'graz', 'ff-oder', 'ff-main'],
  names: ['Berlin', 'Graz', 'Frankfurt', 'Frankfurt'],
  countries: ['DE', 'AT'],
  country: [0, 1, 0, 0],
  attributes: { population: [3.6e6, 3e5, 6e4, 7e5] },
});

function problemsOf(read: () => unknown) {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    return (error as TableError).problems.map((problem) => [
      problem.line,
      problem.path,
      problem.expected,
      problem.suggestion,
    ]);
  }
  throw new Error('was read');
}

describe('naming a city', () => {
  it('an id comes first, then CC/Name, the most populous of that name', () => {
    expect(['berlin', 'AT/Graz', 'DE/Frankfurt', 'DE/Graz', ''].map(cities.find)).toEqual([0, 1, 3, -1, -1]);
  });
});

describe('times and numbers', () => {
  it.each([
    ['2015', 2015],
    ['2015-01-01', 2015],
    ['2015-09-01', 2015 + 243 / 365],
    ['2016-12-31', 2016 + 365 / 366],
    ['2015.25', 2015.25],
    [' 1e3 ', 1000],
  ])('%s is a time', (text, year) => {
    expect(cellTime(text)).toBe(year);
  });

  it.each(['2015-02-29', '2015-13-01', '2015-9-1', '2015-09', '1.9.2015', '', 'now'])(
    '%j is no time',
    (text) => {
      expect(cellTime(text)).toBeUndefined();
    },
  );

  it.each(['', 'NaN', 'inf', 'Infinity', '0x10', '1,5', '1 000', '--1', '1e', '.', '1e999', '1_000'])(
    '%j is no number',
    (text) => {
      expect(decimalNumber(text)).toBeUndefined();
    },
  );

  it.each([
    ['1', 1],
    ['-.5', -0.5],
    ['+2.', 2],
    [' 1e-3', 0.001],
  ])('%j is a number', (text, value) => {
    expect(decimalNumber(text)).toBe(value);
  });
});

describe('ties', () => {
  it('become indices, with weights where given', () => {
    const read = edgeTable(table('source,target,weight\nberlin,graz,2\nDE/Frankfurt,berlin,.5\n'), cities, {
      directed: true,
    });
    expect([...read.source, ...read.target, ...read.weight!]).toEqual([0, 3, 1, 0, 2, 0.5]);
    expect(edgeTable(table('target,source,note\nberlin,graz,x\n'), cities, { directed: true })).toMatchObject(
      {
        count: 1,
        source: Int32Array.of(1),
        target: Int32Array.of(0),
        weight: null,
      },
    );
  });

  it('unknown cities, self ties, repetitions and bad weights are reported by line', () => {
    const text =
      'source,target,weight\nberlim,graz,1\nberlin,berlin,1\nberlin,graz,0\nberlin,graz,1\ngraz,berlin,x\ngraz,ff-oder,\n';
    expect(problemsOf(() => edgeTable(table(text), cities, { directed: true }))).toEqual([
      [2, 'source', 'the id of a city, or CC/Name', 'berlin'],
      [3, 'target', 'another city than the source', undefined],
      [4, 'weight', 'a number above 0', undefined],
      [5, 'target', 'each tie once; it is in line 4', undefined],
      [6, 'weight', 'a number', undefined],
      [7, 'weight', 'a number', undefined],
    ]);
  });

  it('a tie both ways is one tie where ties have no direction', () => {
    const both = table('source,target\nberlin,graz\ngraz,berlin\n');
    expect(edgeTable(both, cities, { directed: true }).count).toBe(2);
    expect(problemsOf(() => edgeTable(both, cities, { directed: false }))).toHaveLength(1);
  });

  it('missing and misspelt columns are named', () => {
    expect(problemsOf(() => edgeTable(table('from,targt\n1,2\n'), cities, { directed: true }))).toEqual([
      [1, 'source', 'the columns source, target and perhaps weight', undefined],
      [1, 'target', 'the columns source, target and perhaps weight', 'targt'],
    ]);
    expect(
      problemsOf(() => edgeTable(table('source,target,wieght\nberlin,graz,3\n'), cities, { directed: true })),
    ).toEqual([[1, 'wieght', 'a known column', 'weight']]);
  });

  it('where a column is not there, the others are checked all the same', () => {
    const text = 'source,targt,weight\nberlim,graz,1\nberlin,graz,x\n';
    expect(problemsOf(() => edgeTable(table(text), cities, { directed: true }))).toEqual([
      [1, 'target', 'the columns source, target and perhaps weight', 'targt'],
      [2, 'source', 'the id of a city, or CC/Name', 'berlin'],
      [3, 'weight', 'a number', undefined],
    ]);
    // Without the column of waves a tie that comes again may be of another one.
    const columns = { wave: 'wave' };
    const again = 'source,target,weight\nberlin,graz,1\nberlin,graz,0\n';
    expect(problemsOf(() => edgeTable(table(again), cities, { directed: true, columns }))).toEqual([
      [1, 'wave', 'the columns source, target, wave and perhaps weight', undefined],
      [3, 'weight', 'a number above 0', undefined],
    ]);
  });
});

describe('memberships', () => {
  const networks = ['eurocities', 'solidarity-cities'];

  it('an empty from is before all, an empty to is never', () => {
    const text = 'city,network,from,to\nberlin,eurocities,,2010\nberlin,eurocities,2010-01-01,\n';
    const read = membershipTable(table(text), cities, networks);
    expect([...read.from, ...read.to]).toEqual([-Infinity, 2010, 2010, Infinity]);
    expect([...read.city, ...read.network]).toEqual([0, 0, 0, 0]);
    expect(
      membershipTable(table('city,network,from\nberlin,eurocities,2000\n'), cities, networks).to[0],
    ).toBe(Infinity);
  });

  it('unknown names, backward and overlapping spells are reported', () => {
    const text =
      'city,network,from,to\nrome,eurocities,1,2\nberlin,eurocity,1,2\ngraz,eurocities,5,4\n' +
      'graz,solidarity-cities,2000,2010\ngraz,solidarity-cities,2005,\nberlin,eurocities,soon,2010\n';
    expect(
      problemsOf(() => membershipTable(table(text), cities, networks)).map((p) => [p[0], p[1], p[3]]),
    ).toEqual([
      [2, 'city', undefined],
      [3, 'network', 'eurocities'],
      [4, 'to', undefined],
      [6, 'from', undefined],
      [7, 'from', undefined],
    ]);
  });
});

describe('a column that is not there', () => {
  it('is one mistake among those of the other columns, in every table', () => {
    const found = [
      () => membershipTable(table('city,netwrok,from\nrome,eurocities,soon\n'), cities, ['eurocities']),
      () => adopterTable(table('city,policy,stage\nberlin,welcome,both\n'), cities, ['welcoming'], 2000),
      () => observedTable(table('town,subject,from\nberlin,a,soon\nberlin,a,2000\n'), cities, ['a']),
      () => observedTable(table('town,2005,2006\nberlin,1,x\n'), cities, ['a'], { city: 'city', subject: 0 }),
    ].map((read) => problemsOf(read).map(([line, path]) => [line, path]));
    expect(found).toEqual([
      [
        [1, 'network'],
        [2, 'city'],
        [2, 'from'],
      ],
      [
        [1, 'time'],
        [2, 'policy'],
        [2, 'stage'],
      ],
      [
        [1, 'city'],
        [2, 'from'],
      ],
      [
        [1, 'city'],
        [2, '2006'],
      ],
    ]);
  });
});

describe('adopters', () => {
  const policies = ['welcoming', 'sanctuary'];

  it('stages are words or numbers', () => {
    const text =
      'city,policy,stage,time\nberlin,sanctuary,implemented,2000\nberlin,sanctuary,declared,1999\ngraz,welcoming,1,1990\n';
    const read = adopterTable(table(text), cities, policies, 2000);
    expect([...read.stage]).toEqual([2, 1, 1]);
    expect([...read.policy]).toEqual([1, 1, 0]);
  });

  it('late, repeated, contradictory and unknown ones are reported', () => {
    const text =
      'city,policy,stage,time\nberlin,sanctuary,declared,2001\nberlin,welcoming,both,1990\ngraz,welcoming,declared,1990\n' +
      'graz,welcoming,1,1991\ngraz,welcoming,2,1989\ngraz,welcome,2,\nparis,sanctuary,1,1990\n';
    expect(
      problemsOf(() => adopterTable(table(text), cities, policies, 2000)).map((p) => p.slice(0, 2)),
    ).toEqual([
      [2, 'time'],
      [3, 'stage'],
      [5, 'stage'],
      [6, 'time'],
      [7, 'policy'],
      [7, 'time'],
      [8, 'city'],
    ]);
  });
});

describe('observed entries and exits', () => {
  it('a city may enter, leave and enter again', () => {
    const text =
      'city,subject,stage,from,to\nberlin,a,declared,2000,2005\nberlin,a,declared,2005,\nberlin,a,implemented,2001,\nberlin,b,,,\n';
    const read = observedTable(table(text), cities, ['a', 'b']);
    expect([...read.stage]).toEqual([1, 1, 2, 1]);
    expect([...read.from, ...read.to]).toEqual([
      2000,
      2005,
      2001,
      -Infinity,
      2005,
      Infinity,
      Infinity,
      Infinity,
    ]);
  });

  it('overlapping spells of one stage are reported', () => {
    const text = 'city,subject,from,to\nberlin,a,2000,\nberlin,a,2003,2004\n';
    expect(problemsOf(() => observedTable(table(text), cities, ['a']))).toEqual([
      [3, 'from', 'a time from the end of the spell of line 2 on', undefined],
    ]);
  });

  it('a column a year: from the start of its first year to the end of its last; the ends are open', () => {
    const text = 'place,name,2001,2002,2003,2004\nberlin,x,0,1,1,0\ngraz,y,1,0,0,1\n';
    const read = observedTable(table(text), cities, ['a', 'b'], { city: 'place', subject: 1 });
    // Berlin in 2002 and 2003; Graz until the end of 2001, and from 2004 on.
    expect([...read.from]).toEqual([2002, -Infinity, 2004]);
    expect([...read.to]).toEqual([2004, 2002, Infinity]);
    expect([...read.subject]).toEqual([1, 1, 1]);
    expect(read.span).toEqual([2001, 2005]);
  });

  it('a column a year: other cells than 0 and 1, and a city given twice, are reported', () => {
    const text = 'city,2001,2002\nberlin,1,yes\nberlin,0,\n';
    const read = () => observedTable(table(text), cities, ['a'], { city: 'city', subject: 0 });
    expect(problemsOf(read)).toEqual([
      [2, '2002', '1 (held in that year) or 0', undefined],
      [3, 'city', 'each city once; it is in line 2', undefined],
      [3, '2002', '1 (held in that year) or 0', undefined],
    ]);
    const without = () => observedTable(table('city\nberlin\n'), cities, ['a'], { city: 'city', subject: 0 });
    expect(problemsOf(without)).toHaveLength(1);
  });
});
