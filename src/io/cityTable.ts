/** Cities from a user's CSV. */
import { type AttributeName, attributeNames, attributes } from '../model/attributes.js';
import { standardise } from '../model/standard.js';
import type { Cities } from '../model/world.js';
import { listNames } from '../scenario/nearestName.js';
import { placeFields } from '../scenario/schema/cities.js';
import { cellTime, EXPECTED_TIME } from './cellTime.js';
import { addColumnProblems } from './columnProblems.js';
import type { Table } from './csv.js';
import { commaNumber, decimalNumber, expectedNumber } from './decimalNumber.js';
import { lambertEuropeInverse } from './lambertEurope.js';
import { isMissingCell } from './missingCell.js';
import { ProblemList } from './tableProblems.js';

/**
 * Where a value comes from. Numbers are, in this order, divided by `divide`, mapped linearly from the scale
 * `from` to the scale `to`, and standardised where `zscore` is true. null: not read, although a header has the name.
 */
export type ColumnMapping =
  | string
  | null
  | {
      readonly column: string;
      /** Cells that stand for a missing value, as NA, -9 or (in GeoNames' populations) 0. */
      readonly missing?: readonly (string | number)[];
      /** A comma: numbers are written as 18,8. */
      readonly decimal?: '.' | ',';
      /** 100 turns percentages into shares. */
      readonly divide?: number;
      /** Both ends of the scale in the file; a value outside is an error. Needs `to`. */
      readonly from?: readonly [number, number];
      readonly to?: readonly [number, number];
      /** (value - mean) / sd over the cities that have one (divisor N); a constant column gives 0. */
      readonly zscore?: boolean;
    };

type PlaceField = (typeof placeFields)[number];

export interface CityTableOptions {
  /** Field or attribute → header. What is not here maps by its name. */
  readonly columns?: { readonly [field: string]: ColumnMapping };
  /** What stands in for empty cells of an attribute, in the attribute's own unit (after the mapping). */
  readonly impute?: { readonly [name in AttributeName]?: 'mean' | 'median' | number };
  /** How to read x and y; without it they are not read. */
  readonly projection?: 'EPSG:3035';
  /** Country of all cities where no column holds it; left out: one without a name. */
  readonly country?: string;
  /** Thresholds are shares in [0, 1] (default) or counts >= 0. */
  readonly thresholdUnit?: 'share' | 'count';
}

/** The columns of N cities, in the order of the file; all but the keys of their draws. */
export interface CityTable extends Omit<Cities, 'keys'> {
  /** N decimal years; NaN (an empty cell): not adopted. null: no such column. */
  readonly adoptedAt: Float64Array | null;
  /** Cells that were empty and got a value, by attribute. */
  readonly imputed: { readonly [name in AttributeName]?: number };
  /** Headers that nothing was read from. */
  readonly unused: readonly string[];
}

/** Of a cell that is empty, NA or a point. */
const EXPECTED_VALUE =
  'a number (no value is missing unless impute says what stands in for it; empty, NA and . are missing)';

const isAttribute = (field: string): field is AttributeName => Object.hasOwn(attributes, field);
const texts: readonly string[] = ['id', 'name', 'country', 'region'] satisfies PlaceField[];
const fields: readonly string[] = [...placeFields, ...attributeNames];

/** A mapping with its header found. */
interface Source {
  readonly header: string;
  readonly index: number;
  readonly missing: readonly (string | number)[];
  readonly decimal: '.' | ',';
  readonly divide: number;
  readonly scale: { readonly from: readonly [number, number]; readonly to: readonly [number, number] } | null;
  readonly zscore: boolean;
  /** Its header is there, and its conversion makes sense. */
  readonly readable: boolean;
}

/**
 * Cities from a table. Only an id is needed; a city without a name is called by its id, one without a region has
 * none. Where no column holds the country, all are of one country.
 *
 * @throws TableError with every problem at once: no cities, an id missing or given twice, a missing cell (isMissingCell) of a column that
 * is read (other than name, region, adoptedAt, or an imputed attribute), a cell that is not a number, a value
 * outside the attribute's range, a mapping to a header that is not there (with the nearest; the other columns are read
 * all the same), coordinates by halves. Cost: about .2 µs a cell.
 */
export function cityTable(table: Table, options: CityTableOptions = {}): CityTable {
  const problems = new ProblemList(table.file, table.header);
  const sources = findSources(table, options, problems);

  const count = table.rows.length;
  const ids = textColumn('id', true) ?? [];
  const firstLine = new Map<string, number>();
  ids.forEach((id, i) => {
    const { line } = table.rows[i];
    const first = firstLine.get(id);
    if (first === undefined) firstLine.set(id, line);
    else if (id !== '') wrong(i, sources.get('id')!, `each id once; it is in line ${first}`);
  });
  // Other files name cities by their ids: said here, once.
  const blank = ids.findIndex((id) => id.trim() !== id && id.trim() !== '');
  if (blank >= 0) {
    const many = ids.filter((id) => id.trim() !== id).length;
    wrong(
      blank,
      sources.get('id')!,
      `an id without blanks before or after it (so in ${many} of ${count} rows)`,
    );
  }
  const names = textColumn('name', false)?.map((name, i) => name || ids[i]) ?? ids;
  const country = indexed(
    textColumn('country', true) ?? new Array<string>(count).fill(options.country ?? ''),
  );
  const region = indexed(textColumn('region', false) ?? [], '');
  const place = options.projection === undefined ? degrees() : projected();
  const countUnit = options.thresholdUnit === 'count';
  const threshold = numberColumn('threshold', countUnit ? [0, Infinity] : [0, 1]);
  const adoptedAt = timeColumn('adoptedAt');
  const values: { [name in AttributeName]?: Float64Array } = {};
  const imputed: { [name in AttributeName]?: number } = {};
  for (const name of attributeNames) {
    const column = attributeColumn(name);
    if (column) values[name] = column;
  }
  problems.throwIfAny();
  const used = new Set([...sources.values()].map((source) => source.header));
  return {
    count,
    ids,
    names,
    countries: country.names,
    country: country.index,
    regions: region.names,
    region: region.index.length === count ? region.index : new Int32Array(count).fill(-1),
    latitude: place.latitude,
    longitude: place.longitude,
    attributes: values,
    threshold,
    adoptedAt,
    imputed,
    unused: table.header.filter((header) => !used.has(header)),
  };

  function wrong(row: number, source: Source, expected: string): void {
    const { line, cells } = table.rows[row];
    problems.add({ line, column: source.header, value: cells[source.index], expected });
  }

  /** Null: there is none, or it cannot be read, which is told. */
  function sourceOf(field: string): Source | null {
    const source = sources.get(field);
    return source?.readable ? source : null;
  }

  function textColumn(field: PlaceField, needed: boolean): string[] | null {
    const source = sourceOf(field);
    if (!source) return null;
    return table.rows.map(({ cells }, i) => {
      const text = cells[source.index];
      if (needed && text === '') wrong(i, source, `a text: the ${field} of the city`);
      return text;
    });
  }

  /** Numbers of a column after divide and scale; NaN where the cell is empty or wrong (a problem, then). */
  function rawNumbers(
    field: string,
    source: Source,
    range: readonly [number, number],
    emptyIsWrong: boolean,
  ): Float64Array {
    const { header, index, decimal, divide, scale, zscore } = source;
    const numbers = new Float64Array(count).fill(NaN);
    const legal = `from ${range[0]} to ${range[1]}`;
    const failures: { row: number; expected: string }[] = [];
    let stated = 0;
    for (let i = 0; i < count; i++) {
      const text = table.rows[i].cells[index];
      const fail = (expected: string): number => failures.push({ row: i, expected });
      if (isMissingCell(text) || isMissing(text, source)) {
        if (emptyIsWrong) wrong(i, source, EXPECTED_VALUE);
        continue;
      }
      stated++;
      const number = decimal === '.' ? decimalNumber(text) : commaNumber(text);
      if (number === undefined) {
        const missing = /^(nan|n\/a|null|-)$/i.test(text.trim()) ? '; leave a missing cell empty' : '';
        fail((decimal === '.' ? expectedNumber(text) : 'a number with a decimal comma') + missing);
        continue;
      }
      let value = number / divide;
      if (scale) {
        const [low, high] = scale.from;
        if (!(value >= Math.min(low, high) && value <= Math.max(low, high))) {
          fail(`a number on the scale from ${low} to ${high}`);
          continue;
        }
        value = scale.to[0] + ((value - low) / (high - low)) * (scale.to[1] - scale.to[0]);
      }
      if (!zscore && !(value >= range[0] && value <= range[1])) {
        fail(range[1] === Infinity ? `a number >= ${range[0]}` : rangeText(legal, value, number));
        continue;
      }
      numbers[i] = value;
    }
    const column = { field, header, index, divide, rescaled: scale !== null || zscore };
    addColumnProblems(failures, stated, column, { table, problems });
    return numbers;
  }

  function rangeText(legal: string, value: number, number: number): string {
    return `a number ${legal}` + (value === number ? '' : ` (after the mapping it is ${value})`);
  }

  function numberColumn(field: PlaceField, range: readonly [number, number]): Float64Array | null {
    const source = sourceOf(field);
    return source ? rawNumbers(field, source, range, true) : null;
  }

  function timeColumn(field: PlaceField): Float64Array | null {
    const source = sourceOf(field);
    if (!source) return null;
    return Float64Array.from(table.rows, ({ cells }, i) => {
      const text = cells[source.index];
      if (isMissingCell(text) || isMissing(text, source)) return NaN;
      const time = cellTime(text);
      if (time === undefined) wrong(i, source, `${EXPECTED_TIME}, or nothing where not adopted`);
      return time ?? NaN;
    });
  }

  function attributeColumn(name: AttributeName): Float64Array | null {
    const source = sourceOf(name);
    if (!source) return null;
    const range = attributes[name].range;
    const stand = options.impute?.[name];
    const before = problems.all.length;
    const numbers = rawNumbers(name, source, range, stand === undefined);
    if (problems.all.length > before) return null;
    const filled: number[] = [];
    for (let i = 0; i < count; i++) if (!Number.isNaN(numbers[i])) filled.push(i);
    if (source.zscore) {
      const scores = standardise(Float64Array.from(filled, (i) => numbers[i]));
      filled.forEach((i, j) => {
        numbers[i] = scores[j];
        if (!(scores[j] >= range[0] && scores[j] <= range[1]))
          wrong(i, source, `a z-score from ${range[0]} to ${range[1]} (it is ${scores[j].toFixed(2)})`);
      });
    }
    if (stand === undefined || filled.length === count) return numbers;
    const given = Float64Array.from(filled, (i) => numbers[i]);
    if (typeof stand === 'string' && given.length === 0) {
      problems.add({
        path: `impute.${name}`,
        value: 'a column without values',
        expected: `at least one, whose ${stand} stands in for the others`,
      });
      return null;
    }
    const value = typeof stand === 'number' ? stand : stand === 'mean' ? mean(given) : median(given);
    if (!(value >= range[0] && value <= range[1]))
      problems.add({
        path: `impute.${name}`,
        value: String(stand),
        expected: `a number from ${range[0]} to ${range[1]}`,
      });
    imputed[name] = count - filled.length;
    return numbers.map((number) => (Number.isNaN(number) ? value : number));
  }

  function degrees(): { latitude: Float64Array | null; longitude: Float64Array | null } {
    return {
      latitude: numberColumn('latitude', [-90, 90]),
      longitude: numberColumn('longitude', [-180, 180]),
    };
  }

  function projected(): { latitude: Float64Array | null; longitude: Float64Array | null } {
    const x = numberColumn('x', [-Infinity, Infinity]);
    const y = numberColumn('y', [-Infinity, Infinity]);
    if (!x || !y) return { latitude: null, longitude: null };
    const latitude = new Float64Array(count);
    const longitude = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const point = lambertEuropeInverse(x[i], y[i]);
      if (!point && !Number.isNaN(x[i]) && !Number.isNaN(y[i]))
        wrong(i, sources.get('x')!, 'metres in EPSG:3035; no place on earth has these');
      latitude[i] = point?.latitude ?? NaN;
      longitude[i] = point?.longitude ?? NaN;
    }
    return { latitude, longitude };
  }
}

/** Finds the header of each field, by the mapping or by name. */
function findSources(table: Table, options: CityTableOptions, problems: ProblemList): Map<string, Source> {
  const { columns = {}, impute = {}, projection } = options;
  const { header } = table;
  const sources = new Map<string, Source>();
  const taken = new Set<string>();
  for (const [field, mapping] of Object.entries(columns)) {
    if (!fields.includes(field)) {
      problems.add(
        {
          path: `columns.${field}`,
          value: 'no such attribute',
          expected: `one of ${listNames(fields, 40)}`,
        },
        fields,
        field,
      );
      continue;
    }
    if (mapping === null) {
      taken.add(field);
      continue;
    }
    const given = typeof mapping === 'string' ? { column: mapping } : mapping;
    const { column, missing = [], decimal = '.', divide = 1, from, to, zscore = false } = given;
    const index = header.indexOf(column);
    const before = problems.all.length;
    taken.add(column);
    if (index < 0)
      problems.add(
        {
          line: 1,
          path: `columns.${field}`,
          value: `no column ${column}`,
          expected: `one of ${listNames(header.filter(Boolean))}`,
        },
        header,
        column,
      );
    if (texts.includes(field) && (decimal !== '.' || divide !== 1 || from || to || zscore))
      problems.add({
        path: `columns.${field}`,
        value: 'a conversion',
        expected: 'a header alone, as this is a text',
      });
    if (!(Number.isFinite(divide) && divide !== 0))
      problems.add({
        path: `columns.${field}.divide`,
        value: String(divide),
        expected: 'a number other than 0',
      });
    if ((from === undefined) !== (to === undefined) || (from && from[0] === from[1]))
      problems.add({
        path: `columns.${field}.from`,
        value: `from ${JSON.stringify(from)} to ${JSON.stringify(to)}`,
        expected: 'from: [a, b] and to: [c, d], where a is not b',
      });
    const scale = from && to ? { from, to } : null;
    const readable = problems.all.length === before;
    sources.set(field, { header: column, index, missing, decimal, divide, scale, zscore, readable });
  }
  for (const field of fields) {
    if (sources.has(field) || taken.has(field)) continue;
    const index = header.indexOf(field);
    // x and y mean nothing without a projection; with one, they are the place.
    const plane = field === 'x' || field === 'y';
    const globe = field === 'latitude' || field === 'longitude';
    if (index >= 0 && !(projection === undefined ? plane : globe))
      sources.set(field, {
        header: field,
        index,
        missing: [],
        decimal: '.',
        divide: 1,
        scale: null,
        zscore: false,
        readable: true,
      });
  }
  if (!sources.has('id'))
    problems.add(
      {
        line: 1,
        path: 'id',
        value: 'no such column',
        expected: `one, or columns: { id: HEADER }; there are ${listNames(header.filter(Boolean))}`,
      },
      header,
      'id',
    );
  if (table.rows.length === 0)
    problems.add({ value: 'no cities', expected: 'at least one row below the header' });
  const [one, other] = projection === undefined ? ['latitude', 'longitude'] : ['x', 'y'];
  const there = [one, other].filter((field) => sources.has(field));
  if (there.length === 1 || (there.length === 0 && projection !== undefined)) {
    const missing = sources.has(one) ? other : one;
    problems.add(
      { line: 1, path: missing, value: 'no such column', expected: `${one} and ${other} together` },
      header,
      missing,
    );
  }
  for (const field of projection === undefined ? ['x', 'y'] : ['latitude', 'longitude'])
    if (Object.hasOwn(columns, field))
      problems.add({
        path: `columns.${field}`,
        value: 'a mapping',
        expected:
          projection === undefined
            ? 'projection: EPSG:3035 with x and y'
            : `no ${field} beside a projection of x and y`,
      });
  for (const name of Object.keys(impute)) {
    if (!isAttribute(name))
      problems.add(
        { path: `impute.${name}`, value: 'no such attribute', expected: listNames(attributeNames) },
        attributeNames,
        name,
      );
    else if (!sources.has(name))
      problems.add(
        { path: `impute.${name}`, value: 'no such column', expected: `a column of ${name} to impute` },
        header,
        name,
      );
  }
  return sources;
}

function isMissing(text: string, { missing }: Source): boolean {
  return missing.some((word) =>
    typeof word === 'number' ? decimalNumber(text) === word : text.trim() === word,
  );
}

/** Texts as indices into their list, in order of appearance; `none` becomes -1. */
function indexed(column: readonly string[], none?: string): { names: string[]; index: Int32Array } {
  const found = new Map<string, number>();
  const index = Int32Array.from(column, (text) => {
    if (text === none) return -1;
    const known = found.get(text) ?? found.size;
    found.set(text, known);
    return known;
  });
  return { names: [...found.keys()], index };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
