/** The key: only what the names at the lines' ends do not already say. */
import type { KeyItem } from '../keyLayers.js';
import { INK } from '../theme.js';
import { counted, words } from '../words.js';
import { stageText } from './names.js';
import { type AdoptionSeries, type Bands, hasBothStages, observedIn, sourcesOf } from './series.js';
import type { Subject } from './subjects.js';

/** isNamed: whether names stand at the lines' ends. */
export function keyOf(
  series: readonly AdoptionSeries[],
  subjects: readonly Subject[],
  {
    bands,
    isNamed,
    replicates,
  }: { readonly bands: Bands; readonly isNamed: boolean; readonly replicates: number | undefined },
): KeyItem[] {
  // What holds of all subjects is grey.
  const ink = subjects.length > 1 ? INK.quiet : subjects[0].ink;
  return [
    ...(isNamed ? [] : subjects.map(subjectItem)),
    ...(subjects.length > 1 && hasBothStages(series) ? stageItems(ink) : []),
    ...runItems(series, bands, replicates, ink),
    ...observedItems(series, subjects),
  ];
}

const subjectItem = ({ label, ink, shape }: Subject): KeyItem => ({ symbol: 'point', label, ink, shape });

const stageItems = (ink: string): KeyItem[] => [
  { symbol: 'line', label: stageText('declared'), ink },
  { symbol: 'dashed', label: stageText('implemented'), ink },
];

/** What lines and bands are over replicates. */
function runItems(
  series: readonly AdoptionSeries[],
  bands: Bands,
  replicates: number | undefined,
  ink: string,
): KeyItem[] {
  const runs = replicates === undefined ? words`runs` : words`${counted(replicates)} runs`;
  if (bands === 'both') return [{ symbol: 'bands', label: words`mean, central 50% and 90% of ${runs}`, ink }];
  if (bands === 'inner') return [{ symbol: 'band', label: words`mean, central 50% of ${runs}`, ink }];
  if (replicates === undefined) return [];
  if (replicates !== 1) return [{ symbol: 'line', label: words`mean of ${runs}`, ink }];
  const isDashed = series.every(({ stage }) => stage === 'implemented');
  return [{ symbol: isDashed ? 'dashed' : 'line', label: words`one run`, ink }];
}

function observedItems(series: readonly AdoptionSeries[], subjects: readonly Subject[]): KeyItem[] {
  if (observedIn(series).length === 0) return [];
  const several = subjects.length > 1;
  const sources = sourcesOf(series);
  return [
    {
      symbol: 'point',
      label: `${words`observed`}${sources.length > 0 ? ` (${sources.join('; ')})` : ''}`,
      ink: several ? INK.quiet : INK.text,
      shape: several ? 'circle' : subjects[0].shape,
    },
  ];
}
