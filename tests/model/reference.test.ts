/**
 * The engine against a slow reference written from the specification, over random small worlds: the calendar,
 * the running counts, the marks and the lazily settled sums must not show.
 */
import { describe, expect, test } from 'vitest';
import { saturatedSteps } from '../../src/model/pressure.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { type EventRow, eventRows } from '../support/events.js';
import { type RandomWorldOptions, randomWorld } from '../support/randomWorld.js';
import { referenceRun } from '../support/reference.js';

/** Rows with their exact parts, and the first difference in words. */
function difference(expected: readonly EventRow[], got: readonly EventRow[]): string | null {
  const near = (a: number, b: number, tolerance: number): boolean =>
    Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
  for (let e = 0; e < Math.max(expected.length, got.length); e++) {
    const a = expected[e];
    const b = got[e];
    const show = (): string =>
      `event ${e}:\n  expected ${JSON.stringify(a)}\n  got      ${JSON.stringify(b)}`;
    if (!a || !b) return show();
    for (const key of [
      'city',
      'subject',
      'transition',
      'from',
      'to',
      'spell',
      'source',
      'generation',
    ] as const) {
      if (a[key] !== b[key]) return `${key} of ${show()}`;
    }
    // Lambda is summed over up to 170 steps; a slow clock turns its rounding into time.
    const hazard = Math.min(1, Math.exp(Number.isNaN(a.logHazard) ? 0 : a.logHazard));
    if (!near(a.time, b.time, 1e-12 / hazard)) return `time of ${show()}`;
    if (!near(a.logHazard, b.logHazard, 1e-12)) return `logHazard of ${show()}`;
    if (!Object.is(a.baseline, b.baseline)) return `baseline of ${show()}`;
    for (const [id, part] of Object.entries(b.contributions)) {
      if (!near(a.contributions[id] ?? 0, part, 1e-12)) return `contribution of ${id} to ${show()}`;
    }
  }
  return null;
}

function compare(world: World, replicate: number): { problem: string | null; events: number } {
  const reference = referenceRun(world, replicate);
  const trajectory = createSimulator(world).run(replicate);
  let problem = difference(reference.events, eventRows(world, trajectory));
  reference.pressure.flat().forEach((pressure, at) => {
    if (Math.abs(pressure - trajectory.pressure[at]) > 1e-12) problem ??= `pressure ${at}`;
  });
  if (saturatedSteps(world, replicate) !== reference.saturated) problem ??= 'saturated';
  return { problem, events: trajectory.count };
}

function compareMany(count: number, options: RandomWorldOptions): void {
  const problems: string[] = [];
  let events = 0;
  let worst = 0;
  for (let seed = 0; seed < count; seed++) {
    const found = compare(randomWorld(seed, options), seed % 3);
    events += found.events;
    worst = Math.max(worst, found.events);
    if (found.problem) problems.push(`random world ${seed}: ${found.problem}`);
  }
  expect(problems.length, `${problems.length} of ${count} worlds differ; the first:\n${problems[0]}`).toBe(0);
  expect(events).toBeGreaterThan(10 * count);
}

describe('the engine and the slow reference give the same events', () => {
  test('in worlds of hazards', () => {
    compareMany(150, {});
  });
  test('in worlds of thresholds as shares', () => {
    compareMany(40, { rule: 'threshold share' });
  });
  test('in worlds of thresholds as counts', () => {
    compareMany(40, { rule: 'threshold count' });
  });
  test('in worlds of the Bass rule', () => {
    compareMany(40, { rule: 'bass' });
  });
  test('in worlds that start before the year 0', () => {
    compareMany(60, { early: true });
  });
  test('in worlds where policies can be implemented undeclared', () => {
    compareMany(40, { quiet: true });
  });
  test('in worlds whose networks close', () => {
    compareMany(60, { closing: true });
  });
});
