/** What commands that fill a folder are asked alike, and what they hand on of it to whoever fills it. */
import { availableParallelism } from 'node:os';
import { type Draw, draw } from '../experiment/drawing/draw.js';
import type { FolderKind } from '../experiment/finishedManifest.js';
import type { Conditions } from '../experiment/undertaking.js';
import { commandLine, remakeCommand } from './commandLine.js';
import type { ScenarioOptions } from './settings.js';
import type { Running, Teller } from './underway.js';

export interface FormatOption {
  /** Of the large tables: csv alone (default), or parquet too. */
  readonly format?: 'csv' | 'parquet';
}

export interface FillOptions extends ScenarioOptions {
  readonly threads?: number;
  readonly out?: string;
  readonly resume?: boolean;
  readonly force?: boolean;
  readonly figures: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Threads that are asked for; else one a core, and no more than there are tasks. */
export const threadsOf = ({ threads }: Pick<FillOptions, 'threads'>, tasks = Infinity): number =>
  threads ?? Math.min(availableParallelism(), tasks);

/** How the folder is to be filled. */
export function conditionsOf(
  { resume = false, force = false }: Pick<FillOptions, 'resume' | 'force'>,
  folder: string,
  threads: number,
  running: Running,
): Conditions {
  return { folder, threads, resume, force, command: commandLine(), remake: remakeCommand(), ...running };
}

/** What draws the folder's figures; nothing with --no-figures. signal: stops between two figures. */
export const drawing = <Kind extends FolderKind>(
  kind: Kind,
  { figures }: Pick<FillOptions, 'figures'>,
  { caution }: Pick<Teller, 'caution'>,
  signal?: AbortSignal,
): { readonly draw?: Draw<Kind> } => (figures ? { draw: draw(kind, { say: caution, signal }) } : {});
