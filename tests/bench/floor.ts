/**
 * The floor: the workload of citySteps.ts in C++ (floor.cpp, -O3 -march=native), where g++ is at hand. The same
 * resistances, so the same number of adopters, which is checked.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stream } from '../../src/model/random.js';
import type { World } from '../../src/model/world.js';
import { coefficients, linearPart, plainLoop, STEPS } from './citySteps.js';

/** Nanoseconds of user time a city-step. */
export interface FloorResult {
  /** Every city looks at every neighbour at every step. */
  readonly straightforward: number;
  /** Adopting neighbours are counted as they adopt. */
  readonly counts: number;
  /** A city is looked at only when a neighbour adopts; its crossing is kept in a calendar of steps. */
  readonly events: number;
}

const bytes = (column: ArrayBufferView): Buffer =>
  Buffer.from(column.buffer, column.byteOffset, column.byteLength);

/** Compiled once into a folder that goes with the process; null: there is no compiler. */
function compile(folder: string): string | null {
  const program = join(folder, 'floor');
  const source = fileURLToPath(new URL('../../../tests/bench/floor.cpp', import.meta.url));
  const { status } = spawnSync('g++', ['-O3', '-march=native', '-o', program, source], { stdio: 'inherit' });
  return status === 0 && existsSync(program) ? program : null;
}

export function measureFloor(world: World, repeats: number): FloorResult | null {
  const folder = mkdtempSync(join(tmpdir(), 'fastpolicy-floor-'));
  try {
    const program = compile(folder);
    if (!program) return null;
    const { cities, ties } = world;
    const streams = new Int32Array(2 * repeats);
    for (let r = 0; r < repeats; r++) {
      const { high, low } = stream(world.seed, r, 'resistance', 'policy', 'declare', 1);
      streams.set([high, low], 2 * r);
    }
    const workload = join(folder, 'workload');
    writeFileSync(
      workload,
      Buffer.concat(
        [
          Float64Array.of(1 / world.time.stepsPerYear, coefficients.emulation),
          Int32Array.of(cities.count, STEPS, ties!.column.length),
          linearPart(world),
          ties!.rowStart,
          ties!.column,
          cities.keys,
          streams,
        ].map(bytes),
      ),
    );
    const found = JSON.parse(execFileSync(program, [workload, String(repeats)], { encoding: 'utf8' })) as {
      [name in keyof FloorResult]: { readonly time: number; readonly adopters: number };
    };
    const plain = plainLoop(world);
    let adopters = 0;
    for (let r = 0; r < repeats; r++) adopters += plain(r).at(-1)!;
    for (const [name, result] of Object.entries(found)) {
      if (result.adopters !== adopters)
        throw new Error(`C++ ${name} has ${result.adopters} adopters, the plain loop ${adopters}`);
    }
    return {
      straightforward: found.straightforward.time,
      counts: found.counts.time,
      events: found.events.time,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
