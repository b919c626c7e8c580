/**
 * EPSG:3035 (ETRS89-LAEA Europe) to latitude and longitude: the inverse of the Lambert azimuthal equal-area
 * projection on the ellipsoid GRS80, centre 52° N 10° E, false origin 4,321,000 m, 3,210,000 m.
 *
 * Source: Snyder 1987, Map projections: a working manual, USGS Professional Paper 1395, equations 24-26 to
 * 24-30 and 3-12, 3-16; EPSG guidance note 7-2, method 9820.
 *
 * With rho² = ((x - x0) / D)² + (D (y - y0))² and sin(c / 2) = rho / 2 Rq,
 *   q         = qp (cos c sin b1 + D (y - y0) sin c cos b1 / rho)
 *   longitude = 10° + atan2((x - x0) sin c, D rho cos b1 cos c - D² (y - y0) sin b1 sin c)
 * and the latitude solves q(latitude) = q (3-12) by Newton's method (3-16), not by the
 * series 3-18, which is cut after e⁶. Forward and back agree to 4e-12 degrees (tests).
 *
 * Portable arithmetic only (numerics.ts, and atan below): coordinates decide ties, and so trajectories.
 */
import { cosDegrees, log, sinDegrees } from '../model/numerics.js';

const SEMI_MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const E2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(E2);
const CENTRE_LATITUDE = 52;
const CENTRE_LONGITUDE = 10;
const FALSE_EASTING = 4_321_000;
const FALSE_NORTHING = 3_210_000;
const DEGREES = 57.29577951308232;

/** Snyder 3-12: (1 - e²) (s / (1 - e² s²) - ln((1 - e s) / (1 + e s)) / 2e), where s is the latitude's sine. */
function authalic(sine: number): number {
  return (1 - E2) * (sine / (1 - E2 * sine * sine) - log((1 - E * sine) / (1 + E * sine)) / (2 * E));
}

const Q_POLE = authalic(1);
const RADIUS = SEMI_MAJOR * Math.sqrt(Q_POLE / 2);
const SINE_CENTRE = sinDegrees(CENTRE_LATITUDE);
const SINE_B1 = authalic(SINE_CENTRE) / Q_POLE;
const COSINE_B1 = Math.sqrt(1 - SINE_B1 * SINE_B1);
const D =
  (SEMI_MAJOR * cosDegrees(CENTRE_LATITUDE)) /
  (Math.sqrt(1 - E2 * SINE_CENTRE * SINE_CENTRE) * RADIUS * COSINE_B1);

/** x, y in metres → degrees; null where the plane has no such point (further than the antipode). */
export function lambertEuropeInverse(x: number, y: number): { latitude: number; longitude: number } | null {
  const east = (x - FALSE_EASTING) / D;
  const north = (y - FALSE_NORTHING) * D;
  const rho = Math.sqrt(east * east + north * north);
  const sineHalf = rho / (2 * RADIUS);
  if (!(sineHalf < 1)) return null;
  if (rho === 0) return { latitude: CENTRE_LATITUDE, longitude: CENTRE_LONGITUDE };
  const sine = 2 * sineHalf * Math.sqrt(1 - sineHalf * sineHalf);
  const cosine = 1 - 2 * sineHalf * sineHalf;
  const sineBeta = cosine * SINE_B1 + (north * sine * COSINE_B1) / rho;
  const turn = atan2Degrees(east * D * sine, D * (rho * COSINE_B1 * cosine - north * SINE_B1 * sine));
  const longitude = CENTRE_LONGITUDE + turn;
  return {
    latitude: latitudeOf(sineBeta),
    longitude: longitude > 180 ? longitude - 360 : longitude <= -180 ? longitude + 360 : longitude,
  };
}

function latitudeOf(sineBeta: number): number {
  const q = Q_POLE * sineBeta;
  let latitude = atan2Degrees(sineBeta, Math.sqrt(Math.max(0, 1 - sineBeta * sineBeta)));
  // Newton's step doubles the digits; from the authalic latitude (off by at most .13°) three reach the last.
  for (let i = 0; i < 4; i++) {
    const sine = sinDegrees(latitude);
    const cosine = cosDegrees(latitude);
    if (!(cosine > 1e-9)) break;
    const ratio = 1 - E2 * sine * sine;
    latitude += (DEGREES * ratio * ratio * (q - authalic(sine))) / (2 * cosine * (1 - E2));
  }
  return latitude;
}

/** fdlibm's minimax coefficients of (x - atan x) / x³ on [0, 7/16]. */
const A = [
  0.3333333333333293, -0.19999999999876483, 0.14285714272503466, -0.11111110405462356, 0.09090887133436507,
  -0.0769187620504483, 0.06661073137387531, -0.058335701337905735, 0.049768779946159324,
  -0.036531572744216916, 0.016285820115365782,
] as const;

/** Arc tangent in radians by + - * / only: reduced to |x| < 7/16 around 0, .5, 1, 1.5 and infinity (fdlibm). */
export function atan(x: number): number {
  const size = x < 0 ? -x : x;
  let r = size;
  let base = 0;
  if (size >= 2.4375) {
    r = -1 / size;
    base = 1.5707963267948966;
  } else if (size >= 1.1875) {
    r = (size - 1.5) / (1 + 1.5 * size);
    base = 0.982793723247329;
  } else if (size >= 0.6875) {
    r = (size - 1) / (size + 1);
    base = 0.7853981633974483;
  } else if (size >= 0.4375) {
    r = (2 * size - 1) / (2 + size);
    base = 0.4636476090008061;
  }
  const z = r * r;
  let sum = 0;
  for (let i = A.length - 1; i >= 0; i--) sum = A[i] + z * sum;
  const angle = base + (r - r * z * sum);
  return x < 0 ? -angle : angle;
}

/** Angle of the point (x, y) in degrees, in (-180, 180]. (0, 0) has angle 0. */
function atan2Degrees(y: number, x: number): number {
  if (x === 0) return y > 0 ? 90 : y < 0 ? -90 : 0;
  const angle = atan(y / x) * DEGREES;
  if (x > 0) return angle;
  return y < 0 ? angle - 180 : angle + 180;
}
