/**
 * The engine against a slow reference written from the specification, over random small worlds: the calendar,
 * the running counts, the marks and the lazily settled sums must not show.
 */
import { describe, expect, test } from 'vitest';
import { jurisdictionsOf } from '../../src/model/jurisdiction.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Snapshot } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';
import { type EventRow, eventRows } from '../support/events.js';
import { type RandomWorldOptions, randomWorld } from '../support/randomWorld.js';
import { referenceRun } from '../support/reference/referenceRun.js';

const near = (a: number, b: number, tolerance = 1e-12): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));

/** Rows with their exact parts, and the first difference in words. */
function difference(expected: readonly EventRow[], got: readonly EventRow[]): string | null {
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
    if (!near(a.logHazard, b.logHazard)) return `logHazard of ${show()}`;
    if (!near(a.preemption, b.preemption)) return `preemption of ${show()}`;
    if (!Object.is(a.baseline, b.baseline)) return `baseline of ${show()}`;
    for (const [id, part] of Object.entries(b.contributions)) {
      if (!near(a.contributions[id] ?? 0, part)) return `contribution of ${id} to ${show()}`;
    }
  }
  return null;
}

/** The first moving column that differs, in words. */
function differentSnapshot(expected: readonly Snapshot[], got: readonly Snapshot[]): string | null {
  if (expected.length !== got.length) return `${got.length} snapshots for ${expected.length}`;
  for (const [k, snapshot] of expected.entries()) {
    if (snapshot.time !== got[k].time) return `time of snapshot ${k}`;
    for (const column of ['orientation', 'immigrantShare', 'outcome', 'design'] as const) {
      const a = snapshot[column] ?? [];
      const b = got[k][column] ?? [];
      if (a.length !== b.length) return `length of ${column} at ${snapshot.time}`;
      for (let at = 0; at < a.length; at++) {
        if (!near(a[at], b[at]))
          return `${column} ${at} at ${snapshot.time}: ${a[at]} expected, ${b[at]} got`;
      }
    }
  }
  return null;
}

function compare(world: World, replicate: number): { problem: string | null; events: number } {
  const reference = referenceRun(world, replicate);
  const trajectory = createSimulator(world).run(replicate);
  const jurisdictions = jurisdictionsOf(world);
  let problem = difference(reference.events, eventRows(world, trajectory));
  problem ??= differentSnapshot(reference.snapshots, trajectory.snapshots);
  reference.pressure.forEach((row, step) => {
    row.forEach((pressure, i) => {
      const at = step * jurisdictions.count + jurisdictions.of[i];
      if (!near(pressure, trajectory.pressure[at])) problem ??= `pressure on ${i} in step ${step}`;
    });
  });
  if (trajectory.cuts !== reference.cuts) problem ??= `cuts: ${reference.cuts}, got ${trajectory.cuts}`;
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
  test('in worlds in which nothing moves by itself', () => {
    compareMany(60, { still: true });
  });
  test('in worlds whose networks close', () => {
    compareMany(60, { closing: true });
  });
});
