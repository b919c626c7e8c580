/** The events of a finished run: read from events.csv the first time, kept for the next while they are few. */
import { eachRow } from '../../../io/eachRow.js';
import type { World } from '../../../model/world.js';

export interface RunEvent {
  readonly replicate: number;
  /** Decimal years. */
  readonly time: number;
  /** Index of the city. */
  readonly city: number;
  /** Index of the policy or network among the world's subjects. */
  readonly subject: number;
  /** Stages 0, 1, 2. */
  readonly from: number;
  readonly to: number;
  /** Index of the city whose policy was copied; -1: nobody's. */
  readonly source: number;
  /** Copies away from an innovator; 0 where nobody was copied. */
  readonly generation: number;
}

/** Visits the events in the order of the table: replicate, time. The event is the same object every time. */
export type EachEvent = (visit: (event: RunEvent) => void) => void;

/** Events that are kept: 280 MB. */
const MOST_KEPT = 10_000_000;
const COLUMNS = ['replicate', 'time', 'city', 'policy', 'from', 'to', 'source', 'generation'];

/** Growing columns of events. */
function createKept() {
  let capacity = 1 << 16;
  let whole = new Float64Array(capacity); // time
  let parts = new Int32Array(5 * capacity); // replicate, city, source, generation, then subject and stages in one
  let count = 0;
  return {
    add({ replicate, time, city, subject, from, to, source, generation }: RunEvent): void {
      if (count === capacity) {
        capacity *= 2;
        const wider = new Float64Array(capacity);
        wider.set(whole);
        whole = wider;
        const more = new Int32Array(5 * capacity);
        more.set(parts);
        parts = more;
      }
      whole[count] = time;
      parts.set([replicate, city, source, generation, 16 * subject + 4 * from + to], 5 * count);
      count++;
    },
    count: () => count,
    each(visit: (event: RunEvent) => void): void {
      const event = { replicate: 0, time: 0, city: 0, subject: 0, from: 0, to: 0, source: 0, generation: 0 };
      for (let k = 0; k < count; k++) {
        event.time = whole[k];
        event.replicate = parts[5 * k];
        event.city = parts[5 * k + 1];
        event.source = parts[5 * k + 2];
        event.generation = parts[5 * k + 3];
        const rest = parts[5 * k + 4];
        event.subject = rest >> 4;
        event.from = (rest >> 2) & 3;
        event.to = rest & 3;
        visit(event);
      }
    },
  };
}

/** file: an events.csv of a run of the world. Memory: 28 bytes an event; more than 10 million are read anew each time. */
export function runEvents(file: string, { cities, subjects }: World): EachEvent {
  const cityAt = new Map(cities.ids.map((id, i) => [id, i]));
  const subjectAt = new Map(subjects.map(({ id }, s) => [id, s]));
  let kept: ReturnType<typeof createKept> | null = null;
  return (visit) => {
    if (kept !== null) {
      kept.each(visit);
      return;
    }
    const found = createKept();
    let fits = true;
    eachRow(file, COLUMNS, ([replicate, time, city, policy, from, to, source, generation]) => {
      const event = {
        replicate: Number(replicate),
        time: Number(time),
        city: cityAt.get(city)!,
        subject: subjectAt.get(policy)!,
        from: Number(from),
        to: Number(to),
        source: cityAt.get(source) ?? -1,
        generation: Number(generation),
      };
      fits &&= found.count() < MOST_KEPT;
      if (fits) found.add(event);
      visit(event);
    });
    if (fits) kept = found;
  };
}
