/** How subjects are told apart: each has a colour and a shape. */
import type { Spec } from '../figure.js';
import { PALETTE, SHAPES } from '../theme.js';
import type { AdoptionSeries } from './series.js';

export interface Subject {
  readonly id: string;
  readonly label: string;
  readonly ink: string;
  readonly shape: string;
}

export function subjectsOf(series: readonly AdoptionSeries[]): Subject[] {
  const labels = new Map(series.map(({ subject, label }) => [subject, label]));
  return [...labels].map(([id, label], i) => ({
    id,
    label,
    ink: PALETTE[i % PALETTE.length],
    // From the ninth subject on colours repeat; shapes then start one further, so that the pair stays unique.
    shape: SHAPES[(i + Math.floor(i / PALETTE.length)) % SHAPES.length],
  }));
}

/** The subject of a curve. */
export const subjectOf = ({ subject }: AdoptionSeries, subjects: readonly Subject[]): Subject =>
  subjects.find(({ id }) => id === subject)!;

/** Rows of the data by their subjects' colours, or shapes. */
export const bySubject = (subjects: readonly Subject[], look: 'ink' | 'shape'): Spec => ({
  field: 'subject',
  type: 'nominal',
  scale: { domain: subjects.map(({ id }) => id), range: subjects.map((subject) => subject[look]) },
});
