/** The light scenario of the large experiments says that every number in it is the laboratory's. */
import { expect, test } from 'vitest';
import { nodeFiles } from '../../src/io/nodeFiles.js';
import { registry } from '../../src/registry.js';
import { loadScenario } from '../../src/scenario/load.js';
import type { TransitionSpec } from '../../src/scenario/schema/mechanisms.js';
import { fileOf } from './worlds.js';

test('every number of neighbours is that of the laboratory', () => {
  const [own, laboratory] = ['neighbours', 'laboratory'].map(
    (name) => loadScenario(fileOf(name), { files: nodeFiles, registry }).scenario,
  );
  expect(own.time).toEqual(laboratory.time);
  expect(own.policies).toMatchObject(
    Object.fromEntries(Object.entries(laboratory.policies).map(([id, { conflict }]) => [id, { conflict }])),
  );
  expect(own.ties).toEqual(laboratory.ties);
  expect(own.cities.synthetic).toEqual(laboratory.cities.synthetic);
  expect(laboratory.cities.attributes).toMatchObject(own.cities.attributes);
  for (const [id, { pressure }] of Object.entries(own.nations))
    expect(pressure).toEqual(laboratory.nations[id].pressure);
  let compared = 0;
  for (const [policy, transitions] of Object.entries(own.mechanisms)) {
    for (const [name, spec] of Object.entries(transitions) as [
      keyof typeof transitions,
      TransitionSpec | null,
    ][]) {
      if (!spec) continue;
      const there = laboratory.mechanisms[policy][name]!;
      expect(spec.baseline, `${policy} ${name}`).toBe(there.baseline);
      expect(there.coefficients, `${policy} ${name}`).toEqual(expect.arrayContaining([...spec.coefficients]));
      compared += spec.coefficients.length;
    }
  }
  expect(compared).toBeGreaterThan(15);
});
