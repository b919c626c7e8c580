/** What the letters of formulas mean: one meaning each. Formulas of mechanisms and of other processes share them. */
import type { Block } from './document.js';

/** Heading under which a document lists its letters. */
export const LETTERS = 'Letters';

/** A letter, with its mark or its superscript word; subscripts that are indices are letters of their own. */
export interface Letter {
  readonly latex: string;
  readonly meaning: string;
}

const letter = (latex: string, meaning: string): Letter => ({ latex, meaning });
const raw = String.raw;

export const letters: readonly Letter[] = [
  // Indices.
  letter('i', 'city'),
  letter('j', 'another city'),
  letter('p', 'policy, or in decisions on membership the network'),
  letter('n', raw`network; $n \ni i$: city $i$ is an active member`),
  letter('k', 'transition'),
  letter('m', 'mechanism'),
  letter('l', 'layer of exposure'),
  letter('b', 'dated change: a level or impulse of pressure, an arrival wave'),
  letter('t', 'time in years'),
  letter(raw`\Delta t`, 'length of a step in years'),
  // The decision.
  letter('x', 'term of a mechanism'),
  letter(raw`\alpha`, 'baseline: log of the events a year where every term is 0'),
  letter(raw`\beta`, 'coefficient'),
  letter(raw`\eta`, 'log-hazard'),
  letter(raw`\lambda`, 'hazard, events a year'),
  letter(raw`\Lambda`, 'hazard accumulated while at risk'),
  letter('R', 'resistance'),
  letter(raw`\mathrm{force}`, 'force of a law against the policy'),
  letter(raw`\mathrm{innovation}`, 'rate a year of adopting without others (Bass)'),
  letter(raw`\mathrm{imitation}`, 'rate a year of adopting where all others have (Bass)'),
  letter(raw`\mathrm{threshold}`, 'exposure at which the city adopts'),
  letter(
    'z',
    raw`$z(\cdot)$: z-score over all cities, with mean and standard deviation (divisor: cities) of the start`,
  ),
  letter(raw`\xi`, 'standard normal number'),
  // Cities.
  letter('N', 'population'),
  letter('s', 'immigrant share'),
  letter(raw`\mathrm{need}`, 'z-score of the log odds of the immigrant share'),
  letter('o', 'orientation of the government'),
  letter(
    raw`\mathrm{electorate}`,
    'orientation of the electorate; where it is not given, of the government at the start',
  ),
  letter('O', 'mean orientation of the active members of a network'),
  letter('C', 'civil society'),
  letter('C^+', 'mobilised civil society'),
  letter('e', 'education'),
  letter('u', 'economic insecurity'),
  letter('g', 'growth of the immigrant share, the attribute'),
  letter('K', 'capacity'),
  letter('a', 'brand ambition'),
  letter('D', 'dependence on national funds'),
  letter(raw`\ell`, 'leadership'),
  letter(raw`\mathrm{police}`, 'alignment of the police'),
  letter('f', 'frailty'),
  letter(raw`\mathrm{stage}`, 'stage of the policy in a city: 0, 1 or 2'),
  letter(
    raw`\mathrm{held}`,
    '1 where a city holds the policy or is in the network, else 0; what fades with age counts less',
  ),
  // Policies and networks.
  letter('d', 'direction: 1 inclusive, -1 exclusionary'),
  letter(raw`\kappa`, 'conflict of the policy with a hostile nation; 1 for networks'),
  letter(raw`\mathrm{effect}`, 'outcome of the policy where its design fits'),
  letter('M', 'number of active members of a network'),
  letter(raw`F^{\mathrm{prac}}`, 'practical strength of a network'),
  letter(raw`F^{\mathrm{sym}}`, 'symbolic strength of a network'),
  letter(raw`F^{\mathrm{jur}}`, 'jurisgenerative strength of a network'),
  letter(
    'F',
    'strength of the function that fits: practical for implementing, declared before or not, else symbolic',
  ),
  letter('q', "migration's share of what a network does"),
  letter('c', 'how far a network carries the policy'),
  letter('G', 'what a network does for its member'),
  letter(raw`\mathrm{funds}`, 'funds that a network passes on'),
  letter(raw`\mathrm{vertical}`, 'share of the work of a network that is directed at higher tiers'),
  letter(raw`\mathrm{founded}`, 'when the network was founded'),
  letter(raw`\mathrm{term}`, 'years after which a membership ends'),
  letter(raw`\mathrm{standard}`, 'score that a charter asks for'),
  letter(raw`\mathrm{goal}`, 'score that a benchmark holds up to its member'),
  letter('B', 'benchmark peers of a member in a network'),
  // What surrounds a city.
  letter('w', 'weight: of a layer, of a tie'),
  letter('E', 'exposure; with a layer as index, its part in that layer'),
  letter('Y', 'mean outcome of the peers in a layer that carried the policy out'),
  letter('H', 'share of all cities that hold the policy'),
  letter('r', 'share of the rivals (other cities of the size class) that hold it'),
  letter('v', 'visibility: of the policy by its networks, and with the city as index as a whole'),
  letter('h', 'pressure of nation and region, 1 hostile to -1 supportive'),
  letter('L', 'level of pressure'),
  letter('I', 'height of an impulse'),
  letter('A', 'pressure gained or lost by advocacy'),
  letter('S', 'salience; with a wave as index, what it adds'),
  letter(raw`\mathrm{turn}`, 'size of a hostile turn'),
  letter(raw`\mathrm{gain}`, 'salience that a full hostile turn raises'),
  letter(raw`\omega`, 'newcomers of a wave as a share of the other inhabitants'),
  letter('V', 'share of the inhabitants in cities that implement the policy, weighted by voice'),
  letter(
    raw`\theta`,
    'push: change of the pressure a year by a policy that every city implemented with full voice',
  ),
  letter(raw`\mathrm{voice}`, 'voice of a city towards its nation'),
  letter(raw`\mathrm{voice}_0`, 'voice of a city without networks'),
  // Results.
  letter('y', 'outcome of the policy'),
  letter('P', raw`design: a point in $[0, 1]^{\text{dimensions}}$`),
  letter('P^*', "the city's ideal design"),
  letter(raw`\mathrm{misfit}`, 'distance of a design from the ideal'),
  letter(raw`\psi`, 'share of its own ideal that a city mixes into what it copies'),
  // Strengths of processes.
  letter(raw`\mu`, 'mobilisation: how far hostility mobilises civil society'),
  letter(raw`\varphi`, 'solidarity: how far adopting peers protect from sanctions'),
  letter(raw`\chi`, 'cooperation: how far a supportive nation raises practical strength'),
  letter(raw`\delta`, 'dissent: how far disagreement weakens a network'),
  letter(raw`\gamma_0`, 'yearly growth of the log odds of the immigrant share'),
  letter(raw`\gamma_1`, 'how much faster it grows where the attribute growth is 1'),
  letter(raw`\pi`, 'share of the way to the electorate that an election goes'),
  letter(raw`\mathrm{prestige}`, 'how much more a larger city weighs along ties'),
  letter(raw`\tau`, 'half-life in years: of an impulse, a wave, practical strength'),
  letter(raw`\tau_{\mathrm{held}}`, 'half-life of an adoption as an example'),
  letter(raw`\tau_{\mathrm{sal}}`, 'half-life of the salience of a hostile turn'),
  letter(raw`\rho_{\mathrm{soc}}`, 'rate a year of socialisation'),
  letter(raw`\rho_{\mathrm{adv}}`, 'rate a year at which what advocacy gained is lost'),
  letter(raw`\rho_{\mathrm{out}}`, 'rate a year at which outcomes come'),
  letter(raw`\rho`, 'rate a year at which members approach the design of the charter of a network'),
  letter(raw`\sigma`, 'standard deviation of the yearly noise of a pressure'),
  letter(raw`\sigma_{\mathrm{vote}}`, 'standard deviation of the swing of an election'),
  letter(raw`\sigma_{\mathrm{out}}`, 'standard deviation of the yearly noise of outcomes'),
  letter(raw`\sigma_{\mathrm{copy}}`, 'standard deviation of the noise of copying a design'),
];

/** Words and marks first, so that what they are made of does not stand for itself. */
const token =
  /\\text\{[^}]*\}|[a-zA-Z]\^\{\\mathrm\{[a-z]+\}\}|\\[a-z]+_\{\\mathrm\{[a-z]+\}\}|\\gamma_[01]|\\mathrm\{voice\}_0|\\mathrm\{[a-z]+\}|P\^\*|C\^\+|\\Delta t|\\[a-zA-Z]+|[a-zA-Z]/g;

/** Commands of LaTeX that mean no quantity. */
const commands = new Set(
  'frac tfrac sum prod max min log exp tanh int Pr ni in ne le ge lvert rvert cdot leftarrow sim left right bigl bigr Bigl Bigr quad qquad lfloor rfloor begin end operatorname infty mid setminus'.split(
    ' ',
  ),
);

/** The letters in a formula, as they stand in the list or would. */
export function lettersOf(latex: string): Set<string> {
  const found = new Set<string>();
  const bare = latex.replaceAll(/\\(?:begin|end)\{[a-z]+\}|\\operatorname\{[a-z]+\}/g, ' ');
  for (const [part] of bare.matchAll(token)) {
    if (part.startsWith(raw`\text`) || part === raw`\mathrm{d}`) continue;
    if (/^\\[a-zA-Z]+$/.test(part) && commands.has(part.slice(1))) continue;
    found.add(part);
  }
  return found;
}

const formulasOf = (block: Block): string[] => {
  if (block.kind === 'formula') return [block.latex];
  if (block.kind !== 'paragraph') return [];
  return block.text.split('$').filter((_, at) => at % 2 === 1);
};

/** The letters that occur in some blocks, in the order of the list. */
export function lettersIn(blocks: readonly Block[]): Letter[] {
  const used = new Set(blocks.flatMap(formulasOf).flatMap((latex) => [...lettersOf(latex)]));
  return letters.filter(({ latex }) => used.has(latex));
}
