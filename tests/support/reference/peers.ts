/** Who looks at whom, found anew at every question by going through all ties and all members. */
import type { TransitionName } from '../../../src/model/world.js';
import { activeMembers, deviationOf, type Moment, networksOf, range, takesPart, zscoreOf } from './moment.js';

/** Strength of the functions of a network at present. */
export function functionsOf(
  moment: Moment,
  network: number,
): { practical: number; symbolic: number; jurisgenerative: number } {
  const { feedback, time, subjects } = moment.world;
  const traits = subjects[network].network!;
  let { practical, symbolic } = traits;
  if (traits.turnsSymbolic !== null) {
    // As the calendar year stands, from its founding or the start on, whichever is later.
    const age = Math.max(0, Math.floor(moment.now) - Math.max(traits.founded, time.start));
    const left = practical * 2 ** (-age / traits.turnsSymbolic);
    symbolic = 1 - (1 - symbolic) * (1 - (practical - left));
    practical = left;
  }
  const members = activeMembers(moment, network);
  const spread =
    feedback.dissent > 0 && members.length > 1 ? deviationOf(members.map((i) => moment.orientation![i])) : 0;
  const unity = 1 - feedback.dissent * spread;
  return { practical, symbolic: symbolic * unity, jurisgenerative: traits.jurisgenerative * unity };
}

/** Practice makes implement, declared or not; showcasing does the rest. */
export const isPractical = (transition: TransitionName): boolean =>
  transition === 'implement' || transition === 'quiet';

export const fittingStrength = (moment: Moment, network: number, transition: TransitionName): number =>
  functionsOf(moment, network)[isPractical(transition) ? 'practical' : 'symbolic'];

/** 1 where a city holds a subject, less with its age where adoptions fade; else 0. */
export function presence({ world, stage, since, now }: Moment, subject: number, j: number): number {
  if (stage[subject][j] === 0) return 0;
  const { halfLife } = world.exposure;
  return halfLife === null ? 1 : 2 ** (-(now - since[subject][j]) / halfLife);
}

export interface Layer {
  readonly name: 'ties' | 'networks' | 'country' | 'all';
  readonly weight: number;
  /** Peers, with weights that sum to 1. */
  readonly peers: readonly (readonly [city: number, weight: number])[];
}

/** The peers of a city by layer; a layer without peers is absent. */
export function layersOf(moment: Moment, subject: number, transition: TransitionName, i: number): Layer[] {
  const { cities, exposure, subjects, ties } = moment.world;
  const { layers, prestige } = exposure;
  const others = range(cities.count).filter((j) => j !== i);
  const tied: [number, number][] = [];
  for (let at = ties?.rowStart[i] ?? 0; at < (ties?.rowStart[i + 1] ?? 0); at++) {
    const j = ties!.column[at];
    const favour = prestige === 0 ? 1 : Math.exp(prestige * zscoreOf(moment, 'population', j));
    tied.push([j, (ties!.weight ? ties!.weight[at] : 1) * favour]);
  }
  const fellows: [number, number][] = networksOf(moment.world)
    .filter((n) => layers.networks > 0 && n !== subject && takesPart(moment, n, i))
    .flatMap((n) => {
      const strength = subjects[n].network!.migrationShare * fittingStrength(moment, n, transition);
      const members = activeMembers(moment, n).filter((j) => j !== i);
      return strength > 0 ? members.map((j): [number, number] => [j, strength / members.length]) : [];
    });
  const compatriots = others.filter((j) => cities.country[j] === cities.country[i]);
  const found = [
    { name: 'ties', peers: tied },
    { name: 'networks', peers: fellows },
    { name: 'country', peers: compatriots.map((j): [number, number] => [j, 1]) },
    { name: 'all', peers: others.map((j): [number, number] => [j, 1]) },
  ] as const;
  return found
    .filter(({ name, peers }) => layers[name] > 0 && peers.length > 0)
    .map(({ name, peers }) => {
      const total = peers.reduce((sum, [, w]) => sum + w, 0);
      return { name, weight: layers[name], peers: peers.map(([j, w]) => [j, w / total] as const) };
    });
}

/** Weighted mean over layers of what is seen in each. */
function overLayers(seen: readonly { weight: number; value: number }[]): number {
  const total = seen.reduce((sum, { weight }) => sum + weight, 0);
  return seen.length === 0 ? 0 : seen.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
}

export const exposureTo = (moment: Moment, subject: number, transition: TransitionName, i: number): number =>
  overLayers(
    layersOf(moment, subject, transition, i).map(({ weight, peers }) => ({
      weight,
      value: peers.reduce((sum, [j, w]) => sum + w * presence(moment, subject, j), 0),
    })),
  );

/** Mean outcome of the peers who carry a policy out, over ties and networks; null where there is none. */
export function outcomeOfPeers(
  moment: Moment,
  policy: number,
  transition: TransitionName,
  i: number,
): number | null {
  const seen = layersOf(moment, policy, transition, i)
    .filter(({ name }) => name === 'ties' || name === 'networks')
    .flatMap(({ weight, peers }) => {
      const doers = peers.filter(([j]) => moment.stage[policy][j] === 2);
      const total = doers.reduce((sum, [, w]) => sum + w, 0);
      const sum = doers.reduce((part, [j, w]) => part + w * moment.outcome[policy][j], 0);
      return doers.length > 0 ? [{ weight, value: sum / total }] : [];
    });
  return seen.length === 0 ? null : overLayers(seen);
}

/** Number of adopting peers, over all layers. */
export function countOfAdopters(moment: Moment, subject: number, i: number): number {
  const { cities, exposure, ties } = moment.world;
  const { layers } = exposure;
  const everyone = range(cities.count);
  const holds = (j: number): number => (moment.stage[subject][j] > 0 ? 1 : 0);
  let count = 0;
  if (ties && layers.ties > 0) {
    for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) count += holds(ties.column[at]);
  }
  for (const n of layers.networks > 0 ? networksOf(moment.world) : []) {
    if (n === subject || !takesPart(moment, n, i)) continue;
    for (const j of activeMembers(moment, n)) if (j !== i) count += holds(j);
  }
  for (const j of everyone) {
    if (j === i) continue;
    if (layers.country > 0 && cities.country[j] === cities.country[i]) count += holds(j);
    if (layers.all > 0) count += holds(j);
  }
  return count;
}
