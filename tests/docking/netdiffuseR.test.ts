/**
 * The diffusion statistics against netdiffuseR 1.25's own output on Coleman, Katz and Menzel's doctors
 * (medInnovations) and on its threshold runs over a small world, cell by cell. Prints the largest absolute difference of
 * each statistic.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { normalCumulative } from '../../src/model/normal.js';
import { stream } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Ties } from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import {
  thresholdCategories,
  thresholdClasses,
  valenteCategories,
  valenteClasses,
} from '../../src/statistics/diffusion/adopterCategories.js';
import { type Adoption, adoptionSeenAt, moments } from '../../src/statistics/diffusion/adoption.js';
import { cumulativeAdopters } from '../../src/statistics/diffusion/cumulativeAdopters.js';
import { exposureOverTime, thresholds } from '../../src/statistics/diffusion/exposureOverTime.js';
import { bassFit } from '../../src/statistics/diffusion/growthFits.js';
import { infectiousness, susceptibility } from '../../src/statistics/diffusion/infectiousness.js';
import { moran, moranOverTime } from '../../src/statistics/diffusion/moran.js';
import {
  geodesicWeights,
  type MoranWeights,
  tieWeights,
} from '../../src/statistics/diffusion/moranWeights.js';
import { structureTest } from '../../src/statistics/diffusion/structureTest.js';
import { firstTimes } from '../support/events.js';
import { columnsOf, sharedFile } from '../support/shared.js';
import { makeWorld } from '../support/world.js';

const present = sharedFile('docking/medInnovations_nodes.csv') !== null;
const why = present ? '' : ' (../shared/data is not there)';

const docked = (name: string) => columnsOf(sharedFile(`docking/${name}.csv`)!);
const numbers = (texts: readonly string[]): Float64Array =>
  Float64Array.from(texts, (text) => (text === '' ? NaN : Number(text)));

const differences: { statistic: string; cells: number; largest: number }[] = [];

/** Largest absolute difference; cells that are empty on one side only are infinitely far apart. */
function compare(statistic: string, own: ArrayLike<number>, theirs: Float64Array): number {
  expect(own.length).toBe(theirs.length);
  const largest = theirs.reduce((most, value, at) => {
    if (Number.isNaN(value) !== Number.isNaN(own[at])) return Infinity;
    return Number.isNaN(value) ? most : Math.max(most, Math.abs(value - own[at]));
  }, 0);
  differences.push({ statistic, cells: theirs.length, largest });
  return largest;
}

afterAll(() => {
  const lines = differences.map(
    ({ statistic, cells, largest }) =>
      `  ${statistic.padEnd(36)} ${String(cells).padStart(6)} cells  ${largest.toExponential(1)}`,
  );
  if (lines.length > 0) console.log(`largest absolute difference from netdiffuseR\n${lines.join('\n')}`);
});

interface Doctors {
  readonly count: number;
  readonly toa: Float64Array;
  readonly adoption: Adoption;
  /** One wave for each of the 18 months. */
  readonly waves: readonly Ties[];
}

function doctors(): Doctors {
  const { id, toa: toaTexts } = docked('medInnovations_nodes');
  const at = new Map(id.map((name, i) => [name, i]));
  const edges = docked('medInnovations_edges');
  const times = moments(1, 18, 1);
  const waves = times.map((time) => {
    const rows = edges['time'].flatMap((text, e) => (Number(text) === time ? [e] : []));
    return fromEdges(
      id.length,
      rows.map((e) => at.get(edges['ego'][e])!),
      rows.map((e) => at.get(edges['alter'][e])!),
      rows.map((e) => Number(edges['value'][e])),
      true,
    );
  });
  const toa = numbers(toaTexts);
  return { count: id.length, toa, adoption: adoptionSeenAt(toa, times), waves };
}

/** A table with a row a node and a column a month, row by row. */
function monthly(name: string): Float64Array {
  const table = docked(name);
  const columns = Array.from({ length: 18 }, (_, k) => numbers(table[`t${k + 1}`]));
  return Float64Array.from({ length: 125 * 18 }, (_, cell) => columns[cell % 18][Math.floor(cell / 18)]);
}

describe.skipIf(!present)(`medInnovations${why}`, () => {
  const { count, toa, adoption, waves } = present ? doctors() : ({} as Doctors);
  const TOLERANCE = 1e-9;

  test.each([
    ['medInnovations_exposure', {}],
    ['medInnovations_exposure_incoming', { direction: 'incoming' }],
    ['medInnovations_exposure_valued', { valued: true }],
    ['medInnovations_exposure_lag1', { lag: 1 }],
  ] as const)('%s', (name, options) => {
    const own = exposureOverTime(waves, adoption, options);
    expect(compare(name, own, monthly(name))).toBeLessThanOrEqual(TOLERANCE);
  });

  test('exposure with one wave for all months is that with the same wave in each', () => {
    expect(exposureOverTime([waves[0]], adoption)).toEqual(exposureOverTime(waves, adoption));
  });

  test('thresholds: at adoption, a month before, and of incoming ties', () => {
    const table = docked('medInnovations_threshold');
    const own = {
      toa,
      threshold: thresholds(exposureOverTime(waves, adoption), adoption),
      threshold_censored: thresholds(exposureOverTime(waves, adoption), adoption),
      threshold_lag1: thresholds(exposureOverTime(waves, adoption), adoption, 1),
      threshold_incoming: thresholds(exposureOverTime(waves, adoption, { direction: 'incoming' }), adoption),
    };
    for (const [name, values] of Object.entries(own))
      expect(compare(name, values, numbers(table[name]))).toBeLessThanOrEqual(TOLERANCE);
  });

  test('cumulative adopters, their share and growth', () => {
    const table = docked('medInnovations_cumulative_adopters');
    const course = cumulativeAdopters(adoption);
    expect(compare('cumulative adopters', course.cumulative, numbers(table['num']))).toBe(0);
    expect(compare('share', course.share, numbers(table['prop']))).toBeLessThanOrEqual(TOLERANCE);
    expect(compare('growth', course.rate, numbers(table['rate']))).toBeLessThanOrEqual(TOLERANCE);
  });

  test('hazard rate', () => {
    const { hazard } = cumulativeAdopters(adoption);
    const theirs = numbers(docked('medInnovations_hazard')['hazard']);
    expect(compare('hazard rate', hazard, theirs)).toBeLessThanOrEqual(1e-6);
  });

  test('infectiousness and susceptibility, with spans, discounts and without normalising', () => {
    const table = docked('medInnovations_infection_susceptibility');
    const variants = {
      '': { span: 1 },
      _K3: { span: 3 },
      _K3_exp: { span: 3, discount: { exponential: 0.5 } },
      _raw: { span: 1, normalised: false },
    } as const;
    for (const [suffix, options] of Object.entries(variants)) {
      for (const [name, statistic] of [
        ['infection', infectiousness],
        ['susceptibility', susceptibility],
      ] as const) {
        const largest = compare(
          name + suffix,
          statistic(waves, adoption, options),
          numbers(table[name + suffix]),
        );
        expect(largest).toBeLessThanOrEqual(TOLERANCE);
      }
    }
  });

  /** Moran's I of having adopted at each month, with the two-sided p of the normal approximation. */
  function moranByMonth(weights: MoranWeights) {
    return moranOverTime(adoption, weights).map((result, k) => {
      const alone = moran(
        adoption.period.map((since) => (since <= k ? 1 : 0)),
        weights,
      );
      expect(result.observed).toBeCloseTo(alone.observed, 12);
      expect(result.sd).toEqual(Number.isNaN(alone.sd) ? NaN : expect.closeTo(alone.sd, 12));
      return { ...result, p: Number.isNaN(result.z) ? NaN : 2 * normalCumulative(-Math.abs(result.z)) };
    });
  }

  test("Moran's I of adoption on ties, with its expectation, standard deviation and p", () => {
    const table = docked('medInnovations_moran_adjacency');
    const own = moranByMonth(tieWeights(waves[0], 'rowStandardised'));
    const of = { observed: 'observed', expected: 'expected', sd: 'sd', p: 'p.value' } as const;
    for (const [name, column] of Object.entries(of) as [keyof typeof of, string][]) {
      const values = own.map((row) => row[name]);
      expect(compare(`Moran on ties, ${name}`, values, numbers(table[column]))).toBeLessThanOrEqual(
        TOLERANCE,
      );
    }
  });

  test("the summary: adopters, density, and Moran's I on paths of at most 6 ties", () => {
    const table = docked('medInnovations_summary_moran');
    const own = moranByMonth(geodesicWeights(waves[0], 6));
    const course = cumulativeAdopters(adoption);
    const density = new Float64Array(18).fill(waves[0].column.length / (count * (count - 1)));
    const columns = {
      adopt: course.adopted,
      cum_adopt: course.cumulative,
      cum_adopt_pcent: course.share,
      hazard: course.hazard,
      density,
      moran_obs: own.map(({ observed }) => observed),
      moran_exp: own.map(({ expected }) => expected),
      moran_sd: own.map(({ sd }) => sd),
      moran_pval: own.map(({ p }) => p),
    };
    for (const [name, values] of Object.entries(columns))
      expect(compare(`summary, ${name}`, values, numbers(table[name]))).toBeLessThanOrEqual(TOLERANCE);
  });

  test('categories of adopters and of thresholds', () => {
    const table = docked('medInnovations_classify_adopters');
    const own = thresholds(exposureOverTime(waves, adoption), adoption);
    // Their labels: "Early Adopters", "Very High Thresh.".
    const plain = (label: string): string => label.toLowerCase().replace(' thresh.', '');
    const wrong = (classes: Int8Array, names: readonly string[], labels: readonly string[]): number =>
      labels.filter((label, i) => names[classes[i]] !== plain(label)).length;
    const adopters = wrong(valenteClasses(toa), valenteCategories, table['toa_class']);
    const classes = wrong(thresholdClasses(own), thresholdCategories, table['threshold_class']);
    differences.push({ statistic: 'category of adopter (mismatches)', cells: count, largest: adopters });
    differences.push({ statistic: 'category of threshold (mismatches)', cells: count, largest: classes });
    expect([adopters, classes]).toEqual([0, 0]);
  });

  test("Bass's p and q with a ceiling of 1, as near as R's nls ends", () => {
    const { param, est, se, sse } = docked('medInnovations_bass');
    expect(param).toEqual(['p', 'q']);
    const { cumulative } = cumulativeAdopters(adoption);
    const fit = bassFit(
      { times: [...adoption.times], shares: Array.from(cumulative, (number) => number / count) },
      { ceiling: 1 },
    )!;
    // nls stops where its relative offset is below 1e-5, so the estimates agree to about that.
    expect(compare('Bass, p and q', [fit.p, fit.q], numbers(est))).toBeLessThan(2e-7);
    expect(compare('Bass, standard errors', [fit.pError, fit.qError], numbers(se))).toBeLessThan(2e-7);
    expect(compare('Bass, squared residuals', [fit.squares, fit.squares], numbers(sse))).toBeLessThanOrEqual(
      TOLERANCE,
    );
    expect(fit.squares).toBeLessThanOrEqual(Number(sse[0]) * (1 + 1e-12));
  });

  test('mean threshold against rewired ties: the same statistic, and the same distribution over graphs', () => {
    const table = docked('medInnovations_struct_test');
    const [t0, theirMean, theirVariance, runs] = ['t0', 'mean_t', 'var_t', 'R'].map((name) =>
      Number(table[name][0]),
    );
    const meanThreshold = (ties: Ties): number => {
      const values = thresholds(exposureOverTime([ties], adoption), adoption);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const own = structureTest(waves[0], meanThreshold, 500, stream('docking', 'structure'));
    expect(compare('structure test, observed', [own.observed], Float64Array.of(t0))).toBeLessThanOrEqual(
      TOLERANCE,
    );
    // Two samples of 500 graphs: their means within 4 standard errors, their variances within a factor of 1.4 (F, p < .001).
    const spread = Math.sqrt((own.sd ** 2 + theirVariance) / runs);
    expect(Math.abs(own.mean - theirMean) / spread).toBeLessThan(4);
    expect(own.sd ** 2 / theirVariance).toBeGreaterThan(1 / 1.4);
    expect(own.sd ** 2 / theirVariance).toBeLessThan(1.4);
    expect(own.p).toBeGreaterThan(0.3);
  });

  test('person-months: events, exposure a month before, and degrees', () => {
    const rows = docked('medInnovations_person_period');
    const { id } = docked('medInnovations_nodes');
    const at = new Map(id.map((name, i) => [name, i]));
    const exposure = exposureOverTime(waves, adoption, { lag: 1 });
    const incoming = new Int32Array(count);
    for (const j of waves[0].column) incoming[j]++;
    const { rowStart } = waves[0];
    const own = rows['id'].map((name, row) => {
      const i = at.get(name)!;
      const k = Number(rows['t'][row]) - 1;
      return { event: adoption.period[i] === k ? 1 : 0, i, exposure: exposure[i * 18 + k] };
    });
    const columns = {
      event: own.map(({ event }) => event),
      exposure: own.map((row) => row.exposure),
      outdeg: own.map(({ i }) => rowStart[i + 1] - rowStart[i]),
      indeg: own.map(({ i }) => incoming[i]),
    };
    for (const [name, values] of Object.entries(columns))
      expect(compare(`person-months, ${name}`, values, numbers(rows[name]))).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe.skipIf(!present)(`threshold runs over a small world${why}`, () => {
  test.each(['share', 'count'] as const)(
    'by the engine, rule threshold, unit %s: every adoption time',
    (unit) => {
      const nodes = docked(`rdiffnet_ws_${unit}_nodes`);
      const edges = docked('rdiffnet_ws_edges');
      const count = nodes['index'].length;
      const index = (text: string): number => Number(text) - 1;
      expect(nodes['index'].map(index)).toEqual([...Array(count).keys()]);
      const ties = fromEdges(count, edges['ego'].map(index), edges['alter'].map(index), null, true);
      const seeds = nodes['seed'].flatMap((text, i) => (text === '1' ? [i] : []));
      const curve = docked('rdiffnet_ws_curves');
      const rows = curve['case'].flatMap((name, row) => (name === `rdiffnet_ws_${unit}` ? [row] : []));
      const last = rows.length;
      // Seeds hold it at 1, as they stand at the first period of the reference.
      const world = makeWorld({
        start: 1,
        end: last,
        stepsPerYear: 1,
        cities: count,
        ties,
        threshold: numbers(nodes['threshold']),
        policies: { p: {} },
        held: seeds.map((city) => [city, 'p', 1, 1]),
        decision: { rule: 'threshold', unit },
      });
      const times = firstTimes(world, createSimulator(world).run(0));
      for (const seed of seeds) times[seed] = 1;
      const own = times.map((time) => (time === Infinity ? NaN : time));
      expect(compare(`threshold run, ${unit}`, own, numbers(nodes['toa']))).toBe(0);

      const course = cumulativeAdopters(adoptionSeenAt(own, moments(1, last, 1)));
      const of = (column: string): Float64Array => numbers(rows.map((row) => curve[column][row]));
      expect(compare(`threshold run, ${unit}, adopters`, course.cumulative, of('num'))).toBe(0);
      expect(compare(`threshold run, ${unit}, share`, course.share, of('prop'))).toBeLessThanOrEqual(1e-12);
      expect(compare(`threshold run, ${unit}, growth`, course.rate, of('rate'))).toBeLessThanOrEqual(1e-12);
    },
  );
});
