/** An outcome of a sweep from results.csv. */
import { join } from 'node:path';
import type { Responses } from '../../design/sensitivity/index.js';
import { eachRow } from '../../io/eachRow.js';
import { RESULTS_FILE } from './sweepFiles.js';

/** A column of the results at every point and replicate; NaN where it has no value. Memory: 8 bytes a run. */
export function responsesOf(folder: string, column: string, points: number, replicates: number): Responses {
  const values = new Float64Array(points * replicates).fill(NaN);
  eachRow(join(folder, RESULTS_FILE), ['replicate', 'point', column], ([replicate, point, text]) => {
    if (text !== '' && Number(replicate) < replicates)
      values[Number(point) * replicates + Number(replicate)] = Number(text);
  });
  return { replicates, value: (point, replicate) => values[point * replicates + replicate] };
}
