/** The sections of a scenario that can change at a date. */
export const BRANCHED = ['mechanisms', 'networks', 'nations', 'regions', 'shocks', 'off'] as const;
export type BranchedKey = (typeof BRANCHED)[number];
