/** What moves by itself (dynamics, shocks) and what cities move (feedback). */
import { defaults } from '../defaults.js';
import { type PredicateSpec, predicate } from './predicate.js';
import { list, mapping, named, number, positive, report, subjectId, time, wholeNumber } from './words.js';

const { dynamics: dynamic, feedback: back, shock: wave } = defaults;

export const dynamics = mapping('key', {
  mobilisation: number(0, 1000)
    .default(dynamic.mobilisation)
    .describe('how far hostility mobilises civil society in progressive cities'),
  growth: mapping('key', {
    perYear: number(-1, 1).describe('yearly growth of the odds of the immigrant share'),
    spread: number(-10, 10)
      .default(dynamic.growth.spread)
      .describe('how much faster it grows where the attribute growth is one standard deviation higher'),
  })
    .nullable()
    .optional()
    .describe('the immigrant share grows; left out: it does not'),
  elections: mapping('key', {
    cycle: positive(100).describe('years between the elections of a city'),
    pull: number(0, 1)
      .default(dynamic.elections.pull)
      .describe('share of the way that the government goes to the electorate'),
    swing: number(0, 2)
      .default(dynamic.elections.swing)
      .describe('standard deviation of the swing of an election'),
  })
    .nullable()
    .optional()
    .describe('cities vote, each at its own moment of the cycle; left out: never'),
  salience: mapping('key', {
    gain: number(0, 100).default(dynamic.salience.gain).describe('salience that a full hostile turn raises'),
    halfLife: positive().default(dynamic.salience.halfLife).describe('years in which salience halves'),
  })
    .optional()
    .describe('how loud the nation is about migration'),
}).transform(({ mobilisation, growth, elections, salience }) => ({
  mobilisation,
  growth: growth ?? null,
  elections: elections ?? null,
  salience: salience ?? { ...dynamic.salience },
}));

export interface ShockSpec {
  readonly at: number;
  readonly cities: PredicateSpec | null;
  readonly share: number;
  readonly salience: number;
  readonly halfLife: number;
}

export const shocks = list(
  mapping('key', {
    at: time().describe('date'),
    cities: predicate.optional().describe('whom it reaches; left out: every city'),
    share: number(0, 1)
      .default(wave.share)
      .describe('newcomers as a share of the other inhabitants: s becomes s + share (1 - s)'),
    salience: number(0, 1).default(wave.salience).describe('salience that it raises there'),
    halfLife: positive().default(wave.halfLife).describe('years in which that salience halves'),
  }).transform((given): ShockSpec => ({ ...given, cities: given.cities ?? null })),
).transform((given) => [...given].sort((a, b) => a.at - b.at));

export const feedback = mapping('key', {
  socialisation: number(0, 100)
    .default(back.socialisation)
    .describe('rate a year at which governments drift to their fellow members, times symbolic strength'),
  dissent: number(0, 1)
    .default(back.dissent)
    .describe('how far disagreement among members weakens symbolic and jurisgenerative strength'),
  advocacy: mapping('key', {
    pushes: named(subjectId(), number(-100, 100)).describe(
      'by policy: change of the national pressure a year if every city implemented it with full voice; below 0 softens it, above 0 is backlash',
    ),
    voice: number(0, 1).default(back.advocacy.voice).describe('voice of a city without networks'),
    decay: number(0, 100)
      .default(back.advocacy.decay)
      .describe('rate a year at which what was gained is lost'),
  })
    .nullable()
    .optional()
    .describe('cities move their nation; left out: they do not'),
  outcomes: mapping('key', {
    rate: positive(100).default(back.outcomes.rate).describe('rate a year at which results come'),
    noise: number(0, 10).default(back.outcomes.noise).describe('standard deviation of yearly noise'),
  })
    .nullable()
    .optional()
    .describe('policies have results that others learn from; left out: they have none'),
  design: mapping('key', {
    dimensions: wholeNumber(1, 20).default(back.design.dimensions).describe('in which designs differ'),
    adaptation: number(0, 1)
      .default(back.design.adaptation)
      .describe('share of its own ideal that a city mixes into what it copies'),
    mutation: number(0, 1)
      .default(back.design.mutation)
      .describe('standard deviation of the noise of copying'),
  })
    .nullable()
    .optional()
    .describe('policies have designs that are copied, adapted and mutate; left out: they have none'),
})
  .check((context) => {
    if (context.issues.length > 0) return;
    const { advocacy } = context.value;
    if (advocacy && Object.keys(advocacy.pushes).length === 0)
      report(context, ['advocacy', 'pushes'], 'expected at least one policy');
  })
  .transform(({ socialisation, dissent, advocacy, outcomes, design }) => ({
    socialisation,
    dissent,
    advocacy: advocacy ?? null,
    outcomes: outcomes ?? null,
    design: design ?? null,
  }));
