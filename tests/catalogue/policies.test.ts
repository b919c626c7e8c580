import { describe, expect, it } from 'vitest';
import { evidences, policies, policyById, type Sourced } from '../../src/catalogue/index.js';

describe('the shipped policies', () => {
  it('are four, with evidence for each value', () => {
    expect(policies.map(({ id }) => id)).toEqual(['integration', 'welcoming', 'sanctuary', 'exclusion']);
    for (const { id, help, sources, direction, conflict, targetGroup, buildsOn, excludes } of policies) {
      expect(help.length, id).toBeGreaterThan(20);
      expect(sources.length, id).toBeGreaterThan(0);
      const columns: readonly Sourced<unknown>[] = [direction, conflict, targetGroup, buildsOn, excludes];
      for (const { evidence } of columns) expect(evidences, id).toContain(evidence);
      expect(conflict.evidence, id).toBe('assumption');
      expect(conflict.value >= 0 && conflict.value <= 1, id).toBe(true);
    }
  });

  it('exclude each other across sides only, and both ways', () => {
    for (const { id, direction, excludes } of policies) {
      const others = policies
        .filter((other) => other.direction.value !== direction.value)
        .map((other) => other.id);
      expect(excludes.value, id).toEqual(others);
    }
  });

  it('let sanctuary alone build on another policy, and contradict a hostile nation most', () => {
    expect(policies.filter(({ buildsOn }) => buildsOn.value.length > 0).map(({ id }) => id)).toEqual([
      'sanctuary',
    ]);
    expect(policyById('sanctuary')!.buildsOn.value).toEqual(['welcoming']);
    expect(Math.max(...policies.map(({ conflict }) => conflict.value))).toBe(
      policyById('sanctuary')!.conflict.value,
    );
    expect(policyById('riot')).toBeUndefined();
  });
});
