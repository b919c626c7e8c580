/** A kind of figure: one question that a finished folder can answer with a drawing. */
import type { Figure } from '../../figures/figure.js';

export interface FigureKind<Source> {
  /** Letters and hyphens; figures of this kind are named by it, or begin with it and a hyphen. */
  readonly id: string;
  /** What it answers, as a question. */
  readonly question: string;
  /** Whether the command that fills the folder draws it; others are drawn by `plot`. */
  readonly standard: boolean;
  /** What the folder lacks for it; null: nothing. */
  lacks(source: Source): string | null;
  figures(source: Source): Iterable<Figure>;
}

/** The figures of one sort of folder. */
export interface FolderFigures<Source> {
  readonly kinds: readonly FigureKind<Source>[];
  /** Figures of the kinds that are wanted, each with its kind. */
  make(source: Source, wanted: (kind: FigureKind<Source>) => boolean): Iterable<Made>;
}

export interface Made {
  readonly kind: string;
  readonly figure: Figure;
}

/** Kinds that are made one after the other. */
export const folderFigures = <Source>(kinds: readonly FigureKind<Source>[]): FolderFigures<Source> => ({
  kinds,
  *make(source, wanted) {
    for (const kind of kinds) {
      if (!wanted(kind) || kind.lacks(source) !== null) continue;
      for (const figure of kind.figures(source)) yield { kind: kind.id, figure };
    }
  },
});
