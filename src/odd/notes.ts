/** What a reader must know of a mechanism beside its formula: edges, and assumptions that do not show in it. */
import { sizeClassBounds } from '../model/sizeClass.js';
import { joined } from './document.js';

const bounds = joined(sizeClassBounds.map((bound) => bound.toLocaleString('en')));

export const notes: { readonly [mechanism: string]: string } = {
  need: 'It follows the immigrant share as it moves, on the scale of the start.',
  leadership:
    'The attribute stands for inclusive leadership; it is fixed over the run and does not change with elections.',
  threat:
    'Growth is that of the start throughout: neither yearly growth of the share nor the newcomers of arrival waves enter it (waves raise salience).',
  turnover: 'Of what was held at the start, the government is that of the start.',
  homophily: 'The mean is over the active members as of the start of the step.',
  learning:
    'Peers are those at stage 2, never fading, in the layers ties and networks; along ties each weighs what it weighs in exposure, in networks $q_n F_n / (M_n - 1)$. A layer in which nobody carried the policy out drops out; without any the term is 0.',
  benchmarking:
    'It runs over the networks that benchmark; of several the widest gap counts. Where the charter sets a standard, peers do not enter. Else they are the fellow active members that are nearest in what the network compares by (Euclidean distance of the z-scores of the start; equal distances by the order of cities), and without any the goal is 0.',
  branding: `Visibility is that of the networks together, and of all cities that hold the policy, raised by what recognition the city's own networks give it. $v_p$ counts a network in full from its founding to its closing, whatever the number of its members and wherever they are. Size classes divide at ${bounds}; without rivals the term is 0.`,
  membership: 'For implementing: declared before or not.',
};
