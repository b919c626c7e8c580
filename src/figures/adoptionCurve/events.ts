/** Dated events: thin lines through the plot, their names above it. */
import type { Spec } from '../figure.js';
import { flags, round, textLayer } from '../layout.js';
import { ruleLayer, UPRIGHT } from '../marks.js';
import { LEADING } from '../textMetrics.js';
import { INK, TYPE } from '../theme.js';
import type { Plot } from './plot.js';
import type { Milestone } from './series.js';

/** The lines, the names, and how far these rise above the plot; a name is at most half as wide as the figure. */
export function eventLayers(
  milestones: readonly Milestone[],
  { x, width, right, height }: Plot,
  figureWidth: number,
): { readonly lines: Spec[]; readonly names: Spec[]; readonly height: number } {
  const placed = flags(
    milestones.map(({ time, label }) => ({ x: x(time), label })),
    { left: 0, right: width + right - 1.5, maxWidth: Math.min(126, figureWidth * 0.5), size: TYPE.small },
  );
  const leading = TYPE.small * LEADING;
  return {
    lines: ruleLayer(
      placed.map((flag) => ({ px: round(flag.x), py: round(-flag.above + 1), py2: height })),
      { stroke: INK.event, strokeWidth: 0.5, strokeDash: [1.2, 1.6], strokeCap: 'butt' },
      UPRIGHT,
    ),
    names: textLayer(
      placed.flatMap(({ lines, left, above }) =>
        lines.map((text, i) => ({
          px: left,
          py: -above - (lines.length - 1 - i) * leading - 1.2,
          text,
          ink: INK.quiet,
        })),
      ),
      { size: TYPE.small },
    ),
    height: Math.max(0, ...placed.map(({ above, lines }) => above + lines.length * leading)),
  };
}
