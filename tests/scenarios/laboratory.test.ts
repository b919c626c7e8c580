import { beforeAll, describe, expect, it } from 'vitest';
import { counterfactuals, mean, outcomes } from './worlds.js';

const replicates = 12;
const results = new Map<string, Awaited<ReturnType<typeof outcomes>>>();
beforeAll(async () => {
  for (const name of ['laboratory', ...counterfactuals]) results.set(name, await outcomes(name, replicates));
});

/** Mean paired difference of an outcome: a counterfactual minus the laboratory, same resistances. */
function difference(name: string, column: string): number {
  const [base, changed] = ['laboratory', `laboratory/${name}`].map((id) => results.get(id)![column]);
  return mean(changed.map((value, replicate) => value - base[replicate]));
}

describe('the laboratory, against itself', () => {
  it.each(['no-networks', 'no-benchmarking', 'no-branding', 'no-civil-society', 'slow-policy'])(
    'is faster to 25 % than with %s',
    (name) => {
      expect(difference(name, 'timeTo25_welcoming')).toBeGreaterThan(0);
    },
  );

  it('is slowest where the whole of fast policy is gone', () => {
    for (const part of ['no-networks', 'no-benchmarking', 'no-branding']) {
      expect(difference('slow-policy', 'timeTo25_welcoming')).toBeGreaterThan(
        difference(part, 'timeTo25_welcoming'),
      );
    }
  });

  it('has nobody in networks that are founded when the run is over', () => {
    for (const name of ['laboratory/no-networks', 'laboratory/sponsored-only']) {
      expect(results.get(name)!['movementMembers']).toEqual(new Array(replicates).fill(0));
    }
  });

  it('owes welcome more to the programme than to the movement', () => {
    expect(difference('sponsored-only', 'welcoming')).toBeGreaterThan(
      difference('grassroots-only', 'welcoming'),
    );
  });

  it('has more of both sanctuary and exclusion in the south at the end of the hostile turn', () => {
    expect(difference('no-national-pressure', 'sanctuarySouth32')).toBeLessThan(0);
    expect(difference('no-national-pressure', 'exclusionSouth32')).toBeLessThan(0);
  });
});
