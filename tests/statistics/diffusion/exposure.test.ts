/** Exposure, thresholds, the course of adoption, infectiousness and susceptibility: by hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromEdges, transpose } from '../../../src/population/ties/rows.js';
import { adoptionSeenAt, moments } from '../../../src/statistics/diffusion/adoption.js';
import { cumulativeAdopters } from '../../../src/statistics/diffusion/cumulativeAdopters.js';
import { exposureOverTime, thresholds } from '../../../src/statistics/diffusion/exposureOverTime.js';
import { infectiousness, susceptibility } from '../../../src/statistics/diffusion/infectiousness.js';

// Valente's five nodes: 5 looks at 1, 2, 3, 4, who adopt at 1, 4, 1, 2; node 5 at 3. Nodes 0 to 4 here.
const valente = fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], null, true);
const adoption = adoptionSeenAt(Float64Array.of(1, 4, 1, 2, 3), moments(1, 4, 1));
const row = (values: Float64Array, i: number, width = 4): number[] => [
  ...values.slice(i * width, (i + 1) * width),
];

test("Valente's node 5 is exposed to .5, .75, .75, 1 and adopts at .75", () => {
  const exposure = exposureOverTime([valente], adoption);
  expect(row(exposure, 4)).toEqual([0.5, 0.75, 0.75, 1]);
  expect(thresholds(exposure, adoption)[4]).toBe(0.75);
  expect(thresholds(exposure, adoption, 1)[4]).toBe(0.75);
  expect(thresholds(exposure, adoption, 2)[4]).toBe(0.5);
});

test('numbers of peers, incoming ties, weights and lags', () => {
  const weighted = fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], [5, 1, 1, 3], true);
  expect(row(exposureOverTime([valente], adoption, { normalised: false }), 4)).toEqual([2, 3, 3, 4]);
  expect(row(exposureOverTime([weighted], adoption, { valued: true }), 4)).toEqual([0.6, 0.9, 0.9, 1]);
  expect(row(exposureOverTime([weighted], adoption), 4)).toEqual([0.5, 0.75, 0.75, 1]);
  // Node 1 is looked at by 5 alone, which adopts at 3; it looks at nobody.
  expect(row(exposureOverTime([valente], adoption, { direction: 'incoming' }), 0)).toEqual([0, 0, 1, 1]);
  expect(row(exposureOverTime([valente], adoption), 0)).toEqual([0, 0, 0, 0]);
  expect(row(exposureOverTime([valente], adoption, { lag: 2 }), 4)).toEqual([NaN, NaN, 0.5, 0.75]);
});

test('with ties that change, exposure is along those of the moment', () => {
  const later = fromEdges(5, [4], [1], null, true);
  const waves = [valente, valente, later, later];
  expect(row(exposureOverTime(waves, adoption), 4)).toEqual([0.5, 0.75, 0, 1]);
  expect(row(exposureOverTime(waves, adoption, { lag: 1 }), 4)).toEqual([NaN, 0.5, 0.75, 0]);
});

test("node 5's susceptibility is 1/3 with one moment, 2/4 with two and a linear discount", () => {
  expect(susceptibility([valente], adoption, { normalised: false })[4]).toBeCloseTo(1 / 3, 12);
  // (1 / 1 + 2 / 2) / (3 / 1 + 2 / 2)
  expect(susceptibility([valente], adoption, { span: 2, normalised: false })[4]).toBeCloseTo(2 / 4, 12);
  // Exponential with r = 1: the second moment counts 1 / 2, too.
  const exponential = { span: 2, discount: { exponential: 1 }, normalised: false } as const;
  expect(susceptibility([valente], adoption, exponential)[4]).toBeCloseTo(2 / 4, 12);
  // Normalised: one other adopted at 2 (of the whole graph), two at 1.
  expect(susceptibility([valente], adoption)[4]).toBeCloseTo(1 / 3 / 1, 12);
  expect(susceptibility([valente], adoption, { span: 2 })[4]).toBeCloseTo(2 / 4 / (1 + 2 / 2), 12);
});

test('node 4, whom node 5 follows a moment later, infects all who look at it; the others none', () => {
  expect([...infectiousness([valente], adoption, { normalised: false })]).toEqual([0, 0, 0, 1, 0]);
  // Over two moments node 5 comes second for nodes 1 and 3: (1/2) / (1 + 1/2).
  const two = infectiousness([valente], adoption, { span: 2, normalised: false });
  expect(two[0]).toBeCloseTo(1 / 3, 12);
});

test('those who never adopt infect nobody and are infected by nobody', () => {
  const ties = fromEdges(3, [0, 1], [1, 2], null, false);
  const some = adoptionSeenAt(Float64Array.of(1, 2, NaN), moments(1, 3, 1));
  expect(infectiousness([ties], some)[2]).toBeNaN();
  expect(susceptibility([ties], some)[2]).toBeNaN();
  expect(infectiousness([ties], some)[0]).toBe(1);
});

test('with 8, 11 and 17 of 100 adopters the hazard rate is 3/92 and 6/89', () => {
  const times = [8, 3, 6].flatMap((count, k) => Array<number>(count).fill(k + 1));
  const all = Float64Array.from({ length: 100 }, (_, i) => times[i] ?? NaN);
  const course = cumulativeAdopters(adoptionSeenAt(all, moments(1, 3, 1)));
  expect([...course.cumulative]).toEqual([8, 11, 17]);
  expect([...course.hazard]).toEqual([0, 3 / 92, 6 / 89]);
  expect([...course.rate]).toEqual([0, 3 / 8, 6 / 11]);
  expect([...course.atRisk]).toEqual([100, 92, 89]);
});

test('the interval of the share is that of Kaplan and Meier on the scale of log(-log)', () => {
  // 20 of 125: S = .84, sd .0327902; .84^exp(±1.959964 * sd / (.84 * |log .84|)), by Python.
  const twenty = Float64Array.from({ length: 125 }, (_, i) => (i < 20 ? 1 : NaN));
  const { low, high } = cumulativeAdopters(adoptionSeenAt(twenty, [1]));
  expect(low[0]).toBeCloseTo(0.10633374895746805, 12);
  expect(high[0]).toBeCloseTo(0.2369254769656184, 12);
  const all = cumulativeAdopters(adoptionSeenAt(Float64Array.of(1, 1), [1, 2]));
  expect([all.low[0], all.hazard[1]]).toEqual([NaN, NaN]);
});

test('moments end with the last, also where it comes sooner, and an adoption belongs to the first at or after it', () => {
  expect(moments(2000, 2003, 1)).toEqual([2000, 2001, 2002, 2003]);
  expect(moments(2000, 2001.2, 0.5)).toEqual([2000, 2000.5, 2001, 2001.2]);
  expect(moments(0, 0.3, 0.1)).toHaveLength(4);
  expect(moments(5, 5, 1)).toEqual([5]);
  const seen = adoptionSeenAt(
    Float64Array.of(1990, 2000, 2000.1, 2001.1, 2001.3, NaN),
    moments(2000, 2001.2, 0.5),
  );
  expect([...seen.period]).toEqual([0, 0, 1, 3, -1, -1]);
});

test('incoming exposure is outgoing exposure along the transposed ties', () => {
  const graphs = fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { selector: ([a, b]) => 8 * a + b });
  fc.assert(
    fc.property(
      graphs,
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 8, maxLength: 8 }),
      (pairs, times) => {
        const edges = pairs.filter(([a, b]) => a !== b);
        const ties = fromEdges(
          8,
          edges.map(([a]) => a),
          edges.map(([, b]) => b),
          null,
          true,
        );
        const some = adoptionSeenAt(Float64Array.from(times), moments(1, 4, 1));
        expect(exposureOverTime([ties], some, { direction: 'incoming' })).toEqual(
          exposureOverTime([transpose(ties)], some),
        );
      },
    ),
  );
});
