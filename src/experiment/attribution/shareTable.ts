/** The shares as files, and what is to be said beside them. */
import type { Cell } from '../../io/csv.js';
import { intervalText, numberText, plainText } from '../../io/numberText.js';
import type { PaperTable } from '../../io/paperTable.js';
import type { Attributed } from './attributed.js';
import type { Attribution } from './prepareAttribution.js';
import type { Effect, Shares } from './shares.js';

export const effectCells = ({ mean, low, high }: Effect): Cell[] => [mean, low, high];

export const shareColumns = [
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

/** Rows of shares.csv under shareColumns, the total last: its but-for and alone are the total itself. */
export function shareRows({ groups, total }: Shares): Cell[][] {
  return [
    ...groups.map(({ group, mechanisms, shapley, butFor, alone }): Cell[] => [
      group,
      mechanisms.join(' '),
      ...effectCells(shapley),
      total.mean === 0 ? NaN : shapley.mean / total.mean,
      ...effectCells(butFor),
      ...effectCells(alone),
    ]),
    ['total', '', ...effectCells(total), 1, ...effectCells(total), ...effectCells(total)],
  ];
}

const ALONE = ' Alone: what it adds where no other group is on.';

/** What the numbers of the shares are, for tables, captions and the terminal. */
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
    `Shapley share: mean of what the group adds over ${orders ? `${orders.length} orders drawn (with their reverses)` : 'all orders'} in which groups may come; the shares sum to the total, all groups against none. But for: what is lost without the group.${ALONE} ${variants.length} variants.`,
    ...(plan.direct > 0
      ? [
          `Direct: whether a city holds the outcome as things are, less with the mechanism off for that city alone and on for all others; mean over ${plan.direct} cities at most, drawn by the seed. But for them: the same with it off for all. What is between the two comes by way of others.`,
        ]
      : []),
    'Exploratory: no hypothesis was declared beforehand.',
  ];
}

/** What the contribution of a mechanism is, and is not. */
export function contributionNote({ adoptions, firstAdoptions, shares }: Attributed): string {
  const again = adoptions - firstAdoptions;
  const count = `${adoptions} ${adoptions === 1 ? 'adoption' : 'adoptions'} of ${shares.replicates + shares.missing} replicates (${again === 0 ? 'all of them first ones' : `${firstAdoptions} of them first ones, ${again} after a repeal`})`;
  return `Contribution: mean of coefficient times term in the log-hazard at the moment of adoption, over ${count} with all on. It is raw, measured from 0, and it is no effect: but for compares with the mechanism at its reference, so that a term that is as large for those who do not adopt contributes much and changes little.`;
}

export function shareTable(attribution: Attribution, found: Attributed): PaperTable {
  const { groups, total, all, none } = found.shares;
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
      ['Outcome with all groups', '', ...text(all), '', '', '', ''].map(plainText),
      ['Outcome with none of them', '', ...text(none), '', '', '', ''].map(plainText),
    ],
    notes: attributionNotes(attribution, found),
    narrow: {
      columns: [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      notes: attributionNotes(attribution, found).map((note) => note.replace(ALONE, '')),
    },
    data: { columns: shareColumns, rows: shareRows(found.shares) },
  };
}
