/** What presses on a city from above, made anew from the schedules at every question. */
import { normalQuantile } from '../../../src/model/normal.js';
import { cityKeys, stream, uniform } from '../../../src/model/random.js';
import type { Nation } from '../../../src/model/world.js';
import { type Moment, range } from './moment.js';

const isPresent = (power: Nation): boolean =>
  power.pressure.length > 0 || power.noise > 0 || power.preempts.length > 0 || power.coordinates.length > 0;

/** The nation of a city, and its region where that says something; with the names of their noise. */
function powersOver({ world }: Moment, i: number): { power: Nation; name: string }[] {
  const { cities, nations, regions } = world;
  const nation = nations[cities.country[i]];
  const region = cities.region[i] < 0 ? null : regions[cities.region[i]];
  return [
    { power: nation, name: nation.id },
    ...(region && isPresent(region) ? [{ power: region, name: `region ${region.id}` }] : []),
  ];
}

function noiseOf({ world, replicate, now }: Moment, { noise }: Nation, name: string): number {
  if (noise === 0) return 0;
  const [high, low] = cityKeys([name]);
  return (
    noise * normalQuantile(uniform(stream(world.seed, replicate, 'pressure', Math.floor(now)), high, low))
  );
}

const fading = (size: number, age: number, halfLife: number): number => size * 2 ** (-age / halfLife);

function rawPressure(moment: Moment, powers: readonly { power: Nation; name: string }[]): number {
  let h = 0;
  for (const { power, name } of powers) {
    const acting = power.pressure.filter(({ at }) => at <= moment.now);
    h += acting.filter(({ level }) => level !== undefined).at(-1)?.level ?? 0;
    for (const { at, pulse, halfLife } of acting) {
      if (pulse !== undefined) h += fading(pulse, moment.now - at, halfLife!);
    }
    h += noiseOf(moment, power, name);
  }
  return h;
}

/** Pressure of the nation and the region together, with what advocacy gained: before it is cut at -1 and 1. */
export const uncutPressure = (moment: Moment, i: number): number =>
  rawPressure(moment, powersOver(moment, i)) + moment.gained[moment.world.cities.country[i]];

export const pressureOn = (moment: Moment, i: number): number =>
  Math.min(1, Math.max(-1, uncutPressure(moment, i)));

/** How many pressures are cut: of each nation, and of each of its regions that says something and has a city there. */
export function cutsAt(moment: Moment): number {
  const { cities, nations } = moment.world;
  const uncut = new Map<string, number>();
  nations.forEach((power, n) => {
    uncut.set(`${n}`, rawPressure(moment, [{ power, name: power.id }]) + moment.gained[n]);
  });
  for (const i of range(cities.count)) {
    const powers = powersOver(moment, i);
    if (powers.length > 1) uncut.set(`${cities.country[i]} ${cities.region[i]}`, uncutPressure(moment, i));
  }
  return [...uncut.values()].filter((h) => Math.abs(h) > 1).length;
}

/** How loud it is about migration above a city: hostile turns, fading; in [0, 1]. */
export function salienceAbove(moment: Moment, i: number): number {
  const { gain, halfLife } = moment.world.dynamics.salience;
  const { start } = moment.world.time;
  let sum = 0;
  for (const { power } of powersOver(moment, i)) {
    const first = power.pressure.find((change) => change.level !== undefined);
    let level = first && first.at <= start ? first.level! : 0;
    for (const { at, pulse, ...change } of power.pressure) {
      const turn = change.level === undefined ? pulse! : change.level - level;
      level = change.level ?? level;
      if (turn > 0 && at <= moment.now) sum += fading(gain * turn, moment.now - at, halfLife);
    }
  }
  return Math.min(1, sum);
}

/** What arrival waves added to that in a city. */
export function salienceOfWaves({ waves, now }: Moment, i: number): number {
  return waves
    .filter(({ cities }) => cities.includes(i))
    .reduce((sum, { at, salience, halfLife }) => sum + fading(salience, now - at, halfLife), 0);
}

/** Force of the laws against a policy, 1 - product of (1 - force) over those in force. */
export function forceAgainst(moment: Moment, policy: number, i: number): number {
  let free = 1;
  for (const { power } of powersOver(moment, i)) {
    for (const law of power.preempts) {
      if (law.policy === policy && law.from <= moment.now && moment.now < law.to) free *= 1 - law.force;
    }
  }
  return 1 - free;
}

/** Whether somebody wins members for a network in the city's nation or region. */
export const isCoordinated = (moment: Moment, network: number, i: number): boolean =>
  powersOver(moment, i).some(({ power }) =>
    power.coordinates.some(
      (work) => work.network === network && work.from <= moment.now && moment.now < work.to,
    ),
  );
