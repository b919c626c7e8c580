import { driver, everyTransition } from './driver.js';

export const population = driver({
  id: 'population',
  label: 'population',
  help: 'large cities come first',
  formula: String.raw`x_i = z(\log N_i)`,
  range: [-Infinity, Infinity],
  attribute: 'population',
  scale: 'zscore',
  transitions: everyTransition,
  plausible: [0, 1.2],
  source: 'O’Brien, Collingwood and Paarlberg 2023 (log population .64 per sd)',
});
