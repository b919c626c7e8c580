import type { Figure } from '../../figures/figure.js';
import type { Comparison } from './prepareComparison.js';
import type { ComparisonResults } from './runComparison.js';

export function comparisonFigures(_c: Comparison, _r: ComparisonResults): Figure[] {
  return [];
}
