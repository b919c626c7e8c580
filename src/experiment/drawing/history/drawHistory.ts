/** What `eha` is given to draw its results. */
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CAPTIONS_FILE, writeCaptions } from '../captions.js';
import { finishedHistory, HISTORY_FILE } from './finishedHistory.js';

/** Draws the standard figures in their plain look, and returns the files, by path within the folder. */
export async function drawHistory(folder: string, say: (text: string) => void): Promise<string[]> {
  const history = finishedHistory(join(folder, HISTORY_FILE));
  const { figures, captions, identity, remake } = history;
  rmSync(figures, { recursive: true, force: true });
  // Loaded only now: they take longer than many a fit.
  const { drawFigures, STANDARD } = await import('../drawFigures.js');
  const { historyFigures } = await import('./index.js');
  const origin = { identity, command: remake };
  const names = await drawFigures(historyFigures, history, figures, { drawing: STANDARD, origin, say });
  writeCaptions(captions, figures);
  if (names.length === 0) return [];
  const files = [
    ...names.map((name) => join(figures, `${name}.{svg,pdf,png}`)),
    join(captions, CAPTIONS_FILE),
  ];
  return files.map((file) => relative(folder, file).replaceAll('\\', '/'));
}
