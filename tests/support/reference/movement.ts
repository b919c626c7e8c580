/** What moves by itself before the decisions of a step, and what cities move after them. */
import { normalQuantile } from '../../../src/model/normal.js';
import { compilePredicate } from '../../../src/model/predicate.js';
import { type Stream, stream, uniform } from '../../../src/model/random.js';
import type { World } from '../../../src/model/world.js';
import { activeMembers, type Moment, networksOf, range, takesPart } from './moment.js';
import { functionsOf } from './peers.js';

const of = ({ cities }: World, from: Stream, i: number): number =>
  uniform(from, cities.keys[2 * i], cities.keys[2 * i + 1]);

/** Into [low, high], as between two mirrors. */
export function mirrored(value: number, low: number, high: number): number {
  let at = value;
  while (at < low || at > high) at = at > high ? 2 * high - at : 2 * low - at;
  return at;
}

/** Growth, waves and elections between the start of the step before (null: there is none) and now. */
export function moveByThemselves(moment: Moment, before: number | null): void {
  const { world, replicate, now } = moment;
  const { growth, elections } = world.dynamics;
  const { attributes, count } = world.cities;
  const everyone = range(count);
  const isNew = (at: number): boolean => at <= now && (before === null || at > before);

  if (growth && moment.immigrantShare) {
    const years = Math.floor(now) - Math.floor(before ?? world.time.start);
    for (let year = 0; year < years; year++) {
      moment.immigrantShare = moment.immigrantShare.map((s, i) => {
        const factor = Math.exp(growth.perYear * (1 + growth.spread * (attributes.growth?.[i] ?? 0)));
        const odds = (s / (1 - s)) * factor;
        return s === 0 || s === 1 ? s : odds / (1 + odds);
      });
    }
  }
  for (const { at, cities, share, salience, halfLife } of world.shocks) {
    if (!isNew(at)) continue;
    const condition = compilePredicate(cities, world);
    const stages = Uint8Array.from(moment.stage.flat());
    const reached = everyone.filter((i) => condition.holds(i, stages));
    moment.immigrantShare =
      moment.immigrantShare?.map((s, i) => (reached.includes(i) ? s + share * (1 - s) : s)) ?? null;
    moment.waves.push({ at, salience, halfLife, cities: reached });
  }
  if (elections && moment.orientation) {
    const electorate = attributes.electorate ?? attributes.orientation!;
    const share = stream(world.seed, 'population', 'elections');
    moment.orientation = moment.orientation.map((given, i) => {
      const first = world.time.start + elections.cycle * of(world, share, i);
      let o = given;
      for (let k = 1; first + (k - 1) * elections.cycle <= now; k++) {
        if (!isNew(first + (k - 1) * elections.cycle)) continue;
        const draw = normalQuantile(of(world, stream(world.seed, replicate, 'elections', k), i));
        o = mirrored(o + elections.pull * (electorate[i] - o) + elections.swing * draw, -1, 1);
      }
      return o;
    });
  }
}

/** What would suit a city: uniform in each dimension. */
export const idealOf = (world: World, policy: number, i: number): number[] =>
  range(world.feedback.design?.dimensions ?? 0).map((k) =>
    of(world, stream(world.seed, 'population', 'ideal', world.subjects[policy].id, k), i),
  );

/** The design of a city that takes a policy up; null: it copies nobody. */
export function designOf(
  { world, replicate }: Moment,
  policy: number,
  i: number,
  spell: number,
  copied: readonly number[] | null,
): number[] | null {
  const rule = world.feedback.design;
  if (!rule) return null;
  return idealOf(world, policy, i).map((ideal, k) => {
    const base = copied ? (1 - rule.adaptation) * copied[k] + rule.adaptation * ideal : ideal;
    const from = stream(world.seed, replicate, 'copying', 'mutation', world.subjects[policy].id, spell, k);
    return rule.mutation === 0
      ? base
      : mirrored(base + rule.mutation * normalQuantile(of(world, from, i)), 0, 1);
  });
}

/** Strength of the functions during the step that ends. */
type Strengths = ReadonlyMap<number, ReturnType<typeof functionsOf>>;

export const strengthsAt = (moment: Moment): Strengths =>
  new Map(networksOf(moment.world).map((n) => [n, functionsOf(moment, n)]));

/**
 * Feedback over the step of length dt that ends, from the stages as they stand at its end. All parts read the
 * others as they were: outcomes the designs before these are pulled.
 */
export function feedBack(moment: Moment, strengths: Strengths, dt: number): void {
  const { world } = moment;
  const { advocacy, outcomes, socialisation, design } = world.feedback;
  const policies = range(world.policyCount);
  const everyone = range(world.cities.count);
  const networks = networksOf(world);

  if (advocacy) {
    const population = world.cities.attributes.population!;
    const voice = (i: number): number =>
      1 -
      networks
        .filter((n) => takesPart(moment, n, i))
        .reduce((quiet, n) => {
          const { vertical, migrationShare } = world.subjects[n].network!;
          return quiet * (1 - strengths.get(n)!.jurisgenerative * vertical * migrationShare);
        }, 1 - advocacy.voice);
    moment.gained = moment.gained.map((gained, nation) => {
      const own = everyone.filter((i) => world.cities.country[i] === nation);
      const inhabitants = own.reduce((sum, i) => sum + population[i], 0);
      let push = 0;
      for (const p of policies) {
        for (const i of own) {
          if (moment.stage[p][i] === 2) push += (advocacy.pushes[p] * voice(i) * population[i]) / inhabitants;
        }
      }
      // The solution of A' = push - decay A.
      const { decay } = advocacy;
      if (decay === 0) return gained + push * dt;
      return push / decay + (gained - push / decay) * Math.exp(-decay * dt);
    });
  }
  if (outcomes) {
    const year = Math.floor(moment.now);
    moment.outcome = moment.outcome.map((row, p) =>
      row.map((y, i) => {
        const { effect } = world.subjects[p].policy!;
        const ideal = idealOf(world, p, i);
        const gaps =
          design && moment.stage[p][i] === 2
            ? ideal.map((at, k) => Math.abs(moment.design[p][i]![k] - at))
            : [];
        const misfit = gaps.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
        const target = moment.stage[p][i] === 2 ? effect * (1 - misfit) : 0;
        const from = stream(world.seed, moment.replicate, 'outcome', world.subjects[p].id, year);
        const noise = outcomes.noise === 0 ? 0 : outcomes.noise * normalQuantile(of(world, from, i));
        // y' = rate (target - y) + noise, over dt.
        if (outcomes.rate === 0) return y + noise * dt;
        const rest = target + noise / outcomes.rate;
        return rest + (y - rest) * Math.exp(-outcomes.rate * dt);
      }),
    );
  }
  for (const n of design ? networks : []) {
    const { benchmark, carries } = world.subjects[n].network!;
    if (!benchmark?.design) continue;
    const left = Math.exp(-benchmark.pull * dt);
    for (const i of activeMembers(moment, n)) {
      for (const p of policies) {
        if (carries[p] === 0 || moment.stage[p][i] === 0) continue;
        moment.design[p][i] = moment.design[p][i]!.map(
          (at, k) => benchmark.design![k] + left * (at - benchmark.design![k]),
        );
      }
    }
  }
  if (socialisation > 0) {
    const before = moment.orientation!;
    const drift = everyone.map(() => 0);
    for (const n of networks) {
      const members = activeMembers(moment, n);
      const part = 1 - Math.exp(-socialisation * strengths.get(n)!.symbolic * dt);
      for (const i of members) {
        const fellows = members.filter((j) => j !== i);
        if (fellows.length === 0) continue;
        drift[i] += part * (fellows.reduce((sum, j) => sum + before[j], 0) / fellows.length - before[i]);
      }
    }
    moment.orientation = before.map((o, i) => Math.min(1, Math.max(-1, o + drift[i])));
  }
}
