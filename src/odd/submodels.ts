/** Processes that are no mechanism of a decision: what moves, and what cities move. One declaration each. */
import { statedPowers } from '../scenario/build/powers.js';
import type { Scenario } from '../scenario/schema.js';
import { mechanismsAtWork } from './subject.js';

export interface Submodel {
  readonly title: string;
  readonly text: string;
  readonly formula: string;
  readonly source: string;
  /** Its numbers: where they stand in the scenario, and their letters in the formula; null: they have none. */
  readonly values: readonly (readonly [path: string, letter: string | null])[];
  /** Whether it is at work in a scenario. */
  readonly at: (scenario: Scenario) => boolean;
}

const powers = (scenario: Scenario) => {
  const { nations, regions } = statedPowers(scenario);
  return [...Object.values(nations), ...Object.values(regions)];
};
const networks = ({ networks: all }: Scenario) => Object.values(all);

export const submodels: readonly Submodel[] = [
  {
    title: 'Pressure from above',
    text: 'Nation and region press on a city together: the last dated level $L$, impulses $I_b$ that fade, yearly noise (one $\\xi$ each year), and what cities have gained by advocacy, $A$. The sum is cut at -1 and 1, and the steps in which it was cut are counted in the manifest. A change acts from the first step that starts at or after its date.',
    formula: String.raw`h(t) = \min\Bigl(1, \max\Bigl(-1,\; L(t) + \sum_{b:\, t_b \le t} I_b\, 2^{-(t - t_b)/\tau_b} + \sigma \xi_{\lfloor t \rfloor} + A(t)\Bigr)\Bigr)`,
    source: 'Lacroix and Spencer 2022; the levels are of the scenario',
    // Levels, impulses and noise stand under Input data and Entities.
    values: [],
    at: (scenario) => powers(scenario).some(({ pressure, noise }) => pressure.length > 0 || noise > 0),
  },
  {
    title: 'Salience',
    text: 'A hostile turn (an impulse above 0, or a level above the one before; what stood at the start is none) makes nation and region louder about migration, which fades; an arrival wave adds to it in the cities that it reaches.',
    formula: String.raw`S_i(t) = \min\Bigl(1, \sum_{b\ \text{turns}} \mathrm{gain} \cdot \mathrm{turn}_b\, 2^{-(t - t_b)/\tau_{\mathrm{sal}}} + \sum_{b\ \text{waves in } i} S_b\, 2^{-(t - t_b)/\tau_b}\Bigr)`,
    source: 'Walker and Leitner 2011; Hopkins 2010',
    values: [
      ['dynamics.salience.gain', String.raw`\mathrm{gain}`],
      ['dynamics.salience.halfLife', String.raw`\tau_{\mathrm{sal}}`],
    ],
    at: (scenario) => mechanismsAtWork(scenario).some(({ id }) => id === 'threat'),
  },
  {
    title: 'Pre-emption',
    text: 'While a law against a policy is in force, the hazards of declaring it and of carrying it out, declared before or not, are multiplied by 1 less its force; with force 1 they are 0. Of several laws the product counts.',
    formula: String.raw`\lambda_{ipk}(t) = \Bigl(\prod_{\text{laws}} (1 - \mathrm{force})\Bigr) \exp(\eta_{ipk}(t))`,
    source: 'state law (Texas 2017)',
    values: [],
    at: (scenario) => powers(scenario).some(({ preempts }) => preempts.length > 0),
  },
  {
    title: 'Growth of the immigrant share',
    text: 'At the first step of each calendar year but the first the odds of the immigrant share grow; the attribute growth is that of the start, and 0 where it is not given.',
    formula: String.raw`\frac{s_i}{1 - s_i} \leftarrow \frac{s_i}{1 - s_i} \exp\bigl(\gamma_0 (1 + \gamma_1 g_i)\bigr)`,
    source: 'assumption',
    values: [
      ['dynamics.growth.perYear', String.raw`\gamma_0`],
      ['dynamics.growth.spread', String.raw`\gamma_1`],
    ],
    at: ({ dynamics }) => dynamics.growth !== null,
  },
  {
    title: 'Arrival waves',
    text: 'A wave reaches the cities that its condition names at the first step from its date on: newcomers, and salience that fades.',
    formula: String.raw`s_i \leftarrow s_i + \omega_b (1 - s_i)`,
    source: 'Lacroix and Spencer 2022: the crisis of 2015 and 2016',
    // Each wave stands under Input data.
    values: [],
    at: ({ shocks, branch }) => shocks.length > 0 || (branch?.past.shocks.length ?? 0) > 0,
  },
  {
    title: 'Elections',
    text: "Once in a cycle, each city at its own moment of it (drawn uniformly, the same in all replicates), the government moves towards the electorate and by a swing. Values beyond -1 or 1 are reflected back. The mayor's leadership does not change with it.",
    formula: String.raw`o_i \leftarrow o_i + \pi (\mathrm{electorate}_i - o_i) + \sigma_{\mathrm{vote}}\, \xi`,
    source: 'assumption',
    values: [
      ['dynamics.elections.cycle', null],
      ['dynamics.elections.pull', String.raw`\pi`],
      ['dynamics.elections.swing', String.raw`\sigma_{\mathrm{vote}}`],
    ],
    at: ({ dynamics }) => dynamics.elections !== null,
  },
  {
    title: 'Functions of networks that drift',
    text: 'A university-led network turns practical strength into symbolic strength with age: what is lost of the one is added to the other. Its age, in calendar years, counts from its founding or the start of the scenario, whichever is later: the strengths that the scenario states are those of that moment. Half-lives stand with the networks.',
    formula: String.raw`\begin{gathered} F^{\mathrm{prac}}_n(t) = F^{\mathrm{prac}}_n\, 2^{-\max(0,\ \lfloor t \rfloor - \max(\mathrm{founded}_n, t_0))/\tau_n} \\ F^{\mathrm{sym}}_n(t) = 1 - (1 - F^{\mathrm{sym}}_n)\bigl(1 - (F^{\mathrm{prac}}_n - F^{\mathrm{prac}}_n(t))\bigr) \end{gathered}`,
    source: 'Broadhead and Allen in Lacroix and Spencer 2022',
    values: [],
    at: (scenario) => networks(scenario).some(({ turnsSymbolic }) => turnsSymbolic !== null),
  },
  {
    title: 'Dissent',
    text: 'Disagreement among the active members of a network (the standard deviation of their orientation, divisor their number) weakens its symbolic and its jurisgenerative strength.',
    formula: String.raw`F^{\mathrm{sym}}_n(t) \leftarrow F^{\mathrm{sym}}_n(t)\, \bigl(1 - \delta \operatorname{sd}_{i \in n}(o_i)\bigr),\qquad F^{\mathrm{jur}}_n(t) = F^{\mathrm{jur}}_n \bigl(1 - \delta \operatorname{sd}_{i \in n}(o_i)\bigr)`,
    source: 'Spencer in Lacroix and Spencer 2022',
    values: [['feedback.dissent', String.raw`\delta`]],
    at: ({ feedback }) => feedback.dissent > 0,
  },
  {
    title: 'Terms of membership',
    text: 'Where seats rotate, a membership ends after its term, without hazard or resistance; the city may join again. Terms of members at the start count from when they joined; of founders, and of those of whom that is not known, a uniform share of the term is left, so that their seats do not fall vacant on one day. Terms stand with the networks.',
    formula: String.raw`t_{\text{leave}} = t_{\text{join}} + \mathrm{term}_n`,
    source: 'Lacroix and Spencer 2022: rotating membership',
    values: [],
    at: (scenario) => networks(scenario).some(({ term }) => term !== null),
  },
  {
    title: 'Socialisation',
    text: 'At the end of a step an active member drifts towards the mean orientation of its fellow active members, network by network; the sum is cut at -1 and 1.',
    formula: String.raw`o_i \leftarrow o_i + \sum_{n \ni i} \bigl(1 - \exp(-\rho_{\mathrm{soc}} F^{\mathrm{sym}}_n \Delta t)\bigr) \Bigl(\tfrac{1}{M_n - 1} \sum_{j \in n,\ j \ne i} o_j - o_i\Bigr)`,
    source: 'Spencer; Broadhead and Allen in Lacroix and Spencer 2022',
    values: [['feedback.socialisation', String.raw`\rho_{\mathrm{soc}}`]],
    at: ({ feedback }) => feedback.socialisation > 0,
  },
  {
    title: 'Advocacy and backlash',
    text: 'What cities implement moves their nation by a push for each policy; a push above 0 is backlash. It moves the home nation alone: there is no tier above nations, and regions are not moved.',
    formula: String.raw`\begin{gathered} \frac{\mathrm{d}A}{\mathrm{d}t} = \sum_p \theta_p V_p - \rho_{\mathrm{adv}} A,\qquad V_p = \frac{\sum_{i:\, \mathrm{stage}_{ip} = 2} N_i\, \mathrm{voice}_i}{\sum_i N_i} \\ \mathrm{voice}_i = 1 - (1 - \mathrm{voice}_0) \prod_{n \ni i} (1 - F^{\mathrm{jur}}_n\, \mathrm{vertical}_n\, q_n) \end{gathered}`,
    source: 'Oomen 2019; Spencer in Lacroix and Spencer 2022',
    values: [
      ['feedback.advocacy.pushes', String.raw`\theta_p`],
      ['feedback.advocacy.voice', String.raw`\mathrm{voice}_0`],
      ['feedback.advocacy.decay', String.raw`\rho_{\mathrm{adv}}`],
    ],
    at: ({ feedback }) => feedback.advocacy !== null,
  },
  {
    title: 'Outcomes',
    text: 'The outcome of an implemented policy, 0 at the start, approaches its effect times the fit of its design, and that of any other falls to 0; noise enters its rate of change, one $\\xi$ for each city and year. Where there are no designs, all fit.',
    formula: String.raw`y_{ip} \leftarrow y_{ip} + \bigl(1 - \exp(-\rho_{\mathrm{out}} \Delta t)\bigr) \Bigl([\mathrm{stage}_{ip} = 2]\, \mathrm{effect}_p (1 - \mathrm{misfit}_{ip}) - y_{ip} + \frac{\sigma_{\mathrm{out}}\, \xi}{\rho_{\mathrm{out}}}\Bigr)`,
    source: 'Shipan and Volden 2008 on learning; the form is an assumption',
    values: [
      ['feedback.outcomes.rate', String.raw`\rho_{\mathrm{out}}`],
      ['feedback.outcomes.noise', String.raw`\sigma_{\mathrm{out}}`],
    ],
    at: ({ feedback }) => feedback.outcomes !== null,
  },
  {
    title: 'Policy designs',
    text: "Each policy held has a design. A city that copies takes that of its source, mixed with a share of its own ideal (uniform in each dimension, an assumption), and noise; an innovator, or who held it at the start, starts from its ideal with the same noise. Values beyond 0 or 1 are reflected back. A charter that asks for a design $P_n$ pulls its active members' designs of the policies that the network carries towards it; its rate $\\rho_n$ stands with the benchmarks.",
    formula: String.raw`\begin{gathered} P_{ip} = (1 - \psi)\, P_{jp} + \psi P^*_{ip} + \sigma_{\mathrm{copy}}\, \xi,\qquad P_{ip} \leftarrow P_{ip} + \bigl(1 - \exp(-\rho_n \Delta t)\bigr) (P_n - P_{ip}) \\ \mathrm{misfit}_{ip} = \operatorname{mean}_{\text{dimensions}} \lvert P_{ip} - P^*_{ip} \rvert \end{gathered}`,
    source: 'Teixeira 2020; Peck and Theodore 2015: models reformed and transformed on the way',
    values: [
      ['feedback.design.dimensions', null],
      ['feedback.design.adaptation', String.raw`\psi`],
      ['feedback.design.mutation', String.raw`\sigma_{\mathrm{copy}}`],
    ],
    at: ({ feedback }) => feedback.design !== null,
  },
];
