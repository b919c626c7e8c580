/** fastpolicy odd SCENARIO [SCENARIO] */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareStudy, type Study } from '../../experiment/study.js';
import { oddDifference } from '../../odd/difference.js';
import type { Document } from '../../odd/document.js';
import { docxOf } from '../../odd/docx.js';
import { htmlOf } from '../../odd/html.js';
import { markdownOf } from '../../odd/markdown.js';
import { oddDocument } from '../../odd/odd.js';
import { version } from '../../version.js';
import { outColors } from '../colors.js';
import { findScenario } from '../findScenario.js';
import { overridesOf, type ScenarioOptions } from './run.js';

export const formats = ['md', 'html', 'docx'] as const;
export type Format = (typeof formats)[number];

interface Options extends ScenarioOptions {
  readonly out?: string;
  readonly format?: readonly Format[];
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function odd(scenarios: readonly string[], options: Options): Promise<number> {
  const { out = join('out', 'odd'), format = formats, quiet = false, json = false } = options;
  const studies: Study[] = [];
  for (const name of scenarios) studies.push(await prepareStudy(findScenario(name), overridesOf(options)));
  const documents = studies.map(documentOf);
  const [first, second] = studies;
  const stem = second ? `${first.id}-and-${second.id}` : first.id;
  const document = second ? oddDifference(documents[0], documents[1], [first.id, second.id]) : documents[0];
  mkdirSync(out, { recursive: true });
  const files: string[] = [];
  for (const ending of format) {
    const file = join(out, `${stem}.${ending}`);
    writeFileSync(file, await written(document, ending));
    files.push(file);
  }
  if (json) process.stdout.write(`${JSON.stringify({ title: document.title, files })}\n`);
  else if (!quiet) process.stdout.write(`${outColors.bold(document.title)}: ${files.join(' ')}\n`);
  return 0;
}

const documentOf = ({ id, loaded: { scenario }, world, notes }: Study): Document =>
  oddDocument({ id, scenario, world, notes, toolVersion: version });

async function written(document: Document, ending: Format): Promise<string | Uint8Array> {
  if (ending === 'md') return markdownOf(document);
  return ending === 'html' ? htmlOf(document) : docxOf(document);
}
