import { folderFigures } from '../kind.js';
import { adoption } from './adoption.js';
import { cities } from './cities.js';
import { differences } from './differences.js';
import { map } from './map.js';

/** What the folder of `compare` can show. */
export const comparisonFigures = folderFigures([differences, adoption, map, cities]);
