/** A number in a note: two significant digits. */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(2)));
