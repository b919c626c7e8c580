import { expect, test } from 'vitest';
import type { TippingPoint } from '../../src/design/maps/index.js';
import type { IndexName, SensitivityRow } from '../../src/design/sensitivity/index.js';
import { sweepReading } from '../../src/report/sweepReading.js';

const row = (
  parameter: string,
  index: IndexName,
  estimate: number,
  half = 0.01,
  outcome = 'share',
): SensitivityRow => ({
  parameter,
  parameter2: null,
  outcome,
  index,
  estimate,
  low: estimate - half,
  high: estimate + half,
  lowReplicates: NaN,
  highReplicates: NaN,
});
const read = (rows: readonly SensitivityRow[], tipping: readonly TippingPoint[] = []): string[] =>
  sweepReading(rows, tipping, ['m.p.need', 'm.p.pull', 'm.p.size']).map((text) =>
    text.replace(/\u00a0/g, ' '),
  );

test("Sobol' indices: what the variance comes from, what interacts, what may be fixed", () => {
  const rows = [
    row('m.p.need', 'first', 0.3),
    row('m.p.need', 'total', 0.5),
    row('m.p.pull', 'first', 0.4),
    row('m.p.pull', 'total', 0.6),
    row('m.p.size', 'first', -0.01),
    row('m.p.size', 'total', 0.01),
  ];
  expect(read(rows)).toEqual([
    'share: its variance comes mostly from p.pull (40 % alone, 60 % with its interactions) and p.need (30 % alone, 50 % with its interactions). Parameters that act alone explain 69 % of it, interactions the rest. Left at any value without much difference: p.size.',
  ]);
  expect(read(rows.map((each) => ({ ...each, low: each.estimate - 1 })))[0]).toContain(
    'no parameter stands out of the noise of so few base rows',
  );
});

test('what replicates alone could make up is not named', () => {
  const noisy = (each: SensitivityRow): SensitivityRow =>
    each.parameter === 'm.p.size'
      ? { ...each, lowReplicates: each.estimate - 1, highReplicates: each.estimate + 1 }
      : { ...each, lowReplicates: each.low, highReplicates: each.high };
  const variance = [
    row('m.p.need', 'first', 0.5),
    row('m.p.need', 'total', 0.51),
    row('m.p.size', 'first', 0.1),
    row('m.p.size', 'total', 0.3),
  ].map(noisy);
  expect(read(variance)).toEqual([
    'share: its variance comes mostly from p.need (50 % alone, 51 % with its interactions). Parameters that act alone explain 60 % of it; the rest is not told apart into interactions and noise.',
  ]);
  const effects = [
    row('m.p.need', 'muStar', 0.4),
    row('m.p.need', 'mu', 0.4),
    row('m.p.need', 'sigma', 0.5),
    row('m.p.size', 'muStar', 0.2),
    row('m.p.size', 'mu', 0.1),
    row('m.p.size', 'sigma', 0.3),
  ].map(noisy);
  expect(read(effects)).toEqual([
    'share: it is moved most by p.need (mu* 0.4 [0.39, 0.41]). What p.need does depends on the other parameters or changes along the range (sigma above mu*). Not told from noise: p.size.',
  ]);
  expect(read(effects.filter(({ parameter }) => parameter === 'm.p.size'))).toEqual([
    'share: no parameter stands out of the noise of so few trajectories and replicates.',
  ]);
});

test('one parameter: a rank correlation, and nothing that adds up', () => {
  const one = (estimate: number): string[] =>
    sweepReading([row('m.p.need', 'srrc', estimate), row('', 'rSquared', estimate ** 2)], [], ['m.p.need']);
  expect(one(1)).toEqual(['share: it rises with p.need (rank correlation over the points 1).']);
  expect(one(-0.95)[0]).toContain('it falls with p.need');
  expect(one(0.3)[0]).toContain('it does not simply rise or fall with p.need');
});

test('elementary effects: what moves it, what depends on others, what hardly does', () => {
  const rows = [
    row('m.p.need', 'muStar', 0.2),
    row('m.p.need', 'sigma', 0.3),
    row('m.p.pull', 'muStar', 0.1),
    row('m.p.pull', 'sigma', 0.05),
    row('m.p.size', 'muStar', 0.02),
    row('m.p.size', 'sigma', 0.03),
  ];
  expect(read(rows)).toEqual([
    'share: it is moved most by p.need (mu* 0.2 [0.19, 0.21]) and p.pull (mu* 0.1 [0.09, 0.11]). What p.need does depends on the other parameters or changes along the range (sigma above mu*). Hardly by p.size: less than a tenth of the largest.',
  ]);
});

test('rank regression: what it rises and falls with, and how much of it ranks explain', () => {
  const rows = [
    row('m.p.need', 'srrc', 0.8),
    row('m.p.pull', 'srrc', -0.3),
    row('m.p.size', 'srrc', 0.005),
    row('', 'rSquared', 0.9),
  ];
  expect(read(rows)).toEqual([
    'share: it rises with p.need (0.8) and falls with p.pull (−0.3). Ranks explain 90 %: effects are nearly monotone and add up.',
  ]);
  expect(read([row('m.p.size', 'srrc', 0.005), row('', 'rSquared', 0.2)])[0]).toMatch(
    /it follows no parameter clearly\. Ranks explain only 20 %/,
  );
});

test('tipping points: averaged over the others, and how far they depend on them; whether a time was reached is not told', () => {
  const point = { parameter: 'm.p.pull', outcome: 'share', level: 0.5, direction: 'rising' } as const;
  const given = (need: number) => ({ 'm.p.need': need });
  const tipping = [
    { ...point, given: null, value: 4.061, low: 3.95, high: NaN },
    { ...point, given: given(0), value: 5.5, low: NaN, high: NaN },
    { ...point, given: given(1), value: 0.4, low: NaN, high: NaN },
  ];
  expect(read([row('m.p.need', 'srrc', 0.8, 0.01, 'reached_share')], tipping)).toEqual([
    'share: Averaged over p.need it crosses 0.5 at p.pull 4.06 [3.95, …] (rising); one by one, between 0.4 and 5.5, depending on p.need.',
  ]);
  // Without an average, of which a note says why, nothing is said of one.
  expect(read([], tipping.slice(1))).toEqual([
    'share: One by one it crosses 0.5 along p.pull between 0.4 and 5.5, depending on p.need.',
  ]);
  expect(read([], [{ ...tipping[0], high: 4.2 }])).toEqual([
    'share: It crosses 0.5 at p.pull 4.06 [3.95, 4.2] (rising).',
  ]);
});
