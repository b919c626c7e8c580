/** What a sweep says of its parameters: indices with intervals, and in words how far they can be trusted. */
import type { Design } from '../design.js';
import { morrisEffects } from './morrisEffects.js';
import { rankRegression } from './rankRegression.js';
import type { Responses, SensitivityResult } from './sensitivityRow.js';
import { sobolIndices } from './sobolIndices.js';
import { withoutRounding } from './withoutRounding.js';

export type { IndexName, Responses, SensitivityResult, SensitivityRow } from './sensitivityRow.js';
export { standsOut } from './standsOut.js';

/**
 * Indices of one outcome: Sobol' for saltelli, elementary effects for morris, rank regression for other designs. `seed`:
 * the study's, for resampling. Throws DesignError where a run has no value, unless `dropIncomplete`, which leaves out the
 * whole base row, trajectory or point and counts it.
 */
export function sensitivity(
  design: Design,
  outcome: string,
  responses: Responses,
  options: { seed: string; dropIncomplete?: boolean },
): SensitivityResult {
  const result = estimated(design, outcome, responses, options);
  return { ...result, rows: withoutRounding(result.rows) };
}

function estimated(
  design: Design,
  outcome: string,
  responses: Responses,
  options: { seed: string; dropIncomplete?: boolean },
): SensitivityResult {
  switch (design.structure.kind) {
    case 'saltelli':
      return sobolIndices(design, outcome, responses, options);
    case 'morris':
      return morrisEffects(design, outcome, responses, options);
    default:
      return rankRegression(design, outcome, responses, options);
  }
}
