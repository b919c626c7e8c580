/** The figures of runs at their extremes, from made-up cities. */

import { adoptionShift } from '../../src/figures/adoptionShift.js';
import { bandOfRuns } from '../../src/figures/bandedLines.js';
import { type BandPoint, bands } from '../../src/figures/bands.js';
import { contributionBars } from '../../src/figures/contributionBars.js';
import { type TreeNode, treeMap, treeTimeline } from '../../src/figures/diffusionTree.js';
import type { Figure } from '../../src/figures/figure.js';
import { forestPlot } from '../../src/figures/forestPlot/index.js';
import { generationPlot } from '../../src/figures/generationPlot.js';
import type { MapCity } from '../../src/figures/mapCity.js';
import { networkDrawing, networkLayout } from '../../src/figures/networkDrawing.js';
import { type Ratio, ratioForest } from '../../src/figures/ratioForest/index.js';
import { readAtlas } from '../../src/figures/readAtlas.js';
import { stageMaps } from '../../src/figures/stageMaps.js';
import { survivalCurves } from '../../src/figures/survivalCurves.js';
import { DOUBLE_COLUMN_MM, SINGLE_COLUMN_MM } from '../../src/figures/theme.js';
import { timeCourse } from '../../src/figures/timeCourse.js';
import { grid, random } from './demo.js';

const NAMES = [
  'Київ',
  'Αθήνα',
  'Łódź',
  'Saint-Quentin-en-Yvelines et ses communes associées',
  "'s-Hertogenbosch",
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch',
  'Şanlıurfa',
  'Zürich',
];

export interface Extreme {
  readonly cities: number;
  readonly replicates: number;
  /** Share of the cities that adopt. */
  readonly adopting: number;
}

export const extremes: { readonly [name: string]: Extreme } = {
  'one city': { cities: 1, replicates: 3, adopting: 1 },
  'names of all kinds': { cities: 40, replicates: 20, adopting: 0.7 },
  'nobody adopts': { cities: 30, replicates: 20, adopting: 0 },
  'one replicate': { cities: 60, replicates: 1, adopting: 0.5 },
  'five thousand cities': { cities: 5000, replicates: 200, adopting: 0.6 },
};

const RANGE = [2000, 2021] as const;

function citiesOf({ cities, adopting }: Extreme): MapCity[] {
  const draw = random(cities);
  return Array.from({ length: cities }, (_, i) => {
    const adopts = draw() < adopting;
    return {
      id: `c${i}`,
      name: cities > 100 ? `Stadt ${i}` : NAMES[i % NAMES.length],
      country: 'DE',
      latitude: 47.5 + draw() * 7,
      longitude: 6 + draw() * 8.5,
      population: Math.round(20_000 / (draw() + 0.01)),
      medianTime: adopts ? 2000 + draw() * 21 : null,
      shareAdopted: adopts ? 0.5 + draw() / 2 : draw() / 2,
    };
  });
}

const TIMES = grid(2000, 2021, 0.5);
function fall(replicates: number, adopting: number, seed: number): BandPoint[] {
  const draw = random(seed);
  const rows = Array.from({ length: replicates }, () => {
    const shift = draw() * 4;
    return TIMES.map((time) => 1 - adopting / (1 + Math.exp(-(time - 2008 - shift) / 2)));
  });
  return bands(TIMES, rows);
}

/** All kinds that are new with `plot`, at one extreme. */
export function kindFigures(extreme: Extreme): { readonly [name: string]: () => Figure | null } {
  const { replicates, adopting } = extreme;
  const cities = citiesOf(extreme);
  const atRiskAt = (time: number): number =>
    cities.filter(({ medianTime }) => medianTime === null || medianTime >= time).length;
  const draw = random(7);
  const ties = cities.flatMap((_, i) =>
    Array.from({ length: Math.min(6, cities.length - 1) }, (): [number, number] => [
      i,
      Math.floor(draw() * draw() * cities.length),
    ]),
  );
  const adopters = cities
    .filter(({ medianTime }) => medianTime !== null)
    .sort((a, b) => a.medianTime! - b.medianTime!)
    .map((city, k, all): TreeNode => {
      const source = k === 0 || draw() < 0.3 ? null : all[Math.floor(draw() * Math.min(k, 12))].id;
      return { ...city, time: city.medianTime!, source, generation: source === null ? 0 : 1 };
    });
  const label = 'Integration of newcomers into the services of the city';
  const tree = {
    title: 'Tree',
    measure: `${label}: who copied whom`,
    caption: 'Who copied whom.',
    adopters,
    cities,
    timeRange: RANGE,
  };
  const columns = ['2000–03', '2004–07', '2008–11', '2012–15'].map((name, c) => ({
    label: name,
    count: 10,
    values: [1.2, 0.8 * c, -0.6, 0.3, 0.2, 0.1, 0.05, -0.1, 0.02, 0.4],
  }));
  return {
    stages: () =>
      stageMaps(
        {
          name: 'stages',
          title: 'Stages',
          measure: `${label} (in at least half of ${replicates} runs)`,
          caption: 'Cities that hold it.',
          cities,
          panels: [2004, 2007, 2011, 2014, 2018, 2021].map((year) => ({
            label: String(year),
            stages: cities.map(({ medianTime }) =>
              medianTime === null || medianTime > year ? 0 : medianTime > year - 4 ? 1 : 2,
            ),
          })),
          stageNames: ['declared', 'implemented'],
          noneName: 'not declared',
          widthMm: DOUBLE_COLUMN_MM,
        },
        readAtlas(),
      ),
    network: () =>
      networkDrawing({
        name: 'network',
        title: 'Network',
        measure: `${label}: year declared (median of ${replicates} runs)`,
        caption: 'Ties between cities.',
        cities,
        layout: networkLayout(cities.length, ties),
        timeRange: RANGE,
        replicates,
        noneName: `in fewer than half of ${replicates} runs`,
        widthMm: DOUBLE_COLUMN_MM,
      }),
    'tree-map': () => treeMap({ ...tree, name: 'tree-map', widthMm: DOUBLE_COLUMN_MM }, readAtlas()),
    tree: () =>
      adopters.length === 0 ? null : treeTimeline({ ...tree, name: 'tree', widthMm: DOUBLE_COLUMN_MM }),
    survival: () =>
      survivalCurves({
        name: 'survival',
        title: 'Survival',
        heading: 'Share of cities that have not declared it',
        caption: 'Share of the cities that have not yet declared it.',
        results: 'As drawn',
        lines: ['welcoming', label].map((name, k) => ({
          label: name,
          points: fall(replicates, adopting, k).map(({ time, mean, low90, high90 }) => ({
            ...{ time, mean, low: low90, high: high90 },
            atRisk: atRiskAt(time),
          })),
        })),
        risk: ['welcoming', label].map((name, line) => ({ label: name, line, at: atRiskAt })),
        riskName: 'at risk (mean of runs)',
        timeRange: RANGE,
        level: 90,
        band: bandOfRuns(replicates),
        widthMm: SINGLE_COLUMN_MM,
      }),
    contributions: () =>
      contributionBars({
        name: 'contributions',
        title: 'Contributions',
        heading: `${label}: mean contributions to the log-hazard at adoption`,
        caption: 'What the log-hazard was made of.',
        mechanisms: [
          'emulation of peers',
          'membership in networks',
          'need',
          'orientation',
          'civil society',
          'capacity',
          'branding',
          'benchmarking by networks',
          'national pressure',
          'support from above',
        ],
        columns: columns.slice(0, Math.max(1, Math.round(adopting * 4))),
        widthMm: SINGLE_COLUMN_MM,
      }),
    course: () =>
      timeCourse({
        name: 'course',
        title: 'Course',
        heading: `${label}: standard deviation of the score over cities`,
        lines: ['members of a network', 'other cities'].map((name, k) => ({
          label: name,
          points: fall(replicates, adopting, k + 5),
        })),
        replicates,
        caption: 'Sigma-convergence.',
        fromZero: true,
        widthMm: SINGLE_COLUMN_MM,
      }),
    generations: () =>
      generationPlot({
        name: 'generations',
        title: 'Generations',
        heading: `${label}: mean distance from the original design`,
        lines: ['members of a network whose charter sets a design', 'other holders'].map((name, k) => ({
          label: name,
          // As many generations as there may be: one where nobody copies.
          points: bands(
            grid(0, cities.length > 1 ? Math.round(25 * adopting) + k : 0, 1),
            Array.from({ length: replicates }, () => grid(0, 40, 1).map((g) => (g / 60) * (0.5 + draw()))),
          ),
        })),
        replicates,
        caption: 'Mean distance from the original design.',
        widthMm: SINGLE_COLUMN_MM,
      }),
    ratios: () =>
      ratioForest({
        name: 'ratios',
        title: 'Hazard ratios',
        heading: `${label} declare: hazard ratios with 95 % intervals`,
        ratioName: 'hazard ratio',
        // As many models as fit side by side, and one whose interval leaves the plot, one without an estimate.
        models: Array.from({ length: replicates === 1 ? 1 : 4 }, (_, m) => `model ${m + 1}`),
        rows: [label, 'need', 'emulation', 'shareOfSomething', 'country DE'].map((name, k) => ({
          label: name,
          ratios: Array.from({ length: replicates === 1 ? 1 : 4 }, (_, m): Ratio | null => {
            if (k === 3) return { ratio: NaN, low: NaN, high: NaN };
            if (k === 2 && m % 2 === 1) return null;
            const ratio = Math.exp((k - 1 + m / 5) * adopting * 4);
            return { ratio, low: k === 4 ? ratio / 1e9 : ratio / 1.5, high: ratio * 1.5 };
          }),
        })),
        caption: 'Hazard ratios for one unit more of each covariate.',
        widthMm: SINGLE_COLUMN_MM,
      }),
    differences: () =>
      forestPlot({
        name: 'differences',
        title: 'Differences',
        measure: 'No networks − as it is, in standard deviations over replicates',
        panels: [
          {
            title: '',
            margin: 0.2,
            rows: [label, 'timeTo50:welcoming', 'members:charter'].map((name, k) => ({
              label: name,
              value: k - 1,
              low: k - 1.4,
              high: k - 0.6,
              differs: k !== 1,
              text: `${k - 1} [${(k - 1.4).toFixed(2)}, ${(k - 0.6).toFixed(2)}]`,
            })),
          },
        ],
        filled: 'p < .05 (sign-flip test, Holm)',
        hollow: 'p ≥ .05',
        caption: 'Mean paired differences over 20 replicates.',
        widthMm: DOUBLE_COLUMN_MM,
      }),
    cities: () =>
      adoptionShift({
        name: 'cities',
        title: 'Cities',
        measure: `${label}: median time of adoption in one and in the other, of the cities most concerned`,
        cities: cities.slice(0, 20).map(({ name, medianTime }, k) => ({
          name,
          timeA: medianTime,
          timeB: k % 3 === 0 ? null : 2004 + k / 2,
          text: `+${k} [${k - 1}, ${k + 1}]`,
        })),
        timeRange: RANGE,
        labelA: 'as it is',
        labelB: 'without any network of cities',
        textHead: 'mean years [95 %]',
        caption: 'The cities whose mean time of adoption differs most, over 20 replicates.',
        widthMm: DOUBLE_COLUMN_MM,
      }),
  };
}
