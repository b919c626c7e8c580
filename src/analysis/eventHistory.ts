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
 * but for the hidden ones; `law`, ln(1 - force) of the laws against it, where one hinders without forbidding (its
 * coefficient is 1); pressure where the transition reads it; and the cities' other attributes as the row begins, which
 * end no row. A city is not at risk while its clock stands still (another policy excludes it, there is no network to
 * join) or a law forbids it.
 */
import { type AttributeName, attributes } from '../model/attributes.js';
import { hindered } from '../model/clock.js';
import { ofCity } from '../model/fill.js';
import { mechanismById, mechanisms } from '../model/mechanisms/index.js';
import type { Observer, ObserverContext } from '../model/observer.js';
import { createSimulator } from '../model/simulate.js';
import type { Trajectory } from '../model/trajectory.js';
import { coefficientsOf, type Transition, type World } from '../model/world.js';

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
  /** When the event happened, which time1 does not say in the layout years; NaN without one. */
  readonly moment: Float64Array;
  /** 1: a covariate changed within the row (layout years). */
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
    coefficientsOf(transition).filter(
      ({ mechanism }, at, all) =>
        all.findIndex((other) => other.mechanism === mechanism) === at &&
        !HIDDEN.includes(mechanism) &&
        mechanismById(mechanism).needs.every((name) => world.cities.attributes[name] !== undefined),
    );
  const readsNation = (transition: Transition): boolean =>
    coefficientsOf(transition).some(({ mechanism }) => mechanismById(mechanism).reads.includes('nation'));
  const kept = world.subjects.flatMap((subject, s) =>
    subject.transitions.flatMap((transition, t) => (wanted(s, transition) ? [{ s, t, transition }] : [])),
  );
  const used = new Set(kept.flatMap(({ transition }) => seen(transition).map(({ mechanism }) => mechanism)));
  const terms = mechanisms.map(({ id }) => id).filter((id) => used.has(id));
  const laws = kept.map(({ s, transition }) => lawsAgainst(world, s, transition));
  const columns: string[] = [
    ...terms,
    ...(laws.some((forces) => forces.some((force) => force < 1)) ? ['law'] : []),
    ...(kept.some(({ transition }) => readsNation(transition)) ? ['pressure'] : []),
  ];
  const raw = (Object.keys(attributes) as AttributeName[]).filter(
    (name) => world.cities.attributes[name] && !HIDDEN.includes(name) && !terms.includes(name),
  );
  columns.push(...raw);
  const width = columns.length;
  const parts = kept.map(({ s, t, transition }, part): HistoryPart => {
    const own = seen(transition).map(({ mechanism }) => mechanism);
    if (laws[part].some((force) => force < 1)) own.push('law');
    return {
      subject: s,
      transition: t,
      terms: own.map((name) => columns.indexOf(name)).sort((a, b) => a - b),
    };
  });

  let rows = createRows(width);
  /** By part and city: row that is open, and spell that runs; -1 and 0: none. One that a law forbids has no row. */
  const open = new Int32Array(parts.length * cityCount);
  const running = new Int32Array(parts.length * cityCount);
  const simulator = createSimulator(world, { explain: false, observe: observer });

  function observer(context: ObserverContext): Observer {
    const { state, standard, jurisdiction, clocks } = context;
    const partOf = clocks.map(({ subject, index }) =>
      parts.findIndex((part) => part.subject === subject && part.transition === index),
    );
    const clockOf = parts.map((_, part) => clocks[partOf.indexOf(part)]);
    const reader = (name: string, value: (city: number) => number) => ({
      column: columns.indexOf(name),
      value,
    });
    /** By part: what fills the columns that it has, and by whose changes rows end. */
    const moving = parts.map(({ subject, transition: index }, part) => {
      const transition = world.subjects[subject].transitions[index];
      return [
        ...seen(transition).map(({ mechanism, parameters }) =>
          reader(
            mechanism,
            ofCity(mechanismById(mechanism).term({ ...context, subject, transition, parameters })),
          ),
        ),
        ...(laws[part].some((force) => force < 1) ? [reader('law', clockOf[part].preemption)] : []),
        ...(readsNation(transition)
          ? [reader('pressure', (city) => state.pressure[jurisdiction[city]])]
          : []),
      ];
    });
    /** Attributes as a row begins. */
    const given = raw.map((name) => {
      const values = standard.attribute(name);
      return reader(name, (city) => values[city]);
    });
    const { stepsPerYear } = world.time;

    function begin(part: number, city: number, at: number): void {
      const entry = part * cityCount + city;
      // Whom a law forbids it is not at risk.
      if (clockOf[part].preemption(city) === -Infinity) {
        open[entry] = -1;
        return;
      }
      const row = rows.add(part, city, running[entry], at);
      for (const { column, value } of moving[part]) rows.values[row * width + column] = value(city);
      for (const { column, value } of given) rows.values[row * width + column] = value(city);
      open[entry] = row;
    }

    function changed(part: number, city: number, row: number): boolean {
      return (
        clockOf[part].preemption(city) === -Infinity ||
        moving[part].some(({ column, value }) => rows.values[row * width + column] !== value(city))
      );
    }

    return {
      runs(clock, city, at, spell) {
        const part = partOf[clock];
        if (part < 0) return;
        running[part * cityCount + city] = spell;
        begin(part, city, at);
      },
      stands(clock, city, at) {
        const part = partOf[clock];
        if (part < 0) return;
        const entry = part * cityCount + city;
        if (open[entry] >= 0) rows.time1[open[entry]] = at;
        open[entry] = -1;
        running[entry] = 0;
      },
      step() {
        const { step, time } = state;
        const newYear =
          step === 0 || Math.floor(step / stepsPerYear) !== Math.floor((step - 1) / stepsPerYear);
        for (let part = 0; part < parts.length; part++) {
          for (let city = 0; city < cityCount; city++) {
            const entry = part * cityCount + city;
            if (running[entry] === 0) continue;
            const row = open[entry];
            if (row >= 0 && !(layout === 'years' && newYear)) {
              if (!changed(part, city, row)) continue;
              rows.approximate[row] = 1;
              if (layout === 'years' && clockOf[part].preemption(city) > -Infinity) continue;
            }
            // What began at this very moment began under other terms; what lasts no time is no row.
            if (row >= 0) rows.time1[row] = time;
            begin(part, city, time);
          }
        }
      },
    };
  }

  return {
    parts,
    columns,
    run(replicate) {
      rows = createRows(width);
      open.fill(-1);
      running.fill(0);
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
    const moment = new Float64Array(rows.count).fill(NaN);
    for (let row = 0; row < rows.count; row++) {
      if (Number.isNaN(time1[row])) time1[row] = end;
      else if (happened.get(`${part[row]} ${city[row]} ${spell[row]}`) === time1[row]) {
        event[row] = 1;
        moment[row] = time1[row];
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
    return {
      replicate: trajectory.replicate,
      count: order.length,
      city: pick(city),
      part: pick(part),
      spell: pick(spell),
      time0: pick(time0),
      time1: pick(time1),
      event: pick(event),
      moment: pick(moment),
      approximate: layout === 'years' ? pick(approximate) : new Uint8Array(order.length),
      values: columns.map((_, column) => Float64Array.from(order, (row) => values[row * width + column])),
    };
  }
}

/** Forces of the laws that may stand against a transition of a subject: those that hinder taking it up or carrying it out. */
function lawsAgainst({ nations, regions }: World, subject: number, { name }: Transition): number[] {
  if (!hindered.includes(name)) return [];
  return [...nations, ...regions].flatMap(({ preempts }) =>
    preempts.flatMap(({ policy, force }) => (policy === subject ? [force] : [])),
  );
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
