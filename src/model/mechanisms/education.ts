import { driver, everyTransition } from './driver.js';

export const education = driver({
  id: 'education',
  label: 'education',
  help: 'better educated inhabitants make cities more welcoming',
  formula: 'x_i = z(e_i)',
  range: [-Infinity, Infinity],
  attribute: 'education',
  scale: 'zscore',
  transitions: everyTransition,
  plausible: [0, 0.7],
  source: 'Huang and Liu 2018',
});
