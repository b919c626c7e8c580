/**
 * Which cities are to be looked at anew for which subject, and why (bits of causes.ts). Each is listed once, however
 * often it is marked; what concerns all of them is noted once, and not city by city.
 */
export interface Marks {
  mark(subject: number, city: number, bits: number): void;
  markAll(subject: number, bits: number): void;
  /** Marks the cities at the places from … end - 1 of a list. */
  markSome(subject: number, cities: Int32Array, from: number, end: number, bits: number): void;
  /** Bits by subject and city, [s * N + i], of what concerns single cities. */
  readonly bits: Uint8Array;
  /** S: bits of what concerns all cities. */
  readonly common: Uint8Array;
  /** The single cities marked for a subject: the first count(subject) entries. */
  list(subject: number): Int32Array;
  count(subject: number): number;
  /** Forgets all marks. */
  clear(): void;
}

export function createMarks(subjectCount: number, cityCount: number): Marks {
  const bits = new Uint8Array(subjectCount * cityCount);
  const common = new Uint8Array(subjectCount);
  const lists = Array.from({ length: subjectCount }, () => new Int32Array(cityCount));
  const counts = new Int32Array(subjectCount);
  return {
    mark(subject, city, more) {
      const at = subject * cityCount + city;
      if (bits[at] === 0) lists[subject][counts[subject]++] = city;
      bits[at] |= more;
    },
    markAll(subject, more) {
      common[subject] |= more;
    },
    markSome(subject, cities, from, end, more) {
      const offset = subject * cityCount;
      const list = lists[subject];
      let count = counts[subject];
      for (let at = from; at < end; at++) {
        const city = cities[at];
        if (bits[offset + city] === 0) list[count++] = city;
        bits[offset + city] |= more;
      }
      counts[subject] = count;
    },
    bits,
    common,
    list: (subject) => lists[subject],
    count: (subject) => counts[subject],
    clear() {
      common.fill(0);
      for (let subject = 0; subject < subjectCount; subject++) {
        const list = lists[subject];
        const offset = subject * cityCount;
        for (let at = 0; at < counts[subject]; at++) bits[offset + list[at]] = 0;
        counts[subject] = 0;
      }
    },
  };
}
