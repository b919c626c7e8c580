/** What `check` says of files that name scenarios and claim something of them: comparisons, hypotheses, laboratories. */
import { outcomeColumns, prepareComparisonFile } from '../experiment/comparison/prepareComparison.js';
import { claimWords, inequalityText } from '../experiment/hypotheses/claimed.js';
import { prepareHypotheses } from '../experiment/hypotheses/prepareHypotheses.js';
import { prepareIdentification } from '../experiment/identification/prepareIdentification.js';
import type { StudyInput } from '../experiment/study.js';
import { countText } from '../scenario/countText.js';
import { type ScenarioOptions, settingsOf } from './settings.js';

export interface ClaimsSummary {
  readonly kind: 'comparison' | 'hypotheses' | 'identification';
  readonly name: string;
  readonly scenarios: readonly string[];
  readonly outcomes: readonly string[];
  readonly replicates: number;
  /** Ids of hypotheses or of estimators. */
  readonly items: readonly string[];
  /** The inequality of each hypothesis that is to be tested. */
  readonly tested?: readonly string[];
  /** What else it states, in words. */
  readonly facts: readonly string[];
  readonly inputs: readonly string[];
  readonly notes: readonly string[];
}

const pathsOf = (files: readonly StudyInput[]): string[] => files.map(({ path }) => path);

/** @throws InputError with all that is wrong. */
export async function claimsSummary(
  kind: ClaimsSummary['kind'],
  file: string,
  options: ScenarioOptions,
): Promise<ClaimsSummary> {
  const settings = settingsOf(options);
  if (kind === 'comparison') {
    const comparison = await prepareComparisonFile(file, settings);
    const { name, studies, replicates, files, notes } = comparison;
    return {
      kind,
      name,
      scenarios: studies.map(({ id }) => id),
      outcomes: outcomeColumns(comparison),
      replicates,
      items: [],
      facts: [],
      inputs: pathsOf(files),
      notes,
    };
  }
  if (kind === 'hypotheses') {
    const { name, studies, columns, replicates, hypotheses, range, confirmatory, checksum, files, notes } =
      await prepareHypotheses(file, settings);
    return {
      kind,
      name,
      scenarios: studies.map(({ id }) => id),
      outcomes: columns,
      replicates,
      items: hypotheses.map(({ id }) => id),
      tested: hypotheses.map(
        (hypothesis) =>
          `${hypothesis.id}: ${inequalityText(hypothesis)}, ${claimWords(hypothesis)}; b ${studies[hypothesis.b].id}, a ${studies[hypothesis.a].id}; ${hypothesis.column}`,
      ),
      facts: [
        `${confirmatory ? 'confirmatory' : 'exploratory'}, SHA-256 ${checksum}`,
        ...(range.draws === 0
          ? []
          : [
              `then ${countText(range.draws, 'set')} of coefficients, ${countText(range.replicates, 'replicate')} each`,
            ]),
      ],
      inputs: pathsOf(files),
      notes,
    };
  }
  const { name, base, cells, replicates, estimators, influence, selection, confounders, notes } =
    await prepareIdentification(file, settings);
  return {
    kind,
    name,
    scenarios: [base.id],
    outcomes: [],
    replicates,
    items: estimators.map(({ id }) => id),
    facts: [
      `${countText(cells.length, 'cell')}: ${countText(confounders.length, 'confounder')} x influence ${influence.values.join(', ')} x ${selection.label} ${selection.values.join(', ')}`,
    ],
    inputs: pathsOf(base.files),
    notes,
  };
}

const NOUNS = { comparison: '', hypotheses: 'hypothesis', identification: 'estimator' } as const;

/** Lines for the terminal, without the file's name. */
export function claimsLines(summary: ClaimsSummary): string[] {
  const { kind, scenarios, outcomes, replicates, items, tested = [], facts, inputs, notes } = summary;
  const listed = (names: readonly string[], noun: string): string =>
    `${countText(names.length, noun).replace(/hypothesiss$/, 'hypotheses')} (${names.join(', ')})`;
  return [
    ...(items.length > 0 ? [listed(items, NOUNS[kind])] : []),
    `${listed(scenarios, 'scenario')}; ${countText(replicates, 'replicate')}${kind === 'identification' ? ' a cell' : ''}`,
    ...(outcomes.length > 0 ? [listed(outcomes, 'outcome')] : []),
    ...tested,
    ...facts,
    ...(inputs.length > 0 ? [`reads ${inputs.join(', ')}`] : []),
    ...notes.map((note) => `note: ${note}`),
  ];
}
