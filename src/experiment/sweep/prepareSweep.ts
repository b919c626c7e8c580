/** An experiment made ready to run: some point of each scenario works, and what all share is drawn. */
import { BuildError } from '../../scenario/build/buildError.js';
import { problemAt } from '../../scenario/document.js';
import { InputError } from '../../scenario/problem.js';
import { shareArrays } from '../shareArrays.js';
import type { Experiment } from './experimentFile/experiment.js';
import { noGround, type SharedGround } from './ground.js';
import { type PointWork, pointFault, pointRunner } from './pointRunner.js';
import { pointDocument, SCENARIO_FACTOR } from './points.js';

/** Points that are tried before a sweep is refused because none of them is valid. */
const TRIED = 1000;

/** @throws InputError, with what is wrong with the first point, where none is valid. */
export async function prepareSweep({ points, design, columns }: Experiment): Promise<PointWork> {
  const factor = points.varied.findIndex(({ path }) => path === SCENARIO_FACTOR);
  const missing = new Set(points.bases.map(({ id }) => id));
  const runner = pointRunner({ points, columns, ground: noGround });
  const shared: SharedGround[] = [];
  let first: unknown = null;
  // Evenly over the design, so that a part of it in which all are invalid is not taken for the whole.
  const tried = Math.min(TRIED, design.pointCount);
  for (let k = 0; k < tried && missing.size > 0; k++) {
    const values = design.point(Math.floor((k * design.pointCount) / tried));
    const base = factor < 0 ? points.bases[0].id : String(values[factor]);
    if (!missing.has(base)) continue;
    try {
      shared.push(await runner.share(values));
      missing.delete(base);
    } catch (error) {
      first ??= located(error, values);
    }
  }
  if (shared.length === 0) throw first;
  const ground = {
    given: shared.flatMap(({ given }) => given),
    cities: shared.flatMap(({ cities }) => cities),
    ties: shared.flatMap(({ ties }) => ties),
  };
  return { points, columns, ground: shareArrays(ground) };

  /** Faults that only building shows, at the lines that state what is at fault. */
  function located(error: unknown, values: readonly unknown[]): unknown {
    if (!(error instanceof BuildError)) return error;
    const document = pointDocument(points, values);
    return new InputError(error.faults.map(({ path, ...fault }) => problemAt(document, path, fault)));
  }
}

/** What is wrong with points from all over the design, of which at most so many are tried; nothing is run. */
export async function faultyPoints(
  { design }: Experiment,
  work: PointWork,
  most: number,
): Promise<{
  readonly tried: number;
  readonly faults: { readonly point: number; readonly error: string }[];
}> {
  const runner = pointRunner(work);
  const tried = Math.min(most, design.pointCount);
  const faults: { point: number; error: string }[] = [];
  for (let k = 0; k < tried; k++) {
    // The first and the last are among them.
    const point = tried === 1 ? 0 : Math.floor((k * (design.pointCount - 1)) / (tried - 1));
    try {
      await runner.check(design.point(point));
    } catch (error) {
      faults.push({ point, error: pointFault(error) });
    }
  }
  return { tried, faults };
}
