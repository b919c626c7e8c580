/**
 * Elementary functions of the trajectory, made of + - * / and bit operations only, so that every
 * engine gives the same bits. (ECMAScript leaves Math.exp, Math.log, Math.tanh, Math.pow and the
 * trigonometric functions approximate; Math.sqrt and Math.floor are exact and are used as they are.)
 *
 * Errors are given in units in the last place, and tested against exact arithmetic. log follows the argument reduction and
 * minimax coefficients of Sun's fdlibm; the tests compare it with V8's own port of fdlibm, bit by bit.
 */

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
/** Index of the high word of a double: 1 on little-endian machines. */
const HIGH = (() => {
  double[0] = 1;
  return words[1] === 0x3ff00000 ? 1 : 0;
})();
const LOW = 1 - HIGH;

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const TWO_54 = 18014398509481984;

/** Two to the powers -1022 … 1023, from their bits. */
const powers = Float64Array.from({ length: 2046 }, (_, at) => {
  words[HIGH] = (at + 1) << 20;
  words[LOW] = 0;
  return double[0];
});
const powerOfTwo = (k: number): number => powers[k + 1022];

/** The product of two doubles as the sum of two: Dekker 1971, Numerische Mathematik 18, 224-242. */
function exactProduct(a: number, b: number): [high: number, low: number] {
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  const high = a * b;
  return [high, aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow)];
}

/** A double as the sum of two of at most 26 bits. */
function halves(a: number): [high: number, low: number] {
  const scaled = 134217729 * a;
  const high = scaled - (scaled - a);
  return [high, a - high];
}

/** 2^(j / 128) for j = 0 … 127, each as the sum of two doubles: powers of the root of 2 after seven square roots. */
const PARTS = 128;
const [roots, rootTails] = (() => {
  let [root, tail] = [2, 0];
  for (let size = 1; size < PARTS; size *= 2) {
    const next = Math.sqrt(root);
    const [square, rest] = exactProduct(next, next);
    [root, tail] = [next, (root - square - rest + tail) / (2 * next)];
  }
  const high = new Float64Array(PARTS).fill(1);
  const low = new Float64Array(PARTS);
  for (let j = 1; j < PARTS; j++) {
    const [product, rest] = exactProduct(high[j - 1], root);
    const more = rest + high[j - 1] * tail + low[j - 1] * root;
    high[j] = product + more;
    low[j] = product - high[j] + more;
  }
  return [high, low];
})();

const PARTS_A_UNIT = PARTS * INVERSE_LN2;
const PART_HIGH = LN2_HIGH / PARTS;
const PART_LOW = LN2_LOW / PARTS;
/** Added and taken away, it rounds to a whole number. */
const ROUNDER = 6755399441055744;

/**
 * e to the power x, as 2^k 2^(j / 128) e^r with |r| < ln 2 / 256: a table of the second and a polynomial of the third
 * (Tang 1989, ACM Transactions on Mathematical Software 15, 144-157). Error below .52 ulp (1 where the result is below
 * 2^-1022). exp(-Infinity) = 0, exp(NaN) = NaN, above 709.78 Infinity. Cost: 3 ns in a loop.
 */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x;
  if (x < -745.1332191019411) return 0;
  const parts = x * PARTS_A_UNIT + ROUNDER - ROUNDER;
  const r = x - parts * PART_HIGH - parts * PART_LOW;
  const p =
    r + r * r * (0.5 + r * (0.16666666666666666 + r * (0.041666666666666664 + r * 0.008333333333333333)));
  const whole = parts | 0;
  const k = whole >> 7;
  const root = roots[whole & 127];
  const y = root + (rootTails[whole & 127] + root * p);
  if (k === 1024) return y * 2 * powerOfTwo(1023);
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * 9.332636185032189e-302;
}

const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;
/** The borders of its cases, on the upper 20 bits of m in [1, 2): about the root of 2, and between which r loses digits. */
const FOLD = 1 + 0x6a09c / 2 ** 20;
const MIDDLE_LOW = 1 + 0x6147a / 2 ** 20;
const MIDDLE_HIGH = 1 + 0x6b852 / 2 ** 20;

/** Natural logarithm. Error below 1 ulp. log(0) = -Infinity, of a negative number NaN. Cost: about 10 ns. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    k = -54;
    x *= TWO_54;
  } else if (x >= 8.98846567431158e307) {
    k = 1;
    x *= 0.5;
  }
  double[0] = x;
  const own = (words[HIGH] >> 20) - 1023;
  return logOf(x * powerOfTwo(-own), k + own);
}

/** log(m 2^k) for m in [1, 2). */
function logOf(m: number, k: number): number {
  const middle = m >= MIDDLE_LOW && m < MIDDLE_HIGH;
  if (m >= FOLD) {
    m *= 0.5;
    k++;
  }
  const f = m - 1;
  if (f < 2 ** -20 && f >= -(2 ** -20)) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const r = odd + even;
  if (middle) {
    const h = 0.5 * f * f;
    return k === 0 ? f - (h - s * (h + r)) : k * LN2_HIGH - (h - (s * (h + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

/** Hyperbolic tangent. Error below 2 ulp (rational form of Cody and Waite 1980 near 0, exp elsewhere). */
export function tanh(x: number): number {
  const size = x < 0 ? -x : x;
  if (size < 0.549306144334) {
    const z = x * x;
    const p = (-0.9643749277722548 * z - 99.22592967223608) * z - 1613.4119023996227;
    const q = ((z + 112.74474380534949) * z + 2233.7720718962314) * z + 4840.235707198869;
    return x + x * z * (p / q);
  }
  const magnitude = size > 22 ? 1 : 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -magnitude : magnitude;
}

/**
 * x to the power y, x > 0: exp(y log x). The relative error is about |y log x| * 2^-53,
 * which is all that decays and half-lives need.
 */
export function pow(x: number, y: number): number {
  return y === 0 ? 1 : exp(y * log(x));
}

const LN2 = log(2);

/** 2 to the power y: pow(2, y) to the bit, without taking the logarithm of 2 each time. */
export function pow2(y: number): number {
  return y === 0 ? 1 : exp(y * LN2);
}

const RADIANS = 0.017453292519943295;

function sineKernel(x: number): number {
  const z = x * x;
  return (
    x +
    x *
      z *
      (-0.16666666666666632 +
        z *
          (0.00833333333332249 +
            z *
              (-0.0001984126982985795 +
                z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))))
  );
}

function cosineKernel(x: number): number {
  const z = x * x;
  return (
    1 -
    0.5 * z +
    z *
      z *
      (0.0416666666666666 +
        z *
          (-0.001388888888887411 +
            z *
              (2.480158728947673e-5 +
                z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))))
  );
}

/** Sine of an angle in degrees. Error below 2 ulp; exact at multiples of 90. */
export function sinDegrees(degrees: number): number {
  const quadrant = Math.floor((degrees + 45) / 90);
  const rest = (degrees - quadrant * 90) * RADIANS;
  switch (((quadrant % 4) + 4) % 4) {
    case 0:
      return sineKernel(rest);
    case 1:
      return cosineKernel(rest);
    case 2:
      return -sineKernel(rest);
    default:
      return -cosineKernel(rest);
  }
}

/** Cosine of an angle in degrees. Error below 2 ulp; exact at multiples of 90. */
export function cosDegrees(degrees: number): number {
  return sinDegrees(degrees + 90);
}
