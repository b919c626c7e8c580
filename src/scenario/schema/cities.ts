/** The cities of a scenario: real ones, a user's file, or synthetic ones, and where their attributes come from. */
import * as z from 'zod';
import { type AttributeName, attributeNames, attributes } from '../../model/attributes.js';
import { defaults } from '../defaults.js';
import { between } from './predicate.js';
import {
  country,
  exactlyOne,
  mapping,
  named,
  number,
  oneOf,
  oneOrMany,
  pair,
  positive,
  report,
  text,
  trueOrFalse,
  wholeNumber,
} from './words.js';

/** The distribution of an attribute. */
export type MarginSpec =
  | { readonly beta: readonly [number, number] }
  | { readonly normal: readonly [number, number]; readonly within: readonly [number, number] }
  | { readonly uniform: readonly [number, number] }
  | { readonly lognormal: readonly [number, number] }
  | { readonly pareto: readonly [number, number] }
  | { readonly constant: number };

/** Where the values of an attribute stand in the file. */
export interface ColumnSpec {
  readonly column: string;
  readonly decimal?: '.' | ',';
  readonly divide?: number;
  readonly from?: readonly [number, number];
  readonly to?: readonly [number, number];
  readonly zscore?: boolean;
}

/** Thresholds can be drawn like attributes: as shares they lie in [0, 1]. */
export type DrawnName = AttributeName | 'threshold';

const kinds = ['beta', 'normal', 'uniform', 'lognormal', 'pareto', 'constant'] as const;

/** A distribution whose values lie in a range. */
function margin(range: readonly [number, number], help: string): z.ZodType<MarginSpec, unknown> {
  const [low, high] = range;
  return mapping('distribution', {
    beta: pair('two numbers above 0: [a, b]').optional().describe('Beta(a, b) on [0, 1]'),
    normal: pair('two numbers: [mean, sd]').optional().describe('Normal(mean, sd)'),
    uniform: pair('two numbers: [low, high]').optional().describe('even on [low, high]'),
    lognormal: pair('two numbers: [meanlog, sdlog]').optional().describe('exp(Normal(meanlog, sdlog))'),
    pareto: pair('two numbers above 0: [minimum, exponent]')
      .optional()
      .describe('P(X > x) = (minimum / x)^exponent; exponent 1 is Zipf'),
    constant: number().optional().describe('the same for every city'),
    within: pair('two numbers: [low, high]')
      .optional()
      .describe(`the normal is cut off here (default [${low}, ${high}])`),
  })
    .check(exactlyOne(kinds, 'the distribution'))
    .check((context) => {
      const { beta, normal, uniform, lognormal, pareto, constant, within } = context.value;
      if (context.issues.length > 0) return;
      const outside = (path: readonly (string | number)[], found: string): void =>
        report(context, path, `expected values from ${low} to ${high}, found ${found}`);
      if (beta) {
        if (!(beta[0] > 0 && beta[1] > 0)) report(context, ['beta'], 'expected two numbers above 0');
        else if (low > 0 || high < 1) outside(['beta'], 'a distribution on [0, 1]');
      }
      if (normal && !(normal[1] >= 0)) report(context, ['normal', 1], 'expected an sd of 0 or more');
      if (uniform) {
        if (!(uniform[0] < uniform[1])) report(context, ['uniform'], 'expected low below high');
        else if (uniform[0] < low || uniform[1] > high) outside(['uniform'], `[${uniform.join(', ')}]`);
      }
      if (lognormal) {
        if (!(lognormal[1] >= 0)) report(context, ['lognormal', 1], 'expected an sdlog of 0 or more');
        else if (high <= 10) outside(['lognormal'], 'a distribution without upper end');
      }
      if (pareto) {
        if (!(pareto[0] > 0 && pareto[1] > 0)) report(context, ['pareto'], 'expected two numbers above 0');
        else if (high <= 10) outside(['pareto'], 'a distribution without upper end');
        else if (pareto[0] < low) outside(['pareto', 0], String(pareto[0]));
      }
      if (constant !== undefined && (constant < low || constant > high))
        outside(['constant'], String(constant));
      if (within) {
        if (!normal) report(context, ['within'], 'within goes with normal only', 'key');
        else if (!(within[0] < within[1])) report(context, ['within'], 'expected low below high');
        else if (within[0] < low || within[1] > high) outside(['within'], `[${within.join(', ')}]`);
      }
    })
    .transform(({ normal, within, ...others }): MarginSpec => {
      if (normal) return { normal, within: within ?? [low, high] };
      const [kind] = kinds.filter((name) => (others as { [name: string]: unknown })[name] !== undefined);
      return { [kind]: (others as { [name: string]: unknown })[kind] } as unknown as MarginSpec;
    })
    .describe(help) as never;
}

const drawn = Object.fromEntries(
  attributeNames.map((name) => {
    const { range, help, unit } = attributes[name];
    return [name, margin(range, `${help} (${unit}, ${range[0]} to ${range[1]})`).optional()];
  }),
) as { [name in AttributeName]: z.ZodOptional<z.ZodType<MarginSpec, unknown>> };

const attributesSpec = mapping('attribute', {
  ...drawn,
  threshold: margin(
    [0, 1e9],
    'threshold of a city for decision.rule threshold: a share, or with unit count a number',
  ).optional(),
  correlations: named(text(), number(-1, 1))
    .optional()
    .describe('correlations of the normal scores: "immigrantShare,orientation": 0.3'),
});

const columnSpec = z.union([
  text('the header of a column'),
  mapping('key', {
    column: text('the header of a column'),
    decimal: oneOf(['.', ',']).optional().describe("',' where numbers are written as 18,8"),
    divide: number()
      .refine((value) => value !== 0, { error: 'expected a number other than 0' })
      .optional()
      .describe('100 turns percentages into shares'),
    from: pair('both ends of the scale: [low, high]')
      .optional()
      .describe('both ends of the scale in the file'),
    to: pair('both ends of the scale: [low, high]').optional().describe('what they become'),
    zscore: trueOrFalse().optional().describe('(value - mean) / sd'),
  }).check((context) => {
    const { from, to } = context.value;
    if (context.issues.length > 0) return;
    if ((from === undefined) !== (to === undefined)) report(context, [], 'from and to go together');
    else if (from && from[0] === from[1]) report(context, ['from'], 'expected two different ends');
  }),
]);

/** What a column of a file of cities can hold beside attributes. */
export const placeFields = [
  'id',
  'name',
  'country',
  'region',
  'latitude',
  'longitude',
  'x',
  'y',
  'threshold',
  'adoptedAt',
] as const;

const columns = mapping(
  'column',
  Object.fromEntries([...placeFields, ...attributeNames].map((name) => [name, columnSpec.optional()])),
).transform(
  (given) =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        typeof value === 'string' ? { column: value } : value,
      ]),
    ) as { readonly [field: string]: ColumnSpec },
);

const impute = mapping(
  'attribute',
  Object.fromEntries(
    attributeNames.map((name) => {
      const [low, high] = attributes[name].range;
      const expected = { error: `expected mean, median or a number from ${low} to ${high}` };
      return [
        name,
        z
          .union([z.enum(['mean', 'median']), z.number().min(low, expected).max(high, expected)], expected)
          .optional()
          .describe('what stands in for empty cells'),
      ];
    }),
  ),
) as unknown as z.ZodType<{ readonly [name in AttributeName]?: 'mean' | 'median' | number }, unknown>;

const shares = named(text(), positive(1)).check((context) => {
  const sum = Object.values(context.value).reduce((total, share) => total + share, 0);
  if (context.issues.length === 0 && Math.abs(sum - 1) > 1e-9)
    report(context, [], `expected shares that sum to 1, found a sum of ${sum}`);
});

export const cities = mapping('key', {
  gazetteer: mapping('key', {
    country: oneOrMany(country()).optional().describe('ISO 3166 codes; left out: the whole world'),
    population: between('inhabitants').optional(),
  })
    .optional()
    .describe('cities of the GeoNames gazetteer'),
  synthetic: mapping('key', {
    count: wholeNumber(1, 9_999_999).describe('number of cities'),
    countries: shares.default(() => ({ ...defaults.synthetic.countries })).describe('share of each country'),
  })
    .optional()
    .describe('made-up cities in a box'),
  file: text('the name of a file').optional().describe('CSV with one city a row; only an id is needed'),
  columns: columns.optional().describe('which column holds what, where the header has another name'),
  projection: oneOf(['EPSG:3035']).optional().describe('of the columns x and y'),
  attributes: attributesSpec.optional().describe('distributions of attributes that are not given'),
  impute: impute.optional().describe('what stands in for empty cells of the file (NA and . are empty too)'),
  perReplicate: trueOrFalse()
    .default(defaults.cities.perReplicate)
    .describe('draw cities and ties anew in each replicate'),
})
  .check(exactlyOne(['gazetteer', 'synthetic', 'file'], 'where the cities come from'))
  .check((context) => {
    const { file } = context.value;
    if (file !== undefined || context.issues.length > 0) return;
    for (const key of ['columns', 'impute', 'projection'] as const) {
      if (context.value[key] !== undefined) report(context, [key], `${key} goes with file only`, 'key');
    }
  })
  .transform(({ gazetteer, synthetic, file, columns, projection, attributes, impute, perReplicate }) => {
    const { correlations, ...margins } = attributes ?? {};
    return {
      gazetteer: gazetteer ?? null,
      synthetic: synthetic ?? null,
      file: file ?? null,
      columns: columns ?? {},
      projection: projection ?? null,
      attributes: margins as { readonly [name in DrawnName]?: MarginSpec },
      correlations: (correlations ?? {}) as { readonly [pair: string]: number },
      impute: impute ?? {},
      perReplicate,
    };
  });
