/** What a comparison says. */
import { join } from 'node:path';
import { comparisonOf } from '../../experiment/comparison/comparisonOf.js';
import {
  type CityDifference,
  counterfactualFault,
  RANK_INVARIANCE,
  readCityDifferences,
} from '../../experiment/comparison/counterfactual.js';
import {
  type Difference,
  differenceTable,
  readDifferences,
} from '../../experiment/comparison/differences.js';
import { againstSmallestText } from '../../experiment/comparison/smallestEffects.js';
import type { Manifest } from '../../io/manifest.js';
import { numberText, probabilityText } from '../../io/numberText.js';
import type { Finding, Results } from '../subject.js';
import { outcomeMeanings, scenarioDesign } from './design.js';

/** Cities that a sentence names. */
const CITIES = 5;

export async function comparisonResults(folder: string, manifest: Manifest): Promise<Results> {
  const comparison = await comparisonOf(folder, manifest);
  const { studies, name, why, replicates, seed } = comparison;
  const [baseline, ...others] = studies;
  const differences = readDifferences(join(folder, 'differences.csv'));
  const fault = counterfactualFault(comparison);
  const cities = fault === null ? readCityDifferences(join(folder, 'counterfactualCities.csv')) : [];
  return {
    name,
    why,
    source: baseline.loaded.scenario.source,
    design: [
      ['Baseline (a)', `${baseline.loaded.scenario.name} (${baseline.id})`],
      ['Against it (b)', others.map(({ id, loaded }) => `${loaded.scenario.name} (${id})`).join('; ')],
      ...scenarioDesign(baseline),
      ['Replicates', `${replicates} of each scenario, on common resistances`],
      ['Seed', seed],
    ],
    asked: outcomeMeanings(baseline),
    findings: others.flatMap(({ id }) => [
      {
        heading: `${id} against ${baseline.id}`,
        sentences: differenceFindings(differences.filter(({ b }) => b === id)),
      },
      {
        heading: `Cities in ${id} (b) and ${baseline.id} (a)`,
        sentences: cityFindings(cities.filter(({ b }) => b === id)).map(({ of, says }) => ({
          of: `${of}:`,
          says: `${says}.`,
        })),
      },
    ]),
    tables: [differenceTable(comparison, differences)],
    notes: [
      ...(fault === null ? [`Cities: not by the end counts as the end. ${RANK_INVARIANCE}`] : [`${fault}.`]),
      ...comparison.notes,
    ],
    studies,
    pairs: others.map((_, k) => [0, k + 1]),
  };
}

/** Outcomes that differ, one by one, and those that do not, together. */
function differenceFindings(rows: readonly Difference[]): Finding[] {
  const same = rows.filter(({ difference, sd }) => difference === 0 && !(sd > 0));
  const findings = rows
    .filter((row) => !same.includes(row))
    .map((row): Finding => {
      const { outcome, a, b, difference, t, meanA, meanB, pCorrected, missing, pairs } = row;
      if (Number.isNaN(difference))
        return { of: outcome, says: 'is undefined in one of the two in all replicates.' };
      const way = difference < 0 ? 'lower' : 'higher';
      const interval = Number.isNaN(t.low)
        ? ''
        : `; 95 % interval of the difference ${numberText(t.low)} to ${numberText(t.high)}`;
      const p = Number.isNaN(pCorrected)
        ? ''
        : `, p ${equals(probabilityText(pCorrected))} after Holm's correction`;
      const against = againstSmallestText(row);
      const gaps = missing > 0 ? `; undefined in ${missing} of ${missing + pairs}` : '';
      return {
        of: outcome,
        says: `is ${numberText(Math.abs(difference))} ${way} in ${b} than in ${a} (${numberText(meanB)} against ${numberText(meanA)}${interval}${p}${gaps})${against === '' ? '' : `: ${against}`}.`,
      };
    });
  const alike = same.map(({ outcome }) => outcome);
  return alike.length === 0
    ? findings
    : [
        ...findings,
        {
          of: alike.join(', '),
          says: `${alike.length === 1 ? 'is' : 'are'} the same in both, in every replicate.`,
        },
      ];
}

const equals = (p: string): string => (/^[<>]/.test(p) ? p : `= ${p}`);

/** Whom it concerns, policy by policy: cities of one scenario b against the baseline. */
export function cityFindings(cities: readonly CityDifference[]): Finding[] {
  const policies = [...new Set(cities.map(({ policy }) => policy))];
  return policies.flatMap((policy) => {
    const rows = cities.filter((row) => row.policy === policy);
    const sum = (of: (row: CityDifference) => number): number =>
      rows.reduce((total, row) => total + of(row), 0);
    const [onlyA, onlyB] = [sum(({ onlyA: share }) => share), sum(({ onlyB: share }) => share)];
    if (onlyA === 0 && onlyB === 0 && rows.every(({ difference }) => difference === 0)) return [];
    const concerned = [...rows]
      .filter(({ difference }) => difference !== 0)
      .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference))
      .slice(0, CITIES)
      .map(({ name, difference }) => `${name} ${difference > 0 ? '+' : ''}${numberText(difference)}`);
    return [
      {
        of: policy,
        says: `a mean of ${numberText(onlyA)} cities adopt in a alone, ${numberText(onlyB)} in b alone; most concerned (mean years, b − a): ${concerned.join(', ')}`,
      },
    ];
  });
}
