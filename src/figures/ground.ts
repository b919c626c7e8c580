/** The ground of maps: areas as they lie on the page, so that a drawing need not project them. */
import { geoPath } from 'd3-geo';
import type { Spec } from './figure.js';
import { pageShape, round } from './layout.js';
import type { Pane } from './mapStage.js';
import type { Outline } from './outlines.js';
import { LAND } from './theme.js';

type Ring = readonly (readonly [x: number, y: number])[];

/** Rings in points of the page: areas of the cities, and the others. */
export interface Ground {
  readonly own: readonly Ring[];
  readonly other: readonly Ring[];
}

/** Outlines as a pane shows them: projected, and cut at its frame. */
export function groundOf(outlines: readonly Outline[], { projection, frame }: Pane): Ground {
  const ground = { own: [] as Ring[], other: [] as Ring[] };
  let ring: [number, number][] = [];
  let into = ground.own;
  const add = (x: number, y: number): void => {
    const last = ring[ring.length - 1];
    const [px, py] = [round(x), round(y)];
    if (last === undefined || last[0] !== px || last[1] !== py) ring.push([px, py]);
  };
  const pen = {
    beginPath: () => {},
    arc: () => {},
    moveTo: (x: number, y: number) => {
      ring = [];
      add(x, y);
    },
    lineTo: add,
    closePath: () => {
      if (ring.length > 2) into.push(ring);
    },
  };
  // A composite projection has no extent; it shows all there is of it.
  const { left, top, width, height } = frame;
  const clips = 'clipExtent' in projection;
  if (clips)
    projection.clipExtent([
      [left, top],
      [left + width, top + height],
    ]);
  const draw = geoPath(projection, pen);
  for (const outline of outlines) {
    into = outline.properties.own ? ground.own : ground.other;
    draw(outline);
  }
  if (clips) projection.clipExtent(null);
  return ground;
}

/** A ground at each of these places, in as many strokes as it has colours. */
export function groundLayers(
  ground: Ground,
  shifts: readonly (readonly [dx: number, dy: number])[],
  strokeWidth: number,
): Spec[] {
  const layer = (rings: readonly Ring[], fill: string): Spec[] =>
    rings.length === 0
      ? []
      : [
          pageShape(
            'MultiPolygon',
            shifts.flatMap(([dx, dy]) =>
              rings.map((ring) => [[...ring, ring[0]].map(([x, y]) => [round(x + dx), round(y + dy)])]),
            ),
            { fill, stroke: LAND.border, strokeWidth, strokeJoin: 'round', clip: false },
          ),
        ];
  return [...layer(ground.other, LAND.other), ...layer(ground.own, LAND.own)];
}
