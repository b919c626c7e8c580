/** Processes that are no mechanism of a decision: what moves, and what cities move. One declaration each. */
import type { TransitionSpec } from '../scenario/schema/mechanisms.js';
import type { PolicyTransitions, Scenario } from '../scenario/schema.js';

export interface Submodel {
  readonly title: string;
  readonly text: (scenario: Scenario) => string;
  readonly formula: string;
  readonly source: string;
  /** Whether it is at work in a scenario. */
  readonly at: (scenario: Scenario) => boolean;
}

const powers = ({ nations, regions }: Scenario) => [...Object.values(nations), ...Object.values(regions)];
const networks = ({ networks: all }: Scenario) => Object.values(all);

export const submodels: readonly Submodel[] = [
  {
    title: 'Pressure from above',
    text: () =>
      'Nation and region press on a city together: the last dated level $L$, impulses $a_k$ that fade with a half-life $\\tau_k$, yearly noise, and what cities have gained by advocacy, $A$. The sum is cut at -1 and 1, and the steps in which it was cut are counted in the manifest. A change acts from the first step that starts at or after its date.',
    formula: String.raw`h(t) = \min\Bigl(1, \max\Bigl(-1,\; L(t) + \sum_{k: t_k \le t} a_k\, 2^{-(t - t_k)/\tau_k} + \varepsilon_{\lfloor t \rfloor} + A(t)\Bigr)\Bigr)`,
    source: 'Lacroix and Spencer 2022; the levels are of the scenario',
    at: (scenario) => powers(scenario).some(({ pressure, noise }) => pressure.length > 0 || noise > 0),
  },
  {
    title: 'Salience',
    text: ({ dynamics }) =>
      `A hostile turn of size $d$ makes the nation louder about migration by $g d$, $g = ${dynamics.salience.gain}$, which halves every ${dynamics.salience.halfLife} years; an arrival wave adds to it in the cities that it reaches.`,
    formula: String.raw`S_i(t) = \min\Bigl(1, \sum_{k} g\, d_k\, 2^{-(t - t_k)/\tau_S} + \sum_{w \ni i} s_w\, 2^{-(t - t_w)/\tau_w}\Bigr)`,
    source: 'Walker and Leitner 2011; Hopkins 2010',
    at: (scenario) =>
      Object.values(scenario.mechanisms).some((transitions) =>
        Object.values(transitions as PolicyTransitions).some((transition: TransitionSpec | null) =>
          transition?.coefficients.some(
            ({ mechanism, coefficient }) => mechanism === 'threat' && coefficient !== 0,
          ),
        ),
      ),
  },
  {
    title: 'Pre-emption',
    text: () =>
      'While a law of force $f$ against a policy is in force, the hazards of declaring it and of carrying it out are multiplied by $1 - f$; with $f = 1$ they are 0. Of several laws the product of $1 - f$ counts.',
    formula: String.raw`\lambda_{ipk}(t) = \Bigl(\prod_{\text{laws}} (1 - f)\Bigr) \exp(\eta_{ipk}(t))`,
    source: 'state law (Texas 2017)',
    at: (scenario) => powers(scenario).some(({ preempts }) => preempts.length > 0),
  },
  {
    title: 'Growth of the immigrant share',
    text: () =>
      'At the first step of each calendar year the odds of the immigrant share grow; $g_i$ is the attribute growth, a z-score.',
    formula: String.raw`\frac{s_i}{1 - s_i} \leftarrow \frac{s_i}{1 - s_i} \exp\bigl(\gamma (1 + \delta g_i)\bigr)`,
    source: 'assumption',
    at: ({ dynamics }) => dynamics.growth !== null,
  },
  {
    title: 'Arrival waves',
    text: () => 'A wave reaches the cities that its condition names at its date: newcomers and salience.',
    formula: String.raw`s_i \leftarrow s_i + \omega (1 - s_i)`,
    source: 'Lacroix and Spencer 2022: the crisis of 2015 and 2016',
    at: ({ shocks }) => shocks.length > 0,
  },
  {
    title: 'Elections',
    text: ({ dynamics }) =>
      `Every ${dynamics.elections?.cycle} years, each city at its own moment of the cycle, the government moves towards the electorate $e_i$ (attribute electorate; where it is absent, the government at the start) and by a swing. Values beyond -1 or 1 are reflected back.`,
    formula: String.raw`o_i \leftarrow o_i + \rho (e_i - o_i) + \sigma z,\quad z \sim N(0, 1)`,
    source: 'assumption',
    at: ({ dynamics }) => dynamics.elections !== null,
  },
  {
    title: 'Functions of networks that drift',
    text: () =>
      'A university-led network turns practical strength $f$ into symbolic strength with age: what is lost of the one is added to the other.',
    formula: String.raw`f_n(t) = f_n\, 2^{-\mathrm{age}/T_n},\qquad s_n(t) = 1 - (1 - s_n)\bigl(1 - (f_n - f_n(t))\bigr)`,
    source: 'Broadhead and Allen in Lacroix and Spencer 2022',
    at: (scenario) => networks(scenario).some(({ turnsSymbolic }) => turnsSymbolic !== null),
  },
  {
    title: 'Dissent',
    text: ({ feedback }) =>
      `Disagreement among the active members of a network (the standard deviation of their orientation) weakens its symbolic and jurisgenerative strength; $\\delta = ${feedback.dissent}$.`,
    formula: String.raw`s_n(t) = s_n \bigl(1 - \delta\, \mathrm{sd}_{i \in n}(o_i)\bigr)`,
    source: 'Spencer in Lacroix and Spencer 2022',
    at: ({ feedback }) => feedback.dissent > 0,
  },
  {
    title: 'Terms of membership',
    text: () =>
      'Where seats rotate, a membership ends after its term, without hazard or resistance; the city may join again. Terms of members at the start count from when they joined; of founders, and of those of whom that is not known, a uniform share of the term is left, so that their seats do not fall vacant on one day.',
    formula: String.raw`t_{\text{leave}} = t_{\text{join}} + T_n`,
    source: 'Lacroix and Spencer 2022: rotating membership',
    at: (scenario) => networks(scenario).some(({ term }) => term !== null),
  },
  {
    title: 'Socialisation',
    text: ({ feedback }) =>
      `An active member drifts towards the mean orientation of its fellow active members, network by network, at the rate ${feedback.socialisation} a year times the symbolic strength.`,
    formula: String.raw`\Delta o_i = \sum_{n \ni i} \bigl(1 - e^{-\rho s_n \Delta t}\bigr) \bigl(\bar o_{n \setminus i} - o_i\bigr)`,
    source: 'Spencer; Broadhead and Allen in Lacroix and Spencer 2022',
    at: ({ feedback }) => feedback.socialisation > 0,
  },
  {
    title: 'Advocacy and backlash',
    text: ({ feedback }) =>
      `What cities implement moves their nation: $v_p$ is the share of its inhabitants in cities that implement policy $p$, each weighted by the voice of the city, ${feedback.advocacy?.voice} without networks and more with every network by its jurisgenerative strength $j_n$, the share $a_n$ of its work directed at higher tiers and its migration share $q_n$. What was gained is lost at the rate ${feedback.advocacy?.decay} a year. A push above 0 is backlash.`,
    formula: String.raw`\frac{dA}{dt} = \sum_p \theta_p v_p - \kappa A,\qquad \mathrm{voice}_i = 1 - (1 - v_0) \prod_{n \ni i} (1 - j_n a_n q_n)`,
    source: 'Oomen 2019; Spencer in Lacroix and Spencer 2022',
    at: ({ feedback }) => feedback.advocacy !== null,
  },
  {
    title: 'Outcomes',
    text: ({ feedback }) =>
      `The outcome $y_{ip}$ of an implemented policy approaches its effect $E_p$ times the fit of its design at the rate ${feedback.outcomes?.rate} a year, that of any other falls to 0; yearly noise has the standard deviation ${feedback.outcomes?.noise}.`,
    formula: String.raw`\Delta y_{ip} = \bigl(1 - e^{-\rho \Delta t}\bigr) \bigl([\text{implemented}]\, E_p (1 - m_{ip}) - y_{ip}\bigr) + \varepsilon\, \Delta t,\qquad m_{ip} = \tfrac{1}{d} \sum_k |q_{ipk} - q^*_{ipk}|`,
    source: 'Shipan and Volden 2008 on learning; the form is an assumption',
    at: ({ feedback }) => feedback.outcomes !== null,
  },
  {
    title: 'Policy designs',
    text: ({ feedback }) =>
      `Each policy held has a design $q$ in $[0, 1]^{${feedback.design?.dimensions}}$. A city that copies takes that of its source, mixed with a share ${feedback.design?.adaptation} of its own ideal $q^*$ (uniform, an assumption) and noise of sd ${feedback.design?.mutation}; an innovator starts from its ideal. A charter that asks for a design pulls its active members towards it.`,
    formula: String.raw`q_i = (1 - a)\, q_{\mathrm{source}} + a\, q^*_i + \mu z,\qquad \Delta q_i = \bigl(1 - e^{-\pi_n \Delta t}\bigr) (q_n - q_i)`,
    source: 'Teixeira 2020; Peck and Theodore 2015: models reformed and transformed on the way',
    at: ({ feedback }) => feedback.design !== null,
  },
];
