import { driver, everyTransition } from './driver.js';

export const frailty = driver({
  id: 'frailty',
  label: 'frailty',
  help: 'an unobserved trait of the city: what looks like influence may be this',
  formula: 'x_i = f_i',
  range: [-Infinity, Infinity],
  attribute: 'frailty',
  scale: 'raw',
  transitions: everyTransition,
  plausible: [0, 1.5],
  source: 'Shalizi and Thomas 2011 on latent homophily',
});
