/** Figures of sweeps to look at, from designs and functions that resemble a study's. */
import { createDesign, type Parameter } from '../../src/design/index.js';
import {
  contour,
  interaction,
  outcomeMap,
  profile,
  tippingPoints,
  tornado,
} from '../../src/design/maps/index.js';
import { type Responses, sensitivity } from '../../src/design/sensitivity/index.js';
import type { Figure } from '../../src/figures/figure.js';
import { interactionPlot } from '../../src/figures/interactionPlot.js';
import { morrisScatter } from '../../src/figures/morrisScatter.js';
import { outcomeHeatMap } from '../../src/figures/outcomeHeatMap.js';
import { outcomeProfile } from '../../src/figures/outcomeProfile.js';
import { sobolBars } from '../../src/figures/sobolBars.js';
import { tornadoChart } from '../../src/figures/tornadoChart.js';
import { random } from './demo.js';

const emulation: Parameter = {
  path: 'mechanisms.welcoming.declare.emulation',
  kind: 'continuous',
  from: 0,
  to: 2,
};
const baseline: Parameter = {
  path: 'mechanisms.welcoming.declare.baseline.perYear',
  kind: 'log',
  from: 0.005,
  to: 0.05,
};
const meanDegree: Parameter = { path: 'ties.meanDegree', kind: 'integer', from: 4, to: 16 };
const generator: Parameter = {
  path: 'ties.generator',
  kind: 'categorical',
  values: ['gravity', 'smallWorld', 'blocks of like-minded cities'],
};
const need: Parameter = {
  path: 'mechanisms.welcoming.declare.need',
  kind: 'continuous',
  from: -0.5,
  to: 1.5,
};

/** Years to a quarter of the cities: falls with emulation and baseline, together more than alone; noise by replicate. */
const speed = (values: { [path: string]: unknown }, noise: number): number => {
  const number = (parameter: Parameter, otherwise: number) =>
    (values[parameter.path] as number | undefined) ?? otherwise;
  const start = Math.log(number(baseline, 0.02) / 0.005) / Math.log(10);
  const pull = number(emulation, 1) * (0.4 + 0.6 * start) + 0.03 * number(meanDegree, 10) + noise;
  const ties = { gravity: 0, smallWorld: 0.5, 'blocks of like-minded cities': -0.6 };
  const kind = ties[(values[generator.path] ?? 'gravity') as keyof typeof ties];
  return 40 / (1 + Math.exp(1.4 * (pull + kind + 0.15 * number(need, 0.5) - 1)));
};
const responsesOf = (
  design: ReturnType<typeof createDesign>,
  replicates: number,
  strength = 0.25,
): Responses => {
  const draw = random(design.pointCount);
  const level = Array.from({ length: replicates }, () => strength * (draw() + draw() + draw() - 1.5));
  const value = (point: number, replicate: number): number => {
    const values = Object.fromEntries(
      design.point(point).map((each, i) => [design.parameters[i].path, each]),
    );
    return speed(values, level[replicate]);
  };
  return { replicates, value };
};
const grid = (parameters: Parameter[], n: number) => createDesign({ type: 'grid', n }, parameters, 'demo');
const all = [emulation, baseline, meanDegree, generator, need];

export const sweepFigures: Record<string, () => Figure> = {
  outcomeMap: () => {
    const design = grid([emulation, baseline], 15);
    const map = outcomeMap(design, [0, 1], 'speed', responsesOf(design, 10));
    return outcomeHeatMap(map, { name: 'outcomeMap', contour: { level: 20, lines: contour(map, 20) } });
  },
  mapOfWords: () => {
    const design = grid([meanDegree, generator], 7);
    return outcomeHeatMap(outcomeMap(design, [0, 1], 'speed', responsesOf(design, 1)), {
      name: 'mapOfWords',
    });
  },
  mapWithGap: () => {
    const design = createDesign({ type: 'grid', n: 9 }, [emulation, need], 'demo', [
      { text: '', holds: ([a, b]) => (b as number) < (a as number) + 0.5 },
    ]);
    const map = outcomeMap(design, [0, 1], 'speed', responsesOf(design, 4));
    return outcomeHeatMap(map, {
      name: 'mapWithGap',
      widthMm: 183,
      contour: { level: 15, lines: contour(map, 15) },
    });
  },
  profile: () => {
    const design = grid([emulation, baseline], 11);
    const responses = responsesOf(design, 10, 0.6);
    return outcomeProfile(profile(design, 0, 'speed', responses), {
      name: 'profile',
      tipping: tippingPoints(design, 'speed', responses, 20),
    });
  },
  profileOfBins: () => {
    const design = createDesign({ type: 'lhs', n: 300 }, all, 'demo');
    return outcomeProfile(profile(design, 1, 'speed', responsesOf(design, 1)), { name: 'profileOfBins' });
  },
  profileOfWords: () => {
    const design = createDesign({ type: 'lhs', n: 300 }, all, 'demo');
    return outcomeProfile(profile(design, 3, 'speed', responsesOf(design, 20, 1)), {
      name: 'profileOfWords',
    });
  },
  tornado: () => {
    const base = {
      [emulation.path]: 1,
      [baseline.path]: 0.02,
      [meanDegree.path]: 10,
      [generator.path]: 'gravity',
      [need.path]: 0.5,
    };
    const design = createDesign({ type: 'oat', n: 5, base }, all, 'demo');
    return tornadoChart(tornado(design, 'speed', responsesOf(design, 20)), { name: 'tornado' });
  },
  interaction: () => {
    const design = grid([emulation, baseline], 7);
    return interactionPlot(interaction(design, [0, 1], 'speed', responsesOf(design, 20)), {
      name: 'interaction',
    });
  },
  interactionOfWords: () => {
    const design = grid([generator, meanDegree], 3);
    return interactionPlot(interaction(design, [0, 1], 'speed', responsesOf(design, 20)), {
      name: 'interactionOfWords',
    });
  },
  interactionByWords: () => {
    const design = grid([baseline, generator], 6);
    return interactionPlot(interaction(design, [0, 1], 'speed', responsesOf(design, 1)), {
      name: 'interactionByWords',
    });
  },
  sobolIndices: () => {
    const design = createDesign({ type: 'saltelli', n: 256 }, all, 'demo');
    return sobolBars(sensitivity(design, 'speed', responsesOf(design, 6, 0.8), { seed: 'demo' }).rows, {
      name: 'sobolIndices',
    });
  },
  sobolOfFewRows: () => {
    const design = createDesign({ type: 'saltelli', n: 24, base: 'random', secondOrder: false }, all, 'demo');
    return sobolBars(sensitivity(design, 'speed', responsesOf(design, 1), { seed: 'demo' }).rows, {
      name: 'sobolOfFewRows',
      widthMm: 183,
    });
  },
  morris: () => {
    const design = createDesign({ type: 'morris', n: 20 }, all, 'demo');
    return morrisScatter(sensitivity(design, 'speed', responsesOf(design, 5), { seed: 'demo' }).rows, {
      name: 'morris',
    });
  },
  morrisOfMany: () => {
    const parameters = Array.from(
      { length: 24 },
      (_, i): Parameter => ({
        path: `mechanisms.welcoming.${i % 2 ? 'declare' : 'implement'}.coefficient${i}`,
        kind: 'continuous',
        from: 0,
        to: 1,
      }),
    );
    const design = createDesign({ type: 'morris', n: 12 }, parameters, 'demo');
    const value = (point: number) => {
      const x = design.point(point) as number[];
      return x.reduce(
        (sum, xi, i) => sum + (i < 8 ? (8 - i) * xi * (1 + x[(i + 1) % 24]) : 0.05 * xi * x[0]),
        0,
      );
    };
    return morrisScatter(sensitivity(design, 'needLink', { replicates: 1, value }, { seed: 'demo' }).rows, {
      name: 'morrisOfMany',
    });
  },
};
