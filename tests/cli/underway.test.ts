/** What is said of an interruption, and of a folder that it left. */
import { expect, test, vi } from 'vitest';
import { doneOf, interrupted } from '../../src/cli/underway.js';
import { refuseIncomplete } from '../../src/experiment/finishedManifest.js';
import { fullStop } from '../../src/figures/fullStop.js';
import type { Manifest } from '../../src/io/manifest.js';

test('where all replicates are done, what is left is said', () => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  expect(interrupted(doneOf(3, 20), 'out/x')).toBe(130);
  expect(interrupted(doneOf(20, 20), 'out/x')).toBe(130);
  spy.mockRestore();
  expect(written[0]).toMatch(/interrupted after 3 of 20 replicates.*; what is done is in out\/x/);
  expect(written[1]).toMatch(
    /interrupted after all 20 replicates.*; tables, figures or checksums that follow from them are left; what is done/,
  );
});

test('a folder with all replicates and no end says which of the two is missing', () => {
  const refused = (replicatesDone: number): string => {
    try {
      refuseIncomplete('x', { complete: false, replicatesDone, replicates: 20 } as Manifest);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  expect(refused(3)).toContain('not complete (3 of 20 replicates)');
  expect(refused(20)).toContain('all 20 replicates are done, but not all tables, figures and checksums');
});

test('a question ends with one mark', () => {
  expect(fullStop('Influence or selection?')).toBe('Influence or selection?');
  expect(fullStop('Claims')).toBe('Claims.');
});
