/** What run, compare, sweep, test, attribute and identify are given to draw their finished folders. */
import { join } from 'node:path';
import { FIGURES } from '../../io/manifest.js';
import type { FolderKind } from '../finishedManifest.js';
import type { FinishedSweep } from '../sweep/sweepFigures.js';
import type { FinishedAttribution } from './attribute/index.js';
import { writeCaptions } from './captions.js';
import type { FinishedComparison } from './compare/finishedComparison.js';
import type { Drawing, Origin } from './drawFigures.js';
import type { FinishedIdentification } from './identify/index.js';
import type { FolderFigures } from './kind.js';
import type { FinishedRun } from './run/finishedRun.js';
import type { FinishedTest } from './test/verdicts.js';

/** What a finished folder of each sort is drawn from. */
export interface Sources {
  readonly run: FinishedRun;
  readonly compare: FinishedComparison;
  readonly sweep: FinishedSweep;
  readonly test: FinishedTest;
  readonly attribute: FinishedAttribution;
  readonly identify: FinishedIdentification;
}

export interface DrawingOptions {
  /** Where warnings go. */
  readonly say: (text: string) => void;
  /** Stops between two figures: rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Identity that figures carry; default: the folder's own, as it is given. */
  readonly identity?: string;
  /** One after the other; default: the standard figures. */
  readonly drawings?: readonly Drawing[];
}

/** Draws a finished folder's figures into it. */
export type Draw<Kind extends FolderKind> = (source: Sources[Kind], origin: Origin) => Promise<void>;

/** Draws into figures/ of the folder, and writes their captions. Rejects with the signal's reason. */
export const draw =
  <Kind extends FolderKind>(kind: Kind, options: DrawingOptions): Draw<Kind> =>
  async (source, origin) => {
    // Loaded only now: they take longer than many a run.
    const { drawFigures, STANDARD } = await import('./drawFigures.js');
    const figures = join(source.folder, FIGURES);
    const { say, signal, identity = origin.identity, drawings = [STANDARD] } = options;
    const from = await figuresOf(kind);
    for (const drawing of drawings)
      await drawFigures(from, source, figures, {
        drawing,
        origin: { ...origin, identity },
        say,
        ...(signal ? { signal } : {}),
      });
    writeCaptions(source.folder, figures);
  };

const registry: { readonly [K in FolderKind]: () => Promise<FolderFigures<Sources[K]>> } = {
  run: async () => (await import('./run/index.js')).runFigures,
  compare: async () => (await import('./compare/index.js')).comparisonFigures,
  sweep: async () => (await import('./sweep/index.js')).sweepFigures,
  test: async () => (await import('./test/verdicts.js')).testFigures,
  attribute: async () => (await import('./attribute/index.js')).attributionFigures,
  identify: async () => (await import('./identify/index.js')).identificationFigures,
};

/** The figures of one sort of folder. */
export const figuresOf = <Kind extends FolderKind>(kind: Kind): Promise<FolderFigures<Sources[Kind]>> =>
  registry[kind]();
