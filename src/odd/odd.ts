/**
 * The ODD+D document of a scenario (Grimm et al. 2020; Müller et al. 2013), made from the declarations of what is at
 * work in it: nothing that it does not use is described.
 */
import { concepts } from './concepts.js';
import { implementation, initialisation, inputData, submodelsOf } from './details.js';
import type { Block, Document } from './document.js';
import { entities, purpose, schedule } from './overview.js';
import { parameters } from './parameters.js';
import type { OddSubject } from './subject.js';

/** `more`: what comes at the end, such as a table of validation. */
export function oddDocument(subject: OddSubject, more: readonly Block[] = []): Document {
  return {
    title: `ODD+D: ${subject.scenario.name}`,
    blocks: [
      ...purpose(subject),
      ...entities(subject),
      ...schedule(subject),
      ...concepts(subject),
      ...implementation(subject),
      ...initialisation(subject),
      ...inputData(subject),
      ...submodelsOf(subject),
      ...parameters(subject),
      ...more,
    ],
  };
}
