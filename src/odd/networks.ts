/** City networks as a scenario has them: what they are, who takes part, and how they compare their members. */
import type { FoundersSpec, NetworkSpec } from '../scenario/schema/networks.js';
import type { Scenario } from '../scenario/schema.js';
import { cityNamesText, conditionText } from './condition.js';
import { type Block, joined, numberText, paragraph, table } from './document.js';
import type { OddSubject } from './subject.js';

const named = ([id, { label }]: readonly [string, { readonly label: string }]): string =>
  label === id ? id : `${label} (${id})`;

const orNone = (value: number | null): string => (value === null ? 'no' : numberText(value));

const foundersText = (founders: FoundersSpec): string =>
  'take' in founders
    ? `the ${founders.take} with most ${founders.by} among those who may join`
    : cityNamesText(founders.cities) || 'none named';

/** What a member is held up to. */
function benchmarkCells(
  { peers, by, standard, design, pull }: NonNullable<NetworkSpec['benchmark']>,
  hasDesigns: boolean,
): string[] {
  return [
    standard === null ? 'mean of its peers' : `standard ${numberText(standard)}; peers do not enter`,
    standard === null ? `${peers} by ${joined(by)}` : '–',
    design && hasDesigns ? design.map(numberText).join(', ') : 'none',
    design && hasDesigns ? numberText(pull) : '–',
  ];
}

const carriesText = ({ carries }: NetworkSpec): string =>
  Object.entries(carries)
    .map(([policy, weight]) => `${policy} ${numberText(weight)}`)
    .join(', ') || 'nothing';

export function networkBlocks({ scenario }: OddSubject): Block[] {
  const networks: [string, Scenario['networks'][string]][] = Object.entries(scenario.networks);
  if (networks.length === 0) return [];
  const benchmarking = networks.filter(([, { benchmark }]) => benchmark !== null);
  return [
    table(
      'City networks',
      [
        'network',
        'from',
        'to',
        'direction',
        'practical',
        'symbolic',
        'jurisgenerative',
        'on migration',
        'carries',
      ],
      networks.map(([id, network]) => [
        named([id, network]),
        network.from === null ? 'before the start' : numberText(network.from),
        network.to === null ? 'open' : numberText(network.to),
        network.direction > 0 ? 'inclusive' : 'exclusionary',
        numberText(network.functions.practical),
        numberText(network.functions.symbolic),
        numberText(network.functions.jurisgenerative),
        numberText(network.migrationShare),
        carriesText(network),
      ]),
    ),
    table(
      'Who takes part in networks, and what else they do',
      ['network', 'who may join', 'founders', 'term', 'funds', 'vertical', 'turns symbolic: half-life'],
      networks.map(([id, network]) => [
        named([id, network]),
        conditionText(network.eligible),
        foundersText(network.founders),
        orNone(network.term),
        numberText(network.funds),
        numberText(network.vertical),
        orNone(network.turnsSymbolic),
      ]),
    ),
    ...(benchmarking.length > 0
      ? [
          table(
            'Benchmarks',
            ['network', 'mark', 'peers', 'design asked for', 'pull (rate a year)'],
            benchmarking.map(([id, network]) => [
              named([id, network]),
              ...benchmarkCells(network.benchmark!, scenario.feedback.design !== null),
            ]),
          ),
        ]
      : []),
    paragraph(
      'What of a network enters which formula: its years, whether it exists; its functions, membership, exposure, learning, branding, socialisation and advocacy; its share on migration, the weight in membership, exposure, learning, branding and advocacy; its direction, the orientation and leadership of who joins; what it carries, membership, benchmarking, support, the visibility of branding and the pull on designs; funds, support; the vertical share, advocacy; turning symbolic, its functions; a benchmark, benchmarking and the pull on designs; eligibility, founders, joining, lapsing, renewing, leaving and the term, who takes part. Scope, origin, theme, composition, governance and the line are labels: they enter no formula by themselves, but decide what the catalogue fills in.',
    ),
  ];
}
