/** Cities and ties as they are given, or drawn. */
import type { AttributeName } from '../../model/attributes.js';
import { stream, uniform } from '../../model/random.js';
import type { Cities, Ties } from '../../model/world.js';
import { CorrelationError, drawAttributes } from '../../population/copula.js';
import { type Margin, MarginError, quantileOf } from '../../population/distributions.js';
import { syntheticCities } from '../../population/synthetic.js';
import { type TieGeneratorName, tieGenerator } from '../../population/ties/index.js';
import { TieError } from '../../population/ties/rows.js';
import type { Path } from '../problem.js';
import type { BuildFault } from './buildError.js';
import type { Inputs } from './inputs.js';

/** The cities, with thresholds where a distribution is stated; null where `faults` got what is wrong. */
export function drawCities({ scenario, cities }: Inputs, seed: string, faults: BuildFault[]): Cities | null {
  const { synthetic, attributes, correlations } = scenario.cities;
  const { threshold, ...margins } = attributes as { readonly [name in AttributeName | 'threshold']?: Margin };
  try {
    const drawn = synthetic
      ? syntheticCities({ ...synthetic, margins, correlations }, seed)
      : withAttributes(cities!, margins, correlations, seed, faults);
    if (!threshold || faults.length > 0) return drawn;
    if (drawn.threshold) {
      faults.push(alreadyGiven('threshold'));
      return null;
    }
    const quantile = quantileOf(threshold);
    const from = stream(seed, 'population', 'threshold');
    const draws = Float64Array.from({ length: drawn.count }, (_, city) =>
      quantile(uniform(from, drawn.keys[2 * city], drawn.keys[2 * city + 1])),
    );
    return { ...drawn, threshold: draws };
  } catch (error) {
    if (error instanceof CorrelationError) {
      const [pair] = error.pairs;
      const path: Path = ['cities', 'attributes', 'correlations', ...(pair === undefined ? [] : [pair])];
      faults.push({ path, message: error.message, expected: 'correlations that can hold together' });
    } else if (error instanceof MarginError || error instanceof RangeError) {
      faults.push({ path: ['cities'], message: error.message, expected: 'a possible distribution' });
    } else throw error;
    return null;
  }
}

const alreadyGiven = (name: string): BuildFault => ({
  path: ['cities', 'attributes', name],
  message: `the cities have ${name} already`,
  expected: 'an attribute that is not given',
});

/** The cities given, with further attributes drawn. */
function withAttributes(
  cities: Cities,
  margins: { readonly [name in AttributeName]?: Margin },
  correlations: { readonly [pair: string]: number },
  seed: string,
  faults: BuildFault[],
): Cities {
  const given = cities.attributes;
  const twice = (Object.keys(margins) as AttributeName[]).filter((name) => given[name]);
  faults.push(...twice.map(alreadyGiven));
  if (twice.length > 0) return cities;
  const made = drawAttributes({ seed, keys: cities.keys, margins, correlations, given });
  return { ...cities, attributes: { ...given, ...made } };
}

/** The ties, or null where there are none; where they cannot be, `faults` gets why. */
export function drawTies(
  { scenario, ties }: Inputs,
  cities: Cities,
  seed: string,
  faults: BuildFault[],
): Ties | null {
  if (ties || scenario.ties === null || !('generator' in scenario.ties)) return ties;
  const { generator, options } = scenario.ties;
  try {
    return tieGenerator(generator as TieGeneratorName).generate(cities, options, seed);
  } catch (error) {
    if (!(error instanceof TieError)) throw error;
    faults.push({ path: ['ties'], message: error.message, expected: 'ties that these cities can have' });
    return null;
  }
}
