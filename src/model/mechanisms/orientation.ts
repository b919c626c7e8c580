import { driver, everyTransition } from './driver.js';

export const orientation = driver({
  id: 'orientation',
  label: 'orientation',
  help: 'a progressive government adopts inclusive policies, a conservative one exclusionary policies',
  formula: String.raw`x_i = d_p\, o_i`,
  range: [-1, 1],
  attribute: 'orientation',
  scale: 'direction',
  transitions: everyTransition,
  plausible: [0, 2.5],
  source: 'Lacroix and Spencer 2022: the liberal orientation of the local government',
});
