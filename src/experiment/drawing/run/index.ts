import { folderFigures } from '../kind.js';
import { adoption } from './adoption.js';
import { contributions } from './contributions.js';
import { convergence } from './convergence.js';
import { decoupling } from './decoupling.js';
import { map } from './map.js';
import { observed } from './observed.js';
import { survival } from './survival.js';
import { symbolic } from './symbolic.js';

/** What the folder of `run` can show. */
export const runFigures = folderFigures([
  adoption,
  observed,
  map,
  survival,
  contributions,
  symbolic,
  convergence,
  decoupling,
]);
