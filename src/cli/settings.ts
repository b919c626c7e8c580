/** What a command line states over a file: overrides of its values, replicates, seed. */
import type { Override } from '../scenario/document.js';
import { shellWord } from './commandLine.js';

export interface ScenarioOptions {
  /** path=value each. */
  readonly set?: readonly string[];
  readonly replicates?: number;
  readonly seed?: string;
}

/** --replicates and --seed are overrides of a scenario like --set. */
export function overridesOf({ set = [], replicates, seed }: ScenarioOptions): Override[] {
  return [
    ...set,
    ...(replicates === undefined ? [] : [`replicates=${replicates}`]),
    ...(seed === undefined ? [] : [{ path: 'seed', value: seed }]),
  ];
}

/** As files that name scenarios take them, beside what they state themselves. */
export const settingsOf = ({ set = [], replicates, seed }: ScenarioOptions) => ({
  set,
  ...(seed === undefined ? {} : { seed }),
  ...(replicates === undefined ? {} : { replicates }),
});

/** As they are typed again; overrides of a file too. */
export const settingWords = ({
  set = [],
  replicates,
  seed,
}: Omit<ScenarioOptions, 'set'> & { readonly set?: readonly Override[] }): string[] => [
  ...set.map(
    (item) =>
      `--set ${shellWord(typeof item === 'string' ? item : `${item.path}=${JSON.stringify(item.value)}`)}`,
  ),
  ...(replicates === undefined ? [] : [`--replicates ${replicates}`]),
  ...(seed === undefined ? [] : [`--seed ${shellWord(seed)}`]),
];
