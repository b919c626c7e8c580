import { folderFigures } from '../kind.js';
import { adoption } from './adoption.js';
import { map } from './map.js';
import { observed } from './observed.js';

/** What the folder of `run` can show. */
export const runFigures = folderFigures([adoption, observed, map]);
