import type { Mechanism } from '../mechanism.js';
import { everyTransition } from './driver.js';

export const emulation: Mechanism = {
  id: 'emulation',
  label: 'emulation',
  help: 'a city does what the cities around it and its fellow members do',
  formula: String.raw`x_i = E_{ip} = \frac{\sum_l w_l E_{ilp}}{\sum_l w_l}`,
  range: [0, 1],
  reads: ['peers'],
  needs: [],
  channel: 'external',
  reference: 'zero',
  transitions: everyTransition,
  plausible: [0, 2.4],
  parameters: {},
  source: 'Lacroix and Spencer 2022; Boehmke et al. 2017; Boushey 2016',
  term: ({ exposure, subject, transition }) => exposure.reader(subject, transition.name),
};
