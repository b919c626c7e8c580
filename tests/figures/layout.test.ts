import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptionCurve } from '../../src/figures/adoptionCurve/index.js';
import { adoptionMap } from '../../src/figures/adoptionMap.js';
import { axisTicks, roundUp } from '../../src/figures/axisTicks.js';
import { bands, medianAdoption } from '../../src/figures/bands.js';
import { flags, spread } from '../../src/figures/layout.js';
import { measureText, wrapText } from '../../src/figures/textMetrics.js';
import { PALETTE, sequence } from '../../src/figures/theme.js';
import { expectAdvances } from './advances.js';
import { curves } from './demo.js';
import { regular, semibold } from './readSvg.js';

describe('text metrics', () => {
  it('knows the advance of every Latin, Greek and Cyrillic letter as the font does', () => {
    expectAdvances(regular, semibold, 1200);
  });

  it('measures no text narrower than the font sets it, but for 2 % of kerning', () => {
    for (const text of [
      'AVATAR To Ty',
      'Łódź–Gdańsk',
      'Réseau français',
      'Αθήνα',
      'Київ',
      '2010 → 2021',
      "'s-Hertogenbosch",
    ]) {
      expect(measureText(text, 2048)).toBeGreaterThanOrEqual(0.98 * regular.layout(text).advanceWidth);
    }
  });

  it('breaks lines without losing a letter', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 12 }), fc.integer({ min: 12, max: 120 }), (text, width) => {
        const lines = wrapText(text, width, 7);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines)
          if ([...line].length > 1) expect(measureText(line, 7)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('axis ticks', () => {
  it('are whole years', () => {
    expect(axisTicks(2010, 2021, 6, 1)).toEqual([2010, 2012, 2014, 2016, 2018, 2020]);
    expect(axisTicks(1980, 2021, 4, 1)).toEqual([1980, 2000, 2020]);
    expect(axisTicks(2018.4, 2020.9, 8, 1)).toEqual([2019, 2020]);
  });
  it('end on a round number above the highest value', () => {
    expect(roundUp(0.43, 5)).toBe(0.5);
    expect(roundUp(45, 5, 1)).toBe(50);
    expect(roundUp(1, 5, 1)).toBe(1);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (value) => roundUp(value, 5) >= value * (1 - 1e-9),
      ),
    );
  });
});

describe('labels beside lines', () => {
  it('stay where they belong when there is room', () => {
    expect(spread([10, 50], [8, 8], 0, 100, 1)).toEqual([10, 50]);
  });
  it('move apart around their mean when they collide', () => {
    expect(spread([50, 50], [8, 8], 0, 100, 2)).toEqual([45, 55]);
  });
  it('never overlap and never leave the plot, or say that they do not fit', () => {
    const labels = fc.array(
      fc.record({
        wanted: fc.double({ min: -20, max: 120, noNaN: true }),
        height: fc.integer({ min: 5, max: 30 }),
      }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(labels, (all) => {
        const heights = all.map(({ height }) => height);
        const centres = spread(
          all.map(({ wanted }) => wanted),
          heights,
          0,
          100,
          1,
        );
        const needed = heights.reduce((sum, height) => sum + height + 1, -1);
        if (centres === undefined) return needed > 100;
        const order = [...centres.keys()].sort((a, b) => centres[a] - centres[b]);
        return order.every((i, k) => {
          const top = centres[i] - heights[i] / 2;
          const above = k === 0 ? 0 : centres[order[k - 1]] + heights[order[k - 1]] / 2 + 1;
          return top >= above - 1e-6 && centres[i] + heights[i] / 2 <= 100 + 1e-6;
        });
      }),
    );
  });
});

describe('flags on vertical lines', () => {
  it('stand in one row when they do not meet', () => {
    const placed = flags(
      [
        { x: 0, label: 'one' },
        { x: 100, label: 'two' },
      ],
      { left: 0, right: 200, maxWidth: 90, size: 6 },
    );
    expect(placed.map(({ above }) => above)).toEqual([2, 2]);
  });
  it('never overlap, and no line crosses the label of another that starts at its own line', () => {
    const events = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(events, (xs) => {
        const size = 6;
        const placed = flags(
          xs.map((x) => ({ x, label: `Executive Order ${x}` })),
          { left: 0, right: 240, maxWidth: 100, size },
        );
        const boxes = placed.map(({ lines, left, above }) => ({
          left,
          right: left + Math.max(...lines.map((line) => measureText(line, size))),
          bottom: above,
          top: above + lines.length * size * 1.22,
        }));
        boxes.forEach((a, i) => {
          for (const b of boxes.slice(0, i)) {
            expect(a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top).toBe(false);
          }
          placed.forEach((other, j) => {
            const startsAtItsLine =
              Math.abs(placed[i].left - placed[i].x) < 1 && Math.abs(other.left - other.x) < 1;
            if (i !== j && startsAtItsLine && other.x > a.left && other.x < a.right)
              expect(other.above).toBeLessThanOrEqual(a.bottom);
          });
        });
      }),
    );
  });
});

describe('bands', () => {
  it('agree with R: quantile(c(10, 1, 4, 3, 2), c(.05, .25, .75, .95))', () => {
    // R 4.3: 1.2 2.0 4.0 8.8; mean 4
    const [point] = bands([2020], [[10], [1], [4], [3], [2]]);
    expect(point.mean).toBe(4);
    expect(
      [point.low90, point.low50, point.high50, point.high90].map((value) => Number(value.toFixed(9))),
    ).toEqual([1.2, 2, 4, 8.8]);
  });
  it('leave out what is missing', () => {
    expect(
      bands(
        [1, 2],
        [
          [5, Number.NaN],
          [Number.NaN, Number.NaN],
        ],
      ),
    ).toEqual([{ time: 1, mean: 5, low90: 5, low50: 5, high50: 5, high90: 5 }]);
  });
  it('count never adopting as later than every time', () => {
    expect(medianAdoption([2012, Infinity, 2010])).toEqual({ medianTime: 2012, shareAdopted: 2 / 3 });
    expect(medianAdoption([2012, Infinity, Infinity])).toEqual({ medianTime: null, shareAdopted: 1 / 3 });
    expect(medianAdoption([])).toEqual({ medianTime: null, shareAdopted: 0 });
  });
});

/** Linear light, luminance and CIELAB of a colour, and what a dichromat sees of it (Viénot, Brettel & Mollon 1999). */
const linear = (colour: string) =>
  [1, 3, 5]
    .map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const luminance = ([r, g, b]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const lab = ([r, g, b]: number[]) => {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(luminance([r, g, b]));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
const deuteranope = ([r, g, b]: number[]) => [
  0.29275 * r + 0.70725 * g,
  0.29275 * r + 0.70725 * g,
  -0.02234 * r + 0.02234 * g + b,
];
const protanope = ([r, g, b]: number[]) => [
  0.11238 * r + 0.88762 * g,
  0.11238 * r + 0.88762 * g,
  0.00401 * r - 0.00401 * g + b,
];

describe('colours', () => {
  it('of time grow lighter from early to late, whatever the number of classes', () => {
    for (const count of [2, 3, 4, 5, 6, 7]) {
      const lights = sequence(count).map((colour) => lab(linear(colour))[0]);
      for (let i = 1; i < count; i++) expect(lights[i] - lights[i - 1]).toBeGreaterThan(6);
    }
  });
  it('of the first five subjects differ for red-green blind readers', () => {
    for (const see of [deuteranope, protanope, (c: number[]) => c]) {
      PALETTE.slice(0, 5).forEach((a, i) => {
        for (const b of PALETTE.slice(0, i)) {
          const [p, q] = [lab(see(linear(a))), lab(see(linear(b)))];
          expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])).toBeGreaterThan(10);
        }
      });
    }
  });
  it('can be read as text on white', () => {
    for (const colour of PALETTE) expect(1.05 / (luminance(linear(colour)) + 0.05)).toBeGreaterThan(3.7);
  });
});

describe('what cannot be drawn', () => {
  it('is said: no series, no points, two units', () => {
    const [series] = curves.charter.series;
    expect(() => adoptionCurve({ series: [] })).toThrow('no series');
    expect(() => adoptionCurve({ series: [{ ...series, points: [] }] })).toThrow(
      'integrating-cities-charter has no points',
    );
    expect(() => adoptionCurve({ series: [series, { ...series, unit: 'share' }] })).toThrow('a figure each');
  });
  it('is no map where no city has a place', () => {
    const city = {
      id: 'a',
      name: 'A',
      country: null,
      latitude: null,
      longitude: null,
      population: 1,
      medianTime: null,
      shareAdopted: 0,
    };
    expect(adoptionMap({ cities: [city], subject: 'p', label: 'P' }, null)).toBeNull();
  });
});
