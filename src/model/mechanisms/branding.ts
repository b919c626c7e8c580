import type { Mechanism } from '../mechanism.js';
import { carriersOf } from '../memberships.js';
import { sizeClassOf } from '../sizeClass.js';
import { isFull } from '../state.js';

/**
 * visibility_p = v_p + (1 - v_p) * share of all cities that hold p, with v_p = 1 - product over the open
 * networks that carry p of (1 - symbolic strength x migration share x carried weight), as in membership. The recognition that a network gives its
 * members raises theirs in the same way. Rivals are the other cities of the same size class.
 */
export const branding: Mechanism = {
  id: 'branding',
  label: 'branding',
  help: 'a city adopts what makes its image, while few of its rivals have it',
  formula: String.raw`\begin{gathered} x_i = a_i\, v_{ip}\, (1 - r_{ip}) \\ v_p = 1 - \prod_{n\ \text{open}} (1 - F^{\mathrm{sym}}_n\, q_n\, c_{np}) \\ v_{ip} = 1 - (1 - v_p) (1 - H_p) \prod_{n \ni i} (1 - F^{\mathrm{sym}}_n\, q_n\, c_{np}) \end{gathered}`,
  range: [0, 1],
  reads: ['everyone', 'city'],
  needs: ['brandAmbition', 'population'],
  channel: 'external',
  reference: 'zero',
  transitions: ['declare', 'quiet', 'implement'],
  plausible: [0, 3],
  parameters: {},
  source: 'Teixeira 2020: immigrant integration as city branding',
  term({ world, state, standard, memberships, subject }) {
    const ambition = standard.attribute('brandAmbition');
    const cityCount = world.cities.count;
    const sizeClass = Int32Array.from(standard.attribute('population'), sizeClassOf);
    const classes = new Int32Array(1 + sizeClass.reduce((most, own) => Math.max(most, own), 0));
    for (const own of sizeClass) classes[own]++;
    const carriers = carriersOf(world, memberships.networks, subject);
    const { stage, holders } = state;
    const offset = subject * cityCount;

    // Holders by size class, counted once a step.
    const held = new Int32Array(classes.length);
    let countedAt = -1;
    let obscurity = 1;
    const look = (): void => {
      held.fill(0);
      for (let i = 0; i < cityCount; i++) if (stage[offset + i] > 0) held[sizeClass[i]]++;
      obscurity = 1;
      for (const { network, weight } of carriers) {
        const { founded, closed } = world.subjects[network].network!;
        if (founded <= state.time && state.time < closed) obscurity *= 1 - state.symbolic[network] * weight;
      }
      countedAt = state.moment;
    };
    return (cities, count, out) => {
      if (countedAt !== state.moment) look();
      const unseen = obscurity * (1 - holders[subject] / cityCount);
      for (let k = 0; k < count; k++) out[k] = unseen;
      for (const { network, offset: members, weight } of carriers) {
        const recognised = state.symbolic[network] * weight;
        for (let k = 0; k < count; k++) out[k] *= 1 - isFull(stage[members + cities[k]]) * recognised;
      }
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const own = sizeClass[city];
        const rivals = classes[own] - 1;
        const holdsIt = Math.min(1, stage[offset + city]);
        out[k] = rivals === 0 ? 0 : ambition[city] * (1 - out[k]) * (1 - (held[own] - holdsIt) / rivals);
      }
    };
  },
};
