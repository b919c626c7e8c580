import type { Spec } from './figure.js';
import { round } from './layout.js';
import { CONFIG, SCHEMA } from './theme.js';

/** The specification of a drawing as wide as its figure, with room above it for a heading and beneath it for a key; in points. */
export const pageSpec = (
  data: Spec,
  {
    width,
    height,
    above,
    beneath,
  }: { readonly width: number; readonly height: number; readonly above: number; readonly beneath: number },
  layers: readonly Spec[],
): Spec => ({
  $schema: SCHEMA,
  data,
  autosize: 'none',
  width: round(width),
  height,
  padding: { left: 0, right: 0, top: round(above), bottom: round(beneath) },
  config: CONFIG,
  layer: layers,
});
