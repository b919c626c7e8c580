/** Draws figures of a finished folder: the one loop that run, compare, sweep, test, attribute and plot share. */
import type { Figure } from '../../figures/figure.js';
import { type Format, writeFigure } from '../../figures/render.js';
import { inLook, JOURNAL, type Look } from '../../figures/theme.js';
import type { FolderFigures, Made } from './kind.js';
import { lookText } from './lookText.js';

/** What is drawn and how, as the manifest keeps it. */
export interface Drawing {
  /** Kinds, or names of single figures; null: the standard ones. */
  readonly figures: readonly string[] | null;
  readonly look: Look;
  readonly formats: readonly Format[];
}

/** What every figure carries: the identity of what it shows, and the command that makes that again. */
export interface Origin {
  readonly identity: string;
  readonly command: string;
}

export interface DrawOptions {
  readonly drawing: Drawing;
  readonly origin: Origin;
  /** Where warnings go. */
  readonly say: (text: string) => void;
  /** Stops between two figures: rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Figures of a folder, made in a look; the look is on only while one is made. */
export function* madeFigures<Source>(
  { kinds, make }: FolderFigures<Source>,
  source: Source,
  { figures, look }: Pick<Drawing, 'figures' | 'look'>,
): Generator<Made> {
  const ids = new Set(kinds.map(({ id }) => id));
  const named = figures?.filter((name) => !ids.has(name)) ?? [];
  const wanted = (kind: { id: string; standard: boolean }): boolean =>
    figures === null
      ? kind.standard
      : figures.includes(kind.id) || named.some((name) => isOfKind(name, kind.id));
  const made = inLook(look, () => make(source, wanted)[Symbol.iterator]());
  while (true) {
    const next = inLook(look, () => made.next());
    if (next.done) return;
    const { kind, figure } = next.value;
    if (figures === null || figures.includes(kind) || named.includes(figure.name)) yield next.value;
  }
}

/** Whether a name is that of a kind or of one of its figures: adoption-welcoming is of adoption. */
export const isOfKind = (figure: string, kind: string): boolean =>
  figure === kind || figure.startsWith(`${kind}-`);

/** Provenance of a figure: identity and command of its folder, what it is, and how it looks where that is not plain. */
export function provenanceOf({ identity, command }: Origin, kind: string, figure: Figure, look: Look) {
  const options = lookText(look);
  return {
    identity,
    command,
    kind,
    figure: figure.name,
    ...(options === '' ? {} : { look: options }),
  };
}

/** Writes the figures into `out`, and returns their names. */
export async function drawFigures<Source>(
  from: FolderFigures<Source>,
  source: Source,
  out: string,
  { drawing, origin, say, signal }: DrawOptions,
): Promise<string[]> {
  const names: string[] = [];
  for (const { kind, figure } of madeFigures(from, source, drawing)) {
    // Lets signals through.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    const { warnings } = await writeFigure(out, figure, provenanceOf(origin, kind, figure, drawing.look), {
      look: drawing.look,
      wanted: drawing.formats,
    });
    for (const warning of warnings) say(`note ${warning}`);
    names.push(figure.name);
  }
  return names;
}

/** The standard figures in their plain look. */
export const STANDARD: Drawing = { figures: null, look: JOURNAL, formats: ['svg', 'pdf', 'png'] };
