import type { Mechanism } from '../mechanism.js';
import { everyTransition } from './driver.js';

export const coercion: Mechanism = {
  id: 'coercion',
  label: 'coercion',
  help: 'a hostile nation punishes cities that depend on it; there is safety in numbers (a coefficient below 0 on declaring)',
  formula: String.raw`x_i = \max(0, h)\, \kappa_p\, D_i\, (1 - \varphi E_{ip})`,
  range: [0, 1],
  reads: ['nation', 'peers'],
  needs: ['dependence'],
  channel: 'national',
  reference: 'zero',
  transitions: everyTransition,
  plausible: [-2.6, 0],
  parameters: {
    solidarity: {
      default: 0.5,
      range: [0, 1],
      unit: 'share',
      help: 'how far adopting peers protect a city from sanctions',
      source: 'assumption',
    },
  },
  source: 'the 2017 order against the funds of sanctuary cities; Lacroix and Spencer 2022',
  term({ world, state, standard, exposure, jurisdiction, subject, transition, parameters }) {
    const dependence = standard.attribute('dependence');
    const { pressure } = state;
    const conflict = world.subjects[subject].policy?.conflict ?? 1;
    const exposed = exposure.reader(subject, transition.name);
    const { solidarity } = parameters;
    return (cities, count, out) => {
      exposed(cities, count, out);
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const hostility = Math.max(0, pressure[jurisdiction[city]]);
        out[k] = hostility * conflict * dependence[city] * (1 - solidarity * out[k]);
      }
    };
  },
};
