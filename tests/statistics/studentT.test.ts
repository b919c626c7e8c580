import { expect, test } from 'vitest';
import { studentCumulative, studentQuantile } from '../../src/statistics/studentT.js';

const near = (got: number, wanted: number): void => {
  expect(Math.abs(got - wanted)).toBeLessThan(1e-8 * Math.abs(wanted));
};

test("probabilities are R's, far into the tails", () => {
  // R: options(digits = 15); pt(t, df)
  near(studentCumulative(-2.3, 7), 0.0274955476021858);
  near(studentCumulative(-9, 499), 2.36989719561404e-18);
  near(studentCumulative(0.01, 3), 0.503675444293574);
  near(studentCumulative(-0.5, 100), 0.309086782915443);
  near(studentCumulative(2.5, 1), 0.878881058409157);
  near(studentCumulative(-40, 2), 0.00031220733609237);
  near(studentCumulative(3, 0.5), 0.816345922007028);
  expect([studentCumulative(Infinity, 3), studentCumulative(-Infinity, 3)]).toEqual([1, 0]);
});

test("quantiles are R's", () => {
  // R: qt(p, df)
  near(studentQuantile(0.975, 499), 1.96472939098769);
  near(studentQuantile(0.9999, 5), 9.67756630088281);
  near(studentQuantile(0.975, 1), 12.7062047361747);
  near(studentQuantile(0.025, 2), -4.30265272974946);
  near(studentQuantile(1e-7, 30), -6.70139951218707);
  near(studentQuantile(0.975, 1e6), 1.95996635681411);
});
