/**
 * npm run bench -- diffusionSizes
 *
 * The measured size of every test of diffusion over 10,000 repetitions under its null hypothesis does not differ from .05
 * (exact binomial, p > .001); that of the discrete one may be smaller. Some minutes.
 */
import { nullTests, sizeOf } from '../support/diffusionSizes.js';

const REPETITIONS = 10_000;

for (const name of Object.keys(nullTests)) {
  const { size, p, holds } = sizeOf(name, REPETITIONS);
  console.log(`${size.toFixed(4)}  p ${p.toFixed(4)}  ${holds ? 'holds' : 'DIFFERS'}  ${name}`);
  if (!holds) process.exitCode = 1;
}
