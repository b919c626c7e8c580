import type { Row } from '../figure.js';
import type { AdoptionSeries, Milestone } from './series.js';

export const NUMBERS = ['time', 'mean', 'low90', 'low50', 'high50', 'high90', 'observed'];

const EMPTY: Row = {
  ...Object.fromEntries(NUMBERS.map((field) => [field, null])),
  source: null,
};

/** The data: simulated points and observations of each curve, then the events. */
export function rowsOf(series: readonly AdoptionSeries[], milestones: readonly Milestone[]): Row[] {
  const curves = series.flatMap(({ subject, label, stage, unit, points, observed = [] }) => {
    const of = { subject, label, stage, unit };
    return [
      ...points.map(
        ({ time, mean, low90, low50, high50, high90 }): Row => ({
          kind: 'simulated',
          ...of,
          ...EMPTY,
          time,
          mean,
          low90,
          low50,
          high50,
          high90,
        }),
      ),
      ...observed.map(
        ({ time, value, source }): Row => ({
          kind: 'observed',
          ...of,
          ...EMPTY,
          time,
          observed: value,
          source,
        }),
      ),
    ];
  });
  const events = milestones.map(
    ({ time, label }): Row => ({
      kind: 'milestone',
      subject: null,
      label,
      stage: null,
      unit: null,
      ...EMPTY,
      time,
    }),
  );
  return [...curves, ...events];
}
