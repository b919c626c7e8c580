/** What a sweep looks like: profiles, maps, ranges, interactions and tipping points, as data. */
export type { Axis } from './axis.js';
export { unbalancedParameters } from './balance.js';
export { type ContourLine, contour } from './contour.js';
export { type Interaction, interaction } from './interaction.js';
export { type MeanInterval, meanInterval } from './levelMeans.js';
export { type OutcomeMap, outcomeMap } from './outcomeMap.js';
export { type Profile, profile } from './profile.js';
export { isAveraged, type TippingPoint, tippingPoints } from './tippingPoints.js';
export { type Tornado, tornado } from './tornado.js';
