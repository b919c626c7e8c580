/** What intervals over replicates cover, and the draw of cities and ties that they leave out. */
import type { LoadedScenario } from '../scenario/load.js';

type Drawn = Pick<LoadedScenario['scenario'], 'cities' | 'ties'>;

/** What is drawn once and shared by all replicates: 'cities and ties'; empty where nothing is, or every replicate draws its own. */
export function drawnOnce({ cities, ties }: Drawn): string {
  if (cities.perReplicate) return '';
  const drawn = cities.synthetic !== null || Object.keys(cities.attributes).length > 0;
  const generated = ties !== null && 'generator' in ties;
  return [...(drawn ? ['cities'] : []), ...(generated ? ['ties'] : [])].join(' and ');
}

/** What intervals of a difference between scenarios cover, in a sentence. */
export function intervalScope(
  studies: readonly { readonly loaded: { readonly scenario: Drawn } }[],
  { replicates, seed }: { readonly replicates: number; readonly seed: string },
): string {
  const [drawn] = studies.map(({ loaded }) => drawnOnce(loaded.scenario)).sort((a, b) => b.length - a.length);
  const over = `Intervals are over ${replicates} replicates (Monte Carlo)`;
  return drawn === ''
    ? `${over}.`
    : `${over} of one draw of ${drawn} (seed ${seed}); other draws differ by more: try another seed, or cities.perReplicate.`;
}
