/** fastpolicy plot DIR [FIGURE…] */
import { join, relative } from 'node:path';
import type { Drawing } from '../../experiment/drawing/drawFigures.js';
import { openFolder } from '../../experiment/drawing/openFolder.js';
import { type ListedKind, listKinds, placesOf, redraw } from '../../experiment/drawing/redraw.js';
import { countText } from '../../scenario/countText.js';
import { errorColors, outColors } from '../colors.js';
import { UsageError } from '../errors.js';
import { listenForInterruption } from '../interruption.js';
import { folderFault } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { wrapped } from '../text.js';
import { teller } from '../underway.js';

interface PlotOptions {
  readonly list?: boolean;
  readonly theme: Drawing['look']['theme'];
  readonly width?: number;
  readonly dpi?: number;
  readonly face: Drawing['look']['face'];
  readonly palette: Drawing['look']['palette'];
  readonly language: Drawing['look']['language'];
  readonly format?: Drawing['formats'];
  readonly out?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function plot(
  folder: string,
  figures: readonly string[],
  options: PlotOptions,
): Promise<number> {
  const { list = false, json = false, theme, face, palette, language, out = null } = options;
  const { say, caution, note } = teller(options);
  const open = await openFolder(folder);
  for (const text of open.notes) note(text);
  const look = { theme, widthMm: options.width ?? null, dpi: options.dpi ?? null, face, palette, language };
  if (list) {
    const kinds = await listKinds(open, look);
    if (json) printJson({ folder, kind: open.kind, kinds });
    else process.stdout.write(`${listText(kinds)}\n`);
    return 0;
  }
  const fault = out === null ? null : folderFault(out);
  if (fault !== null) throw new UsageError(`${out}: ${fault}; name another folder with --out`);
  const interruption = listenForInterruption(() => {});
  try {
    const written = options.format ?? (['svg', 'pdf', 'png'] as const);
    const names = await redraw(open, {
      figures,
      look,
      formats: written,
      out,
      say: caution,
      signal: interruption.signal,
    });
    const place = out ?? placesOf(open).figures;
    if (json) printJson({ folder: place, figures: names });
    say(`${countText(names.length, 'figure')} drawn in ${outColors.bold(relative('.', place) || place)}:`);
    const endings = written.length === 1 ? written[0] : `{${written.join(',')}}`;
    for (const name of names) say(`    ${join(relative('.', place), name)}.${endings}`);
    return 0;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    process.stderr.write(`${errorColors.yellow('interrupted')}; the same command draws all again\n`);
    return 130;
  } finally {
    interruption.close();
  }
}

/** Kinds that the folder has, with their figures; then those that it has not, with what they need. */
function listText(kinds: readonly ListedKind[]): string {
  const has = kinds.filter(({ lacks }) => lacks === null);
  const lacking = kinds.filter(({ lacks }) => lacks !== null);
  const lines = has.map(
    ({ id, question, figures }) =>
      `${outColors.bold(id)}  ${question}${figures.length === 1 && figures[0] === id ? '' : `\n${wrapped(figures.join(', '), 4)}`}`,
  );
  if (lacking.length > 0)
    lines.push(
      '\nNot of this folder:',
      ...lacking.map(({ id, question, lacks }) => `${id}  ${question}\n${wrapped(`needs ${lacks}`, 4)}`),
    );
  return lines.join('\n');
}
