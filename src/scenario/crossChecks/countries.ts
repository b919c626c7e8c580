import type { Faults } from '../faults.js';
import type { Path } from '../problem.js';
import { has, type Mapping, textsOf } from './plain.js';

/** What is written for an ISO 3166 code, and is none. */
const otherCodes: Mapping = { UK: 'GB', EL: 'GR', EN: 'GB' };

/** Each code of a text or a list of texts, as the gazetteer has them. */
export function checkCountries(value: unknown, path: Path, faults: Faults): void {
  for (const [code, at] of textsOf(value)) checkCountry(code, [...path, ...at], faults.add);
}

/** One code, reported by `add` (of a value, or of a key). */
export function checkCountry(code: string, path: Path, add: Faults['add']): void {
  const upper = code.toUpperCase();
  const norway = code === 'false' ? "; for Norway, quote it: 'NO'" : '';
  if (has(otherCodes, upper))
    add(path, `unknown country '${code}'`, 'an ISO 3166 code', String(otherCodes[upper]));
  else if (!/^[A-Z]{2}$/.test(code)) {
    const suggestion = /^[A-Z]{2}$/.test(upper) ? upper : undefined;
    const message = `expected a country code of two capitals such as DE, found '${code}'${norway}`;
    add(path, message, 'an ISO 3166 code', suggestion);
  }
}
