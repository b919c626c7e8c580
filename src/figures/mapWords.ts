/** Numbers in the words of maps. */

/** A time as a year, with a decimal only where it needs one. */
export const mapYear = (time: number): string =>
  Number.isInteger(time) ? String(time) : String(Number(time.toFixed(2)));

/** A whole number with separators of thousands. */
export const whole = (value: number): string => value.toLocaleString('en-GB');
