/** Bands, lines and points. Every layer declares the same axes, so that Vega-Lite merges them into one. */
import type { Spec } from '../figure.js';
import { round } from '../layout.js';
import { asIs, BAND_OPACITY, DASH, LINE_WIDTH, markLayer, POINT, POINT_SIZE, rimmedPoint } from '../marks.js';
import { across, upwards } from '../plotScale.js';
import { INK } from '../theme.js';
import type { Plot } from './plot.js';
import { type AdoptionSeries, type Bands, lastOf, observedIn } from './series.js';
import { bySubject, type Subject, subjectOf } from './subjects.js';

/** One run of counts stands still between its steps. */
export const courseOf = (unit: AdoptionSeries['unit'], replicates: number | undefined): string =>
  replicates === 1 && unit === 'count' ? 'step-after' : 'linear';

const BY_CURVE = ['subject', 'stage'].map((field) => ({ field, type: 'nominal' }));

export function bandLayers(
  series: readonly AdoptionSeries[],
  subjects: readonly Subject[],
  { time, value }: Plot,
  bands: Bands,
  interpolate: string,
): Spec[] {
  const paler = series.length > 3 ? 0.7 : 1;
  const layer = (low: string, high: string, opacity: number): Spec => ({
    transform: [{ filter: "datum.kind === 'simulated'" }],
    mark: { type: 'area', fillOpacity: round(opacity * paler), interpolate, line: false, strokeWidth: 0 },
    encoding: {
      x: across('time', time),
      y: upwards(low, value),
      y2: { field: high },
      fill: bySubject(subjects, 'ink'),
      detail: BY_CURVE,
    },
  });
  return [
    ...(bands === 'both' ? [layer('low90', 'high90', BAND_OPACITY.outer)] : []),
    ...(bands === 'none' ? [] : [layer('low50', 'high50', BAND_OPACITY.inner)]),
  ];
}

/** Means over replicates, a layer a stage: implemented is dashed. */
export function lineLayers(
  series: readonly AdoptionSeries[],
  subjects: readonly Subject[],
  { time, value }: Plot,
  interpolate: string,
): Spec[] {
  return [...new Set(series.map(({ stage }) => stage))].map((stage) => ({
    transform: [{ filter: `datum.kind === 'simulated' && datum.stage === '${stage}'` }],
    mark: {
      type: 'line',
      strokeWidth: LINE_WIDTH,
      interpolate,
      strokeJoin: 'round',
      ...(stage === 'implemented' ? { strokeDash: DASH } : { strokeCap: 'round' }),
    },
    encoding: {
      x: across('time', time),
      y: upwards('mean', value),
      stroke: bySubject(subjects, 'ink'),
      detail: BY_CURVE,
    },
  }));
}

/** What was observed: in black where there is one subject. */
export function observedLayers(
  series: readonly AdoptionSeries[],
  subjects: readonly Subject[],
  { time, value }: Plot,
): Spec[] {
  if (observedIn(series).length === 0) return [];
  const several = subjects.length > 1;
  return [
    {
      transform: [{ filter: "datum.kind === 'observed'" }],
      mark: rimmedPoint(several ? { size: POINT_SIZE } : { size: POINT_SIZE + 1, fill: INK.text }),
      encoding: {
        x: across('time', time),
        y: upwards('observed', value),
        shape: bySubject(subjects, 'shape'),
        ...(several ? { fill: bySubject(subjects, 'ink') } : {}),
      },
    },
  ];
}

/** Of several subjects every line's end bears its subject's shape: the key to it in greyscale. */
export function endMarkLayers(
  series: readonly AdoptionSeries[],
  subjects: readonly Subject[],
  { x, y }: Plot,
): Spec[] {
  if (subjects.length === 1) return [];
  const ends = series.map((of) => {
    const { ink, shape } = subjectOf(of, subjects);
    const { time, mean } = lastOf(of);
    return { px: round(x(time)), py: round(y(mean)), ink, shape };
  });
  return markLayer(ends, rimmedPoint({ size: POINT_SIZE }), {
    ...POINT,
    fill: asIs('ink'),
    shape: asIs('shape'),
  });
}
