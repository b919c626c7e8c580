/** Which of several policies a city takes up first, and when: histories for cumulative incidence. */
import type { EventRows } from '../statistics/eventModel.js';

export interface CompetingPart {
  readonly policy: string | null;
  readonly rows: EventRows;
  /** Units that hold the policy from the outset; left out: those without a row of it. */
  readonly holders?: ReadonlySet<string>;
}

export interface FirstPolicies {
  /** Since the city first came under risk of one of them. */
  readonly time1: readonly number[];
  /** 1, 2, … in the order of the policies; 0: none by then. */
  readonly event: readonly number[];
  /** Of which replicate each history is; '' where there is one. */
  readonly replicate: readonly string[];
  /** Cities that hold one from the outset, whose first policy is behind them. */
  readonly held: number;
}

/**
 * A history each city, from its first row of any of the policies to the first that it takes up, or to its last row.
 * @throws RangeError for a policy without rows, two taken up by a city at one moment, and where no city is left.
 */
export function firstPolicies(parts: readonly CompetingPart[], competing: readonly string[]): FirstPolicies {
  const chosen = competing.map((policy) => {
    const part = parts.find((own) => own.policy === policy);
    if (!part) throw new RangeError(`no rows of ${policy}`);
    return part;
  });
  const all = new Set(chosen.flatMap(({ rows }) => rows.unit));
  const holders = new Set(
    chosen.flatMap(({ rows, holders: given }) => {
      if (given) return [...given].filter((name) => all.has(name));
      const own = new Set(rows.unit);
      return [...all].filter((name) => !own.has(name));
    }),
  );
  const first = new Map<
    string,
    { start: number; end: number; kind: number; until: number; replicate: string }
  >();
  const ties: string[] = [];
  chosen.forEach(({ rows: { unit, time0, time1, event, moment = time1, replicate } }, k) => {
    unit.forEach((name, i) => {
      if (holders.has(name)) return;
      const own = first.get(name) ?? {
        start: Infinity,
        end: Infinity,
        kind: 0,
        until: -Infinity,
        replicate: replicate?.[i] ?? '',
      };
      first.set(name, own);
      own.start = Math.min(own.start, time0[i]);
      own.until = Math.max(own.until, time1[i]);
      if (event[i] !== 1) return;
      if (moment[i] === own.end && own.kind !== k + 1)
        ties.push(
          `${chosen[k].rows.city[i]} takes up ${competing[own.kind - 1]} and ${competing[k]} at ${own.end}`,
        );
      if (moment[i] >= own.end) return;
      own.end = moment[i];
      own.kind = k + 1;
    });
  });
  if (ties.length > 0)
    throw new RangeError(
      `--competing: which came first is not known: ${ties[0]}${ties.length > 1 ? `, and ${ties.length - 1} more so` : ''}; ` +
        'it takes times that tell them apart (of a CSV --time0 and --time1), or leave such cities out',
    );
  if (first.size === 0)
    throw new RangeError(`--competing: every city holds one of ${competing.join(', ')} from the outset`);
  const histories = [...first.values()];
  return {
    time1: histories.map(({ start, end, until }) => Math.min(end, until) - start),
    event: histories.map(({ kind }) => kind),
    replicate: histories.map(({ replicate }) => replicate),
    held: holders.size,
  };
}
