/** `attribute`: a scenario with every wanted set of its mechanisms off, into one folder with the shares. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cell, readTableFile, writeCsv } from '../../io/csv.js';
import { eachRow } from '../../io/eachRow.js';
import { intervalText, numberText, plainText } from '../../io/numberText.js';
import { type PaperTable, writePaperTable } from '../../io/paperTable.js';
import type { Draw } from '../drawing/draw.js';
import { copyInputs, replicateWork, writeWorld } from '../runScenario.js';
import { SCENARIO_FILE } from '../studyOfRun.js';
import { type Conditions, type UndertakingOutcome, undertake } from '../undertaking.js';
import {
  type AttributionBatch,
  type AttributionTask,
  type AttributionWork,
  adoptionColumns,
  directColumns,
  variantColumns,
} from './attributionTables.js';
import { type Attribution, COURSE } from './prepareAttribution.js';
import {
  type DirectEffect,
  type DirectRow,
  directEffects,
  type Effect,
  type Shares,
  sharesOf,
} from './shares.js';

export interface AttributionOptions extends Conditions {
  readonly attribution: Attribution;
  /** Draws the figures; left out: none. */
  readonly draw?: Draw<'attribute'>;
}

/** What an attribution found. */
export interface Attributed {
  readonly shares: Shares;
  /** At each time of the course. */
  readonly course: readonly { readonly time: number; readonly shares: Shares }[];
  /** Mean contribution of each mechanism to the log-hazard at the moment of adoption, and the adoptions. */
  readonly contributions: readonly { readonly mechanism: string; readonly mean: number }[];
  readonly adoptions: number;
  /** By mechanism; empty where none were asked for. */
  readonly direct: readonly DirectEffect[];
}

/**
 * Runs what is left to run: variant after variant, each with all its replicates.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export function runAttribution(options: AttributionOptions): Promise<UndertakingOutcome> {
  const { attribution, folder } = options;
  const { study, variants, mechanisms, times, plan, identity } = attribution;
  const { scenario, resolved } = study.loaded;
  const { replicates } = scenario;
  const outcomes = ['outcome', ...times.map((_, k) => `${COURSE}${k + 1}`)];
  const reached = study.loaded.scenario.observe.outcomes[0].measure.startsWith('timeTo');
  return undertake<AttributionWork, AttributionTask, AttributionBatch>(
    {
      identity,
      tables: {
        'runs.csv': [...variantColumns, ...(reached ? ['outcome', 'reached_outcome'] : outcomes)],
        'adoptions.csv': [...adoptionColumns, ...mechanisms],
        ...(plan.direct > 0 ? { 'direct.csv': [...directColumns] } : {}),
      },
      worker: 'attribution',
      work: { work: replicateWork(study), variants, mechanisms, directCities: plan.direct },
      taskCount: attributionTasks(attribution),
      task(number) {
        const variant = Math.floor(number / replicates);
        const replicate = number % replicates;
        return variant < variants.length
          ? { variant, replicate }
          : { direct: variant - variants.length, replicate };
      },
      rows: ({ runs, adoptions, direct }) => ({
        'runs.csv': runs,
        'adoptions.csv': adoptions,
        ...(plan.direct > 0 ? { 'direct.csv': direct } : {}),
      }),
      facts: {
        kind: 'attribute',
        scenario: study.id,
        resolved,
        plan,
        seed: scenario.seed,
        replicates,
        inputs: study.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
      },
      replicatesDone: (tasks) => Math.max(0, tasks - (attributionTasks(attribution) - replicates)),
      begin() {
        for (const name of ['figures', 'tables'])
          rmSync(join(folder, name), { recursive: true, force: true });
        copyInputs(study.files, folder);
        writeFileSync(join(folder, SCENARIO_FILE), study.yaml);
        writeWorld(study.world, folder);
        writeCsv(
          join(folder, 'variants.csv'),
          variants.map((off, at): Cell[] => [at, off.join(' ')]),
          ['variant', 'off'],
        );
      },
      async end() {
        const found = attributed(attribution, folder);
        writeCsv(join(folder, 'shares.csv'), shareRows(found.shares), shareColumns);
        writeCsv(
          join(folder, 'mechanisms.csv'),
          found.shares.mechanisms.map(({ mechanism, butFor }, m): Cell[] => [
            mechanism,
            attribution.groups.find((group) => group.mechanisms.includes(mechanism))?.name ?? null,
            ...cells(butFor),
            found.contributions[m].mean,
            ...found.direct.slice(m, m + 1).flatMap((own) => [...cells(own.direct), ...cells(own.butFor)]),
          ]),
          [
            ...['mechanism', 'group', 'butFor', 'low', 'high', 'contribution'],
            ...(plan.direct > 0 ? directEffectColumns : []),
          ],
        );
        if (times.length > 0)
          writeCsv(
            join(folder, 'course.csv'),
            found.course.flatMap(({ time, shares }) => [
              ...shares.groups.map(({ group, shapley, butFor }): Cell[] => [
                time,
                group,
                ...cells(shapley),
                ...cells(butFor),
              ]),
              [time, 'total', ...cells(shares.total), ...cells(shares.total)] as Cell[],
            ]),
            ['time', 'group', 'shapley', 'low', 'high', 'butFor', 'butForLow', 'butForHigh'],
          );
        writePaperTable(join(folder, 'tables'), 'shares', shareTable(attribution, found));
        await options.draw?.({ attribution, folder, found }, { identity, command: options.remake ?? '' });
        return {};
      },
    },
    options,
  );
}

const directEffectColumns = [
  'direct',
  'directLow',
  'directHigh',
  'butForCities',
  'butForCitiesLow',
  'butForCitiesHigh',
];

/** Runs of every variant, and of every mechanism that is taken from single cities. */
export function attributionTasks({ variants, mechanisms, plan, study }: Attribution): number {
  const { replicates } = study.loaded.scenario;
  return (variants.length + (plan.direct > 0 ? mechanisms.length : 0)) * replicates;
}

const cells = ({ mean, low, high }: Effect): Cell[] => [mean, low, high];

const shareColumns = [
  'group',
  'mechanisms',
  'shapley',
  'low',
  'high',
  'ofTotal',
  'butFor',
  'butForLow',
  'butForHigh',
  'alone',
  'aloneLow',
  'aloneHigh',
];

function shareRows({ groups, total }: Shares): Cell[][] {
  return [
    ...groups.map(({ group, mechanisms, shapley, butFor, alone }): Cell[] => [
      group,
      mechanisms.join(' '),
      ...cells(shapley),
      total.mean === 0 ? NaN : shapley.mean / total.mean,
      ...cells(butFor),
      ...cells(alone),
    ]),
    ['total', '', ...cells(total), 1, ...cells(total), ...cells(total)],
  ];
}

/** Everything that follows from the tables of a folder. */
export function attributed(attribution: Attribution, folder: string): Attributed {
  const { variants, times, mechanisms } = attribution;
  const { header, rows } = readTableFile(join(folder, 'runs.csv'));
  const valuesOf = (column: string): number[][] => {
    const at = header.indexOf(column);
    const values: number[][] = variants.map(() => []);
    for (const { cells: row } of rows) values[Number(row[0])].push(row[at] === '' ? NaN : Number(row[at]));
    return values;
  };
  const sums = mechanisms.map(() => 0);
  let adoptions = 0;
  eachRow(join(folder, 'adoptions.csv'), [...mechanisms], (row) => {
    adoptions++;
    row.forEach((text, m) => {
      sums[m] += Number(text);
    });
  });
  return {
    shares: sharesOf(attribution, valuesOf('outcome')),
    course: times.map((time, k) => ({ time, shares: sharesOf(attribution, valuesOf(`${COURSE}${k + 1}`)) })),
    contributions: mechanisms.map((mechanism, m) => ({
      mechanism,
      mean: adoptions === 0 ? NaN : sums[m] / adoptions,
    })),
    adoptions,
    direct:
      attribution.plan.direct > 0 ? directEffects(mechanisms, readDirect(join(folder, 'direct.csv'))) : [],
  };
}

function readDirect(file: string): DirectRow[] {
  return readTableFile(file).rows.map(({ cells: [mechanism, replicate, , asIs, exempt, without] }) => ({
    mechanism,
    replicate: Number(replicate),
    asIs: Number(asIs),
    exempt: Number(exempt),
    without: Number(without),
  }));
}

export function attributionNotes(
  { study, orders, variants, plan }: Attribution,
  { shares }: Attributed,
): string[] {
  const { seed } = study.loaded.scenario;
  const missing =
    shares.missing === 0
      ? ''
      : ` Left out: ${shares.missing} in which the outcome is undefined in some variant.`;
  return [
    `Means over ${shares.replicates} replicates on common resistances (seed ${seed}), with Student's 95 % intervals.${missing} A mechanism that is off takes its reference: the mean of its term over the cities at the start for what lies in a city, 0 for channels. Effects are total, spillovers included.`,
    `Shapley share: mean of what the group adds over ${orders ? `${orders.length} orders drawn (with their reverses)` : 'all orders'} in which groups may come; the shares sum to the total, all groups against none. But for: what is lost without the group. Alone: what it adds where no other group is on. ${variants.length} variants.`,
    ...(plan.direct > 0
      ? [
          `Direct: whether a city holds the outcome as things are, less with the mechanism off for that city alone and on for all others; mean over ${plan.direct} cities at most, drawn by the seed. But for them: the same with it off for all. What is between the two comes by way of others.`,
        ]
      : []),
    'Exploratory: no hypothesis was declared beforehand.',
  ];
}

export function shareTable(attribution: Attribution, found: Attributed): PaperTable {
  const { groups, total } = found.shares;
  const text = ({ mean, low, high }: Effect): string[] => [numberText(mean), intervalText(low, high)];
  return {
    caption: `${attribution.study.loaded.scenario.name}: what ${attribution.plan.outcome} rests on`,
    head: [
      'Group',
      'Mechanisms',
      'Shapley share',
      '95 % interval',
      'But for',
      '95 % interval',
      'Alone',
      '95 % interval',
    ],
    body: [
      ...groups.map(({ group, mechanisms, shapley, butFor, alone }) =>
        [group, mechanisms.join(', '), ...text(shapley), ...text(butFor), ...text(alone)].map(plainText),
      ),
      null,
      ['Total', '', ...text(total), '', '', '', ''].map(plainText),
    ],
    notes: attributionNotes(attribution, found),
    data: { columns: shareColumns, rows: shareRows(found.shares) },
  };
}
