/**
 * npx tsc -p tests/bench && node dist/tests/bench/pairedSizes.js
 *
 * Do the paired tests err, and the paired intervals miss, as often as they say? 10,000 repetitions under the null, of
 * samples that are drawn and of a small world simulated with independent seeds. CI does a tenth.
 */
import { pathToFileURL } from 'node:url';
import { normalQuantile } from '../../src/model/normal.js';
import { stream } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import { binomialTest } from '../../src/statistics/binomialTest.js';
import { drawFrom } from '../../src/statistics/drawFrom.js';
import { holm } from '../../src/statistics/holm.js';
import { bcaInterval } from '../../src/statistics/paired/bcaInterval.js';
import { equivalence } from '../../src/statistics/paired/equivalence.js';
import { pairedPower } from '../../src/statistics/paired/power.js';
import { type Alternative, signFlip } from '../../src/statistics/paired/signFlip.js';
import { tInterval } from '../../src/statistics/paired/tInterval.js';
import { makeWorld } from '../support/world.js';

export interface Measured {
  readonly what: string;
  readonly expected: number;
  readonly measured: number;
  /** Exact binomial p of the measured share. */
  readonly p: number;
}

/** Draws `pairs` differences under the null, with mean 0. */
type Sampler = (repetition: number) => number[];

const PAIRS = 30;

/** Differences of two samples of normal, or of skewed and discrete, numbers. */
const drawn = (name: string, value: (draw: number) => number): Sampler => {
  return (repetition) => {
    const draw = drawFrom(stream('sizes', name, repetition));
    return Array.from({ length: PAIRS }, () => value(draw()) - value(draw()));
  };
};

/** The share of twelve cities that adopt within five years, in two runs with seeds of their own. */
function simulated(): Sampler {
  const world = (seed: string) =>
    createSimulator(
      makeWorld({
        seed,
        end: 5,
        stepsPerYear: 1,
        cities: 12,
        ties: Array.from({ length: 12 }, (_, i) => [i, (i + 1) % 12]),
        policies: { p: { declare: { perYear: 0.1, emulation: 2 } } },
      }),
      { explain: false },
    );
  const [a, b] = [world('a'), world('b')];
  return (repetition) =>
    Array.from({ length: PAIRS }, (_, k) => {
      const replicate = repetition * PAIRS + k;
      return (b.run(replicate).count - a.run(replicate).count) / 12;
    });
}

export const samplers: { readonly [name: string]: () => Sampler } = {
  normal: () => drawn('normal', normalQuantile),
  exponential: () => drawn('exponential', (draw) => -Math.log(draw)),
  counts: () => drawn('counts', (draw) => Math.floor(4 * draw ** 2)),
  simulated,
};

/** Sizes of the tests and coverage of the intervals, at the 5 % level. */
export function sizes(name: string, repetitions: number): Measured[] {
  const sample = samplers[name]();
  const counts = { signs: 0, greater: 0, t: 0, bca: 0 };
  for (let r = 0; r < repetitions; r++) {
    const differences = sample(r);
    const signs = stream('sizes', name, r, 'signs');
    const rejects = (alternative: Alternative): number =>
      signFlip(differences, signs, { alternative }) <= 0.05 ? 1 : 0;
    counts.signs += rejects('two-sided');
    counts.greater += rejects('greater');
    const covers = ({ low, high }: { low: number; high: number }): number => (low <= 0 && high >= 0 ? 1 : 0);
    counts.t += covers(tInterval(differences));
    counts.bca += covers(
      bcaInterval(differences, stream('sizes', name, r, 'bootstrap'), { resamples: 1000 }),
    );
  }
  return [
    measured('sign-flip test, two-sided', 0.05, counts.signs, repetitions),
    measured('sign-flip test, greater', 0.05, counts.greater, repetitions),
    measured("coverage of Student's interval", 0.95, counts.t, repetitions),
    measured('coverage of the BCa interval', 0.95, counts.bca, repetitions),
  ];
}

/** The equivalence test where the true difference is the margin; any false rejection among ten tests after Holm. */
export function furtherSizes(repetitions: number): Measured[] {
  const normal = drawn('margin', normalQuantile);
  let equivalent = 0;
  let family = 0;
  for (let r = 0; r < repetitions; r++) {
    // Margin 4, standard error .26: the other side of the test is far away.
    const differences = normal(r).map((d) => d + 4);
    if (equivalence(differences, 4) <= 0.05) equivalent++;
    const p = Array.from({ length: 10 }, (_, k) => {
      const draw = drawFrom(stream('sizes', 'family', r, k));
      const values = Array.from({ length: 12 }, () => normalQuantile(draw()));
      return signFlip(values, stream('sizes', 'family', r, k, 'signs'));
    });
    if (holm(p).some((corrected) => corrected <= 0.05)) family++;
  }
  return [
    measured('equivalence test at its margin', 0.05, equivalent, repetitions),
    measured('any of ten tests after Holm', 0.05, family, repetitions),
  ];
}

/** A planted difference: the power that the calculation promises, and the share of tests that find it. */
export function powers(repetitions: number): { readonly promised: number; readonly found: number }[] {
  return [
    { n: 12, difference: 0.9, alpha: 0.05, sides: 2 as const },
    { n: 34, difference: 0.5, alpha: 0.05, sides: 2 as const },
    { n: 40, difference: 0.45, alpha: 0.01, sides: 1 as const },
    { n: 90, difference: 0.3, alpha: 0.05, sides: 2 as const },
  ].map(({ n, ...question }) => {
    let found = 0;
    for (let r = 0; r < repetitions; r++) {
      const draw = drawFrom(stream('power', n, r));
      const differences = Array.from({ length: n }, () => normalQuantile(draw()) + question.difference);
      const alternative = question.sides === 1 ? 'greater' : 'two-sided';
      if (signFlip(differences, stream('power', n, r, 'signs'), { alternative }) <= question.alpha) found++;
    }
    return { promised: pairedPower({ ...question, sd: 1 }, n), found: found / repetitions };
  });
}

function measured(what: string, expected: number, count: number, repetitions: number): Measured {
  return { what, expected, measured: count / repetitions, p: binomialTest(count, repetitions, expected) };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const repetitions = Number(process.argv[2] ?? 10_000);
  const tell = (name: string, rows: readonly Measured[]): void => {
    for (const { what, expected, measured: share, p } of rows)
      console.log(
        `${name.padEnd(12)} ${what.padEnd(34)} ${expected}  ${share.toFixed(4)}  p ${p.toFixed(4)}`,
      );
  };
  for (const name of Object.keys(samplers)) tell(name, sizes(name, repetitions));
  tell('normal', furtherSizes(repetitions));
  for (const { promised, found } of powers(repetitions))
    console.log(`power        promised ${promised.toFixed(4)}, found ${found.toFixed(4)}`);
}
