import type { Path } from '../problem.js';

/** A mistake that only shows when the world is built. */
export interface BuildFault {
  readonly path: Path;
  readonly message: string;
  readonly expected: string;
  readonly suggestion?: string;
}

/** All that is wrong with a world that was to be built. */
export class BuildError extends Error {
  constructor(readonly faults: readonly BuildFault[]) {
    super(faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
    this.name = 'BuildError';
  }
}
