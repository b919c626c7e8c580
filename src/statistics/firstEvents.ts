/** Which events are the first of their history, and which come in later spells: a city that repeals may adopt once more. */
import type { EventRows } from './eventModel.js';

/** Events that are the first of their unit in these rows. The others come in later spells. */
export const firstEvents = ({ unit, event }: Pick<EventRows, 'unit' | 'event'>): number =>
  new Set(unit.filter((_, row) => event[row] === 1)).size;

/** In words: `47 events (44 of them first ones, 3 in later spells)`. */
export function eventsText(events: number, first: number): string {
  const count = `${events} ${events === 1 ? 'event' : 'events'}`;
  const later = events - first;
  return later === 0
    ? `${count}, all first ones`
    : `${count} (${first} of them first ones, ${later} in later spells)`;
}
