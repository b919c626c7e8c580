/** `plot`: the figures of a finished folder, drawn again. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../../io/checksum.js';
import { FIGURES, type Manifest, remakeOf, writeManifest } from '../../io/manifest.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { refusal } from '../../scenario/problem.js';
import { lockFolder } from '../folderLock.js';
import { CAPTIONS_FILE, writeCaptions } from './captions.js';
import { figuresOf } from './draw.js';
import { type Drawing, drawFigures, isOfKind, madeFigures, type Origin } from './drawFigures.js';
import { withDrawing } from './drawings.js';
import { historyFigures } from './history/index.js';
import type { FigureKind, FolderFigures } from './kind.js';
import type { OpenFolder } from './openFolder.js';

/** A kind as the folder has it. */
export interface ListedKind {
  readonly id: string;
  readonly question: string;
  /** Names of its figures; empty where it lacks something. */
  readonly figures: readonly string[];
  /** What the folder lacks for it; null: nothing. */
  readonly lacks: string | null;
}

/** An open folder and the figures of its sort, whatever sort that is. */
export async function opened({ kind, source }: OpenFolder): Promise<[FolderFigures<unknown>, unknown]> {
  return [(kind === 'eha' ? historyFigures : await figuresOf(kind)) as FolderFigures<unknown>, source];
}

const originOf = (open: OpenFolder): Origin =>
  open.kind === 'eha'
    ? { identity: open.source.identity, command: open.source.remake }
    : { identity: open.manifest.identity, command: remakeOf(open.manifest) };

/** Where a folder's own figures are, and their captions. */
export function placesOf({ kind, source }: OpenFolder): {
  readonly figures: string;
  readonly captions: string;
} {
  if (kind === 'eha') return source;
  return { figures: join(source.folder, FIGURES), captions: source.folder };
}

/** All kinds of a folder's sort, with the figures that each would have. */
export async function listKinds(open: OpenFolder, look: Drawing['look']): Promise<ListedKind[]> {
  const [from, source] = await opened(open);
  const names = new Map<string, string[]>();
  const all = from.kinds.map(({ id }) => id);
  for (const { kind, figure } of madeFigures(from, source, { figures: all, look }))
    names.set(kind, [...(names.get(kind) ?? []), figure.name]);
  return from.kinds.map((kind) => ({
    id: kind.id,
    question: kind.question,
    figures: names.get(kind.id) ?? [],
    lacks: kind.lacks(source) ?? (names.has(kind.id) ? null : 'anything to draw'),
  }));
}

export interface RedrawOptions {
  /** Kinds or names of figures; none: every kind that the folder has. */
  readonly figures: readonly string[];
  readonly look: Drawing['look'];
  readonly formats: Drawing['formats'];
  /** Another folder than the figures of this one; null: these, and the manifest is told. */
  readonly out: string | null;
  readonly say: (text: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Draws, and returns the names of the figures.
 * @throws InputError where a figure is not known or the folder lacks what it needs.
 */
export async function redraw(open: OpenFolder, options: RedrawOptions): Promise<string[]> {
  const [from, source] = await opened(open);
  const { folder } = open.source;
  const figures =
    options.figures.length > 0
      ? knownFigures(from, source, folder, options.figures)
      : from.kinds.filter((kind) => kind.lacks(source) === null).map(({ id }) => id);
  const { look, formats, out, say, signal } = options;
  const drawing: Drawing = { figures, look, formats };
  const origin = originOf(open);
  const own = placesOf(open);
  const draw = (to: string): Promise<string[]> =>
    drawFigures(from, source, to, { drawing, origin, say, ...(signal ? { signal } : {}) });
  if (out !== null) {
    mkdirSync(out, { recursive: true });
    const names = await draw(out);
    refuseUndrawn(figures, names, from, folder);
    writeCaptions(out, out);
    return names;
  }
  const release = lockFolder(folder);
  try {
    const names = await draw(own.figures);
    refuseUndrawn(figures, names, from, folder);
    writeCaptions(own.captions, own.figures);
    if (open.manifest !== null) await tellManifest(folder, open.manifest, drawing, names);
    return names;
  } finally {
    release();
  }
}

/** The manifest knows what was drawn now, so that the folder can still be reproduced; other files keep their checksums. */
async function tellManifest(folder: string, manifest: Manifest, drawing: Drawing, names: readonly string[]) {
  const drawn = names.flatMap((name) =>
    [...drawing.formats, 'csv', 'vl.json'].map((ending) => `${FIGURES}/${name}.${ending}`),
  );
  const outputs = { ...manifest.outputs };
  for (const file of [...drawn, CAPTIONS_FILE]) outputs[file] = await sha256OfFile(join(folder, file));
  writeManifest(folder, {
    ...manifest,
    drawings: withDrawing(manifest, drawing),
    outputs: Object.fromEntries(Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}

/** Refuses what is no kind of this sort of folder and begins like none, and kinds that lack something. */
function knownFigures<Source>(
  { kinds }: FolderFigures<Source>,
  source: Source,
  folder: string,
  figures: readonly string[],
): readonly string[] {
  const ids = kinds.map(({ id }) => id);
  for (const name of figures) {
    const own: FigureKind<Source> | undefined = kinds
      .filter(({ id }) => isOfKind(name, id))
      .sort((a, b) => b.id.length - a.id.length)[0];
    if (own === undefined)
      throw refusal(
        folder,
        `there is no figure '${name}' of this folder; there are ${listNames(ids, 30)}`,
        `a figure of fastpolicy plot ${folder} --list`,
        nearestName(name, ids),
      );
    const lacks = own.lacks(source);
    if (lacks !== null) throw refusal(folder, `'${name}' needs ${lacks}`, 'a folder that has it');
  }
  return figures;
}

function refuseUndrawn<Source>(
  wanted: readonly string[],
  drawn: readonly string[],
  { kinds }: FolderFigures<Source>,
  folder: string,
): void {
  const ids = kinds.map(({ id }) => id);
  const missing = wanted.find((name) => !ids.includes(name) && !drawn.includes(name));
  if (missing !== undefined)
    throw refusal(
      folder,
      `there is no figure '${missing}' of this folder`,
      `a figure of fastpolicy plot ${folder} --list`,
      nearestName(missing, drawn),
    );
}
