/** The world of a scenario in a few facts. */
import { measureByName } from '../../analysis/measures/index.js';
import type { Study } from '../../experiment/study.js';
import type { World } from '../../model/world.js';
import type { ReportTable } from '../subject.js';

/** Symmetric ties count once. */
export const tieCount = ({ ties }: World): number =>
  ties ? ties.column.length / (ties.symmetric ? 2 : 1) : 0;

const named = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

export function scenarioDesign({ loaded: { scenario }, world }: Study): [name: string, value: string][] {
  const { start, end, stepsPerYear } = world.time;
  return [
    ['Cities', world.cities.count.toLocaleString('en')],
    ['Ties', tieCount(world).toLocaleString('en')],
    ['Time', `${start} to ${end}, in steps of ${stepsPerYear === 1 ? 'a year' : `1/${stepsPerYear} year`}`],
    ['Policies', named(Object.keys(scenario.policies))],
    ['Networks', named(Object.keys(scenario.networks))],
  ];
}

/** What the outcomes of a scenario are; no table where it has none. */
export function outcomeMeanings({ loaded: { scenario } }: Study): ReportTable[] {
  const { outcomes } = scenario.observe;
  if (outcomes.length === 0) return [];
  return [
    {
      caption: 'What the outcomes are',
      head: ['Outcome', 'As it is written', 'What it measures', 'Unit'],
      body: outcomes.map(({ column, text, measure }) => {
        const { help, unit } = measureByName(measure);
        return [column, text, help, unit];
      }),
      notes: scenarioHasTimes(outcomes)
        ? ['Columns reached_…: share of the runs in which the outcome is reached by the end.']
        : [],
      texts: true,
    },
  ];
}

const scenarioHasTimes = (outcomes: readonly { readonly measure: string }[]): boolean =>
  outcomes.some(({ measure }) => measure.startsWith('timeTo'));
