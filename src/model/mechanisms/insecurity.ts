import { driver, everyTransition } from './driver.js';

export const insecurity = driver({
  id: 'insecurity',
  label: 'economic insecurity',
  help: 'economic insecurity makes cities look for newcomers',
  formula: 'x_i = z(u_i)',
  range: [-Infinity, Infinity],
  attribute: 'insecurity',
  scale: 'zscore',
  transitions: everyTransition,
  plausible: [0, 0.4],
  source: 'Huang and Liu 2018',
});
