/** The world of a scenario in a few facts. */
import type { Study } from '../../experiment/study.js';
import type { World } from '../../model/world.js';

/** Symmetric ties count once. */
export const tieCount = ({ ties }: World): number =>
  ties ? ties.column.length / (ties.symmetric ? 2 : 1) : 0;

const named = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

export function scenarioDesign({ loaded: { scenario }, world }: Study): [name: string, value: string][] {
  const { start, end, stepsPerYear } = world.time;
  return [
    ['Cities', world.cities.count.toLocaleString('en')],
    ['Ties', tieCount(world).toLocaleString('en')],
    ['Time', `${start} to ${end}, in steps of 1/${stepsPerYear} year`],
    ['Policies', named(Object.keys(scenario.policies))],
    ['Networks', named(Object.keys(scenario.networks))],
  ];
}
