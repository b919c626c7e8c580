/** A number, a text, or missing: what a cell of a figure's CSV can hold. */
export type Cell = string | number | null;
export type Row = Record<string, Cell>;

/** A Vega-Lite specification: plain JSON. */
export type Spec = Record<string, unknown>;

/**
 * A figure before it is drawn. `spec` reads its rows from `{url: 'NAME.csv'}`, so that the written
 * specification and its data lie side by side; the renderer hands it `data` instead of the file.
 */
export interface Figure {
  /** File stem: letters, digits, dot, hyphen, underscore. */
  name: string;
  /** One line for reports and metadata; it is not drawn, since journals set their own. */
  title: string;
  /** What the figure shows, in words with numbers. */
  caption: string;
  /** What a reader who cannot see the figure needs. */
  alternative: string;
  spec: Spec;
  data: Row[];
  /** Width at which it is printed. */
  widthMm: number;
}

/** Identity of the run (a hex text), and whatever else a figure must carry to be remade; values are ASCII or JSON. */
export type Provenance = { identity: string } & Record<string, string>;
