/**
 * Terms are computed for many cities at once: a loop over numbers, and not a call for each city, whose number would have
 * to be wrapped up and unwrapped again. That is most of what a hazard would cost.
 */

/** Puts the value of cities[k] into out[k], for the first `count` of them; out may be longer. */
export type Fill = (cities: Int32Array, count: number, out: Float64Array) => void;

/** What takes a value for one city, made into one for many: for what is seldom asked for. */
export function eachCity(value: (city: number) => number): Fill {
  return (cities, count, out) => {
    for (let k = 0; k < count; k++) out[k] = value(cities[k]);
  };
}

/** The same value for all. */
export function constant(value: number): Fill {
  return (_, count, out) => {
    out.fill(value, 0, count);
  };
}

/** One city's value of what fills a column. */
export function ofCity(fill: Fill): (city: number) => number {
  let one: { readonly cities: Int32Array; readonly out: Float64Array } | null = null; // made when it is asked for
  return (city) => {
    one ??= { cities: new Int32Array(1), out: new Float64Array(1) };
    one.cities[0] = city;
    fill(one.cities, 1, one.out);
    return one.out[0];
  };
}
