/**
 * Coefficients drawn from what is plausible before any tuning: would a pattern hold anyway? Each coefficient on
 * declaring, quiet implementing and joining that a scenario states, other than 0, is drawn uniformly from the range
 * that its mechanism declares; those of other transitions, for which none is declared, and all rates stay.
 */
import { mechanismById } from '../model/mechanisms/index.js';
import { stream, uniform } from '../model/random.js';
import type { TransitionSpec } from '../scenario/schema/mechanisms.js';
import type { Scenario } from '../scenario/schema.js';

/** The scenario with the coefficients of one draw: the same for all variants of a seed. */
export function drawnFromPrior(scenario: Scenario, seed: string, draw: number): Scenario {
  const drawn = (subject: string, name: string, spec: TransitionSpec | null): TransitionSpec | null =>
    spec && {
      ...spec,
      coefficients: spec.coefficients.map((entry) => {
        if (entry.coefficient === 0) return entry;
        const [low, high] = mechanismById(entry.mechanism).plausible;
        const share = uniform(stream(seed, 'prior', subject, name, entry.mechanism), draw, 0);
        return { ...entry, coefficient: low + share * (high - low) };
      }),
    };
  return {
    ...scenario,
    mechanisms: Object.fromEntries(
      Object.entries(scenario.mechanisms).map(([id, transitions]) => [
        id,
        {
          ...transitions,
          declare: drawn(id, 'declare', transitions.declare),
          quiet: drawn(id, 'quiet', transitions.quiet),
        },
      ]),
    ),
    networks: Object.fromEntries(
      Object.entries(scenario.networks).map(([id, network]) => [
        id,
        { ...network, join: drawn(id, 'join', network.join) },
      ]),
    ),
  };
}
