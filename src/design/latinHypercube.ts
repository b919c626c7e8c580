import { stream, uniform } from '../model/random.js';
import { allHold, type Constraint } from './constraint.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { maximin } from './maximin.js';
import { type Parameter, valueAt } from './parameter.js';
import { permutation } from './permutation.js';

/** Points at most of a design optimised for distance: its time grows with their square. */
const MOST_MAXIMIN = 1000;
/** A hypercube is enlarged for constraints to at most so many rows for each wanted point. */
const MOST_ENLARGED = 1000;
/** Rows times parameters: 400 MB. */
const MOST_NUMBERS = 1e8;

/**
 * Latin hypercube (McKay, Beckman and Conover 1979): each parameter's range is divided into n equal parts, each of which
 * is used once, in random order, at a random place within it. `optimise: maximin` rearranges the parts so that near points
 * lie far apart. With constraints the hypercube has as many rows as it takes for n to satisfy them, and the parts that
 * the constraints cut are no longer used equally often. Memory: 4 bytes a row and parameter.
 */
export function latinHypercube(
  spec: DesignSpec & { type: 'lhs' },
  parameters: readonly Parameter[],
  seed: string,
  constraints: readonly Constraint[],
): Design {
  const { n, optimise } = spec;
  if (optimise !== undefined && optimise !== 'maximin')
    throw new DesignError(['design', 'optimise'], `'${String(optimise)}': expected maximin`);
  if (optimise === 'maximin' && n > MOST_MAXIMIN)
    throw new DesignError(
      ['design', 'n'],
      `${n} points; maximin takes at most ${MOST_MAXIMIN} (its time grows with the square): leave optimise out`,
    );
  if (optimise === 'maximin' && constraints.length > 0)
    throw new DesignError(
      ['design', 'optimise'],
      'maximin and constraints exclude one another: the points left out are what the distances were balanced with',
    );
  const mostRows = Math.floor(MOST_NUMBERS / parameters.length);
  if (n > mostRows)
    throw new DesignError(
      ['design', 'n'],
      `a Latin hypercube of ${n} points cannot be held; of ${parameters.length === 1 ? '1 parameter' : `${parameters.length} parameters`} at most ${mostRows}: take random`,
    );
  const jitter = parameters.map(({ path }) => stream(seed, 'design', 'lhs', 'within', path));
  const hypercube = (rows: number) => {
    const columns = parameters.map(({ path }) =>
      permutation(rows, stream(seed, 'design', 'lhs', 'order', path)),
    );
    if (optimise === 'maximin') maximin(columns, stream(seed, 'design', 'lhs', 'maximin'));
    return (row: number): unknown[] =>
      parameters.map((parameter, i) =>
        valueAt(parameter, (columns[i][row] + 1 - uniform(jitter[i], row, 0)) / rows),
      );
  };
  const design = { type: 'lhs', parameters, pointCount: n, structure: { kind: 'points' } } as const;
  if (constraints.length === 0) return { ...design, point: hypercube(n), notes: [] };

  for (let rows = n; rows <= Math.min(mostRows, n * MOST_ENLARGED); rows *= 2) {
    const at = hypercube(rows);
    const kept = new Uint32Array(n);
    let count = 0;
    for (let row = 0; row < rows && count < n; row++) if (allHold(constraints, at(row))) kept[count++] = row;
    if (count === n) {
      return {
        ...design,
        point: (index) => at(kept[index]),
        notes:
          rows === n
            ? []
            : [`the first ${n} points of a Latin hypercube of ${rows} rows that satisfy the constraints`],
      };
    }
  }
  throw new DesignError(
    ['constraints'],
    n * MOST_ENLARGED <= mostRows
      ? `fewer than one point in ${MOST_ENLARGED} satisfies the constraints`
      : `too few points satisfy the constraints for ${n} of a Latin hypercube of at most ${mostRows} rows: take fewer, or random`,
  );
}
