import { createDesign } from '../../design/index.js';
import { sensitivity } from '../../design/sensitivity/index.js';
import { type Comparison, type DockingTest, resultOf } from './dockingTest.js';

const [A, B] = [7, 0.1];

/** First-order and total indices, in closed form. */
const EXPECTED = { first: [0.3139, 0.4424, 0], total: [0.5576, 0.4424, 0.2437] };

export const ishigami: DockingTest = {
  id: 'D11',
  fact: "Sobol' indices of a function whose indices are known",
  source: 'Ishigami and Homma 1990; Saltelli et al. 2010',
  statistic:
    'sin x1 + 7 sin² x2 + .1 x3⁴ sin x1 on [-π, π]³, Saltelli design of 4,096 base points: first-order and total indices',
  expected: 'S .3139, .4424, 0; ST .5576, .4424, .2437, each within .02',
  run(seed) {
    const names = ['x1', 'x2', 'x3'];
    const design = createDesign(
      { type: 'saltelli', n: 4096, secondOrder: true },
      names.map((path) => ({ path, kind: 'continuous', from: -Math.PI, to: Math.PI })),
      seed,
    );
    const { rows } = sensitivity(
      design,
      'y',
      {
        replicates: 1,
        value(point) {
          const [x1, x2, x3] = design.point(point) as number[];
          return Math.sin(x1) + A * Math.sin(x2) ** 2 + B * x3 ** 4 * Math.sin(x1);
        },
      },
      { seed },
    );
    return resultOf(
      (['first', 'total'] as const).flatMap((index) =>
        names.map((name, k): Comparison => {
          const row = rows.find((own) => own.parameter === name && own.index === index);
          return {
            label: `${index === 'first' ? 'S' : 'ST'}${k + 1}`,
            measured: row?.estimate ?? NaN,
            expected: EXPECTED[index][k],
            within: 0.02,
          };
        }),
      ),
    );
  },
};
