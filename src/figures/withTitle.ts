import type { Figure, Spec } from './figure.js';
import { textLayer } from './layout.js';
import { LEADING, wrapText } from './textMetrics.js';
import { inLook, type Look, pointsOf, TYPE } from './theme.js';

const GAP = 5;
const SIZE = 9;

/** The figure with its title above it: for slides; journals set titles of their own. */
export function withTitle(figure: Figure, look: Look): Figure {
  if (look.theme === 'journal' || figure.title === '') return figure;
  return inLook(look, () => {
    const { padding, layer, ...rest } = figure.spec as Spec & {
      padding: { left: number; right: number; top: number; bottom: number };
      layer: Spec[];
    };
    const lines = wrapText(figure.title, pointsOf(figure.widthMm) - 1, SIZE, 'semibold');
    const height = lines.length * SIZE * LEADING + GAP;
    const texts = textLayer(
      lines.map((text, i) => ({
        px: -padding.left,
        py: -padding.top - height + (i + 0.85) * SIZE * LEADING,
        text,
      })),
      { size: Math.max(SIZE, TYPE.title), weight: 600 },
    );
    const top = Number((padding.top + height).toFixed(2));
    return { ...figure, spec: { ...rest, padding: { ...padding, top }, layer: [...layer, ...texts] } };
  });
}
