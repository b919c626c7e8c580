import { numerals, words } from '../../figures/words.js';
import type { Outcome } from '../../scenario/outcomeText.js';
import type { Scenario } from '../../scenario/schema.js';
import { capital } from './run/finishedRun.js';

/** Measures that have words of their own; the others are called by their names. */
const measureWords = (): { readonly [measure: string]: string } => ({
  share: words`share of cities`,
  count: words`number of cities`,
  members: words`members`,
  symbolicGap: words`share of the holders that declared and did not implement`,
});

/** An outcome as titles say it, in the language of the figure: "Welcoming: share of cities (implemented), 2015". */
export function outcomeWords({ measure, subject, stage, group, time }: Outcome, scenario: Scenario): string {
  const label =
    subject === null
      ? null
      : (scenario.policies[subject]?.label ?? scenario.networks[subject]?.label ?? subject);
  const said = measureWords()[measure] ?? measure;
  return [
    label === null ? capital(said) : `${capital(label)}: ${said}`,
    stage === 'implemented' ? ` (${words`implemented`})` : '',
    group === 'all' ? '' : `, ${group}`,
    time === 'end' ? '' : `, ${Number.isInteger(time) ? time : numerals(String(time))}`,
  ].join('');
}
