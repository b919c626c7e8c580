import { driver, everyTransition } from './driver.js';

export const capacity = driver({
  id: 'capacity',
  label: 'capacity',
  help: 'carrying a policy out takes staff and money',
  formula: 'x_i = K_i',
  range: [0, 1],
  attribute: 'capacity',
  scale: 'raw',
  transitions: everyTransition,
  plausible: [0, 1.5],
  source: 'assumption, after the resources of networks in Lacroix and Spencer 2022',
});
