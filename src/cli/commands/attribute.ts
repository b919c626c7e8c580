/** fastpolicy attribute SCENARIO */
import { join } from 'node:path';
import { type Attributed, attributed } from '../../experiment/attribution/attributed.js';
import type { AttributionTask } from '../../experiment/attribution/attributionTables.js';
import { type Attribution, prepareAttribution } from '../../experiment/attribution/prepareAttribution.js';
import { attributionTasks, runAttribution } from '../../experiment/attribution/runAttribution.js';
import type { Effect } from '../../experiment/attribution/shares.js';
import { attributionNotes, contributionNote } from '../../experiment/attribution/shareTable.js';
import type { TaskError } from '../../experiment/batches.js';
import { nodeFiles } from '../../io/nodeFiles.js';
import { intervalText, numberText } from '../../io/numberText.js';
import { registry } from '../../registry.js';
import { countText } from '../../scenario/countText.js';
import { loadScenario } from '../../scenario/load.js';
import { attributedOutcome } from '../attributedOutcome.js';
import { outColors } from '../colors.js';
import { UsageError } from '../errors.js';
import { conditionsOf, drawing, type FillOptions, threadsOf } from '../fill.js';
import { findScenario } from '../findInput.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { tableText, wrapped } from '../text.js';
import { doneOf, doneText, interrupted, teller, underway } from '../underway.js';

interface AttributeOptions extends FillOptions {
  readonly outcome?: string;
  readonly group?: readonly string[];
  readonly each?: boolean;
  readonly orders: number;
  readonly direct: number;
  readonly replicates: number;
}

export async function attribute(name: string, options: AttributeOptions): Promise<number> {
  const { quiet = false, json = false, force = false } = options;
  const tell = teller(options);
  const { say, warn, note } = tell;
  const attribution = await prepare(name, options);
  const { study, variants } = attribution;
  const folder = options.out ?? join('out', `${study.id}-attribution`);
  claimFolder(folder, [...study.loaded.sources, ...study.files.map(({ path }) => path)], force);

  say(describe(attribution));
  for (const text of study.notes) note(text);

  const failure = ({ task, message }: TaskError): string => {
    const { replicate, ...what } = task as AttributionTask;
    const off =
      'variant' in what
        ? variants[what.variant].join(', ') || 'nothing'
        : `${attribution.mechanisms[what.direct]} (for one city)`;
    return `replicate ${replicate} with ${off} off: ${message}\nwhat was done before it is in ${folder}`;
  };
  const outcome = await underway(
    {
      unit: 'replicates',
      silent: quiet || json,
      afterwards: 'sharing out, drawing and taking checksums',
      failure,
    },
    (running) =>
      runAttribution({
        attribution,
        ...conditionsOf(options, folder, threadsOf(options), running),
        ...drawing('attribute', options, tell, running.signal),
      }),
  );
  if (!outcome.complete) {
    return interrupted(doneOf(outcome.tasksDone, attributionTasks(attribution)), folder);
  }
  if (outcome.before) warn(`${folder} is complete: all was done before`);
  const found = attributed(attribution, folder);
  if (json) {
    const { plan, identity } = attribution;
    const { seed } = study.loaded.scenario;
    const { shares, contributions, adoptions, firstAdoptions, direct } = found;
    const summary = {
      scenario: study.id,
      outcome: plan.outcome,
      seed,
      variants: variants.length,
      identity,
      folder,
      seconds: outcome.seconds,
      notes: study.notes,
      ...shares,
      contributions,
      adoptions,
      firstAdoptions,
      direct,
      files: outcome.files,
    };
    printJson(summary);
    return 0;
  }
  say(sharesText(attribution, found));
  say(`\n${doneText(outcome)}`);
  return 0;
}

function prepare(name: string, options: AttributeOptions): Promise<Attribution> {
  if (options.each && options.group) throw new UsageError('--each and --group: expected one of the two');
  const groups = options.group?.map((text) => {
    const [, label, listed] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (label === undefined)
      throw new UsageError(`--group ${text}: expected name=mechanisms, such as peers=emulation,learning`);
    return { name: label.trim(), mechanisms: listed.split(',').map((mechanism) => mechanism.trim()) };
  });
  const file = findScenario(name);
  const set = [
    ...(options.set ?? []),
    { path: 'replicates', value: options.replicates },
    ...(options.seed === undefined ? [] : [{ path: 'seed', value: options.seed }]),
  ];
  const { scenario } = loadScenario(file, { set, files: nodeFiles, registry });
  const outcome = attributedOutcome(options.outcome, scenario);
  return prepareAttribution(file, set, {
    outcome,
    groups: groups ?? null,
    eachAlone: options.each === true,
    orders: options.orders,
    direct: options.direct,
  });
}

function describe({ study, plan, groups, variants, orders }: Attribution): string {
  const { scenario } = study.loaded;
  const design = orders ? `${countText(orders.length, 'order')} drawn` : 'all coalitions';
  return [
    outColors.bold(scenario.name),
    wrapped(
      `what ${plan.outcome} rests on: ${countText(groups.length, 'group')} of mechanisms, ${design} and each mechanism off alone: ${countText(variants.length, 'variant')} with ${countText(scenario.replicates, 'replicate')} each on common resistances, seed ${scenario.seed}`,
      2,
    ),
  ].join('\n');
}

function sharesText(attribution: Attribution, found: Attributed): string {
  const { shares, contributions, direct } = found;
  const { groups, total, all, none } = shares;
  const text = ({ mean, low, high }: Effect): string[] => [numberText(mean), intervalText(low, high)];
  const table = tableText(
    ['group', 'Shapley', '95 % interval', 'but for', '95 % interval', 'alone'],
    [
      ...groups.map(({ group, shapley, butFor, alone }) => [
        group,
        ...text(shapley),
        ...text(butFor),
        numberText(alone.mean),
      ]),
      ['total', ...text(total), '', '', ''],
      ['outcome with none of the groups', ...text(none), '', '', ''],
    ],
  );
  const mechanisms = tableText(
    [
      ...['mechanism', 'but for', '95 % interval', 'contribution'],
      ...(direct.length > 0 ? ['direct', '95 % interval', 'but for them'] : []),
    ],
    shares.mechanisms.map(({ mechanism, butFor }, m) => [
      mechanism,
      ...text(butFor),
      numberText(contributions[m].mean),
      ...direct.slice(m, m + 1).flatMap((own) => [...text(own.direct), numberText(own.butFor.mean)]),
    ]),
  );
  return `\n  ${attribution.plan.outcome}: ${numberText(all.mean)} with all, ${numberText(none.mean)} with none of the groups\n\n${table}\n\n${mechanisms}\n\n${wrapped(
    `${contributionNote(found)} ${attributionNotes(attribution, found).join(' ')}`,
  )}`;
}
