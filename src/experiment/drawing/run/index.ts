import { folderFigures } from '../kind.js';
import { adoption } from './adoption.js';
import { contributions } from './contributions.js';
import { convergence } from './convergence.js';
import { decoupling } from './decoupling.js';
import { designs } from './designs.js';
import { map } from './map.js';
import { network } from './network.js';
import { observed } from './observed.js';
import { stages } from './stages.js';
import { survival } from './survival.js';
import { symbolic } from './symbolic.js';
import { tree } from './tree.js';

/** What the folder of `run` can show. */
export const runFigures = folderFigures([
  adoption,
  observed,
  map,
  stages,
  network,
  tree,
  survival,
  contributions,
  symbolic,
  convergence,
  decoupling,
  designs,
]);
