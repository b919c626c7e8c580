/** A tenth of what validate repeats. */
import { expect, test } from 'vitest';
import { binomialTest } from '../../src/statistics/binomialTest.js';
import { commonResistances, nullSizes, recovery } from '../../src/validation/docking/estimators.js';
import { ishigami } from '../../src/validation/docking/ishigami.js';

test.each([recovery, nullSizes, commonResistances, ishigami])('$fact ($id)', (docking) => {
  expect(docking.run('estimators', 0.1)).toMatchObject({ holds: true, reason: '' });
});

// R: binom.test(35, 1000, .05)$p.value
test('the exact binomial test is that of R', () => {
  expect(binomialTest(35, 1000, 0.05)).toBeCloseTo(0.02915036412, 9);
});
