/** The registry of patterns, in their order. */
import type { Pattern } from '../pattern.js';
import { alike } from './benchmarks.js';
import { bursts } from './bursts.js';
import { multiplying } from './catalogueRows.js';
import { charter, minority, welcomingCities } from './counts.js';
import { crisis } from './crisis.js';
import { declaringFirst } from './depth.js';
import { meansAndWorries, orientation, share } from './drivers.js';
import { fading } from './fading.js';
import { fastPolicy } from './fastPolicy.js';
import { backlash, decoupling, endings, licence } from './hostility.js';
import { image } from './image.js';
import { bridge, receptive, threatened } from './interplay.js';
import { likeMinded, socialised } from './likeness.js';
import { neighbours } from './neighbours.js';
import { largeFirst, leaders } from './sizes.js';
import { routes, upkeep } from './sponsored.js';
import { wave } from './wave.js';
import { sCurve } from './window.js';

export const patterns: readonly Pattern[] = [
  share,
  orientation,
  receptive,
  bridge,
  meansAndWorries,
  threatened,
  wave,
  minority,
  welcomingCities,
  charter,
  bursts,
  declaringFirst,
  decoupling,
  backlash,
  licence,
  endings,
  crisis,
  likeMinded,
  socialised,
  alike,
  image,
  leaders,
  largeFirst,
  neighbours,
  routes,
  upkeep,
  fading,
  sCurve,
  multiplying,
  fastPolicy,
];

/** The pattern of an id. Throws where there is none. */
export function patternById(id: string): Pattern {
  const found = patterns.find((pattern) => pattern.id === id);
  if (!found) throw new Error(`unknown pattern ${id}`);
  return found;
}
