/** Groups of histories, each of which has a survival curve. */
import { numberText } from '../io/numberText.js';
import type { EventRows } from '../statistics/eventModel.js';

export interface HistoryGroups {
  readonly names: readonly string[];
  /** By row: position of its group among the names. */
  readonly codes: Int32Array;
}

/** Numbers of so many values at most have a group each. */
const MOST_GROUPS = 6;

/**
 * Rows by groups of a column: names as they are, numbers of few values each, other numbers by thirds of the cities, each
 * with its value as its first spell begins. Thirds of rows would depend on how long cities survive.
 *
 * @param by null: all are one group.
 * @throws RangeError where the column is not there, or varies within a spell: who changes groups has no curve.
 */
export function historyGroups(rows: EventRows, by: string | null): HistoryGroups {
  const count = rows.time1.length;
  if (by === null) return { names: ['all'], codes: new Int32Array(count) };
  const values = rows.covariates.get(by);
  if (values === undefined) throw new RangeError(`there is no column ${by}`);
  const varying = varyingRows(rows, values);
  if (varying) {
    const [before, row] = varying;
    const at = (i: number): string => {
      const value = values[i];
      return `${typeof value === 'number' ? numberText(value) : value} from ${rows.time0[i]}`;
    };
    const steady = [...rows.covariates].flatMap(([name, own]) =>
      varyingRows(rows, own) === null && !Object.is(own[0], NaN) ? [name] : [],
    );
    throw new RangeError(
      `--by ${by}: it changes while a city is at risk (${rows.city[row]}: ${at(before)}, ${at(row)}), and survival curves are of groups that stay; ` +
        `${steady.length === 0 ? 'no column stays' : `take ${steady.join(', ')}`}, or have ${by} among the covariates`,
    );
  }
  const different = [...new Set<string | number>(values)];
  if (!(values instanceof Float64Array) || different.length <= MOST_GROUPS) {
    const levels =
      values instanceof Float64Array
        ? (different as number[]).sort((a, b) => a - b)
        : (different as string[]).sort();
    const code = new Map<string | number, number>(levels.map((level, at) => [level, at]));
    return {
      names: levels.map((level) => `${by} ${level}`),
      codes: Int32Array.from({ length: count }, (_, i) => code.get(values[i])!),
    };
  }
  const sorted = firstValues(rows, values).sort();
  const cuts = [1, 2].map((third) => sorted[Math.floor((third * sorted.length) / 3)]);
  return {
    names: [
      `${by} below ${numberText(cuts[0])}`,
      `${by} ${numberText(cuts[0])} to ${numberText(cuts[1])}`,
      `${by} from ${numberText(cuts[1])}`,
    ],
    codes: Int32Array.from(values, (value) => (value < cuts[0] ? 0 : value < cuts[1] ? 1 : 2)),
  };
}

/** Two rows of one spell that differ in a column; null: there are none. */
function varyingRows(
  { unit, start }: EventRows,
  values: ArrayLike<number | string>,
): readonly [number, number] | null {
  const first = new Map<string, number>();
  for (let row = 0; row < unit.length; row++) {
    const spell = `${start[row]} ${unit[row]}`;
    const before = first.get(spell) ?? row;
    if (!Object.is(values[before], values[row])) return [before, row];
    first.set(spell, before);
  }
  return null;
}

/** A value each history, as its first row begins. */
function firstValues({ unit, time0 }: EventRows, values: Float64Array): Float64Array {
  const first = new Map<string, number>();
  unit.forEach((name, row) => {
    const known = first.get(name);
    if (known === undefined || time0[row] < time0[known]) first.set(name, row);
  });
  return Float64Array.from(first.values(), (row) => values[row]);
}
