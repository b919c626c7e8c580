/** ODD+D, last part: every number of the log-hazards and of the processes, as the scenario sets it. */
import { mechanismById } from '../model/mechanisms/index.js';
import type { Coefficient, TransitionName } from '../model/world.js';
import type { Scenario } from '../scenario/schema.js';
import { type StatedTransition, statedTransitions } from '../scenario/statedTransitions.js';
import { type Block, heading, numberText, paragraph, rangeText, table } from './document.js';
import { mechanismsAtWork, type OddSubject, pastTransitionsOf } from './subject.js';
import { submodels } from './submodels.js';
import { letters } from './symbols.js';

/** What plausible ranges were stated for (see also Mechanism.plausible). */
const ranged: readonly string[] = ['declare', 'quiet', 'join'] satisfies TransitionName[];

/** The plausible range of a coefficient, and whether it is left; '' where none was stated. */
function plausibility(name: string, { mechanism, coefficient, off }: Coefficient): string {
  const { plausible, transitions } = mechanismById(mechanism);
  if (!ranged.includes(name) && transitions.some((entered) => ranged.includes(entered))) return '';
  const value = off ?? coefficient;
  const [low, high] = plausible;
  return `${value < low || value > high ? 'outside ' : ''}${rangeText(plausible)}`;
}

function coefficientRows({ path, name, spec }: StatedTransition): string[][] {
  return [
    [
      `${path}.baseline`,
      `${numberText(spec.baseline)} (${numberText(Math.exp(spec.baseline))} a year)`,
      '',
      '',
    ],
    ...spec.coefficients.flatMap((entry) => {
      const { mechanism, coefficient, off, parameters, isLogOdds } = entry;
      const declared = mechanismById(mechanism);
      return [
        [
          `${path}.${mechanism}`,
          `${off === undefined ? numberText(coefficient) : `off (else ${numberText(off)})`}${isLogOdds ? ' (published as log-odds)' : ''}`,
          plausibility(name, entry),
          declared.source,
        ],
        ...Object.entries(parameters).map(([parameter, value]) => [
          `${path}.${mechanism}.${parameter}`,
          numberText(value),
          '',
          declared.parameters[parameter].source,
        ]),
      ];
    }),
  ];
}

/** The value at a path of the scenario: numbers by their paths, of a mapping one each. */
function numbersAt(scenario: Scenario, path: string): [path: string, value: number][] {
  const found = path
    .split('.')
    .reduce<unknown>((node, key) => (node as { readonly [key: string]: unknown })[key], scenario);
  if (typeof found === 'number') return [[path, found]];
  return Object.entries(found as { readonly [key: string]: number }).map(([key, value]) => [
    `${path}.${key}`,
    value,
  ]);
}

/** Numbers that no process beside the decision has, and their letters. */
function general(scenario: Scenario): (readonly [path: string, letter: string | null])[] {
  const { exposure, decision } = scenario;
  const mobilises = mechanismsAtWork(scenario).some(({ formula }) => formula.includes('C^+'));
  return [
    ['exposure.layers', 'w_l'],
    ...(exposure.prestige === 0 ? [] : [['exposure.prestige', String.raw`\mathrm{prestige}`] as const]),
    ...(exposure.halfLife === null ? [] : [['exposure.halfLife', String.raw`\tau_{\mathrm{held}}`] as const]),
    ...(decision.rule === 'bass'
      ? ([
          ['decision.p', String.raw`\mathrm{innovation}`],
          ['decision.q', String.raw`\mathrm{imitation}`],
        ] as const)
      : []),
    ...(mobilises ? [['dynamics.mobilisation', String.raw`\mu`] as const] : []),
  ];
}

/** Without the index that it is written with. */
const meaningOf = (letter: string): string =>
  letters.find(({ latex }) => latex === letter || `${latex}_p` === letter || `${latex}_l` === letter)!
    .meaning;

/** What has no letter, for it stands in words. */
const inWords: { readonly [path: string]: string } = {
  'dynamics.elections.cycle': 'years between the elections of a city',
  'feedback.design.dimensions': 'number of dimensions of a design',
};

function processRows(scenario: Scenario): string[][] {
  const stated = [
    ...general(scenario),
    ...submodels.filter(({ at }) => at(scenario)).flatMap(({ values }) => values),
  ];
  return stated.flatMap(([path, letter]) =>
    numbersAt(scenario, path).map(([place, value]) => [
      place,
      letter === null ? '' : `$${letter}$`,
      numberText(value),
      letter === null ? inWords[path] : meaningOf(letter),
    ]),
  );
}

export function parameters({ scenario }: OddSubject): Block[] {
  return [
    heading(1, 'Parameters'),
    paragraph(
      'A coefficient is the change of the log-hazard for one unit of the term. A mechanism that is off adds 0 where it is a channel, and where it is a driver the mean of its term over the cities at the start.',
    ),
    paragraph(
      'Where the numbers come from: each value is the choice of the scenario, and its reason, a publication or a tuning, stands as a comment beside it in the scenario file; a value without such a comment is an assumption. The plausible range is declared with the mechanism, for declaring, quiet implementing and joining (for mechanisms that enter none of these, for what they enter); its ends are judgements. The last column is the source of the mechanism, of the theory and not of the number.',
    ),
    table(
      'Parameters of the log-hazards',
      ['path', 'value', 'plausible', 'source of the mechanism'],
      [
        ...pastTransitionsOf(scenario).flatMap((transition) =>
          coefficientRows(transition).map(([path, ...rest]) => [
            `until ${numberText(scenario.branch!.at)}: ${path}`,
            ...rest,
          ]),
        ),
        ...statedTransitions(scenario).flatMap(coefficientRows),
      ],
    ),
    table(
      'Parameters of the processes (assumptions, unless a comment in the scenario file says otherwise)',
      ['path', 'letter', 'value', 'what it is'],
      processRows(scenario),
    ),
  ];
}
