/** Chromium without a window, for tests that look at a page; null where the machine has none. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** CHROMIUM in the environment, or the first of its names on the path. */
export function chromiumPath(): string | null {
  const places = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    ...(process.env['CHROMIUM'] ? [process.env['CHROMIUM']] : []),
    ...places.flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ];
  const found = candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined)
    process.stderr.write('No Chromium on the path (or in CHROMIUM): tests that look at pages are skipped\n');
  return found ?? null;
}

/** Sandboxes are refused to root; the pages are our own. */
export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox'] });
