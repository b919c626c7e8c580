/** ODD+D, third part: implementation, initialisation, input, submodels. */
import { attributeNames } from '../model/attributes.js';
import type { Mechanism } from '../model/mechanism.js';
import { imputedNote } from '../scenario/build/imputed.js';
import { statedPowers } from '../scenario/build/powers.js';
import { partedShocks } from '../scenario/parting.js';
import { conditionText } from './condition.js';
import { copying, decision, exposure } from './decision.js';
import {
  type Block,
  formula,
  heading,
  joined,
  list,
  numberText,
  paragraph,
  rangeText,
  table,
} from './document.js';
import { notes as mechanismNotes } from './notes.js';
import { mechanismsAtWork, type OddSubject } from './subject.js';
import { submodels } from './submodels.js';
import { LETTERS, lettersIn } from './symbols.js';

export function implementation({ toolVersion }: OddSubject): Block[] {
  return [
    heading(1, 'Implementation'),
    paragraph(
      `fastpolicy ${toolVersion}, written in TypeScript; its own exponential, logarithm and hyperbolic tangent give the same bits on every machine. Results do not depend on the number of threads. Every output folder has a manifest from which it can be reproduced and checked (\`fastpolicy reproduce\`).`,
    ),
  ];
}

/** A distribution, a constant or a column, as the scenario file states it. */
const written = (value: unknown): string => JSON.stringify(value).replaceAll('"', '').replaceAll('$', '');

export function initialisation({ scenario, world, notes, imputed = [] }: OddSubject): Block[] {
  const { cities } = scenario;
  const margins = cities.attributes as { readonly [name: string]: unknown };
  const held = world.subjects.map(({ label }, s) => {
    let count = 0;
    for (let i = 0; i < world.cities.count; i++)
      if (world.initialStage[s * world.cities.count + i] > 0) count++;
    return [label, String(count)];
  });
  const drawn = attributeNames.filter((name) => margins[name] !== undefined);
  const given = attributeNames.filter((name) => world.cities.attributes[name] && margins[name] === undefined);
  const filled = imputedNote(imputed, world.cities.count);
  const remarks = notes.filter((note) => note !== filled);
  return [
    heading(1, 'Initialisation'),
    paragraph(
      cities.synthetic
        ? 'Cities are synthetic.'
        : cities.gazetteer
          ? 'Cities are real: names, places and populations from the GeoNames gazetteer.'
          : 'Cities are imported from a file.',
    ),
    ...(given.length > 0
      ? [paragraph(`Given: ${joined(given)}.${filled === '' ? '' : ` Of these ${filled}.`}`)]
      : []),
    ...(drawn.length > 0
      ? [
          table(
            'Attributes drawn (Gaussian copula), from the seed alone, the same in all replicates unless the scenario says perReplicate',
            ['attribute', 'distribution'],
            drawn.map((name) => [name, written(margins[name])]),
          ),
        ]
      : []),
    ...(Object.keys(cities.correlations).length > 0
      ? [
          table(
            'Correlations of normal scores',
            ['pair', 'correlation'],
            Object.entries(cities.correlations).map(([pair, value]) => [pair, numberText(value as number)]),
          ),
        ]
      : []),
    paragraph(
      'All attributes but the orientation of the government and the immigrant share stay as they are at the start, growth and leadership among them. z-scores are over all cities of the scenario, with the mean and standard deviation of the start; need alone follows what moves. Conditions on attributes and the distances of benchmark peers read the attributes of the start throughout. Every city starts its spells with fresh resistances, whatever came before.',
    ),
    paragraph(
      scenario.ties === null
        ? 'No ties.'
        : 'generator' in scenario.ties
          ? `Ties: ${scenario.ties.generator}, ${written(scenario.ties.options)}.`
          : 'Ties are imported from a file.',
    ),
    table('Held at the start', ['policy or network', 'cities'], held),
    ...(remarks.length > 0 ? [list(remarks)] : []),
    paragraph(`Seed: ${scenario.seed}; ${scenario.replicates} replicates.`),
  ];
}

export function inputData({ scenario }: OddSubject): Block[] {
  const { branch } = scenario;
  const stated = statedPowers(scenario);
  const rows = (
    [
      ['nation', stated.nations],
      ['region', stated.regions],
    ] as const
  ).flatMap(([kind, powers]) =>
    Object.entries(powers).flatMap(([id, { pressure, preempts, coordinates }]) => [
      ...pressure.map(({ at, level, pulse, halfLife }) => [
        `${kind} ${id}`,
        numberText(at),
        level === undefined
          ? `impulse ${numberText(pulse!)}, half-life ${numberText(halfLife!)}`
          : `level ${numberText(level)}`,
      ]),
      ...preempts.map(({ policy, from, to, force }) => [
        `${kind} ${id}`,
        numberText(from),
        `law against ${policy}, force ${numberText(force)}${to === null ? '' : `, until ${numberText(to)}`}`,
      ]),
      ...coordinates.map(({ network, from, to }) => [
        `${kind} ${id}`,
        numberText(from),
        `coordinator of ${network}${to === null ? '' : `, until ${numberText(to)}`}`,
      ]),
    ]),
  );
  const shocks = branch ? partedShocks(branch.at, branch.past.shocks, scenario.shocks) : scenario.shocks;
  const waves = shocks.map(({ at, cities, share, salience, halfLife }) => [
    'arrival wave',
    numberText(at),
    `${conditionText(cities)}: newcomers ${numberText(share)}, salience ${numberText(salience)}, half-life ${numberText(halfLife)}`,
  ]);
  return [
    heading(1, 'Input data'),
    ...(rows.length + waves.length > 0
      ? [table('Dated inputs', ['of', 'from', 'what'], [...rows, ...waves])]
      : [paragraph('Nothing changes from outside during a run.')]),
    ...(branch
      ? [
          paragraph(
            `Until ${numberText(branch.at)} another scenario rules: its log-hazards stand among the parameters, marked with that date.`,
          ),
        ]
      : []),
    ...(scenario.memberships
      ? [
          paragraph(
            'Memberships are recorded, and enter at their dates; joining and leaving are not simulated.',
          ),
        ]
      : []),
  ];
}

/** A mechanism: why, its term, and what does not show in the formula. */
function mechanismBlocks(mechanism: Mechanism): Block[] {
  const { id, label, help, formula: latex, range, parameters, source, needs, reads } = mechanism;
  return [
    heading(2, `Mechanism: ${label}`),
    paragraph(`${help[0].toUpperCase()}${help.slice(1)}.`),
    formula(latex),
    paragraph(
      [
        `Range: ${rangeText(range)}. It reads ${joined(reads)}.`,
        needs.length > 0 ? `Attributes: ${joined(needs)}.` : '',
        mechanismNotes[id] ?? '',
        ...Object.entries(parameters).map(
          ([name, parameter]) =>
            `Parameter ${name}: ${parameter.help} (default ${numberText(parameter.default)}; ${parameter.source}).`,
        ),
        `Source: ${source}.`,
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    ),
  ];
}

export function submodelsOf(subject: OddSubject): Block[] {
  const { scenario } = subject;
  const blocks = [
    ...decision(subject),
    ...exposure(subject),
    ...mechanismsAtWork(scenario).flatMap(mechanismBlocks),
    ...copying(subject),
    ...submodels
      .filter(({ at }) => at(scenario))
      .flatMap(({ title, text, formula: latex, source }) => [
        heading(2, title),
        paragraph(text),
        formula(latex),
        paragraph(`Source: ${source}.`),
      ]),
  ];
  return [
    heading(1, 'Submodels'),
    heading(2, LETTERS),
    table(
      'What the letters mean in every formula below',
      ['letter', 'meaning'],
      lettersIn(blocks).map(({ latex, meaning }) => [`$${latex}$`, meaning]),
    ),
    ...blocks,
  ];
}
