import type { Figure } from '../../figures/figure.js';
import { imputedNote } from '../../scenario/build/imputed.js';
import type { Study } from '../study.js';

/** The figure, whose caption says which attributes of its cities were imputed. */
export function imputedCaption(figure: Figure, { inputs, world }: Study): Figure {
  const note = imputedNote(inputs.imputed ?? [], world.cities.count);
  return note === '' ? figure : { ...figure, caption: `${figure.caption} Attributes ${note}.` };
}
