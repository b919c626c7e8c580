import type { AttributeName } from '../attributes.js';
import type { Mechanism } from '../mechanism.js';
import type { TransitionName } from '../world.js';

/** What a city decides; a membership that expires is not decided. */
export const everyTransition: readonly TransitionName[] = [
  'declare',
  'quiet',
  'implement',
  'repeal',
  'join',
  'lapse',
  'renew',
  'leave',
];
/** Of policies. */
export const policyTransitions: readonly TransitionName[] = ['declare', 'quiet', 'implement', 'repeal'];
/** Of memberships. */
export const membershipTransitions: readonly TransitionName[] = ['join', 'lapse', 'renew', 'leave'];

/** A driver inside the city: a column of numbers, or one times the direction of the policy. */
type Driver = Omit<Mechanism, 'reads' | 'channel' | 'reference' | 'parameters' | 'needs' | 'term'> & {
  readonly attribute: AttributeName;
  /** The column as the term reads it. */
  readonly scale: 'raw' | 'zscore' | 'direction';
};

/** Declares a mechanism whose term is one attribute of the city. */
export function driver({ attribute, scale, ...declaration }: Driver): Mechanism {
  return {
    ...declaration,
    reads: ['city'],
    needs: [attribute],
    channel: 'internal',
    reference: 'mean',
    parameters: {},
    term({ world, standard, subject }) {
      const values = scale === 'zscore' ? standard.zscore(attribute) : standard.attribute(attribute);
      const factor = scale === 'direction' ? world.subjects[subject].direction : 1;
      return (cities, count, out) => {
        for (let k = 0; k < count; k++) out[k] = factor * values[cities[k]];
      };
    },
  };
}
