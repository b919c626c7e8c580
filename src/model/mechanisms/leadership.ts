import { driver, everyTransition } from './driver.js';

export const leadership = driver({
  id: 'leadership',
  label: 'leadership',
  help: 'a charismatic mayor takes the city ahead',
  formula: String.raw`x_i = d_p\, \ell_i`,
  range: [-1, 1],
  attribute: 'leadership',
  scale: 'direction',
  transitions: everyTransition,
  plausible: [0, 1.5],
  source: 'Lacroix and Spencer 2022: committed cities with charismatic mayors',
});
