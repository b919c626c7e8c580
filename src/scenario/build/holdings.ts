/** What cities hold at the start, and what enters or leaves from outside later. */
import { ACTIVE } from '../../model/state.js';
import type { Entry, World } from '../../model/world.js';
import type { Inputs } from './inputs.js';

export interface Holdings extends Pick<World, 'initialStage' | 'initialSince'> {
  /** In the order of their times once `sort` was called. */
  readonly entries: Entry[];
  /** A city holds a subject at a stage since a time (decimal years), from the start on. */
  hold(subject: number, city: number, stage: number, since: number): void;
  /** Of an exit and an entry at one moment the exit comes first. */
  sort(): void;
}

/** Those that were read, of S subjects (their ids in order) and N cities; arrays are [s * N + i]. */
export function holdingsOf(
  { scenario, adopters, memberships }: Inputs,
  subjectIds: readonly string[],
  cityCount: number,
): Holdings {
  const initialStage = new Uint8Array(subjectIds.length * cityCount);
  const initialSince = new Float64Array(subjectIds.length * cityCount).fill(NaN);
  const entries: Entry[] = [];
  const { start, end } = scenario.time;
  const hold = (subject: number, city: number, stage: number, since: number): void => {
    // A city may have a row for each stage: it holds the highest, since the first.
    const at = subject * cityCount + city;
    initialSince[at] = initialStage[at] > 0 ? Math.min(initialSince[at], since) : since;
    initialStage[at] = Math.max(initialStage[at], stage);
  };
  for (const { city, subject, stage, since } of adopters)
    hold(subjectIds.indexOf(subject), city, stage, since);
  for (const { city, network, from, to } of memberships ?? []) {
    const subject = subjectIds.indexOf(network);
    if (to <= start || from > end) continue;
    if (from <= start) hold(subject, city, ACTIVE, from);
    else entries.push({ time: from, city, subject, to: ACTIVE });
    if (to <= end) entries.push({ time: to, city, subject, to: 0 });
  }
  return {
    initialStage,
    initialSince,
    entries,
    hold,
    sort() {
      entries.sort((a, b) => a.time - b.time || a.to - b.to || a.city - b.city || a.subject - b.subject);
    },
  };
}
