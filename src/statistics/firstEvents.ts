/** Which events are the first of their history, and which come in later spells: a city that repeals may adopt once more. */
import type { EventRows } from './eventModel.js';

/** Events that are the first of their unit in these rows. The others come in later spells. */
export const firstEvents = ({ unit, event }: Pick<EventRows, 'unit' | 'event'>): number =>
  new Set(unit.filter((_, row) => event[row] === 1)).size;

/** Of rows that are pairs: how many units take it up, each once at a time, however many peers they look at. */
export const unitEvents = ({ unit, time0, event }: Pick<EventRows, 'unit' | 'time0' | 'event'>): number =>
  new Set(unit.flatMap((name, row) => (event[row] === 1 ? [`${time0[row]} ${name}`] : []))).size;

/** In words: `288 events of pairs, which are 23 adoptions`. */
export const pairEventsText = (events: number, adoptions: number): string =>
  `${events} ${events === 1 ? 'event' : 'events'} of pairs, which ${adoptions === 1 ? 'is 1 adoption' : `are ${adoptions} adoptions`}: each counts once for every peer that is looked at`;

/** In words: `47 events (44 of them first ones, 3 in later spells)`. */
export function eventsText(events: number, first: number): string {
  const count = `${events} ${events === 1 ? 'event' : 'events'}`;
  const later = events - first;
  return later === 0
    ? `${count}, all first ones`
    : `${count} (${first} of them first ones, ${later} in later spells)`;
}
