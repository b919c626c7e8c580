/** Size classes of cities divide at these populations (also branding's rivals). */
export const sizeClassBounds = [10_000, 50_000, 100_000, 500_000, 1_000_000] as const;

export const sizeClassNames = [
  'below 10,000',
  '10,000 to 50,000',
  '50,000 to 100,000',
  '100,000 to 500,000',
  '500,000 to 1,000,000',
  '1,000,000 and more',
] as const;

/** Index of the size class of a population: 0 below 10,000 … 5 from 1,000,000 on. */
export function sizeClassOf(population: number): number {
  let at = 0;
  while (at < sizeClassBounds.length && population >= sizeClassBounds[at]) at++;
  return at;
}
