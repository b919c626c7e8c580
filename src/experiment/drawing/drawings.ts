/** How the figures of a folder were drawn, as its manifest keeps it. */
import { FIGURES, type Manifest } from '../../io/manifest.js';
import type { Drawing } from './drawFigures.js';
import { lookOf, lookText } from './lookText.js';

/** One drawing in the manifest: what, with which options of look, in which formats. */
interface Kept {
  readonly figures: readonly string[] | null;
  readonly look: string;
  readonly formats: readonly string[];
}

const standard: Kept = { figures: null, look: '', formats: ['svg', 'pdf', 'png'] };

function keptIn(manifest: Manifest): readonly Kept[] {
  const kept = manifest['drawings'] as readonly Kept[] | undefined;
  if (kept !== undefined) return kept;
  const drawn = Object.keys(manifest.outputs).some((name) => name.startsWith(`${FIGURES}/`));
  return drawn ? [standard] : [];
}

/** The drawings that made the folder's figures, in their order; none where it has no figures. */
export const drawingsOf = (manifest: Manifest): Drawing[] =>
  keptIn(manifest).flatMap(({ figures, look, formats }): Drawing[] => {
    const known = lookOf(look);
    return known ? [{ figures, look: known, formats: formats as Drawing['formats'] }] : [];
  });

/** What the manifest keeps after another drawing; the same one again replaces the earlier. */
export function withDrawing(manifest: Manifest, { figures, look, formats }: Drawing): readonly Kept[] {
  const added: Kept = { figures, look: lookText(look), formats };
  const same = JSON.stringify(added);
  return [...keptIn(manifest).filter((one) => JSON.stringify(one) !== same), added];
}
