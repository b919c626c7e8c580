/** ODD+D, second part: design concepts. Each sentence that depends on the scenario is made from it. */
import { type Block, heading, joined, paragraph } from './document.js';
import { mechanismsAtWork, type OddSubject } from './subject.js';

export function concepts(subject: OddSubject): Block[] {
  const { scenario } = subject;
  const atWork = mechanismsAtWork(scenario);
  const of = (channel: string): string =>
    joined(atWork.filter((mechanism) => mechanism.channel === channel).map(({ label }) => label)) || 'none';
  const rule = scenario.decision.rule;
  const { design, outcomes } = scenario.feedback;
  return [
    heading(1, 'Design concepts'),
    heading(2, 'Theoretical background'),
    paragraph(
      `Policy diffusion: cities adopt for reasons of their own (${of('internal')}), because the policy comes to them from elsewhere (${of('external')}), and under a national line (${of('national')}). Fast policy (Peck and Theodore 2015; Teixeira 2020) is the claim that ready-made models travel through networks, best-practice talk and benchmarking faster than local conditions explain.`,
    ),
    heading(2, 'Individual decision making'),
    paragraph(
      rule === 'hazard'
        ? 'A city decides by a log-linear hazard met by a latent resistance: while it is at risk, its hazard accumulates, and it acts when the sum reaches a resistance drawn once per spell from the exponential distribution of mean 1. For a single transition this is the complementary log-log event-history model that scholars of diffusion estimate. Cities do not optimise and do not look ahead.'
        : rule === 'threshold'
          ? 'A city adopts when its exposure reaches its own threshold (Granovetter 1978; Valente 1996).'
          : 'A city adopts with the hazard of innovation plus imitation times its exposure (Bass 1969).',
    ),
    heading(2, 'Learning'),
    paragraph(
      outcomes && atWork.some(({ id }) => id === 'learning')
        ? 'Cities compare the outcomes of peers that carried the policy out with their own (mechanism learning).'
        : 'No city learns from results in this scenario.',
    ),
    heading(2, 'Individual sensing'),
    paragraph(
      'A city knows what it is, the pressure on it, which of those it is tied to and of its fellow active members hold a policy, and how many of all cities and of its rivals do; all without error, as of the start of the step.',
    ),
    heading(2, 'Interaction'),
    paragraph(
      `Cities meet along ties and in networks. A member of a network of M members meets the share of adopters among the other M - 1, so that large networks do not weigh more than small ones.${design ? ' A city that adopts copies the design of a source, drawn in proportion to its share of the exposure.' : ''}`,
    ),
    heading(2, 'Heterogeneity'),
    paragraph(
      'Cities differ in all their attributes, in their ties and memberships, and in their resistances.',
    ),
    heading(2, 'Stochasticity'),
    paragraph(
      'Resistances, the noise of pressure and outcomes, swings of elections, the choice of a source and the mutation of designs are random. Each number is a function of the seed, the replicate, its purpose, the city, and the spell or year, never of order: two scenarios with one seed give every city the same resistances, and differ by mechanism alone. Per-city differences assume that a city keeps its rank of resistance in both worlds; means do not.',
    ),
    heading(2, 'Collectives'),
    paragraph(
      Object.keys(scenario.networks).length > 0
        ? 'City networks are collectives that cities join and leave by transitions of their own.'
        : 'There are no networks in this scenario.',
    ),
    heading(2, 'Observation'),
    paragraph(
      `The model leaves its events with their reasons; curves, outcomes and event histories are replayed from them. Outcomes of this scenario: ${joined(scenario.observe.outcomes.map(({ text }) => text)) || 'none'}.`,
    ),
  ];
}
