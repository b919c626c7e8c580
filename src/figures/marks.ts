/** Lines, points and boxes as all figures draw them. */
import type { Spec } from './figure.js';
import { pixel } from './layout.js';
import { HAIRLINE, INK } from './theme.js';

export const LINE_WIDTH = 1.2;
export const POINT_SIZE = 13;
export const BAND_OPACITY = { outer: 0.16, inner: 0.24 } as const;
export const DASH = [4, 2.2];
export const DOTS = [1.1, 1.3];

/** A filled point in a rim of paper, which parts it from lines and other points; `own`: its size, and fill or shape. */
export const rimmedPoint = (own: Spec): Spec => ({
  type: 'point',
  filled: true,
  opacity: 1,
  ...own,
  stroke: INK.paper,
  strokeWidth: HAIRLINE,
});

/** A field that holds a colour or a shape itself. */
export const asIs = (field: string): Spec => ({ field, type: 'nominal', scale: null });

/** Where marks lie whose data are points of the page: at (px, py), from there across to px2, down to py2, or to both. */
export const POINT: Spec = { x: pixel('px'), y: pixel('py') };
export const ACROSS: Spec = { ...POINT, x2: { field: 'px2' } };
export const UPRIGHT: Spec = { ...POINT, y2: { field: 'py2' } };
export const CORNERS: Spec = { ...ACROSS, ...UPRIGHT };

/** A mark for each of these values; no layer where there is none. */
export const markLayer = (values: readonly object[], mark: Spec, encoding: Spec): Spec[] =>
  values.length === 0 ? [] : [{ data: { values }, mark, encoding }];

/** Thin or thick lines, where `encoding` says. */
export const ruleLayer = (values: readonly object[], mark: Spec, encoding: Spec): Spec[] =>
  markLayer(values, { type: 'rule', ...mark }, encoding);

/** Boxes from corner to corner, in one colour. */
export const boxLayer = (values: readonly object[], fill: string): Spec[] =>
  markLayer(values, { type: 'rect', fill, strokeWidth: 0 }, CORNERS);
