/** Names at the ends of lines: of subjects, or of the stages of one. */
import type { BandPoint } from '../bands.js';
import { endLabels } from '../endLabels.js';
import type { Spec } from '../figure.js';
import { measureText, wrapText } from '../textMetrics.js';
import { TYPE } from '../theme.js';
import { words } from '../words.js';
import type { Plot } from './plot.js';
import { type AdoptionSeries, hasBothStages, lastOf } from './series.js';
import { type Subject, subjectOf } from './subjects.js';

export interface NamedEnd {
  readonly subject: Subject;
  readonly lines: readonly string[];
  /** Where the curve ends. */
  readonly last: BandPoint;
}

export const stageText = (stage: AdoptionSeries['stage']): string =>
  ({ declared: words`declared`, implemented: words`implemented`, joined: words`joined` })[stage];

/** Of several subjects each is named once, of one its stages where it has both; no name is wider than `most`. */
export function namedEnds(
  series: readonly AdoptionSeries[],
  subjects: readonly Subject[],
  most: number,
): NamedEnd[] {
  const byStage = subjects.length === 1;
  if (byStage && !hasBothStages(series)) return [];
  const isNamedBefore = ({ subject, stage }: AdoptionSeries): boolean =>
    stage === 'implemented' &&
    series.some((other) => other.subject === subject && other.stage !== 'implemented');
  return series
    .filter((of) => byStage || !isNamedBefore(of))
    .map((of) => {
      const subject = subjectOf(of, subjects);
      const text = byStage ? stageText(of.stage) : subject.label;
      return { subject, lines: wrapText(text, most, TYPE.label, 'semibold'), last: lastOf(of) };
    });
}

export const namesWidth = (names: readonly NamedEnd[]): number =>
  Math.max(...names.flatMap(({ lines }) => lines.map((line) => measureText(line, TYPE.label, 'semibold'))));

/** The names at the right of the plot, where they fit, and what ties each to its line; marks at the lines' ends need room. */
export function nameLayers(
  names: readonly NamedEnd[],
  { x, y, width, nameCentres }: Plot,
  isMarked: boolean,
): { readonly leaders: Spec[]; readonly texts: Spec[] } {
  if (nameCentres === undefined) return { leaders: [], texts: [] };
  const ends = names.map(({ subject, lines, last }) => ({
    lines,
    x: x(last.time) + (isMarked ? 3 : 1.5),
    y: y(last.mean),
    ink: subject.ink,
  }));
  return endLabels(ends, nameCentres, width + (isMarked ? 8 : 5));
}
