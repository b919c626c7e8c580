/**
 * npm run bench -- directedSizes [REPETITIONS]
 *
 * Do the tests of `fastpolicy test` err as often as they say, where the truth lies on the limit of the claim, and find what
 * lies beyond it as often as the power calculation promises? Samples, and worlds with independent seeds; 10,000 repetitions.
 * CI does a tenth.
 */
import { pathToFileURL } from 'node:url';
import { normalQuantile } from '../../src/model/normal.js';
import { stream } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import { binomialTest } from '../../src/statistics/binomialTest.js';
import { drawFrom } from '../../src/statistics/drawFrom.js';
import {
  type Direction,
  directedTest,
  distanceToLimit,
  type PairedTest,
  sidesOf,
} from '../../src/statistics/paired/directedTest.js';
import { pairedPower, replicatesNeeded } from '../../src/statistics/paired/power.js';
import { makeWorld } from '../support/world.js';

export interface MeasuredSize {
  readonly what: string;
  /** Share of tests that reject. */
  readonly expected: number;
  readonly measured: number;
  /** Exact binomial. */
  readonly p: number;
}

export interface MeasuredPower {
  readonly what: string;
  readonly replicates: number;
  readonly promised: number;
  readonly found: number;
}

const ALPHA = 0.05;
const PAIRS = 12;

/** Differences with mean 0 of one repetition, of two runs with seeds of their own. */
type Sampler = (repetition: number, pairs: number) => number[];

const normal: Sampler = (repetition, pairs) => {
  const draw = drawFrom(stream('directed', 'normal', repetition));
  return Array.from({ length: pairs }, () => normalQuantile(draw()));
};

/** The share of thirty cities that adopt within five years. */
function simulated(): Sampler {
  const simulatorOf = (seed: string) =>
    createSimulator(
      makeWorld({
        seed,
        end: 5,
        stepsPerYear: 1,
        cities: 30,
        ties: Array.from({ length: 30 }, (_, i) => [i, (i + 1) % 30]),
        policies: { p: { declare: { perYear: 0.1, emulation: 2 } } },
      }),
      { explain: false },
    );
  const [a, b] = [simulatorOf('one'), simulatorOf('other')];
  return (repetition, pairs) =>
    Array.from({ length: pairs }, (_, k) => {
      const replicate = repetition * pairs + k;
      return (b.run(replicate).count - a.run(replicate).count) / 30;
    });
}

export const samplers: { readonly [name: string]: () => Sampler } = { normal: () => normal, simulated };

/** Claims, the true difference on their limit, and how often support and refutation may then be wrong. */
const claims: readonly {
  readonly direction: Direction;
  readonly minimumEffect: number;
  readonly truth: number;
  readonly support: number;
  readonly refute: number | null;
}[] = [
  { direction: 'greater', minimumEffect: 0, truth: 0, support: ALPHA, refute: ALPHA },
  { direction: 'less', minimumEffect: 0, truth: 0, support: ALPHA, refute: ALPHA },
  { direction: 'different', minimumEffect: 0, truth: 0, support: ALPHA, refute: null },
  { direction: 'greater', minimumEffect: 3, truth: 3, support: ALPHA, refute: ALPHA },
  { direction: 'less', minimumEffect: 3, truth: -3, support: ALPHA, refute: ALPHA },
  // Doubled for two sides, of which the other is far away.
  { direction: 'different', minimumEffect: 3, truth: 3, support: ALPHA / 2, refute: ALPHA },
  { direction: 'equivalent', minimumEffect: 3, truth: -3, support: ALPHA, refute: ALPHA / 2 },
];

/** Sizes of one kind of test, for all claims. */
export function directedSizes(name: string, test: PairedTest, repetitions: number): MeasuredSize[] {
  const sample = samplers[name]();
  const counts = claims.map(() => ({ support: 0, refute: 0 }));
  for (let r = 0; r < repetitions; r++) {
    const differences = sample(r, PAIRS);
    claims.forEach(({ direction, minimumEffect, truth }, k) => {
      const { support, refute } = directedTest(
        differences.map((d) => d + truth),
        stream('directed', name, r, k),
        { direction, minimumEffect, test },
      );
      if (support <= ALPHA) counts[k].support++;
      if (refute <= ALPHA) counts[k].refute++;
    });
  }
  return claims.flatMap(({ direction, minimumEffect, support, refute }, k) =>
    (['support', 'refute'] as const).flatMap((ruling): MeasuredSize[] => {
      const expected = ruling === 'support' ? support : refute;
      if (expected === null) return [];
      const count = counts[k][ruling];
      return [
        {
          what: `${test}, ${direction}${minimumEffect > 0 ? ` by ${minimumEffect}` : ''}: ${ruling}`,
          expected,
          measured: count / repetitions,
          p: binomialTest(count, repetitions, expected),
        },
      ];
    }),
  );
}

/** Planted differences, with as many replicates as the calculation asks for: promised and found. */
export function directedPowers(test: PairedTest, repetitions: number): MeasuredPower[] {
  const planted: readonly (readonly [Direction, number, number])[] = [
    ['greater', 0, 0.6],
    ['less', 0.5, -1.1],
    ['different', 0, 0.5],
    ['different', 0.4, -1],
    ['equivalent', 1.5, 0.8],
  ];
  return planted.map(([direction, minimumEffect, truth]) => {
    const question = {
      difference: distanceToLimit(truth, direction, minimumEffect),
      sd: 1,
      alpha: ALPHA,
      sides: sidesOf(truth, direction, minimumEffect),
    };
    const replicates = replicatesNeeded(question);
    let found = 0;
    for (let r = 0; r < repetitions; r++) {
      const differences = normal(r, replicates).map((d) => d + truth);
      const from = stream('directed', 'power', r);
      if (directedTest(differences, from, { direction, minimumEffect, test }).support <= ALPHA) found++;
    }
    return {
      what: `${test}, ${direction} by ${minimumEffect}, truth ${truth}`,
      replicates,
      promised: pairedPower(question, replicates),
      found: found / repetitions,
    };
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const repetitions = Number(process.argv[2] ?? 10_000);
  for (const test of ['sign-flip', 't'] as const) {
    for (const name of Object.keys(samplers))
      for (const { what, expected, measured, p } of directedSizes(name, test, repetitions))
        console.log(
          `${name.padEnd(10)} ${what.padEnd(38)} ${String(expected).padEnd(5)} ${measured.toFixed(4)}  p ${p.toFixed(4)}`,
        );
    for (const { what, replicates, promised, found } of directedPowers(test, repetitions))
      console.log(
        `power      ${what.padEnd(44)} ${String(replicates).padStart(3)} replicates  promised ${promised.toFixed(4)}  found ${found.toFixed(4)}`,
      );
  }
}
