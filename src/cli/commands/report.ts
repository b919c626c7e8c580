/** fastpolicy report DIR */
import { Buffer } from 'node:buffer';
import { existsSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { REPORT_FILE, writeAtomically } from '../../io/manifest.js';
import { reportOf } from '../../report/report.js';
import { countText } from '../../scenario/countText.js';
import { errorColors, outColors } from '../colors.js';
import { UsageError } from '../errors.js';
import { folderFault } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { teller } from '../underway.js';

interface ReportOptions {
  readonly out?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Beside an eha.json that is named the page bears its name: report.html is that of the run around it. */
const reportFile = (path: string): string =>
  extname(path) === '.json' ? `${path.slice(0, -'.json'.length)}.html` : join(path, REPORT_FILE);

export async function report(folder: string, options: ReportOptions): Promise<number> {
  const { out = reportFile(folder), json = false } = options;
  const { say, warn } = teller(options);
  const made = await reportOf(folder);
  const fault =
    existsSync(out) && statSync(out).isDirectory() ? 'this is a folder' : folderFault(dirname(out));
  if (fault !== null) throw new UsageError(`--out ${out}: ${fault}; name a file, such as report.html`);
  writeAtomically(out, made.html);
  const bytes = Buffer.byteLength(made.html);
  for (const file of made.changed)
    warn(`${errorColors.yellow('warning')} ${join(folder, file)}: not as it was written`);
  if (json) {
    const { title, figures, changed } = made;
    printJson({ title, file: out, bytes, figures, changed });
  } else
    say(
      `${outColors.bold(made.title)}: ${countText(made.figures, 'figure')}, ${(bytes / 1e6).toFixed(1)} MB; written to ${outColors.bold(out)}`,
    );
  return 0;
}
