/** What was made lately, as long as it fits: the least recently used goes first. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): Value;
}

/** room: sum of weights that is kept, in any unit; one value is kept whatever its weight. */
export function recent<Value>(room: number, weightOf: (value: Value) => number): Recent<Value> {
  // A Map keeps the order in which keys were set; a key that is used goes to the end.
  const kept = new Map<string, { readonly value: Value; readonly weight: number }>();
  let total = 0;
  return {
    get(key) {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.value;
    },
    set(key, value) {
      total -= kept.get(key)?.weight ?? 0;
      kept.delete(key);
      const weight = weightOf(value);
      kept.set(key, { value, weight });
      total += weight;
      for (const [oldest, { weight: freed }] of kept) {
        if (total <= room || kept.size === 1) break;
        kept.delete(oldest);
        total -= freed;
      }
      return value;
    },
  };
}
