/** Whether two values of a parameter are one: by what they hold, since lists and mappings are values too. */
export const isSameValue = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
