import type { Design } from '../design.js';

/**
 * Whether an average over the other parameters compares like with like along one: whichever of their combinations is there
 * at one of its values is there at all of them (of values that have any). Where constraints cut a grid, or runs are missing, it
 * is not: then the others differ from value to value, and their effect would be taken for that of the parameter.
 *
 * counts: whether a point counts; left out: all do. Designs other than grids are not judged. Memory: 4 bytes a combination.
 */
export function isBalanced(
  { structure, pointCount }: Design,
  parameter: number,
  counts: (point: number) => boolean = () => true,
): boolean {
  if (structure.kind !== 'grid') return true;
  const { values, level } = structure;
  const strides = values.map((_, j) =>
    values.reduce((product, { length }, k) => (k > j && k !== parameter ? product * length : product), 1),
  );
  const combinations = values.reduce(
    (product, { length }, k) => (k === parameter ? product : product * length),
    1,
  );
  const present = new Uint32Array(combinations);
  const isThere = new Uint8Array(values[parameter].length);
  for (let point = 0; point < pointCount; point++) {
    if (!counts(point)) continue;
    let combination = 0;
    for (let j = 0; j < values.length; j++) if (j !== parameter) combination += strides[j] * level(point, j);
    present[combination]++;
    isThere[level(point, parameter)] = 1;
  }
  const all = isThere.reduce((sum, there) => sum + there, 0);
  return present.every((count) => count === 0 || count === all);
}

/** Parameters of a grid along which what constraints left is not balanced. */
export const unbalancedParameters = (design: Design): string[] =>
  design.parameters.flatMap(({ path }, i) => (isBalanced(design, i) ? [] : [path]));
