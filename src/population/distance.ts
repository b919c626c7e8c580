/** Distances on the globe, from bit-portable functions. */
import { cosDegrees, sinDegrees } from '../model/numerics.js';

/** Mean radius of the Earth in km (IUGG). */
export const EARTH_RADIUS_KM = 6371.0088;

function asinKernel(z: number): number {
  const above =
    z *
    (0.16666666666666666 +
      z *
        (-0.3255658186224009 +
          z *
            (0.20121253213486293 +
              z * (-0.04005553450067941 + z * (0.0007915349942898145 + z * 0.00003479331075960212)))));
  const below =
    1 +
    z * (-2.403394911734414 + z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194)));
  return above / below;
}

/**
 * Arc sine in radians of x in [-1, 1]; NaN outside. Error below 2 ulp.
 * Source: the rational approximation of Sun's fdlibm on |x| < 1/2, and asin x = pi/2 - 2 asin sqrt((1 - x)/2) beyond.
 */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return NaN;
  if (size < 0.5) return x + x * asinKernel(x * x);
  const z = (1 - size) / 2;
  const s = Math.sqrt(z);
  const angle = 1.5707963267948966 - (2 * (s + s * asinKernel(z)) - 6.123233995736766e-17);
  return x < 0 ? -angle : angle;
}

/** Places as unit vectors: 3N numbers x, y, z. latitude, longitude: N degrees each. */
export function unitVectors(latitude: Float64Array, longitude: Float64Array): Float64Array {
  const vectors = new Float64Array(3 * latitude.length);
  for (let i = 0; i < latitude.length; i++) {
    const c = cosDegrees(latitude[i]);
    vectors[3 * i] = c * cosDegrees(longitude[i]);
    vectors[3 * i + 1] = c * sinDegrees(longitude[i]);
    vectors[3 * i + 2] = sinDegrees(latitude[i]);
  }
  return vectors;
}

/**
 * Great-circle distance in km of two points on the unit sphere whose squared straight distance
 * (chord) is given, in [0, 4]: 2 R asin(chord / 2). Exact for near points, where the law of cosines is not;
 * within 10^-7 of a half turn of the antipode rounding costs digits.
 */
export function arcKm(chordSquared: number): number {
  const half = Math.sqrt(chordSquared) / 2;
  return 2 * EARTH_RADIUS_KM * asin(Math.min(half, 1));
}

/**
 * Great-circle distance in km between two places given in degrees, on a sphere of the Earth's mean
 * radius (against the ellipsoid up to 0.5 % off).
 */
export function distanceKm(
  latitude1: number,
  longitude1: number,
  latitude2: number,
  longitude2: number,
): number {
  const c1 = cosDegrees(latitude1);
  const c2 = cosDegrees(latitude2);
  const dx = c1 * cosDegrees(longitude1) - c2 * cosDegrees(longitude2);
  const dy = c1 * sinDegrees(longitude1) - c2 * sinDegrees(longitude2);
  const dz = sinDegrees(latitude1) - sinDegrees(latitude2);
  return arcKm(dx * dx + dy * dy + dz * dz);
}
