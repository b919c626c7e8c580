/** Thread entry point: runs of a sweep, as text of its tables. */
import { serve } from '../src/experiment/batches.js';
import { sweepBench } from '../src/experiment/sweep/sweepTables.js';

export { sweepBench as prepare };

export default serve(sweepBench);
