/**
 * Thousands of circles and straight lines, straight into pixels: a renderer of SVG takes tens of microseconds for each,
 * which for a network is most of a second. Edges are as smooth: a pixel is covered by as much as its distance says.
 */
import type { Pixels } from './png.js';
import { type Clipped, type Element, elementsOf } from './svgElements.js';

/** A drawing in three: what lies beneath its thousands, they themselves, and what lies on them. */
export interface Parts {
  readonly beneath: string;
  readonly many: readonly Element[];
  readonly above: string;
}

/** From so much on circles and lines are drawn here: in points of line, which take a renderer about 1.5 µs each. */
const MUCH = 100_000;
const CIRCLE = 20;

const numbersIn = (path: string): number[] => (path.match(/[-\d.]+/g) ?? []).map(Number);

/** Circles, and paths of single straight lines in one colour: how much there is of them; 0: it is something else. */
function weightOf({ tag, attributes }: Element | Clipped): number {
  const { d, fill = 'none', stroke = 'none', opacity } = attributes;
  if (opacity !== undefined) return 0;
  if (tag === 'circle') return CIRCLE;
  if (tag !== 'path' || d === undefined || fill !== 'none' || stroke === 'none') return 0;
  if (attributes['stroke-dasharray'] !== undefined || attributes['stroke-linecap'] !== undefined) return 0;
  if (!/^(?:M[-\d.]+,[-\d.]+L[-\d.]+,[-\d.]+)+$/.test(d)) return 0;
  const places = numbersIn(d);
  let length = 0;
  for (let k = 0; k < places.length; k += 4)
    length += Math.max(Math.abs(places[k + 2] - places[k]), Math.abs(places[k + 3] - places[k + 1]));
  return Math.max(1, length);
}

/** Finds the longest row of circles and lines in a drawing. Null: they are few. */
export function partsOf(body: string): Parts | null {
  let best: Element[] = [];
  let most = 0;
  let row: Element[] = [];
  let weight = 0;
  let clips = 0;
  for (const element of elementsOf(body)) {
    if (element.tag === 'clip') clips++;
    else if (element.tag === '/clip') clips--;
    const own = clips > 0 ? 0 : weightOf(element);
    if (own === 0) [row, weight] = [[], 0];
    else {
      row.push(element as Element);
      weight += own;
      if (weight > most) [best, most] = [row, weight];
    }
  }
  if (most < MUCH) return null;
  const first = best[0].from;
  const last = best[best.length - 1].to;
  // Groups stay, so that what is in them lies where it did.
  const groups = (text: string): string => text.replace(/<(?!\/?(?:g|defs|clipPath)\b)[^>]*>[^<]*/g, '');
  return {
    beneath: body.slice(0, first) + groups(body.slice(first)),
    many: best,
    above: groups(body.slice(0, last)) + body.slice(last),
  };
}

interface Paint {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** 0 to 1. */
  readonly opacity: number;
}

function paintOf(colour: string | undefined, opacity: string | undefined): Paint | null {
  if (colour === undefined || colour === 'none') return null;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return { red, green, blue, opacity: Number(opacity ?? 1) };
}

/** Shares of a pixel are told apart in so many steps, as renderers do; more would only swell the file. */
const STEPS = 16;

/** Lays a colour over a pixel of which it covers a share. */
function blend(rgba: Uint8Array, at: number, { red, green, blue, opacity }: Paint, covered: number): void {
  const share = (256 * opacity * covered + 0.5) | 0;
  rgba[at] += ((red - rgba[at]) * share + 128) >> 8;
  rgba[at + 1] += ((green - rgba[at + 1]) * share + 128) >> 8;
  rgba[at + 2] += ((blue - rgba[at + 2]) * share + 128) >> 8;
}

/** A distance from an edge, outwards in pixels, as what is covered of a pixel: 1 from half a pixel within on. */
const coveredAt = (distance: number): number =>
  distance >= 0.5 ? 0 : distance <= -0.5 ? 1 : Math.round((0.5 - distance) * STEPS) / STEPS;

function drawCircle(
  { width, height, rgba }: Pixels,
  x: number,
  y: number,
  radius: number,
  fill: Paint | null,
  stroke: Paint | null,
  strokeWidth: number,
): void {
  const outer = stroke === null ? radius : radius + strokeWidth / 2;
  const inner = radius - strokeWidth / 2;
  const farthest = (outer + 0.5) * (outer + 0.5);
  const top = Math.max(0, Math.floor(y - outer - 1));
  const bottom = Math.min(height - 1, Math.ceil(y + outer));
  for (let row = top; row <= bottom; row++) {
    const down = row + 0.5 - y;
    const room = farthest - down * down;
    if (room <= 0) continue;
    const reach = Math.sqrt(room);
    const right = Math.min(width - 1, Math.floor(x + reach - 0.5));
    for (let column = Math.max(0, Math.ceil(x - reach - 0.5)); column <= right; column++) {
      const across = column + 0.5 - x;
      const distance = Math.sqrt(across * across + down * down);
      const at = 4 * (row * width + column);
      if (fill !== null) blend(rgba, at, fill, coveredAt(distance - radius));
      if (stroke !== null && distance > inner - 0.5)
        blend(rgba, at, stroke, coveredAt(distance - outer) - coveredAt(distance - inner));
    }
  }
}

/** Adds to `covered` (0 to 255 a pixel) what a line with plain ends covers. */
function coverLine(
  covered: Uint8Array,
  { width, height }: Pixels,
  [x1, y1, x2, y2]: readonly number[],
  strokeWidth: number,
): void {
  const length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
  if (length === 0) return;
  // Along the axis that it follows more (u), forwards, a pixel at a time; across it (v), the pixels that it touches.
  const steep = Math.abs(y2 - y1) > Math.abs(x2 - x1);
  const forwards = steep ? y1 < y2 : x1 < x2;
  const u1 = steep ? Math.min(y1, y2) : Math.min(x1, x2);
  const u2 = steep ? Math.max(y1, y2) : Math.max(x1, x2);
  const v1 = steep ? (forwards ? x1 : x2) : forwards ? y1 : y2;
  const v2 = steep ? (forwards ? x2 : x1) : forwards ? y2 : y1;
  const slope = (v2 - v1) / (u2 - u1);
  const cosine = (u2 - u1) / length;
  const half = strokeWidth / 2;
  const reach = (half + 0.5) / cosine;
  const last = Math.min(steep ? height : width, Math.ceil(u2 + 1)) - 1;
  const most = (steep ? width : height) - 1;
  const [step, stepAcross] = steep ? [width, 1] : [1, width];
  // In 256ths of a pixel. A line thinner than a pixel covers no more than its width.
  const edge = 256 * (half + 0.5);
  const fall = 256 * cosine;
  const full = Math.min(256, 256 * strokeWidth);
  for (let u = Math.max(0, Math.floor(u1 - 1)); u <= last; u++) {
    const middle = v1 + (u + 0.5 - u1) * slope;
    const low = Math.max(0, Math.ceil(middle - reach - 0.5));
    const high = Math.min(most, Math.floor(middle + reach - 0.5));
    const isEnd = u < u1 + 2 || u > u2 - 3;
    let away = low + 0.5 - middle;
    let index = u * step + low * stepAcross;
    for (let v = low; v <= high; v++) {
      let share = (edge - fall * (away < 0 ? -away : away)) | 0;
      if (share > full) share = full;
      if (isEnd) {
        const at = cosine * (u + 0.5 - u1 + away * slope) + (u + 0.5 - u1) * slope * slope * cosine;
        const room = Math.min(at, length - at) + 0.5;
        share = room <= 0 ? 0 : room < 1 ? share * room : share;
      }
      const before = covered[index];
      covered[index] = before + (((255 - before) * share + 128) >> 8);
      away++;
      index += stepAcross;
    }
  }
}

/** Draws circles and lines over pixels that are opaque, at `scale` pixels a point. */
export function drawMany(pixels: Pixels, many: readonly Element[], scale: number): void {
  for (const { tag, attributes, x, y } of many) {
    const width = Number(attributes['stroke-width'] ?? 1) * scale;
    const stroke = width > 0 ? paintOf(attributes.stroke, attributes['stroke-opacity']) : null;
    if (tag === 'circle') {
      const fill = paintOf(attributes.fill, attributes['fill-opacity']);
      drawCircle(pixels, x * scale, y * scale, Number(attributes.r) * scale, fill, stroke, width);
    } else if (stroke !== null) drawLines(pixels, attributes.d, [x, y, scale], stroke, width);
  }
}

/** Straight lines of one colour, which do not darken one another where they cross. */
function drawLines(
  pixels: Pixels,
  path: string,
  [x, y, scale]: readonly [number, number, number],
  stroke: Paint,
  width: number,
): void {
  const covered = new Uint8Array(pixels.width * pixels.height);
  const places = numbersIn(path);
  for (let k = 0; k < places.length; k += 4)
    coverLine(
      covered,
      pixels,
      [0, 1, 2, 3].map((i) => (places[k + i] + (i % 2 === 0 ? x : y)) * scale),
      width,
    );
  layColour(pixels.rgba, covered, stroke);
}

/** Lays a colour over the pixels that are covered. */
function layColour(rgba: Uint8Array, covered: Uint8Array, { red, green, blue, opacity }: Paint): void {
  const shares = Int32Array.from({ length: 256 }, (_, level) =>
    Math.round((256 * opacity * Math.round((level * STEPS) / 255)) / STEPS),
  );
  for (let k = 0, at = 0; k < covered.length; k++, at += 4) {
    if (covered[k] === 0) continue;
    const share = shares[covered[k]];
    rgba[at] += ((red - rgba[at]) * share + 128) >> 8;
    rgba[at + 1] += ((green - rgba[at + 1]) * share + 128) >> 8;
    rgba[at + 2] += ((blue - rgba[at + 2]) * share + 128) >> 8;
  }
}

/** Lays pixels, whose colours are already weighted by their opacity, over others. */
export function layOver({ rgba: under }: Pixels, { rgba: over }: Pixels): void {
  const whole = new Uint32Array(over.buffer, over.byteOffset, over.length / 4);
  for (let k = 0; k < whole.length; k++) {
    if (whole[k] === 0) continue;
    const at = 4 * k;
    const rest = 255 - over[at + 3];
    under[at] = over[at] + Math.round((under[at] * rest) / 255);
    under[at + 1] = over[at + 1] + Math.round((under[at + 1] * rest) / 255);
    under[at + 2] = over[at + 2] + Math.round((under[at + 2] * rest) / 255);
  }
}
