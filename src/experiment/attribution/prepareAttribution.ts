/** What an attribution runs: a scenario, with every wanted set of its mechanisms off. */
import { parse } from 'yaml';
import { identityOf } from '../../io/manifest.js';
import { stream } from '../../model/random.js';
import type { Override } from '../../scenario/document.js';
import { problemAt } from '../../scenario/document.js';
import { fileStem } from '../../scenario/files.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { InputError, refusal } from '../../scenario/problem.js';
import { coalitionsOf, EXACT_PLAYERS, shapleyOrders } from '../../statistics/shapley.js';
import { version } from '../../version.js';
import { prepareStudy, type Study } from '../study.js';
import { isHeld } from './directEffect.js';
import { activeMechanisms, defaultGroups, type MechanismGroup } from './groups.js';

export interface AttributionPlan {
  /** As the user gave it. */
  readonly outcome: string;
  /** Groups as given; null: those of groups.ts, or each mechanism alone. */
  readonly groups: readonly MechanismGroup[] | null;
  readonly eachAlone: boolean;
  /** Orders that are drawn where there are too many groups for all coalitions. */
  readonly orders: number;
  /** Cities from which each mechanism is taken alone, for its direct effect; 0: none. */
  readonly direct: number;
}

export interface Attribution {
  readonly id: string;
  readonly study: Study;
  readonly plan: AttributionPlan;
  readonly groups: readonly MechanismGroup[];
  /** All that are on in the scenario; what is in no group stays on. */
  readonly mechanisms: readonly string[];
  /** Null: all coalitions. */
  readonly orders: readonly (readonly number[])[] | null;
  /** Sets of mechanisms that are off, one a variant, without repetition; the first is empty: the scenario as it is. */
  readonly variants: readonly (readonly string[])[];
  /** Column of the outcome at its own time, and at the times of the course (empty: it has no course). */
  readonly column: string;
  readonly times: readonly number[];
  readonly identity: string;
}

/** Moments of the course over time. */
const MOMENTS = 20;
/** Measures that are said of a run and not of a moment. */
const WHOLE = /^(timeTo|peakRate|peakTime|bass|logistic|inflexion)/;

export const COURSE = 'at_';

/** The variant in which exactly the groups of a coalition are on. */
export const variantOf = (groups: readonly MechanismGroup[], coalition: number): readonly string[] =>
  groups.flatMap(({ mechanisms }, g) => (coalition & (1 << g) ? [] : mechanisms));

/** What tells variants apart, in whichever order their mechanisms that are off stand. */
export const variantKey = (off: readonly string[]): string => [...off].sort().join(' ');

/** @throws InputError with all that is wrong with the scenario, the outcome or the groups. */
export async function prepareAttribution(
  file: string,
  set: readonly Override[],
  plan: AttributionPlan,
  id = fileStem(file),
): Promise<Attribution> {
  const { outcome } = plan;
  const outcomesOf = (items: readonly unknown[]): Override => ({
    path: 'observe.outcomes',
    value: items,
    place: { file: '--outcome', line: 0, column: 0, folder: '' },
  });
  const first = await prepareStudy(file, [...set, outcomesOf([{ outcome }])], id);
  const { start, end } = first.loaded.scenario.time;
  const hasCourse = !outcome.includes('@') && !WHOLE.test(outcome);
  const times = hasCourse
    ? Array.from({ length: MOMENTS }, (_, k) => start + ((k + 1) * (end - start)) / MOMENTS)
    : [];
  const study = hasCourse
    ? await prepareStudy(
        file,
        [
          ...set,
          outcomesOf([{ outcome }, ...times.map((at, k) => ({ [`${COURSE}${k + 1}`]: `${outcome}@${at}` }))]),
        ],
        id,
      )
    : first;
  if (study.loaded.scenario.decision.rule !== 'hazard')
    throw new InputError([
      problemAt(study.loaded.document, ['decision', 'rule'], {
        message: 'only hazards are sums of mechanisms',
        expected: 'rule hazard',
      }),
    ]);
  if (plan.direct > 0 && !isHeld(study.loaded.scenario.observe.outcomes[0].measure))
    throw refusal(
      '--direct',
      `${outcome} cannot be asked of one city`,
      'an outcome of a policy or a network',
    );
  const mechanisms = activeMechanisms(study.world);
  const groups = checked(
    plan.groups ??
      (plan.eachAlone
        ? mechanisms.map((mechanism) => ({ name: mechanism, mechanisms: [mechanism] }))
        : defaultGroups(mechanisms)),
    mechanisms,
  );
  const k = groups.length;
  const orders =
    k <= EXACT_PLAYERS
      ? null
      : shapleyOrders(k, plan.orders, stream(study.loaded.scenario.seed, 'attribution', 'orders'));
  const all = 2 ** k - 1;
  const coalitions = orders
    ? [...orders.flatMap(coalitionsOf), ...groups.flatMap((_, g) => [1 << g, all & ~(1 << g)])]
    : Array.from({ length: 2 ** k }, (_, coalition) => coalition);
  const wanted = [
    [],
    ...coalitions.map((coalition) => variantOf(groups, coalition)),
    ...mechanisms.map((mechanism) => [mechanism]),
  ];
  const variants = [...new Map(wanted.map((off) => [variantKey(off), off])).values()];
  return {
    id,
    study,
    plan,
    groups,
    mechanisms,
    orders,
    variants,
    column: 'outcome',
    times,
    identity: identityOf({
      toolVersion: version,
      scenarios: [{ id, scenario: parse(study.yaml) }, { attribution: { ...plan, groups } }],
      seeds: [study.loaded.scenario.seed],
      inputs: study.files.map(({ name, sha256 }) => ({ file: name, sha256 })),
    }),
  };
}

function checked(groups: readonly MechanismGroup[], active: readonly string[]): readonly MechanismGroup[] {
  const problems: { readonly message: string; readonly suggestion?: string }[] = [];
  const seen = new Set<string>();
  for (const { name, mechanisms } of groups) {
    for (const mechanism of mechanisms) {
      if (!active.includes(mechanism)) {
        const suggestion = nearestName(mechanism, active);
        problems.push({
          message: `${mechanism} is not on in this scenario; ${listNames(active)} are`,
          ...(suggestion === undefined ? {} : { suggestion }),
        });
      } else if (seen.has(mechanism)) problems.push({ message: `${mechanism} is in two groups` });
      seen.add(mechanism);
    }
    if (groups.filter((other) => other.name === name).length > 1)
      problems.push({ message: `there are two groups ${name}` });
  }
  if (groups.length === 0) problems.push({ message: 'no mechanism is on: there is nothing to attribute' });
  if (groups.length > 30) problems.push({ message: `${groups.length} groups are more than 30` });
  if (problems.length > 0)
    throw new InputError(
      problems.map((problem) => ({
        file: '--group',
        line: 0,
        column: 0,
        path: '',
        expected: 'groups of mechanisms that are on',
        ...problem,
      })),
    );
  return groups;
}
