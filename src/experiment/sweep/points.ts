/** From a point of a design to a scenario. */
import { type InputDocument, override } from '../../scenario/document.js';
import type { Place } from '../../scenario/yamlTree.js';

/** A scenario that points are made of: the experiment's own, or one of those that it compares. */
export interface Base {
  /** Stem of its file: its value where scenarios are a factor. */
  readonly id: string;
  /** With the seed and the outcomes of the experiment. */
  readonly document: InputDocument;
}

/** A parameter, and how its values get into a scenario. */
export interface Varied {
  /** The key under `parameters`. */
  readonly path: string;
  /** Where the experiment states it. */
  readonly place: Place;
  /**
   * Values that name files: as in the design (JSON, paths as in the sweep's folder) and as the experiment states them.
   * Other parameters have none.
   */
  readonly files: readonly (readonly [inDesign: string, stated: unknown])[];
}

/** What it takes to make the scenario of a point; plain data, for threads. */
export interface PointSource {
  readonly bases: readonly Base[];
  readonly varied: readonly Varied[];
}

/** The parameter whose values are scenarios. */
export const SCENARIO_FACTOR = 'scenario';

/** The scenario of a point, before it is checked: the base with the point's values laid over it. */
export function pointDocument({ bases, varied }: PointSource, values: readonly unknown[]): InputDocument {
  const factor = varied.findIndex(({ path }) => path === SCENARIO_FACTOR);
  const base = factor < 0 ? bases[0] : bases.find(({ id }) => id === values[factor])!;
  const overrides = varied.flatMap(({ path, place, files }, k) => {
    if (k === factor) return [];
    const file =
      files.length > 0 ? files.find(([inDesign]) => inDesign === JSON.stringify(values[k])) : undefined;
    return [{ path, value: file ? file[1] : values[k], place }];
  });
  return override(base.document, overrides);
}
