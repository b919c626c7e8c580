import { attributeNames } from '../../model/attributes.js';
import type { CheckedScenario } from './checkedScenario.js';
import { checkCountries, checkCountry } from './countries.js';
import { mappingOf } from './plain.js';

/** Countries are codes where the gazetteer is asked; correlations are of two attributes, each pair stated once. */
export function checkCities({ top, cities, fromGazetteer, faults }: CheckedScenario): void {
  if (fromGazetteer) {
    checkCountries(mappingOf(cities['gazetteer'])['country'], ['cities', 'gazetteer', 'country'], faults);
    for (const code of Object.keys(mappingOf(top['nations'])))
      checkCountry(code, ['nations', code], faults.addAtKey);
  }
  const pairs = mappingOf(mappingOf(cities['attributes'])['correlations']);
  const seen = new Map<string, string>();
  for (const key of Object.keys(pairs)) {
    const path = ['cities', 'attributes', 'correlations', key];
    const names = key.split(',').map((name) => name.trim());
    const wrong = names.find((name) => !(attributeNames as readonly string[]).includes(name));
    if (names.length !== 2 || names[0] === names[1])
      faults.addAtKey(path, `expected two attributes, found '${key}'`, '"immigrantShare,orientation"');
    else if (wrong !== undefined) faults.addUnknownKey(path, 'attribute', wrong, attributeNames);
    else {
      const sorted = [...names].sort().join();
      const other = seen.get(sorted);
      if (other !== undefined)
        faults.addAtKey(path, `the pair is stated before as '${other}'`, 'each pair once');
      seen.set(sorted, key);
    }
  }
}
