/** Reference values of elementary functions: power series in fixed-point arithmetic of 256 binary digits. */
const BITS = 256n;
const ONE = 1n << BITS;

/** A double as an exact fixed-point number (smaller bits than 2^-256 are cut). */
function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const shift = BigInt(Math.max(exponent, 1) - 1075) + BITS;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return x < 0 ? -size : size;
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b;

function expFixed(x: bigint): bigint {
  // e^x = (e^(x / 2^16))^(2^16): fifty terms of the series are far more than enough.
  const small = x >> 16n;
  let term = ONE;
  let sum = ONE;
  for (let k = 1n; term !== 0n && k < 50n; k++) {
    term = times(term, small) / k;
    sum += term;
  }
  for (let k = 0; k < 16; k++) sum = times(sum, sum);
  return sum;
}

const PI = (() => {
  // Machin: pi = 16 atan(1/5) - 4 atan(1/239).
  const inverseTangent = (n: bigint): bigint => {
    let power = ONE / n;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power = -power / (n * n);
      sum += power / k;
    }
    return sum;
  };
  return 16n * inverseTangent(5n) - 4n * inverseTangent(239n);
})();

/** Distance of a double from an exact value, in units in the last place of the double. */
function ulps(got: number, exact: bigint): number {
  const size = Math.abs(got);
  const unit = size < 2 ** -1022 ? 2 ** -1074 : 2 ** (Math.floor(Math.log2(size)) - 52);
  const distance = fixed(got) - exact;
  return Number(distance < 0n ? -distance : distance) / Number(ONE) / unit;
}

/** Error of a computed e^x, in ulp. For -140 < x < 88: fixed-point numbers hold no more. */
export function expError(x: number, got: number): number {
  return ulps(got, expFixed(fixed(x)));
}

/** Error of a computed tanh(x), in ulp. For 1e-20 < |x| < 30. */
export function tanhError(x: number, got: number): number {
  const e = expFixed(2n * fixed(x));
  return ulps(got, over(e - ONE, e + ONE));
}

/** Error of a computed sine of an angle in degrees, in ulp. */
export function sinDegreesError(degrees: number, got: number): number {
  const full = 360n * ONE;
  const reduced = ((fixed(degrees) % full) + full) % full;
  const x = times(reduced, PI) / 180n;
  const square = times(x, x);
  let term = x;
  let sum = x;
  for (let k = 1n; term !== 0n; k++) {
    term = -times(term, square) / (2n * k * (2n * k + 1n));
    sum += term;
  }
  return ulps(got, sum);
}
