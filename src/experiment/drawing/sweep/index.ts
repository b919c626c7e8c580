import type { Figure } from '../../../figures/figure.js';
import { type FinishedSweep, sweepFigures as figuresOfSweep } from '../../sweep/sweepFigures.js';
import type { FigureKind, FolderFigures } from '../kind.js';

/** Which kinds suit a sweep is a matter of its design: sweep/sweepFigures.ts knows. */
const questions: { readonly [id: string]: string } = {
  sobol: 'Which parameters does the variance of an outcome come from, alone and together?',
  morris: 'Which parameters move an outcome, and which act through others?',
  tornado: 'How far does each parameter move an outcome?',
  profile: 'How does an outcome run along its strongest parameter, and where does it tip?',
  map: 'Where in the plane of two parameters does an outcome pass its level?',
  interaction: 'Does the effect of one parameter depend on another?',
};

const kindOf = ({ name }: Figure): string => name.slice(0, name.indexOf('-'));

const kinds = Object.entries(questions).map(
  ([id, question]): FigureKind<FinishedSweep> => ({
    id,
    question,
    standard: true,
    lacks(sweep) {
      for (const figure of figuresOfSweep(sweep)) if (kindOf(figure) === id) return null;
      return `a design or outcomes that have it (this is ${sweep.experiment.design.type})`;
    },
    *figures(sweep) {
      for (const figure of figuresOfSweep(sweep)) if (kindOf(figure) === id) yield figure;
    },
  }),
);

/** What the folder of `sweep` can show: outcome by outcome, so that the runs of only one are held. */
export const sweepFigures: FolderFigures<FinishedSweep> = {
  kinds,
  *make(sweep, wanted) {
    for (const figure of figuresOfSweep(sweep)) {
      const kind = kinds.find(({ id }) => id === kindOf(figure))!;
      if (wanted(kind)) yield { kind: kind.id, figure };
    }
  },
};
