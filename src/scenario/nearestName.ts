import { distance } from 'fastest-levenshtein';

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const letters = (name: string): string => [...name].sort().join('');

/**
 * The known name that a misspelt one most likely means, or undefined: at most one edit in three letters
 * apart, capitals and punctuation aside. One that differs in capitals or in blanks around it alone comes before all
 * others; of equally near ones the first.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const sought = bare(name);
  const written = name.trim().toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    if (candidate === name) continue;
    if (written !== '' && candidate.trim().toLowerCase() === written) return candidate;
    const target = bare(candidate);
    // Letters in another order are one slip: sede, seed.
    const apart = letters(sought) === letters(target) ? 1 : distance(sought, target);
    const allowed = Math.max(1, Math.floor(Math.max(sought.length, target.length) / 3));
    if (apart <= allowed && apart < Math.min(target.length, bestDistance)) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

/** `a, b, c`, cut where it gets long. */
export function listNames(names: Iterable<string>, most = 30): string {
  const all = [...names];
  return all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')}, … (${all.length})`;
}
