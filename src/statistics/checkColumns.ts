/**
 * Refuses columns that cannot be fitted together: of another length than n, or with a number that is not finite.
 * @throws RangeError that names column and row, counted from 1.
 */
export function checkColumns(
  n: number,
  data: {
    readonly X: readonly ArrayLike<number>[];
    readonly names: readonly string[];
    readonly offset?: ArrayLike<number>;
    readonly weights?: ArrayLike<number>;
    readonly time0?: ArrayLike<number>;
    readonly time1?: ArrayLike<number>;
    readonly event?: ArrayLike<number>;
    readonly cluster?: ArrayLike<number | string>;
  },
): void {
  const { X, names, cluster } = data;
  if (n === 0) throw new RangeError('there is no row to fit');
  if (X.length !== names.length) throw new RangeError('there must be one name for each column');
  const check = (name: string, values: ArrayLike<unknown> | undefined): void => {
    if (values && values.length !== n)
      throw new RangeError(`${name} has ${values.length} values for ${n} rows`);
  };
  const checkNumbers = (name: string, values: ArrayLike<number> | undefined): void => {
    check(name, values);
    if (!values) return;
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(values[i])) throw new RangeError(`${name} is ${values[i]} in row ${i + 1}`);
    }
  };
  X.forEach((column, j) => {
    checkNumbers(names[j], column);
  });
  for (const name of ['offset', 'weights', 'time0', 'time1', 'event'] as const)
    checkNumbers(name, data[name]);
  check('cluster', cluster);
}
