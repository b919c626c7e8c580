/** ODD+D, third part: implementation, initialisation, input, submodels, parameters. */
import { evidences } from '../catalogue/evidence.js';
import { attributeNames } from '../model/attributes.js';
import { mechanismById } from '../model/mechanisms/index.js';
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
import { mechanismsAtWork, type OddSubject, transitionsOf } from './subject.js';
import { submodels } from './submodels.js';

export function implementation({ toolVersion }: OddSubject): Block[] {
  return [
    heading(1, 'Implementation'),
    paragraph(
      `fastpolicy ${toolVersion}, written in TypeScript; its own exponential, logarithm and hyperbolic tangent give the same bits on every machine. Results do not depend on the number of threads. Every output folder has a manifest from which it can be reproduced and checked (\`fastpolicy reproduce\`).`,
    ),
  ];
}

/** A distribution, a constant or a column, as the scenario file states it. */
const stated = (value: unknown): string => JSON.stringify(value).replaceAll('"', '').replaceAll('$', '');

export function initialisation({ scenario, world, notes }: OddSubject): Block[] {
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
  return [
    heading(1, 'Initialisation'),
    paragraph(
      cities.synthetic
        ? 'Cities are synthetic.'
        : cities.gazetteer
          ? 'Cities are real: names, places and populations from the GeoNames gazetteer.'
          : 'Cities are imported from a file.',
    ),
    ...(given.length > 0 ? [paragraph(`Given: ${joined(given)}.`)] : []),
    ...(drawn.length > 0
      ? [
          table(
            'Attributes drawn (Gaussian copula), from the seed alone, the same in all replicates unless the scenario says perReplicate',
            ['attribute', 'distribution'],
            drawn.map((name) => [name, stated(margins[name])]),
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
      scenario.ties === null
        ? 'No ties.'
        : 'generator' in scenario.ties
          ? `Ties: ${scenario.ties.generator}, ${stated(scenario.ties.options)}.`
          : 'Ties are imported from a file.',
    ),
    table('Held at the start', ['policy or network', 'cities'], held),
    ...(notes.length > 0 ? [list(notes)] : []),
    paragraph(`Seed: ${scenario.seed}; ${scenario.replicates} replicates.`),
  ];
}

export function inputData({ scenario }: OddSubject): Block[] {
  const rows = (
    [
      ['nation', scenario.nations],
      ['region', scenario.regions],
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
  const waves = scenario.shocks.map(({ at, cities, share, salience, halfLife }) => [
    'arrival wave',
    numberText(at),
    `${cities ? stated(cities) : 'every city'}: share ${numberText(share)}, salience ${numberText(salience)}, half-life ${numberText(halfLife)}`,
  ]);
  return [
    heading(1, 'Input data'),
    ...(rows.length + waves.length > 0
      ? [table('Dated inputs', ['of', 'from', 'what'], [...rows, ...waves])]
      : [paragraph('Nothing changes from outside during a run.')]),
    ...(scenario.memberships
      ? [
          paragraph(
            'Memberships are recorded, and enter at their dates; joining and leaving are not simulated.',
          ),
        ]
      : []),
  ];
}

export function submodelsOf({ scenario }: OddSubject): Block[] {
  const blocks: Block[] = [heading(1, 'Submodels'), heading(2, 'The decision')];
  if (scenario.decision.rule === 'hazard') {
    blocks.push(
      paragraph(
        'For city $i$, policy or network $p$ and transition $k$, with $R \\sim \\mathrm{Exponential}(1)$ drawn once per spell:',
      ),
      formula(
        String.raw`\eta_{ipk}(t) = \alpha_{pk} + \sum_m \beta_{mpk}\, x_{m,ip}(t),\qquad \Lambda_{ipk}(t) = \int_{\text{at risk}} e^{\eta_{ipk}(u)}\, du,\qquad \text{it happens when } \Lambda_{ipk}(t) \ge R_{ipk}`,
      ),
    );
  }
  const { layers, prestige, halfLife } = scenario.exposure;
  const shown = Object.entries(layers).filter(([, weight]) => weight > 0);
  blocks.push(
    heading(2, 'Exposure'),
    paragraph(
      `How much of a city's surroundings holds $p$, in [0, 1]: a weighted mean over the layers in which it has a peer (${joined(shown.map(([layer, weight]) => `${layer} ${numberText(weight)}`)) || 'none'}).${prestige === 0 ? '' : ` A peer $j$ weighs $\\exp(${numberText(prestige)} z_j)$, $z$ the z-score of its log population.`}${halfLife === null ? '' : ` An adoption of age $a$ counts $2^{-a/${numberText(halfLife)}}$.`}`,
    ),
    formula(String.raw`E_{ip} = \frac{\sum_l w_l s_{ilp}}{\sum_l w_l}`),
  );
  for (const { label, help, formula: latex, range, parameters, source, needs, reads } of mechanismsAtWork(
    scenario,
  )) {
    blocks.push(
      heading(2, `Mechanism: ${label}`),
      paragraph(`${help[0].toUpperCase()}${help.slice(1)}.`),
      formula(latex),
      paragraph(
        [
          `Range: ${rangeText(range)}. It reads ${joined(reads)}.`,
          needs.length > 0 ? `Attributes: ${joined(needs)}.` : '',
          ...Object.entries(parameters).map(
            ([name, parameter]) =>
              `Parameter ${name}: ${parameter.help} (default ${numberText(parameter.default)}; ${parameter.source}).`,
          ),
          `Source: ${source}.`,
        ]
          .filter((sentence) => sentence !== '')
          .join(' '),
      ),
    );
  }
  for (const { title, text, formula: latex, source, at } of submodels) {
    if (!at(scenario)) continue;
    blocks.push(
      heading(2, title),
      paragraph(text(scenario)),
      formula(latex),
      paragraph(`Source: ${source}.`),
    );
  }
  return blocks;
}

export function parameters({ scenario }: OddSubject): Block[] {
  const rows = transitionsOf(scenario).flatMap(({ path, name, spec }) => [
    [
      `${path}.baseline`,
      `${numberText(spec.baseline)} (${numberText(Math.exp(spec.baseline))} a year)`,
      '',
      'of the scenario',
    ],
    ...spec.coefficients.map(({ mechanism, coefficient, off }) => {
      const { plausible, source } = mechanismById(mechanism);
      return [
        `${path}.${mechanism}`,
        off === undefined ? numberText(coefficient) : `off (else ${numberText(off)})`,
        name === 'declare' ? rangeText(plausible) : '',
        source,
      ];
    }),
  ]);
  return [
    heading(1, 'Parameters'),
    paragraph(
      `A coefficient is the change of the log-hazard for one unit of the term. The plausible range is stated for declaring. A mechanism that is off adds 0 where it is a channel, and where it is a driver the mean of its term over the cities at the start. The source is that of the mechanism; how a value was chosen stands in the comments of the scenario file. In the catalogue a value carries one of ${joined(evidences)}.`,
    ),
    table('Parameters of the log-hazards', ['path', 'value', 'plausible', 'source'], rows),
  ];
}
