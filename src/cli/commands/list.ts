/** fastpolicy list WHAT [NAME] */

import { stringify } from 'yaml';
import type { Measure } from '../../analysis/measure.js';
import { measures } from '../../analysis/measures/index.js';
import {
  type CatalogueNetwork,
  describeNetwork,
  networks,
  policies,
  type Sourced,
  sources,
} from '../../catalogue/index.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { type ShippedScenario, shippedScenarios } from '../../io/shippedScenarios.js';
import { type AttributeName, attributeNames, attributes } from '../../model/attributes.js';
import type { Mechanism } from '../../model/mechanism.js';
import { mechanisms } from '../../model/mechanisms/index.js';
import type { TieOption } from '../../population/ties/generator.js';
import { tieGenerators } from '../../population/ties/index.js';
import { readDocument } from '../../scenario/document.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { InputError } from '../../scenario/problem.js';
import { plainOf } from '../../scenario/yamlTree.js';
import { dockingTests } from '../../validation/docking/index.js';
import { ruleText } from '../../validation/judge.js';
import { patterns } from '../../validation/patterns/index.js';
import { outColors } from '../colors.js';
import { UsageError } from '../errors.js';
import { entryText, listTable, wrapped } from '../text.js';

interface Entry {
  /** As the command line and scenario files name it. */
  readonly name: string;
  /** Cells of the table after the name. */
  readonly row: readonly string[];
  /** All that is known, for people. */
  describe(): string;
  /** The same for programs. */
  readonly data: unknown;
}

interface Kind {
  readonly head: readonly string[];
  entries(): readonly Entry[];
  /** Rows that stand for several entries; left out: one each. */
  rows?(entries: readonly Entry[]): (readonly string[])[];
  /** Said below the table. */
  readonly below: string;
}

const number = (value: number): string =>
  value === Infinity
    ? 'Inf'
    : value === -Infinity
      ? '-Inf'
      : value >= 1e6
        ? value.toExponential()
        : String(value);
const range = ([low, high]: readonly [number, number]): string => `${number(low)} to ${number(high)}`;
/** A cell of two parts, the second less loud. */
const withSource = (text: string, source: string): string =>
  source === '' ? text : `${text}\n${outColors.dim(source)}`;

const mechanismKind: Kind = {
  head: ['mechanism', 'channel', 'term', 'plausible', 'why a city would adopt'],
  below:
    'A coefficient is the change of the log-hazard for 1 unit of the term; plausible: its range on declaring.',
  entries: () =>
    mechanisms.map((mechanism) => ({
      name: mechanism.id,
      row: [
        mechanism.channel,
        mechanism.range[0] === -Infinity ? 'z-score' : range(mechanism.range),
        range(mechanism.plausible),
        withSource(mechanism.help, mechanism.source),
      ],
      data: (({ term: _, ...declared }) => ({ ...declared, example: exampleOf(mechanism) }))(mechanism),
      describe: () =>
        entryText([
          [mechanism.id, mechanism.help],
          ['formula', mechanism.formula],
          [
            'term',
            `${range(mechanism.range)}; when switched off, ${mechanism.reference === 'mean' ? 'the mean' : '0'} stands in`,
          ],
          [
            'plausible',
            `coefficients from ${number(mechanism.plausible[0])} to ${number(mechanism.plausible[1])} on declaring`,
          ],
          ['channel', mechanism.channel],
          ['reads', mechanism.reads.join(', ')],
          ['needs', mechanism.needs.join(', ') || 'no attribute'],
          ['enters', mechanism.transitions.join(', ')],
          ...Object.entries(mechanism.parameters).map(([name, parameter]): [string, string] => [
            name,
            `parameter: ${parameter.help}; default ${parameter.default}, ${range(parameter.range)}, ${parameter.unit} (${parameter.source})`,
          ]),
          ['source', mechanism.source],
          ['example', exampleOf(mechanism)],
        ]),
    })),
};

/** How a scenario states it. */
function exampleOf({ id, plausible, parameters }: Mechanism): string {
  const middle = Number(((plausible[0] + plausible[1]) / 2).toFixed(2)) || plausible[1];
  const given = Object.entries(parameters)
    .map(([name, parameter]) => `, ${name}: ${parameter.default}`)
    .join('');
  return given === '' ? `${id}: ${middle}` : `${id}: { coefficient: ${middle}${given} }`;
}

/** What the keys among its sources stand for; others are a source in words. */
const referencesOf = ({
  sources: cited,
}: {
  readonly sources: readonly string[];
}): {
  readonly [key: string]: string;
} => Object.fromEntries(Object.entries(sources).filter(([key]) => cited.includes(key)));

/** The two papers; further sources stand in the entry. */
const papers = ({ sources: cited }: CatalogueNetwork): string => {
  const known = cited.filter((key) => Object.hasOwn(sources, key));
  return [...known, ...(known.length < cited.length ? ['others'] : [])].join(', ');
};

/** The last known number of members, with its year. */
const lastSize = ({ size }: CatalogueNetwork): string => {
  const last = size.at(-1);
  return last ? `${last.members} (${Math.floor(last.at)})` : 'unknown';
};

const networkKind: Kind = {
  head: ['network', 'launch', 'size', 'scope, origin (sources)'],
  below: `\`NAME: {}\` under networks: takes one into a scenario; keys given there override it. LS: ${sources.LS}. T: ${sources.T}.`,
  entries: () =>
    networks.map((network) => ({
      name: network.id,
      row: [
        network.launch ? String(network.launch.year) : 'unknown',
        lastSize(network),
        `${network.scope.value}, ${network.origin.value} (${papers(network)})`,
      ],
      data: { ...network, references: referencesOf(network) },
      describe: () =>
        describeNetwork(network)
          .split('\n')
          .map((line, at) => (at === 0 ? `  ${outColors.bold(line)}` : `  ${wrapped(line, 4).trimStart()}`))
          .join('\n'),
    })),
};

const told = <Value>(sourced: Sourced<Value>, text: (value: Value) => string = String): string =>
  `${text(sourced.value)} [${sourced.evidence}${sourced.source ? `: ${sourced.source}` : ''}]${sourced.note ? ` (${sourced.note})` : ''}`;
const names = (list: readonly string[]): string => list.join(', ') || 'none';
const signed = (direction: number): string => (direction > 0 ? '+1 inclusive' : '-1 exclusionary');

const policyKind: Kind = {
  head: ['policy', 'direction', 'conflict', 'what it is'],
  below: 'A scenario can define any others: `my-policy: { direction: 1, conflict: 0.2 }`.',
  entries: () =>
    policies.map((policy) => ({
      name: policy.id,
      row: [
        signed(policy.direction.value),
        String(policy.conflict.value),
        withSource(policy.help, policy.sources.join(', ')),
      ],
      data: { ...policy, references: referencesOf(policy) },
      describe: () =>
        entryText([
          [policy.id, policy.help],
          ['direction', told(policy.direction, signed)],
          ['conflict', told(policy.conflict)],
          ['target group', told(policy.targetGroup)],
          ['builds on', told(policy.buildsOn, names)],
          ['excludes', told(policy.excludes, names)],
          ['sources', policy.sources.map((key) => referencesOf(policy)[key] ?? key).join('; ')],
        ]),
    })),
};

/** The column that goes with it. */
const besideText = ({ reached, error }: Measure): string =>
  reached
    ? 'a column reached_… with 1 where it was reached by the end, else 0'
    : error
      ? 'a column error_… with the root mean square error of the fit, as a share'
      : '';
const outcomeExample = ({ name, of }: Measure): string =>
  `${name}:${of === 'network' ? 'eurocities' : 'welcoming'}`;

const timeTo = /^timeTo\d+$/;

const outcomeKind: Kind = {
  head: ['outcome', 'of', 'unit', 'what it measures'],
  below:
    'An outcome is written measure[:subject[.stage]][/group][@time], as in share:welcoming.implemented/large@2020.',
  entries: () =>
    measures.map((measure) => ({
      name: measure.name,
      row: [measure.of, measure.unit, measure.help],
      data: {
        ...measure,
        value: undefined,
        reached: measure.reached !== undefined,
        error: measure.error !== undefined,
        beside: besideText(measure) || null,
        example: outcomeExample(measure),
      },
      describe: () =>
        entryText([
          [measure.name, measure.help],
          [
            'of',
            { policy: 'policies', network: 'networks', none: 'cities', either: 'policies and networks' }[
              measure.of
            ] ?? measure.of,
          ],
          ['unit', measure.unit],
          ['empty when', measure.undefinedWhen],
          ['beside it', besideText(measure)],
          ['example', outcomeExample(measure)],
        ]),
    })),
  rows(entries) {
    // Fourteen rows that differ in a number are one to the reader.
    const many = entries.filter(({ name }) => timeTo.test(name));
    const levels = many.map(({ name }) => name.slice('timeTo'.length));
    return entries.flatMap((entry) => {
      if (!many.includes(entry)) return [[entry.name, ...entry.row]];
      if (entry !== many[0]) return [];
      const help = entry.row.at(-1)!.replace(`${levels[0]} %`, 'N %').replace('reached…', 'reached_…');
      return [[`timeToN`, ...entry.row.slice(0, -1), `${help}; N is one of ${levels.join(', ')}`]];
    });
  },
};

const readersOf = (attribute: AttributeName): string =>
  mechanisms
    .filter(({ needs }) => needs.includes(attribute))
    .map(({ id }) => id)
    .join(', ') || 'no mechanism; predicates and groups can';

const attributeKind: Kind = {
  head: ['attribute', 'range', 'unit', 'what it is'],
  below: 'A column of that name in the file of cities, or a distribution under cities.attributes, gives it.',
  entries: () =>
    attributeNames.map((name) => {
      const { unit, help, source, label } = attributes[name];
      return {
        name,
        row: [range(attributes[name].range), unit, withSource(help, source)],
        data: {
          name,
          ...attributes[name],
          readBy: mechanisms.filter(({ needs }) => needs.includes(name)).map(({ id }) => id),
        },
        describe: () =>
          entryText([
            [name, help],
            ['label', label],
            ['unit', unit],
            ['range', range(attributes[name].range)],
            ['read by', readersOf(name)],
            ['source', source],
          ]),
      };
    }),
};

const optionText = ({ default: value, range: limits, values, unit, help, source }: TieOption): string =>
  [
    help,
    value === null ? 'no default' : `default ${Array.isArray(value) ? value.join(', ') : value}`,
    ...(limits ? [range(limits)] : []),
    ...(values ? [`one of ${values.join(', ')}`] : []),
    unit,
  ].join('; ') + ` (${source})`;

const tieKind: Kind = {
  head: ['generator', 'cities up to', 'options', 'which cities are tied'],
  below:
    'As in ties: { generator: gravity, meanDegree: 10 }; or { file: edges.csv, directed: false }, { file: network.graphml }; or none.',
  entries: () =>
    Object.values(tieGenerators).map((generator) => {
      const options = Object.entries(generator.options) as [string, TieOption][];
      const { generate: _, ...data } = generator;
      return {
        name: generator.id,
        row: [
          generator.limit.toLocaleString('en'),
          options.map(([option]) => option).join('\n'),
          withSource(generator.help, generator.source),
        ],
        data,
        describe: () =>
          entryText([
            [generator.id, generator.help],
            ['cities', `up to ${generator.limit.toLocaleString('en')}`],
            ...options.map(([option, declared]): [string, string] => [option, optionText(declared)]),
            ['source', generator.source],
          ]),
      };
    }),
};

const scenarioKind: Kind = {
  head: ['scenario', 'why it exists'],
  below: '`fastpolicy run NAME` runs one; `extends: NAME.yaml` in a file of yours changes it.',
  entries: () => shippedScenarios().map(scenarioEntry),
};

function scenarioEntry({ name, file }: ShippedScenario): Entry {
  const stated = statedBy(file);
  const text = (key: string): string => (typeof stated[key] === 'string' ? (stated[key] as string) : '');
  const keys = (key: string): string[] =>
    typeof stated[key] === 'object' && stated[key] !== null ? Object.keys(stated[key]) : [];
  const time = stated['time'] as { readonly start?: unknown; readonly end?: unknown } | undefined;
  const cities = citiesOf(stated['cities']);
  const [policyIds, networkIds] = [keys('policies'), keys('networks')];
  const command = `fastpolicy run ${name}`;
  return {
    name,
    row: [withSource(text('why') || text('name'), text('source'))],
    data: {
      name,
      title: text('name'),
      why: text('why'),
      source: text('source'),
      time: time ?? null,
      cities,
      policies: policyIds,
      networks: networkIds,
      file,
      command,
    },
    describe: () =>
      entryText([
        [name, text('name')],
        ['why', text('why')],
        ['source', text('source')],
        ['time', time ? `${time.start} to ${time.end}` : ''],
        ['cities', stringify(cities, { collectionStyle: 'flow', lineWidth: 0 }).trim()],
        ['policies', policyIds.join(', ')],
        ['networks', networkIds.join(', ')],
        ['file', file],
        ['to run it', command],
      ]),
  };
}

/** Where its cities come from; their attributes are many. */
function citiesOf(cities: unknown): { readonly [key: string]: unknown } {
  const stated = Object.entries((cities ?? {}) as { readonly [key: string]: unknown });
  return Object.fromEntries(stated.filter(([key]) => ['gazetteer', 'synthetic', 'file'].includes(key)));
}

/** The keys of a scenario with those that it extends. */
function statedBy(file: string): { readonly [key: string]: unknown } {
  try {
    return plainOf(readDocument(file, nodeFiles).root) as { readonly [key: string]: unknown };
  } catch (error) {
    if (error instanceof InputError) return { why: '(cannot be read; `fastpolicy check` says why)' };
    throw error;
  }
}

const tryCommand = (id: string): string => `fastpolicy validate --pattern ${id}`;

const patternKind: Kind = {
  head: ['pattern', 'what the simulation must reproduce'],
  below: '`fastpolicy validate` tries them all; D rows are classical results.',
  entries: () => [
    ...patterns.map((pattern): Entry => {
      const { id, fact, source, statistic, expected, worlds, checks } = pattern;
      const scenarios = [...new Set(Object.values(worlds).map(({ scenario }) => scenario))];
      const stated = Object.fromEntries(
        Object.entries(checks).map(([key, check]) => [key, { ...check, expected: ruleText(check.rule) }]),
      );
      const command = tryCommand(id);
      return {
        name: id,
        row: [withSource(fact, source)],
        data: { id, fact, source, statistic, expected, worlds, checks: stated, scenarios, command },
        describe: () =>
          entryText([
            [id, fact],
            ['statistic', statistic],
            ['expected', expected],
            ...Object.values(stated).map((check): [string, string] => [
              'check',
              `${check.label}: ${check.expected}`,
            ]),
            ['scenarios', scenarios.join(', ')],
            ['source', source],
            ['to try it', command],
          ]),
      };
    }),
    ...dockingTests.map(
      ({ id, fact, source, statistic, expected }): Entry => ({
        name: id,
        row: [withSource(fact, source)],
        data: { id, fact, source, statistic, expected, command: tryCommand(id) },
        describe: () =>
          entryText([
            [id, fact],
            ['statistic', statistic],
            ['expected', expected],
            ['source', source],
            ['to try it', tryCommand(id)],
          ]),
      }),
    ),
  ],
};

const kinds: { readonly [what: string]: Kind } = {
  scenarios: scenarioKind,
  networks: networkKind,
  mechanisms: mechanismKind,
  policies: policyKind,
  outcomes: outcomeKind,
  attributes: attributeKind,
  ties: tieKind,
  patterns: patternKind,
};

/** JSON knows no infinity. */
const jsonText = (data: unknown): string =>
  JSON.stringify(
    data,
    (_, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    2,
  );

const didYouMean = (name: string, known: readonly string[]): string => {
  const near = nearestName(name, known);
  return near === undefined ? `there are ${listNames(known, 60)}` : `did you mean ${near}?`;
};

export async function list(
  what: string,
  name: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const kind = Object.hasOwn(kinds, what) ? kinds[what] : undefined;
  if (!kind) throw new UsageError(`nothing to list under '${what}'; ${didYouMean(what, Object.keys(kinds))}`);
  const entries = kind.entries();
  const write = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  if (name === undefined) {
    if (json) write(jsonText(entries.map(({ data }) => data)));
    else {
      const rows = kind.rows?.(entries) ?? entries.map((entry) => [entry.name, ...entry.row]);
      write(listTable(kind.head, rows));
      write(`\n${wrapped(kind.below, 2)}`);
      if (what !== 'scenarios') write(`  fastpolicy list ${what} NAME tells all about one.`);
    }
    return 0;
  }
  const wanted = what === 'scenarios' ? name.replace(/^scenarios\//, '').replace(/\.ya?ml$/, '') : name;
  const entry = entries.find((one) => one.name === wanted);
  if (!entry) {
    const known = entries.map((one) => one.name);
    throw new UsageError(`no '${name}' among the ${what}; ${didYouMean(wanted, known)}`);
  }
  write(json ? jsonText(entry.data) : entry.describe());
  return 0;
}
