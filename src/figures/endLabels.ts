/** Names at the right ends of lines, which then need no key. */
import type { Spec } from './figure.js';
import { leaderLayer, linesAbout, round, spread, textLayer } from './layout.js';
import { LEADING } from './textMetrics.js';
import { TYPE } from './theme.js';

export interface LineEnd {
  /** Its name, broken into lines. */
  readonly lines: readonly string[];
  /** Where the line, or the mark at its end, ends. */
  readonly x: number;
  readonly y: number;
  readonly ink: string;
}

/** Middles of the names, as near to their lines' ends as they can stand beside a plot so high; undefined: there is no room. */
export function endCentres(
  ends: readonly Pick<LineEnd, 'lines' | 'y'>[],
  height: number,
): number[] | undefined {
  const leading = TYPE.label * LEADING;
  return spread(
    ends.map(({ y }) => y),
    ends.map(({ lines }) => lines.length * leading),
    -leading / 2,
    height + leading / 2,
    1.5,
  );
}

/** Names that begin at `left`, about these middles; a thin leader ties a name to its line where it had to move. */
export function endLabels(
  ends: readonly LineEnd[],
  centres: readonly number[],
  left: number,
): { readonly leaders: Spec[]; readonly texts: Spec[] } {
  const leaders = ends.flatMap(({ x, y, ink }, i) => {
    const isTied = Math.abs(centres[i] - y) <= 3 && left - x <= 9;
    return isTied
      ? []
      : [{ px: round(x), py: round(y), px2: round(left - 1.5), py2: round(centres[i]), ink }];
  });
  const texts = ends.flatMap(({ lines, ink }, i) =>
    linesAbout(centres[i], lines, TYPE.label).map((line) => ({ px: left, ...line, ink })),
  );
  return {
    leaders: leaders.length === 0 ? [] : [leaderLayer(leaders)],
    texts: textLayer(texts, { weight: 600 }),
  };
}
