/** One who looks on while a simulator runs, and only reads: event histories are made this way. */
import type { Clock } from './clock.js';
import type { TermContext } from './termContext.js';

/** What an observer may read: all that terms may, and the clocks in the order of their numbers. */
export interface ObserverContext extends Omit<TermContext, 'subject' | 'transition' | 'parameters'> {
  readonly clocks: readonly Clock[];
}

export interface Observer {
  /** A city comes under risk: its spell has begun, or what made its clock stand still is over. */
  runs(clock: number, city: number, at: number, spell: number): void;
  /** It is at risk no more: the transition happened, another ended the spell, or the clock stands still. */
  stands(clock: number, city: number, at: number): void;
  /** A step begins: terms are as its decisions read them. */
  step(): void;
}

export type MakeObserver = (context: ObserverContext) => Observer;
