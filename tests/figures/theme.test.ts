/** The looks of figures: faces, colours, words. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lookOf, lookText } from '../../src/experiment/drawing/lookText.js';
import { namedLimits } from '../../src/figures/mapLegend.js';
import { term } from '../../src/figures/terms.js';
import { measureText } from '../../src/figures/textMetrics.js';
import {
  areaGreys,
  DIVERGING,
  INK,
  inLook,
  JOURNAL,
  type Look,
  PALETTE,
  sequence,
} from '../../src/figures/theme.js';
import { numerals, percentOf, speak, translations, words } from '../../src/figures/words.js';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { expectAdvances } from './advances.js';
import { serifRegular, serifSemibold } from './readSvg.js';

test('the serif face is measured as the font sets it, every Latin, Greek and Cyrillic letter', () => {
  inLook({ ...JOURNAL, face: 'serif' }, () => {
    expectAdvances(serifRegular, serifSemibold, 700);
    for (const text of ['Łódź–Gdańsk', 'Αθήνα', 'Київ', "'s-Hertogenbosch", 'AVATAR To Ty'])
      expect(measureText(text, 1000)).toBeGreaterThanOrEqual(0.98 * serifRegular.layout(text).advanceWidth);
  });
});

test('a look is taken off again, also where making fails', () => {
  const paper = INK.paper;
  expect(() =>
    inLook({ ...JOURNAL, theme: 'dark' }, () => {
      expect(INK.paper).not.toBe(paper);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(INK.paper).toBe(paper);
});

const channels = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255);
const linear = (colour: string) =>
  channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const luminance = ([r, g, b]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const lab = ([r, g, b]: number[]) => {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(luminance([r, g, b]));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
/** What a dichromat sees (Viénot, Brettel & Mollon 1999). */
const sights: { readonly [name: string]: (c: number[]) => number[] } = {
  'with all cones': (c) => c,
  'without M cones (deuteranopia)': ([r, g, b]) => {
    const rg = 0.29275 * r + 0.70725 * g;
    return [rg, rg, -0.02234 * r + 0.02234 * g + b];
  },
  'without L cones (protanopia)': ([r, g, b]) => {
    const rg = 0.11238 * r + 0.88762 * g;
    return [rg, rg, 0.00401 * r - 0.00401 * g + b];
  },
};
const distance = (a: string, b: string, see: (c: number[]) => number[]): number => {
  const [p, q] = [lab(see(linear(a))), lab(see(linear(b)))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};
const lightness = (colour: string): number => lab(linear(colour))[0];
const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(linear(a)) + 0.05, luminance(linear(b)) + 0.05];
  return Math.max(x, y) / Math.min(x, y);
};

const looks: readonly Look[] = (['journal', 'dark'] as const).flatMap((theme) =>
  (['colour', 'grey'] as const).map((palette) => ({ ...JOURNAL, theme, palette })),
);

test.each(looks)(
  '$theme, $palette: lines can be told apart by every reader, and names in their colour read',
  (look) => {
    inLook(look, () => {
      for (const [sight, see] of Object.entries(sights))
        PALETTE.slice(0, 5).forEach((a, i) => {
          for (const b of PALETTE.slice(0, i))
            expect(distance(a, b, see), `${a} and ${b} ${sight}`).toBeGreaterThan(9);
        });
      for (const colour of PALETTE) expect(contrast(colour, INK.paper), colour).toBeGreaterThan(3.7);
      for (const ink of [INK.text, INK.quiet]) expect(contrast(ink, INK.paper)).toBeGreaterThan(4.5);
    });
  },
);

test.each(looks)(
  '$theme, $palette: classes of time keep their order in greyscale, and stand off the paper',
  (look) => {
    inLook(look, () => {
      for (const count of [2, 3, 5, 7]) {
        const lights = sequence(count).map(lightness);
        const up = lights[count - 1] > lights[0] ? 1 : -1;
        for (let i = 1; i < count; i++) expect(up * (lights[i] - lights[i - 1])).toBeGreaterThan(5);
        // Early stands out most.
        expect(contrast(sequence(count)[0], INK.paper)).toBeGreaterThan(
          contrast(sequence(count)[count - 1], INK.paper),
        );
      }
      // Sooner and later: each side away from the middle.
      const middle = DIVERGING[3];
      for (const see of Object.values(sights)) {
        const off = DIVERGING.map((colour) => distance(colour, middle, see));
        expect(off[0]).toBeGreaterThan(off[2]);
        expect(off[6]).toBeGreaterThan(off[4]);
        expect(distance(DIVERGING[0], DIVERGING[6], see)).toBeGreaterThan(20);
      }
      // Without colour the sign is in the lightness alone: from sooner, light, to later, dark.
      if (look.palette === 'grey')
        for (let i = 1; i < DIVERGING.length; i++)
          expect(lightness(DIVERGING[i - 1]) - lightness(DIVERGING[i])).toBeGreaterThan(7);
    });
  },
);

test('limits of a legend are named the same from both ends, and never nearer than they have room', () => {
  expect([...namedLimits(8, 1)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (let count = 2; count <= 9; count++)
    for (let every = 1; every <= 5; every++) {
      const named = [...namedLimits(count, every)].sort((a, b) => a - b);
      expect(named).toEqual(named.map((i) => count - 1 - i).reverse());
      for (let k = 1; k < named.length; k++) expect(named[k] - named[k - 1]).toBeGreaterThanOrEqual(every);
    }
});

test.each(['journal', 'dark'] as const)('%s: up to six greys of areas, neighbours far apart', (theme) => {
  inLook({ ...JOURNAL, theme, palette: 'grey' }, () => {
    for (const count of [2, 3, 4, 5, 6]) {
      const lights = areaGreys(count).map(lightness);
      lights.forEach((a, i) => {
        for (const b of lights.slice(0, i)) expect(Math.abs(a - b)).toBeGreaterThan(12);
        if (i > 0) expect(Math.abs(a - lights[i - 1])).toBeGreaterThan(20);
      });
    }
  });
});

/** Texts marked by words`…` in the sources, with {0}, {1} … for what is put in. */
function markedWords(): Set<string> {
  const root = fileURLToPath(new URL('../../src', import.meta.url));
  const found = new Set<string>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('figures/words.ts')) continue;
    const source = readFileSync(join(root, file), 'utf8');
    for (let at = source.indexOf('words`'); at >= 0; at = source.indexOf('words`', at + 1)) {
      let text = '';
      let values = 0;
      for (let i = at + 6; source[i] !== '`'; i++) {
        if (!source.startsWith('${', i)) {
          text += source[i];
          continue;
        }
        let depth = 1;
        for (i += 2; depth > 0; i++) depth += source[i] === '{' ? 1 : source[i] === '}' ? -1 : 0;
        i--;
        text += `{${values++}}`;
      }
      found.add(text);
    }
  }
  return found;
}

test.each(Object.keys(translations) as (keyof typeof translations)[])(
  '%s has every word of the figures, no other, and puts the same values in',
  (language) => {
    const marked = markedWords();
    expect(marked.size).toBeGreaterThan(80);
    const known = translations[language];
    expect([...marked].filter((text) => known[text] === undefined)).toEqual([]);
    expect(Object.keys(known).filter((text) => !marked.has(text))).toEqual([]);
    for (const [english, text] of Object.entries(known)) {
      const values = (of: string) => [...of.matchAll(/\{\d\}/g)].map(([value]) => value).sort();
      expect(values(text), english).toEqual(values(english));
    }
  },
);

test('words are spoken in the language that is set', () => {
  speak('de');
  expect(words`median of ${12} runs`).toBe('Median von 12 Läufen');
  speak('en');
  expect(words`median of ${12} runs`).toBe('median of 12 runs');
});

test('numbers stand as the language writes them', () => {
  const text = '−1,234.5 [−0.1, 0.25]';
  expect(numerals(text)).toBe(text);
  expect(percentOf('2.5')).toBe('2.5%');
  speak('de');
  expect(numerals(text)).toBe('−1.234,5 [−0,1; 0,25]');
  expect(percentOf('2.5')).toBe('2,5\u00a0%');
  speak('fr');
  expect(numerals(text)).toBe('−1\u00a0234,5 [−0,1; 0,25]');
  speak('en');
});

test('what mechanisms are called has a word in every language', () => {
  for (const language of ['de', 'fr', 'es'] as const) {
    const same = inLook({ ...JOURNAL, language }, () =>
      mechanisms.filter(({ label }) => translations[language][label] !== term(label)),
    );
    expect(same.map(({ label }) => label)).toEqual([]);
  }
  expect(term('my own group')).toBe('my own group');
});

test('a look and the options that bring it about say the same', () => {
  const look: Look = {
    theme: 'dark',
    widthMm: 120,
    dpi: 600,
    face: 'serif',
    palette: 'grey',
    language: 'fr',
  };
  expect(lookText(look)).toBe(
    '--theme dark --width one-and-a-half --dpi 600 --face serif --palette grey --language fr',
  );
  for (const one of [look, JOURNAL, { ...JOURNAL, widthMm: 97.5 }])
    expect(lookOf(lookText(one))).toEqual(one);
  expect(lookOf('--theme neon')).toBeUndefined();
  expect(lookOf('--out /tmp')).toBeUndefined();
});
