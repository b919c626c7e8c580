/** The submodels that every scenario has: how a city decides, what surrounds it, and whom it copied. */
import type { Scenario } from '../scenario/schema.js';
import { statedTransitions } from '../scenario/statedTransitions.js';
import { type Block, formula, heading, joined, paragraph } from './document.js';
import { mechanismsAtWork, type OddSubject } from './subject.js';

const hazardFormula = String.raw`\eta_{ipk}(t) = \alpha_{pk} + \sum_m \beta_{mpk}\, x_{m,ip}(t),\qquad \Lambda_{ipk}(t) = \int_{\text{at risk}} \exp(\eta_{ipk}(t))\, \mathrm{d}t,\qquad \text{it happens when } \Lambda_{ipk} \ge R_{ipk}`;

/** Whether anything is decided by a log-hazard. */
const byHazard = (scenario: Scenario): boolean =>
  statedTransitions(scenario).some(({ name }) => scenario.decision.rule === 'hazard' || name !== 'declare');

function ruleOfDeclaring({ decision }: Scenario): Block[] {
  if (decision.rule === 'hazard') return [];
  if (decision.rule === 'bass') {
    return [
      paragraph(
        'A policy is declared with a hazard of its own, which a law against it multiplies by 1 less its force:',
      ),
      formula(String.raw`\lambda_{ip}(t) = \mathrm{innovation} + \mathrm{imitation} \cdot E_{ip}(t)`),
    ];
  }
  return [
    paragraph(
      `A policy is declared at the end of a step at whose start this holds${decision.unit === 'count' ? ', $E$ being here the number of adopting peers over all layers' : ''}; a law stops it only with force 1:`,
    ),
    formula(String.raw`E_{ip}(t) \ge \mathrm{threshold}_i`),
  ];
}

/** When a clock stands still. */
function standing({ policies, networks }: Scenario): Block[] {
  const whiles = [
    ...(Object.values(policies).some(({ excludes }) => excludes.length > 0)
      ? ['of taking up a policy, declared or not, while the city holds one that it excludes']
      : []),
    ...(Object.values(networks).some(({ join }) => join)
      ? ['of joining a network before its founding, after its closing, and while the city is not eligible']
      : []),
  ];
  if (whiles.length === 0) return [];
  return [
    paragraph(
      `Some clocks stand still for a time, though the city is at risk: those ${joined(whiles)}. No hazard accumulates then, and what is left of the resistance is kept for when the clock runs again. A member that is eligible no more stays; when a network closes, all its members are out.`,
    ),
  ];
}

export function decision({ scenario }: OddSubject): Block[] {
  return [
    heading(2, 'The decision'),
    ...ruleOfDeclaring(scenario),
    ...(byHazard(scenario)
      ? [
          paragraph(
            'For city $i$, policy or network $p$ and transition $k$, with a resistance $R$ drawn once for each spell from the exponential distribution with mean 1:',
          ),
          formula(hazardFormula),
        ]
      : []),
    ...standing(scenario),
  ];
}

const innovation: { readonly [rule in Scenario['decision']['rule']]: string } = {
  hazard: String.raw`\Pr(\text{innovator}) = \exp\Bigl(-\sum_{m\ \text{external}} \max\bigl(0, \beta_{mpk}\, x_{m,ip}(t)\bigr)\Bigr)`,
  bass: String.raw`\Pr(\text{innovator}) = \frac{\mathrm{innovation}}{\mathrm{innovation} + \mathrm{imitation} \cdot E_{ip}(t)}`,
  threshold: String.raw`\Pr(\text{innovator}) = [\mathrm{threshold}_i = 0]`,
};

export function copying({ scenario }: OddSubject): Block[] {
  if (Object.keys(scenario.policies).length === 0) return [];
  const { rule } = scenario.decision;
  const external = mechanismsAtWork(scenario).filter(({ channel }) => channel === 'external');
  const terms =
    rule === 'hazard' && external.length > 0
      ? ` External here: ${joined(external.map(({ label }) => label))}.`
      : '';
  return [
    heading(2, 'Who copied whom'),
    paragraph(
      `A city that takes a policy up is an innovator, a root of the tree of copying, with the probability below; else it copied an adopter drawn in proportion to its share of the exposure.${terms} Where no adopter is among those it is exposed to, it is a root whatever that draw. Roots have generation 0, a copy one more than its source.`,
    ),
    formula(innovation[rule]),
  ];
}

/** The part of exposure in each layer. */
const layerFormulas = {
  ties: String.raw`E_{i,\text{ties},p} = \frac{\sum_j w_{ij}\, \mathrm{held}_{jp}}{\sum_j w_{ij}}`,
  networks: String.raw`E_{i,\text{networks},p} = \frac{\sum_{n \ni i,\ n \ne p} q_n F_n \cdot \tfrac{1}{M_n - 1} \sum_{j \in n,\ j \ne i} \mathrm{held}_{jp}}{\sum_{n \ni i,\ n \ne p} q_n F_n}`,
  country: String.raw`E_{i,\text{country},p} = \operatorname{mean}_{j \ne i\ \text{in the country}} \mathrm{held}_{jp}`,
  all: String.raw`E_{i,\text{all},p} = \operatorname{mean}_{j \ne i} \mathrm{held}_{jp}`,
} as const;

export function exposure({ scenario, world }: OddSubject): Block[] {
  const { layers, prestige, halfLife } = scenario.exposure;
  const present = {
    ties: world.ties !== null,
    networks: Object.keys(scenario.networks).length > 0,
    country: true,
    all: true,
  };
  const shown = (['ties', 'networks', 'country', 'all'] as const).filter(
    (layer) => layers[layer] > 0 && present[layer],
  );
  const sentences = [
    'How much of what surrounds a city holds $p$, in [0, 1]: a weighted mean over the layers in which it has a peer; without any it is 0.',
    ...(shown.includes('ties')
      ? [
          `Along ties $j$ runs over those that $i$ looks at; $w_{ij}$ is the weight of the tie (1 where ties have none)${prestige === 0 ? '' : ' times $\\exp(\\mathrm{prestige} \\cdot z(\\log N_j))$'}.`,
        ]
      : []),
    ...(shown.includes('networks')
      ? [
          'In networks the sum runs over those in which $i$ is active and has a fellow, and whose weight $q_n F_n$ is above 0.',
        ]
      : []),
    halfLife === null
      ? '$\\mathrm{held}_{jp}$ is 1 at stage 1 or 2, else 0.'
      : '$\\mathrm{held}_{jp}$ is $2^{-\\text{age}/\\tau_{\\mathrm{held}}}$ for a city that has been at stage 1 or 2 for that many years, else 0.',
  ];
  return [
    heading(2, 'Exposure'),
    paragraph(sentences.join(' ')),
    formula(String.raw`E_{ip} = \frac{\sum_l w_l E_{ilp}}{\sum_l w_l}`),
    ...shown.map((layer) => formula(layerFormulas[layer])),
  ];
}
