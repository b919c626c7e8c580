import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StudyInput } from './study.js';

/** The user's inputs, as they were read: into inputs/ of the folder. */
export function copyInputs(files: readonly StudyInput[], folder: string): void {
  if (files.length > 0) mkdirSync(join(folder, 'inputs'), { recursive: true });
  for (const { path, name } of files) copyFileSync(path, join(folder, 'inputs', name));
}
