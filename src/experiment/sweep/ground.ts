/**
 * Cities and ties by what they are drawn from, so that points which share them share the draw: drawing takes longer than
 * many a run.
 */
import { readInputs } from '../../io/readInputs.js';
import type { Cities, Ties, World } from '../../model/world.js';
import { buildWorld } from '../../scenario/build/buildWorld.js';
import type { Inputs } from '../../scenario/build/inputs.js';
import { filePaths } from '../../scenario/filePaths.js';
import type { LoadedScenario } from '../../scenario/load.js';
import { type Recent, recent } from './recent.js';

type Given = Omit<Inputs, 'scenario'>;

/** Drawn on the main thread for all: plain data whose arrays may lie in shared memory. */
export interface SharedGround {
  readonly given: readonly (readonly [key: string, given: Given])[];
  readonly cities: readonly (readonly [key: string, cities: Cities])[];
  readonly ties: readonly (readonly [key: string, ties: Ties])[];
}

export const noGround: SharedGround = { given: [], cities: [], ties: [] };

/** A world, and the inputs from which others like it are built without a draw. */
export interface Ground {
  readonly inputs: Inputs;
  readonly world: World;
}

export interface GroundSource {
  /** What the scenario's files and the gazetteer hold. */
  read(loaded: LoadedScenario): Promise<Given>;
  /** Throws BuildError. */
  build(loaded: LoadedScenario, given: Given, replicate: number): Ground;
  /** What `read` and `build` take for one scenario, for other threads. */
  share(loaded: LoadedScenario): Promise<SharedGround>;
}

/** Bytes of drawn cities and ties that are kept, beside those that are shared. */
const ROOM = 64 * 2 ** 20;

const bytesOf = (value: unknown): number => {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return 64 + value.length * (typeof value[0] === 'object' ? 64 : 24);
  if (value === null || typeof value !== 'object') return 8;
  return Object.values(value).reduce((sum: number, inner) => sum + bytesOf(inner), 64);
};

/** Starts from what other threads share; what it reads and draws itself is kept as far as ROOM goes. */
export function groundSource(shared: SharedGround): GroundSource {
  const given = keeper(shared.given);
  const cities = keeper(shared.cities);
  const ties = keeper(shared.ties);

  async function read(loaded: LoadedScenario): Promise<Given> {
    const key = givenKey(loaded);
    const known = given.get(key);
    if (known) return known;
    const { scenario: _, ...read } = await readInputs(loaded);
    return given.set(key, read);
  }

  function build(loaded: LoadedScenario, from: Given, replicate: number): Ground {
    const { scenario } = loaded;
    const keys = groundKeys(loaded, replicate);
    const drawnCities = cities.get(keys.cities);
    const drawnTies = ties.get(keys.ties);
    const inputs: Inputs = drawnCities
      ? settled({ ...from, scenario }, drawnCities, drawnTies ?? from.ties)
      : { ...from, scenario };
    const { world } = buildWorld(inputs, replicate);
    if (!drawnCities) cities.set(keys.cities, world.cities);
    if (!drawnTies && world.ties) ties.set(keys.ties, world.ties);
    return { inputs: settled(inputs, world.cities, world.ties), world };
  }

  return {
    read,
    build,
    async share(loaded) {
      const from = await read(loaded);
      const { world } = build(loaded, from, 0);
      const keys = groundKeys(loaded, 0);
      return {
        given: [[givenKey(loaded), from]],
        cities: [[keys.cities, world.cities]],
        ties: world.ties ? [[keys.ties, world.ties]] : [],
      };
    },
  };
}

function keeper<Value>(shared: readonly (readonly [string, Value])[]): Recent<Value> {
  const always = new Map(shared);
  const others = recent<Value>(ROOM, bytesOf);
  return { get: (key) => always.get(key) ?? others.get(key), set: others.set };
}

/** The inputs with cities and ties as they are: nothing is left to draw. */
const settled = (inputs: Inputs, cities: Cities, ties: Ties | null): Inputs => ({
  ...inputs,
  scenario: {
    ...inputs.scenario,
    cities: { ...inputs.scenario.cities, synthetic: null, attributes: {}, correlations: {} },
  },
  cities,
  ties,
});

/** Files that a scenario names, by where they are. */
function filesOf({ resolved, provenance }: LoadedScenario): string[] {
  return filePaths(resolved).map((path) => `${path.join('.')} ${provenance.resolvePath(path)}`);
}

/** What readInputs reads of a scenario. */
function givenKey(loaded: LoadedScenario): string {
  const { cities, decision, ties, adopters, memberships, policies, networks, time } = loaded.scenario;
  const stated = (loaded.resolved['networks'] ?? {}) as { [id: string]: { founders?: unknown } | null };
  return JSON.stringify([
    filesOf(loaded),
    cities,
    decision,
    ties !== null && 'file' in ties ? ties : null,
    adopters,
    memberships,
    Object.keys(policies),
    Object.keys(networks).map((id) => [id, stated[id]?.founders === undefined]),
    time.start,
  ]);
}

/** What cities and ties are drawn from. */
function groundKeys(loaded: LoadedScenario, replicate: number) {
  const { seed, cities: spec, ties: tieSpec, decision } = loaded.scenario;
  const cities = JSON.stringify([
    filesOf(loaded).filter((file) => file.startsWith('cities.')),
    seed,
    spec.perReplicate ? replicate : null,
    spec,
    decision,
  ]);
  const tieFiles = filesOf(loaded).filter((file) => file.startsWith('ties.'));
  return { cities, ties: JSON.stringify([cities, tieFiles, tieSpec]) };
}
