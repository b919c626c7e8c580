/** Versions of a file of hypotheses whose results a folder held before: whoever altered the file may have seen them. */
import { type Manifest, readManifest } from '../../io/manifest.js';
import { InputError } from '../../scenario/problem.js';

/** Checksums that a manifest of a test says were superseded, oldest first. */
export const supersededIn = (manifest: Manifest): readonly string[] =>
  (manifest['supersedes'] ?? []) as readonly string[];

/** Checksums of the versions tested in a folder so far, oldest first; empty where it holds no results of a test. */
export function testedVersions(folder: string): readonly string[] {
  const manifest = manifestIn(folder);
  if (manifest === null || manifest['kind'] !== 'test') return [];
  const own = manifest.replicatesDone > 0 ? [String(manifest['checksum'])] : [];
  return [...supersededIn(manifest), ...own];
}

/** Null where there is none that can be read: whether that is a mistake is not asked here. */
function manifestIn(folder: string): Manifest | null {
  try {
    return readManifest(folder);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
