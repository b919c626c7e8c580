import { beforeAll, describe, expect, it } from 'vitest';
import { mean, median, outcomes, quantile } from './worlds.js';

// A seed that is neither the file's own nor one of those it was tuned on.
let columns: Awaited<ReturnType<typeof outcomes>>;
beforeAll(async () => {
  columns = await outcomes('eu-charter', 40, 'another Europe');
});

describe('the Integrating Cities Charter (A10)', () => {
  it('has about 39 signatories ten years after its launch', () => {
    expect(median(columns['signed2021'])).toBeGreaterThanOrEqual(33);
    expect(median(columns['signed2021'])).toBeLessThanOrEqual(45);
  });

  it('has the observed 39 within 90 % of the runs', () => {
    expect(quantile(columns['signed2021'], 0.05)).toBeLessThanOrEqual(39);
    expect(quantile(columns['signed2021'], 0.95)).toBeGreaterThanOrEqual(39);
  });

  it('is signed by about four a year, from the first years on', () => {
    expect(median(columns['signed2015']) / 5).toBeGreaterThan(2.5);
    expect(median(columns['signed2015']) / 5).toBeLessThan(5);
  });

  it('is signed inside a EUROCITIES of about its known size in 2010', () => {
    expect(median(columns['eurocities2010'])).toBeGreaterThan(112);
    expect(median(columns['eurocities2010'])).toBeLessThan(168);
  });

  it('has signatories that hold integration policy oftener than other members of EUROCITIES', () => {
    expect(mean(columns['integrationSignatories'])).toBeGreaterThan(mean(columns['integrationOthers']));
  });
});
