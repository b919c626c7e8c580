/** What a drawn figure says of itself, and the folder that it was drawn from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Provenance } from '../../figures/figure.js';
import { readProvenance } from '../../figures/provenance.js';
import { readManifest } from '../../io/manifest.js';
import { type InputError, refusal } from '../../scenario/problem.js';
import type { Drawing } from './drawFigures.js';
import { finishedHistory, HISTORY_FILE, historyFile } from './history/finishedHistory.js';
import { lookOf } from './lookText.js';

export interface CarriedFigure {
  readonly identity: string;
  /** '': it carries none. */
  readonly command: string;
  readonly kind: string;
  readonly name: string;
  /** Options of plot that bring its look about. */
  readonly options: string;
  readonly look: Drawing['look'];
  /** Of this file; none of a specification. */
  readonly formats: Drawing['formats'];
  readonly ending: string;
}

const noFigure = (file: string, message: string): InputError =>
  refusal(file, message, 'a figure that fastpolicy drew: .svg, .pdf, .png or .vl.json');

/** @throws InputError where it is no figure of ours, or not whole. */
export function carriedBy(file: string): CarriedFigure {
  if (!existsSync(file)) throw noFigure(file, 'no such file');
  const ending = /\.(svg|pdf|png|vl\.json)$/.exec(file)?.[1];
  if (ending === undefined) throw noFigure(file, 'this is no figure by its name');
  let carried: Provenance | undefined;
  try {
    carried = readProvenance(readFileSync(file));
  } catch {
    throw noFigure(file, 'what it carries cannot be read');
  }
  if (carried === undefined || typeof carried.identity !== 'string')
    throw noFigure(file, 'it carries nothing of fastpolicy');
  const { identity, command = '', kind = '', figure: name = '', look: options = '' } = carried;
  const look = lookOf(options);
  if (look === undefined) throw noFigure(file, `its look is not known here: ${options}`);
  const formats = ending === 'vl.json' ? [] : [ending as Drawing['formats'][number]];
  return { identity, command, kind, name, options, look, formats, ending };
}

/** How far above a figure its folder is looked for. */
const ABOVE = 3;

/** Of a folder of results, or of what eha left. Undefined: there is none. */
export function identityAt(path: string): string | undefined {
  const history = historyFile(path);
  return history === null ? readManifest(path)?.identity : finishedHistory(history).identity;
}

/**
 * The complete folder of this identity, or the eha.json: around the figure, or in one of those in out/. Null: there is none.
 */
export function folderNear(figure: string, identity: string): string | null {
  const above = Array.from({ length: ABOVE + 1 }, (_, k) => k).reduce<string[]>(
    (folders) => [...folders, folders.length === 0 ? dirname(resolve(figure)) : dirname(folders.at(-1)!)],
    [],
  );
  const outs = [resolve('out'), ...above.slice(0, 2)].filter(existsSync).flatMap((out) =>
    readdirSync(out, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(out, name)),
  );
  const holds = (path: string): boolean => {
    try {
      return identityAt(path) === identity && readManifest(path)?.complete !== false;
    } catch {
      return false;
    }
  };
  return [...above, ...outs].flatMap((folder) => [folder, join(folder, HISTORY_FILE)]).find(holds) ?? null;
}

/** Files that a command names, as they are found here: where it is typed, or beside the figure and above. */
export function fileNear(name: string, figure: string): string | null {
  let folder = dirname(resolve(figure));
  const places = [resolve('.')];
  for (let k = 0; k <= ABOVE; k++, folder = dirname(folder)) places.push(folder);
  const found = places.map((place) => join(place, basename(name))).find(existsSync);
  return found ?? null;
}
