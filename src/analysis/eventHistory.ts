/**
 * The event history of a simulated world, as an observer would write it down: who was at risk of which transition,
 * when, under which observable covariates, and whether it happened. A row is a city, policy, transition and spell
 * during (time0, time1], in one of two layouts:
 *
 *     intervals  covariates are constant within a row, and a row with the event ends when it happens. The
 *                piecewise-exponential model (link exponential, offset log(time1 - time0)) is exact, and so is Cox's.
 *     years      a row a year, with the covariates of its beginning; one with the event lasts to the end of the year,
 *                so that cloglog with that offset fits. Rows in which a covariate changed are marked approximate.
 *
 * Covariates are the terms of the transition's mechanisms, made by the mechanisms themselves while the simulator runs,
 * but for the hidden ones; then national pressure where the transition reads it, and the cities' attributes as at
 * the start. Spells that are paused (excluded by a policy, no network to join) are not at risk meanwhile.
 */
import { type AttributeName, attributes } from '../model/attributes.js';
import { mechanismById, mechanisms } from '../model/mechanisms/index.js';
import type { Observer, ObserverContext } from '../model/observer.js';
import { createSimulator } from '../model/simulate.js';
import type { Trajectory } from '../model/trajectory.js';
import type { Transition, World } from '../model/world.js';

/** What no observer sees: a mechanism, and the attribute of that name. */
export const HIDDEN: readonly string[] = ['frailty'];

export type HistoryLayout = 'intervals' | 'years';

/** A transition of a subject, as it stands in the columns `policy` and `transition`. */
export interface HistoryPart {
  readonly subject: number;
  /** Index into the subject's transitions. */
  readonly transition: number;
  /** Observable terms: positions in the columns. */
  readonly terms: readonly number[];
}

/** Rows in the order of city, policy, transition, spell, time. */
export interface EventHistory {
  readonly replicate: number;
  readonly count: number;
  readonly city: Int32Array;
  /** Index into the parts. */
  readonly part: Int32Array;
  readonly spell: Int32Array;
  readonly time0: Float64Array;
  readonly time1: Float64Array;
  readonly event: Uint8Array;
  /** 1: a covariate changed within the row. */
  readonly approximate: Uint8Array;
  /** One array of values for each column; NaN where a column does not belong to the row's transition. */
  readonly values: readonly Float64Array[];
}

export interface EventHistories {
  readonly parts: readonly HistoryPart[];
  /** Names of the covariates: terms, pressure, attributes. */
  readonly columns: readonly string[];
  run(replicate: number): { readonly history: EventHistory; readonly trajectory: Trajectory };
}

/** Prepares the event histories of a world. `wanted`: the transitions that are written down; left out: all. */
export function createEventHistories(
  world: World,
  layout: HistoryLayout,
  wanted: (subject: number, transition: Transition) => boolean = () => true,
): EventHistories {
  const cityCount = world.cities.count;
  const seen = (transition: Transition) =>
    transition.coefficients.filter(
      ({ mechanism }) =>
        !HIDDEN.includes(mechanism) &&
        mechanismById(mechanism).needs.every((name) => world.cities.attributes[name] !== undefined),
    );
  const readsNation = (transition: Transition): boolean =>
    transition.coefficients.some(({ mechanism }) => mechanismById(mechanism).reads.includes('nation'));
  const kept = world.subjects.flatMap((subject, s) =>
    subject.transitions.flatMap((transition, t) => (wanted(s, transition) ? [{ s, t, transition }] : [])),
  );
  const used = new Set(kept.flatMap(({ transition }) => seen(transition).map(({ mechanism }) => mechanism)));
  const terms = mechanisms.map(({ id }) => id).filter((id) => used.has(id));
  const live = [...terms, ...(kept.some(({ transition }) => readsNation(transition)) ? ['pressure'] : [])];
  const raw = (Object.keys(attributes) as AttributeName[]).filter(
    (name) => world.cities.attributes[name] && !HIDDEN.includes(name) && !terms.includes(name),
  );
  const parts = kept.map(({ s, t, transition }): HistoryPart => {
    const own = seen(transition).map(({ mechanism }) => terms.indexOf(mechanism));
    return { subject: s, transition: t, terms: own.sort((a, b) => a - b) };
  });

  let rows = createRows(live.length);
  /** Row that a part and city is in; -1: none. */
  const open = new Int32Array(parts.length * cityCount);
  const simulator = createSimulator(world, {
    explain: false,
    observe: (context) => observer(context),
  });

  function observer(context: ObserverContext): Observer {
    const { state, clocks } = context;
    const partOf = clocks.map(({ subject, index }) =>
      parts.findIndex((part) => part.subject === subject && part.transition === index),
    );
    /** By part: what fills the columns that it has. */
    const readers = parts.map(({ subject, transition: index }) => {
      const transition = world.subjects[subject].transitions[index];
      const own = seen(transition).map(({ mechanism, parameters }) => ({
        column: terms.indexOf(mechanism),
        value: mechanismById(mechanism).term({ ...context, subject, transition, parameters }),
      }));
      if (!readsNation(transition)) return own;
      const value = (city: number): number => state.pressure[world.cities.country[city]];
      return [...own, { column: terms.length, value }];
    });
    const { stepsPerYear } = world.time;

    function begin(part: number, city: number, at: number, spell: number): void {
      const row = rows.add(part, city, spell, at);
      for (const { column, value } of readers[part]) rows.values[row * live.length + column] = value(city);
      open[part * cityCount + city] = row;
    }

    function changed(part: number, city: number, row: number): boolean {
      return readers[part].some(
        ({ column, value }) => rows.values[row * live.length + column] !== value(city),
      );
    }

    return {
      runs(clock, city, at, spell) {
        if (partOf[clock] >= 0) begin(partOf[clock], city, at, spell);
      },
      stands(clock, city, at) {
        if (partOf[clock] < 0) return;
        const entry = partOf[clock] * cityCount + city;
        rows.end(open[entry], at);
        open[entry] = -1;
      },
      step() {
        const { step, time } = state;
        const newYear =
          step === 0 || Math.floor(step / stepsPerYear) !== Math.floor((step - 1) / stepsPerYear);
        for (let part = 0; part < parts.length; part++) {
          for (let city = 0; city < cityCount; city++) {
            const row = open[part * cityCount + city];
            if (row < 0) continue;
            if (layout === 'years' && !newYear) {
              if (rows.approximate[row] === 0 && changed(part, city, row)) rows.approximate[row] = 1;
              continue;
            }
            // What began at this very moment began under other terms; what lasts no time is no row.
            if (layout === 'intervals' && !changed(part, city, row)) continue;
            rows.end(row, time);
            begin(part, city, time, rows.spell[row]);
          }
        }
      },
    };
  }

  return {
    parts,
    columns: [...live, ...raw],
    run(replicate) {
      rows = createRows(live.length);
      open.fill(-1);
      const trajectory = simulator.run(replicate);
      return { history: finish(trajectory), trajectory };
    },
  };

  function finish(trajectory: Trajectory): EventHistory {
    const { start, end } = world.time;
    const partOf = new Map(parts.map(({ subject, transition }, part) => [`${subject} ${transition}`, part]));
    const happened = new Map<string, number>();
    for (let event = 0; event < trajectory.count; event++) {
      const part = partOf.get(`${trajectory.subject[event]} ${trajectory.transition[event]}`);
      if (part === undefined) continue;
      const key = `${part} ${trajectory.city[event]} ${trajectory.spell[event]}`;
      happened.set(key, trajectory.time[event]);
    }
    const { part, city, spell, time0, time1, approximate, values } = rows;
    const event = new Uint8Array(rows.count);
    for (let row = 0; row < rows.count; row++) {
      if (Number.isNaN(time1[row])) time1[row] = end;
      else if (happened.get(`${part[row]} ${city[row]} ${spell[row]}`) === time1[row]) {
        event[row] = 1;
        if (layout === 'years') time1[row] = Math.min(end, start + Math.floor(time0[row] - start + 1e-9) + 1);
      }
    }
    const order = orderBy(
      Int32Array.from({ length: rows.count }, (_, row) => row).filter((row) => time1[row] > time0[row]),
      (row) => city[row] * parts.length + part[row],
      cityCount * parts.length,
    );
    const pick = <T extends Int32Array | Float64Array | Uint8Array>(column: T): T => {
      const out = new (column.constructor as new (size: number) => T)(order.length);
      for (let at = 0; at < order.length; at++) out[at] = column[order[at]];
      return out;
    };
    const cities = pick(city);
    return {
      replicate: trajectory.replicate,
      count: order.length,
      city: cities,
      part: pick(part),
      spell: pick(spell),
      time0: pick(time0),
      time1: pick(time1),
      event: pick(event),
      approximate: pick(approximate),
      values: [
        ...live.map((_, column) => Float64Array.from(order, (row) => values[row * live.length + column])),
        ...raw.map((name) => {
          const attribute = world.cities.attributes[name]!;
          return Float64Array.from(cities, (i) => attribute[i]);
        }),
      ],
    };
  }
}

/** Rows that grow, in order of beginning; time1 is NaN while a row is open. */
function createRows(width: number) {
  let capacity = 0;
  const rows = {
    count: 0,
    part: new Int32Array(0),
    city: new Int32Array(0),
    spell: new Int32Array(0),
    time0: new Float64Array(0),
    time1: new Float64Array(0),
    approximate: new Uint8Array(0),
    values: new Float64Array(0),
    add(part: number, city: number, spell: number, at: number): number {
      if (rows.count === capacity) grow();
      const row = rows.count++;
      rows.part[row] = part;
      rows.city[row] = city;
      rows.spell[row] = spell;
      rows.time0[row] = at;
      rows.time1[row] = NaN;
      rows.values.fill(NaN, row * width, (row + 1) * width);
      return row;
    },
    end(row: number, at: number): void {
      rows.time1[row] = at;
    },
  };
  function grow(): void {
    capacity = Math.max(1024, 2 * capacity);
    const wider = <T extends Int32Array | Float64Array | Uint8Array>(old: T, length: number): T => {
      const grown = new (old.constructor as new (size: number) => T)(length);
      grown.set(old as never);
      return grown;
    };
    rows.part = wider(rows.part, capacity);
    rows.city = wider(rows.city, capacity);
    rows.spell = wider(rows.spell, capacity);
    rows.time0 = wider(rows.time0, capacity);
    rows.time1 = wider(rows.time1, capacity);
    rows.approximate = wider(rows.approximate, capacity);
    rows.values = wider(rows.values, capacity * width);
  }
  return rows;
}

/** Items by a key 0 … count - 1, those of one key in the order given. */
function orderBy(items: Int32Array, key: (item: number) => number, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const item of items) next[key(item) + 1]++;
  for (let k = 0; k < count; k++) next[k + 1] += next[k];
  const order = new Int32Array(items.length);
  for (const item of items) order[next[key(item)]++] = item;
  return order;
}
