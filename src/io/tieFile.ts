/** A file of ties, CSV or a graph, told by its name. */
import type { CityLookup } from '../population/cityLookup.js';
import { isGraphFileName } from '../scenario/graphFileName.js';
import { readTableFile, type Table } from './csv.js';
import { type EdgeColumns, type EdgeTable, edgeTable } from './edgeTable.js';
import { type GraphColumns, graphEdges } from './graphEdges.js';
import { type GraphFile, readGraphFile } from './graphFile.js';

export type TieFile = Table | GraphFile;

/** @throws TableError for a file that cannot be read as what its name says. */
export const readTieFile = (path: string): TieFile =>
  isGraphFileName(path) ? readGraphFile(path) : readTableFile(path);

export const isGraph = (file: TieFile): file is GraphFile => 'nodes' in file;

export interface TieEdges extends EdgeTable {
  readonly directed: boolean;
}

/**
 * The ties of a file. `directed`: as stated; null, of a graph only: as the file says.
 * @throws TableError with all that is wrong in it.
 */
export function tieEdges(
  file: TieFile,
  cities: CityLookup,
  options: { readonly directed: boolean | null; readonly columns?: EdgeColumns & GraphColumns },
): TieEdges {
  const { directed } = options;
  // Problems of a graph without a direction are thrown before it is asked for.
  if (isGraph(file)) return { ...graphEdges(file, cities, options), directed: file.directed! };
  return { ...edgeTable(file, cities, { ...options, directed: directed! }), directed: directed! };
}
