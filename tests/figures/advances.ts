/** Widths of letters as the program has them, against those of the font. */
import type { Font } from 'fontkit';
import { expect } from 'vitest';
import { advanceOf } from '../../src/figures/textMetrics.js';

/** Every Latin, Greek and Cyrillic letter that is known, more than `least` of each weight, is as wide as in the font. */
export function expectAdvances(regular: Font, semibold: Font, least: number): void {
  for (const [font, weight] of [
    [regular, 'regular'],
    [semibold, 'semibold'],
  ] as const) {
    let known = 0;
    for (let code = 0x20; code < 0x2300; code++) {
      const advance = advanceOf(code, weight);
      if (advance === undefined) continue;
      known++;
      if (advance !== font.glyphForCodePoint(code).advanceWidth)
        expect(`${code}: ${advance}`).toBe(font.glyphForCodePoint(code).advanceWidth);
    }
    expect(known).toBeGreaterThan(least);
  }
}
