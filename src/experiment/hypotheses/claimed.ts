/** What a hypothesis claims of the difference b - a, in signs and in words, and the limits about which it is tested. */
import type { Direction } from '../../statistics/paired/directedTest.js';

/** A direction, and the smallest effect in it: below 0 (greater and less alone) where the limit lies on the other side of 0. */
export interface Claimed {
  readonly direction: Direction;
  readonly minimumEffect: number;
}

/** The limit below which b - a is claimed to lie: 0, and never -0. */
const below = (m: number): number => (m === 0 ? 0 : -m);

/** A value of b - a about which a claim is tested, and on which side of it b - a is claimed to lie. */
export interface Limit {
  readonly at: number;
  readonly side: 'above' | 'below';
}

/** The limits of a claim: one, or two where both sides count. */
export function limitsOf({ direction, minimumEffect: m }: Claimed): Limit[] {
  if (direction === 'greater') return [{ at: m, side: 'above' }];
  if (direction === 'less') return [{ at: below(m), side: 'below' }];
  const [low, high] = [below(m), m];
  return direction === 'equivalent'
    ? [
        { at: low, side: 'above' },
        { at: high, side: 'below' },
      ]
    : [
        { at: low, side: 'below' },
        { at: high, side: 'above' },
      ];
}

const SIGNS: { readonly [direction in Direction]: (m: number) => string } = {
  greater: (m) => `> ${m}`,
  less: (m) => `< ${below(m)}`,
  different: (m) => (m === 0 ? '≠ 0' : `outside ±${m}`),
  equivalent: (m) => `within ±${m}`,
};

/** What is claimed of the difference: "> 0.02". */
export const limitText = ({ direction, minimumEffect }: Claimed): string =>
  SIGNS[direction](minimumEffect).replace('-', '−');

/** The inequality that is tested: "b - a < -0.05". */
export function inequalityText({ direction, minimumEffect: m }: Claimed): string {
  if (direction === 'equivalent') return `${-m} < b - a < ${m}`;
  if (direction === 'different') return m === 0 ? 'b - a < 0 or b - a > 0' : `b - a < ${-m} or b - a > ${m}`;
  return `b - a ${SIGNS[direction](m)}`;
}

/** The same in words: "in b lower by more than 0.05". */
export function claimWords({ direction, minimumEffect: m }: Claimed): string {
  if (direction === 'equivalent') return `apart by less than ${m}`;
  if (direction === 'different') return m === 0 ? 'apart' : `apart by more than ${m}`;
  const [word, other] = direction === 'greater' ? ['higher', 'lower'] : ['lower', 'higher'];
  if (m === 0) return `in b ${word}`;
  return m > 0 ? `in b ${word} by more than ${m}` : `in b ${other} by less than ${-m}, or ${word}`;
}
