/**
 * npx tsc -p tests/bench && node dist/tests/bench/diffusionSizes.js
 *
 * The measured size of every test of diffusion over 10,000 repetitions under its null hypothesis does not differ from .05
 * (exact binomial, p > .001). Some minutes.
 */
import { binomialTest } from '../support/binomial.js';
import { nullTests, rejections } from '../support/diffusionSizes.js';

const REPETITIONS = 10_000;

for (const name of Object.keys(nullTests)) {
  const rejected = rejections(name, REPETITIONS);
  const p = binomialTest(rejected, REPETITIONS, 0.05);
  console.log(
    `${(rejected / REPETITIONS).toFixed(4)}  p ${p.toFixed(4)}  ${p > 0.001 ? 'holds' : 'DIFFERS'}  ${name}`,
  );
  if (!(p > 0.001)) process.exitCode = 1;
}
