/** What an attribution says. */

import { attributed } from '../../experiment/attribution/attributed.js';
import { attributionOf } from '../../experiment/attribution/attributionOf.js';
import type { Effect } from '../../experiment/attribution/shares.js';
import { contributionNote, shareTable } from '../../experiment/attribution/shareTable.js';
import type { Manifest } from '../../io/manifest.js';
import { numberText } from '../../io/numberText.js';
import type { Results } from '../subject.js';
import { scenarioDesign } from './design.js';

export async function attributionResults(folder: string, manifest: Manifest): Promise<Results> {
  const attribution = await attributionOf(folder, manifest);
  const { study, plan, groups, variants } = attribution;
  const { scenario } = study.loaded;
  const found = attributed(attribution, folder);
  const { shares, contributions } = found;
  const share = ({ mean }: Effect): string =>
    shares.total.mean === 0 ? '' : ` (${Math.round((100 * mean) / shares.total.mean)} % of the total)`;
  return {
    name: `${scenario.name}: what ${plan.outcome} rests on`,
    why: scenario.why,
    source: scenario.source,
    design: [
      ['Outcome', plan.outcome],
      ['Groups', groups.map(({ name, mechanisms }) => `${name} (${mechanisms.join(', ')})`).join('; ')],
      ...scenarioDesign(study),
      ['Variants', `${variants.length}, with ${scenario.replicates} replicates each on common resistances`],
      ['Seed', scenario.seed],
    ],
    asked: [],
    findings: [
      {
        heading: 'Shares',
        sentences: [
          {
            of: `${plan.outcome}:`,
            says: `${effectWords(shares.all)} with all mechanisms, ${effectWords(shares.none)} with none of the groups.`,
          },
          ...shares.groups.map(({ group, shapley, butFor, alone }) => ({
            of: group,
            says: `brings ${effectWords(shapley)}${share(shapley)}; ${effectWords(butFor)} would be lost without it, and alone it adds ${effectWords(alone)}.`,
          })),
        ],
      },
    ],
    tables: [
      shareTable(attribution, found),
      {
        caption: 'Mechanisms, each off alone',
        head: ['Mechanism', 'But for', '95 % interval', 'Contribution'],
        body: shares.mechanisms.map(({ mechanism, butFor }, m) => [
          mechanism,
          numberText(butFor.mean),
          `${numberText(butFor.low)} to ${numberText(butFor.high)}`,
          numberText(contributions[m].mean),
        ]),
        notes: [contributionNote(found)],
      },
    ],
    notes: study.notes,
    studies: [study],
    pairs: [],
  };
}

const effectWords = ({ mean, low, high }: Effect): string =>
  `${numberText(mean)}${Number.isNaN(low) ? '' : ` [${numberText(low)}, ${numberText(high)}]`}`;
