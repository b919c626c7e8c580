/**
 * Every draw is a function of (seed, replicate, purpose, city), never of order.
 *
 * seedrandom turns the name of a stream ("charter/17/resistance/welcoming/declare/1") into a 64-bit key;
 * the counter-based generator Threefry2x32-20 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random
 * numbers: as easy as 1, 2, 3"; passes BigCrush; 64-bit key and counter, additions and rotations only, so
 * fast in JavaScript) turns (key, city) into the city's number. So another city, policy, mechanism or
 * recorder changes no draw but its own.
 */
import seedrandom from 'seedrandom';
import { log } from './numerics.js';

/** A named stream: 64 bits of key. Cheap to keep, made once per name. */
export interface Stream {
  /** Two signed 32-bit words. */
  readonly high: number;
  readonly low: number;
}

/**
 * The stream of a name. Parts are joined by "/", as in charter/17/resistance/welcoming/declare/1; a part is any text or
 * number, in which % and / are written %25 and %2F. Cost: about 2 µs.
 */
export function stream(...parts: readonly (string | number)[]): Stream {
  const generator = seedrandom.tychei(
    parts.map((part) => String(part).replaceAll('%', '%25').replaceAll('/', '%2F')).join('/'),
  );
  const high = generator.int32() | 0;
  return { high, low: generator.int32() | 0 };
}

/** The key of one city: 64 bits from its id alone, so that its draws do not depend on the other cities. */
export function cityKeys(ids: readonly string[]): Uint32Array {
  const keys = new Uint32Array(2 * ids.length);
  for (let i = 0; i < ids.length; i++) hashInto(keys, i, ids[i]);
  return keys;
}

/** cyrb53-style mixing of a text into two 32-bit words (2i high, 2i + 1 low). */
function hashInto(keys: Uint32Array, i: number, text: string): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  keys[2 * i] = b;
  keys[2 * i + 1] = a;
}

/** How many counters are turned at once. */
const CHUNK = 256;
/** Two words for each counter, and in their place for each result. */
const block = new Int32Array(2 * CHUNK);

/** Threefry2x32 with 20 rounds of the first `count` counters of `block`, under the key (k0, k1): the results take their place. */
function threefry(count: number, key0: number, key1: number): void {
  const k0 = key0 | 0; // so that the compiler knows them for whole numbers
  const k1 = key1 | 0;
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  for (let at = 0; at < 2 * count; at += 2) {
    let x0 = (block[at] + k0) | 0;
    let x1 = (block[at + 1] + k1) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 1) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + k2) | 0;
    x1 = (x1 + k0 + 2) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k0) | 0;
    x1 = (x1 + k1 + 3) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 4) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    block[at] = x0 + k2;
    block[at + 1] = x1 + k0 + 5;
  }
}

/** Threefry2x32-20 of a counter and a key: two 32-bit words. For tests against the published answers. */
export function threefry2x32(c0: number, c1: number, k0: number, k1: number): [number, number] {
  block[0] = c0;
  block[1] = c1;
  threefry(1, k0, k1);
  return [block[0] >>> 0, block[1] >>> 0];
}

/** A number in (0, 1] of 53 bits from the result at a place of `block`. */
function uniformAt(at: number): number {
  return ((block[at] >>> 5) * 67108864 + (block[at + 1] >>> 6) + 1) * 1.1102230246251565e-16;
}

/** A uniform number in (0, 1], of 53 bits, for one city of a stream. Cost: about 20 ns. */
export function uniform(from: Stream, keyHigh: number, keyLow: number): number {
  block[0] = keyHigh;
  block[1] = keyLow;
  threefry(1, from.high, from.low);
  return uniformAt(0);
}

/** An Exponential(1) number (mean 1), for one city of a stream: a resistance. */
export function exponential(from: Stream, keyHigh: number, keyLow: number): number {
  return -log(uniform(from, keyHigh, keyLow));
}

/**
 * Uniform numbers in (0, 1] into out, for the first `count` of some cities; left out: of all cities in their order. keys as from
 * cityKeys. Cost: about 15 ns each.
 */
export function uniformsInto(
  out: Float64Array,
  from: Stream,
  keys: Uint32Array,
  cities: Int32Array | null = null,
  count = keys.length / 2,
): void {
  const { high, low } = from;
  for (let first = 0; first < count; first += CHUNK) {
    const size = Math.min(CHUNK, count - first);
    for (let k = 0; k < size; k++) {
      const city = cities ? cities[first + k] : first + k;
      block[2 * k] = keys[2 * city];
      block[2 * k + 1] = keys[2 * city + 1];
    }
    threefry(size, high, low);
    for (let k = 0; k < size; k++) out[first + k] = uniformAt(2 * k);
  }
}

/** Exponential(1) numbers of cities, as uniformsInto gives uniform ones. */
export function exponentialsInto(
  out: Float64Array,
  from: Stream,
  keys: Uint32Array,
  cities: Int32Array,
  count: number,
): void {
  uniformsInto(out, from, keys, cities, count);
  for (let k = 0; k < count; k++) out[k] = -log(out[k]);
}
