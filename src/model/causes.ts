/**
 * Why a term may have another value than before: the bits by which a change is announced (notices.ts), and those
 * that a term answers to. What none of them touches is not computed again.
 */
import type { Mechanism } from './mechanism.js';
import type { Standard } from './standard.js';
import type { World } from './world.js';

/** A step began: what changes by itself. */
export const TIME = 1;
/** Those whom the city looks at took something up or gave it up. */
export const PEERS = 2;
/** Shares or means over all cities moved. */
export const EVERYONE = 4;
/** A stage of the city itself changed: of a policy or a membership. */
export const STAGE = 8;
/** Its orientation moved. */
export const ORIENTATION = 16;
/** Its immigrant share moved. */
export const SHARE = 32;
/** Pressure, laws or coordinators of its jurisdiction changed. */
export const NATION = 64;
/** What a network of the city does for its members changed. */
export const NETWORKS = 128;
export const ALL = 255;

/** The same columns, and notes which moving ones are asked for: a term can only read those that it asked for. */
export function tracing(standard: Standard): { readonly standard: Standard; readonly causes: () => number } {
  let causes = 0;
  return {
    causes: () => causes,
    standard: {
      ...standard,
      attribute(name) {
        if (name === 'orientation') causes |= ORIENTATION;
        if (name === 'immigrantShare') causes |= SHARE;
        return standard.attribute(name);
      },
      need() {
        causes |= SHARE;
        return standard.need();
      },
    },
  };
}

/** What a term answers to by its declaration, besides the moving columns that it asks for. */
export function causesOf({ reads }: Mechanism, { exposure }: World): number {
  let causes = 0;
  for (const read of reads) {
    if (read === 'time') causes |= TIME;
    else if (read === 'nation') causes |= NATION;
    else if (read === 'networks') causes |= NETWORKS;
    else if (read === 'everyone') causes |= EVERYONE | NETWORKS;
    else if (read === 'peers') causes |= PEERS | NETWORKS | (exposure.halfLife === null ? 0 : TIME);
  }
  return causes | STAGE;
}

/** Causes that come so often that the terms that answer to them are added last. */
export const RESTLESS = TIME | PEERS | EVERYONE;
