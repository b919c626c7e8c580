/**
 * The schema of an experiment file: validation and help in editors come from it. It checks the form of each value;
 * what depends on other keys, on the scenario or on the design is checked in loadExperiment.ts.
 */
import * as z from 'zod';
import { type DesignType, designTypes } from '../../../design/index.js';
import { extendingJsonSchema, type Json } from '../../../scenario/jsonSchema.js';
import type { Registry } from '../../../scenario/registry.js';
import {
  exactlyOne,
  list,
  mapping,
  named,
  number,
  oneOf,
  positive,
  report,
  text,
  textOrNumber,
  trueOrFalse,
  wholeNumber,
} from '../../../scenario/schema/words.js';
import { scenarioSchema } from '../../../scenario/schema.js';

/** The options of each design beside its type (design/design.ts). */
const designOptions: { readonly [type in DesignType]: readonly string[] } = {
  grid: ['n'],
  list: [],
  random: ['n'],
  lhs: ['n', 'optimise'],
  sobol: ['n', 'scramble'],
  saltelli: ['n', 'base', 'secondOrder'],
  morris: ['n', 'levels', 'candidates'],
  oat: ['n', 'base'],
};

const design = mapping('key', {
  type: oneOf(designTypes as unknown as readonly [DesignType, ...DesignType[]]).describe('which points'),
  n: wholeNumber(1, 100_000_000)
    .optional()
    .describe('points; base rows of saltelli; trajectories of morris; values of each range in grid and oat'),
  optimise: oneOf(['maximin']).optional().describe('lhs: points far from one another'),
  scramble: trueOrFalse().optional().describe('sobol: whether the sequence is scrambled; default true'),
  base: z
    .union([oneOf(['random', 'sobol']), z.record(z.string(), z.unknown())], {
      error: 'expected random or sobol (saltelli), or a value for each path (oat)',
    })
    .optional()
    .describe('saltelli: how its base rows are drawn; oat: the point that the others differ from'),
  secondOrder: trueOrFalse().optional().describe('saltelli: whether pairs are estimated; default true'),
  levels: wholeNumber(2, 100).optional().describe('morris: levels of the grid, even; default 4'),
  candidates: wholeNumber(1, 1_000_000)
    .optional()
    .describe('morris: trajectories to choose from; default 500'),
}).check((context) => {
  if (context.issues.length > 0) return;
  const { type, ...given } = context.value;
  const known = designOptions[type];
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const others = designTypes.filter((other) => designOptions[other].includes(key));
    if (!known.includes(key))
      report(context, [key], `${key} goes with ${others.join(', ')}, not with ${type}`, 'key');
    else if (key === 'base' && (typeof value === 'string') !== (type === 'saltelli'))
      report(context, [key], `expected ${type === 'oat' ? 'a value for each path' : 'random or sobol'}`);
  }
});

const parameter = mapping('key', {
  from: number().optional().describe('smallest value'),
  to: number().optional().describe('largest value'),
  scale: oneOf(['linear', 'log']).optional().describe('log: equal ratios are equally far apart'),
  integer: trueOrFalse().optional().describe('whole numbers only'),
  levels: wholeNumber(1, 1_000_000).optional().describe('grid, oat: number of values, where it is not n'),
  values: list(z.unknown()).min(1, { error: 'expected at least one value' }).optional(),
})
  .check(exactlyOne(['from', 'values'], 'a range or a list of values'))
  .check((context) => {
    if (context.issues.length > 0) return;
    const { from, to, scale, integer, levels, values } = context.value;
    if (values !== undefined) {
      for (const [key, stated] of Object.entries({ to, scale, integer, levels }))
        if (stated !== undefined) report(context, [key], `${key} goes with from, not with values`, 'key');
      return;
    }
    if (to === undefined) report(context, ['to'], 'missing: expected a number above from');
    else if (!(from! < to)) report(context, ['to'], `expected a number above from (${from}), found ${to}`);
    if (scale === 'log' && !(from! > 0))
      report(context, ['from'], `a log scale needs a number above 0, found ${from}`);
    if (integer) {
      if (scale === 'log') report(context, ['scale'], 'whole numbers have no log scale', 'key');
      for (const [key, bound] of Object.entries({ from, to }))
        if (bound !== undefined && !Number.isSafeInteger(bound))
          report(context, [key], `expected a whole number, found ${bound}`);
    }
  });

const until = mapping('key', {
  halfWidth: positive().describe('half the width that the 95 % interval of the mean may have'),
  of: text('an outcome').describe('the outcome that must be so precise'),
  reference: wholeNumber(0, 100_000_000)
    .optional()
    .describe('a point: what counts is then the paired difference from it'),
});

/** A number, or as many as a precision asks for. */
const replicates = z
  .union([
    wholeNumber(1, 10_000_000),
    mapping('key', {
      until,
      min: wholeNumber(2, 10_000_000).describe(
        'judged first after so many: enough to see rare outcomes several times',
      ),
      max: wholeNumber(2, 10_000_000).describe('and never more than these'),
    }).check((context) => {
      if (context.issues.length > 0) return;
      const { min, max } = context.value;
      if (min > max) report(context, ['max'], `expected at least min ${min}, found ${max}`);
    }),
  ])
  .describe('runs of each point; default: those of the scenario');

export function experimentSchema(registry: Registry) {
  const { outcomes } = scenarioSchema(registry).shape.observe.unwrap().shape;
  return mapping('key', {
    name: text().optional().describe('default: the name of the file'),
    why: text().optional().describe('why this experiment exists'),
    source: text().optional().describe('what it is drawn from'),
    extends: text('the name of a file').optional().describe('file whose experiment this one changes'),
    seed: textOrNumber('text or a number').optional().describe('default: that of the scenario'),
    scenario: text('the name of a scenario').optional().describe('what is varied; a file or a shipped one'),
    design,
    parameters: named(z.string().min(1), parameter).describe(
      'by path of the scenario; scenario: {values: [a.yaml, b.yaml]} makes scenarios a factor',
    ),
    constraints: list(text('a comparison such as a.b < 2 * c.d'))
      .optional()
      .describe('comparisons between parameters that every point satisfies'),
    replicates: replicates.optional(),
    outcomes,
    tipping: named(z.string().min(1), number())
      .optional()
      .describe(
        'grid: the level of an outcome whose crossing is looked for; where none is stated, half way between the least and the largest mean of each',
      ),
  });
}

export type ExperimentRead = z.output<ReturnType<typeof experimentSchema>>;

/** JSON Schema of experiment files, for editors. */
export const experimentJsonSchema = (registry: Registry): Json =>
  extendingJsonSchema(experimentSchema(registry), 'fastpolicy experiment', 'An experiment of fastpolicy');
