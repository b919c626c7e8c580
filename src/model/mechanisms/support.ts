import type { Mechanism } from '../mechanism.js';

export const support: Mechanism = {
  id: 'support',
  label: 'support from above',
  help: 'a supportive nation helps those that can use its help',
  formula: String.raw`x_i = \max(0, -h)\, k_i`,
  range: [0, 1],
  reads: ['nation', 'city'],
  needs: ['capacity'],
  channel: 'national',
  reference: 'zero',
  transitions: ['declare', 'implement', 'repeal', 'join', 'leave'],
  plausible: [0, 2],
  parameters: {},
  source: 'Lacroix and Spencer 2022: networks and policies initiated from above',
  term({ world, state, standard }) {
    const capacity = standard.attribute('capacity');
    const { pressure } = state;
    const { country } = world.cities;
    return (city) => Math.max(0, -pressure[country[city]]) * capacity[city];
  },
};
