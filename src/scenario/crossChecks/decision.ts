import type { Path } from '../problem.js';
import type { CheckedScenario } from './checkedScenario.js';
import { has, isMapping, listOf, mappingOf } from './plain.js';

/** Thresholds are stated where the rule reads them, as shares where it reads shares. */
export function checkDecision({ cities, decision, rule, faults }: CheckedScenario): void {
  const threshold = mappingOf(cities['attributes'])['threshold'];
  const path: Path = ['cities', 'attributes', 'threshold'];
  if (rule !== 'threshold') {
    if (threshold !== undefined)
      faults.addAtKey(path, 'thresholds serve decision.rule threshold only', 'decision: {rule: threshold}');
    return;
  }
  if (threshold === undefined && !has(cities, 'file')) {
    const wanted = 'a threshold of each city: cities.attributes.threshold, or a column of cities.file';
    faults.add(['decision', 'rule'], `rule threshold needs ${wanted}`, wanted);
  }
  if ((decision['unit'] ?? 'share') !== 'share' || !isMapping(threshold)) return;
  const { constant, uniform, lognormal, pareto, normal, within } = threshold;
  const high =
    isMapping(normal) || Array.isArray(normal) ? (listOf(within)[1] ?? Number.POSITIVE_INFINITY) : 0;
  const most = Math.max(Number(constant ?? 0), Number(listOf(uniform)[1] ?? 0), Number(high));
  if (most > 1 || lognormal !== undefined || pareto !== undefined)
    faults.add(
      path,
      'expected shares from 0 to 1 (for counts say decision.unit: count)',
      'values from 0 to 1',
    );
}
