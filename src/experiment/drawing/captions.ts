/** The captions of a folder's figures, for papers and for readers who do not see. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullStop } from '../../figures/fullStop.js';

export const CAPTIONS_FILE = 'captions.md';

/** Writes captions.md into `folder`, from the specifications in `figures`; none where there are no figures. */
export function writeCaptions(folder: string, figures: string): void {
  const specs = existsSync(figures)
    ? readdirSync(figures)
        .filter((name) => name.endsWith('.vl.json'))
        .sort()
    : [];
  if (specs.length === 0) {
    rmSync(join(folder, CAPTIONS_FILE), { force: true });
    return;
  }
  const parts = specs.map((file) => {
    const { description, usermeta } = JSON.parse(readFileSync(join(figures, file), 'utf8'));
    const { title, caption } = usermeta;
    return `## ${file.slice(0, -'.vl.json'.length)}\n\n**${fullStop(title)}** ${caption}\n\nAlternative text: ${description}\n`;
  });
  writeFileSync(join(folder, CAPTIONS_FILE), `# Captions\n\n${parts.join('\n')}`);
}
