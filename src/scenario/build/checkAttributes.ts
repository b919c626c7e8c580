/** Attributes that a scenario reads, of which the cities must have each. */
import { type AttributeName, attributes as attributeDeclarations } from '../../model/attributes.js';
import { mechanismById } from '../../model/mechanisms/index.js';
import { type Cities, coefficientsOf, type Predicate, type Subject } from '../../model/world.js';
import type { Path } from '../problem.js';
import type { Scenario } from '../schema.js';
import type { BuildFault } from './buildError.js';

/** Attributes that a condition reads, once for each time. */
export function attributesIn(predicate: Predicate | null): AttributeName[] {
  return Object.entries(predicate ?? {}).flatMap(([key, value]): AttributeName[] => {
    if (key === 'any') return (value as Predicate[]).flatMap(attributesIn);
    if (key === 'not') return attributesIn(value as Predicate);
    return key in attributeDeclarations ? [key as AttributeName] : [];
  });
}

/** Every coefficient other than 0, benchmark and predicate must find the attributes that it reads. */
export function checkAttributes(
  subjects: readonly Subject[],
  scenario: Scenario,
  cities: Cities,
  faults: BuildFault[],
): void {
  const has = (name: AttributeName): boolean => cities.attributes[name] !== undefined;
  const missing = (path: Path, who: string, name: AttributeName): void => {
    faults.push({
      path,
      message: `${who} needs ${name}, which the cities do not have`,
      expected: `a column of the file, a distribution under cities.attributes or an imputation for ${name}`,
    });
  };
  for (const { id, transitions, network } of subjects) {
    for (const own of transitions) {
      const { name: transition } = own;
      const path = network ? ['networks', id, transition] : ['mechanisms', id, transition];
      for (const { mechanism, coefficient } of coefficientsOf(own)) {
        if (coefficient === 0) continue;
        for (const name of mechanismById(mechanism).needs) {
          if (!has(name)) missing([...path, mechanism], mechanism, name);
        }
      }
    }
    if (!network) continue;
    for (const name of attributesIn(network.eligible)) {
      if (!has(name)) missing(['networks', id, 'eligible'], 'the condition', name);
    }
    const benchmarked = subjects.some(({ transitions }) =>
      transitions.some((transition) =>
        coefficientsOf(transition).some(
          ({ mechanism, coefficient }) => mechanism === 'benchmarking' && coefficient !== 0,
        ),
      ),
    );
    for (const name of network.benchmark && benchmarked ? network.benchmark.by : []) {
      if (!has(name)) missing(['networks', id, 'benchmark'], 'benchmarking', name);
    }
  }
  const needs: [wanted: boolean, path: Path, who: string, name: AttributeName][] = [
    [scenario.dynamics.mobilisation > 0, ['dynamics', 'mobilisation'], 'mobilisation', 'orientation'],
    [scenario.dynamics.growth !== null, ['dynamics', 'growth'], 'growth', 'immigrantShare'],
    [scenario.dynamics.elections !== null, ['dynamics', 'elections'], 'elections', 'orientation'],
    [scenario.feedback.socialisation > 0, ['feedback', 'socialisation'], 'socialisation', 'orientation'],
    [scenario.feedback.dissent > 0, ['feedback', 'dissent'], 'dissent', 'orientation'],
    [scenario.feedback.advocacy !== null, ['feedback', 'advocacy'], 'advocacy', 'population'],
  ];
  for (const [wanted, path, who, name] of needs) if (wanted && !has(name)) missing(path, who, name);
  scenario.shocks.forEach(({ share, cities: hit }, k) => {
    if (share > 0 && !has('immigrantShare')) missing(['shocks', k, 'share'], 'the wave', 'immigrantShare');
    for (const name of attributesIn(hit as Predicate | null)) {
      if (!has(name)) missing(['shocks', k, 'cities'], 'the condition', name);
    }
  });
  if (scenario.exposure.prestige !== 0 && !has('population')) {
    missing(['exposure', 'prestige'], 'prestige', 'population');
  }
  if (scenario.observe.by.includes('sizeClass') && !has('population')) {
    missing(['observe', 'by'], 'sizeClass', 'population');
  }
  if (scenario.decision.rule === 'threshold' && !cities.threshold) {
    faults.push({
      path: ['decision', 'rule'],
      message: 'the threshold rule needs a threshold of each city',
      expected: 'a column threshold in the file of cities',
    });
  }
}
