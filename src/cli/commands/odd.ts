/** fastpolicy odd SCENARIO [SCENARIO] */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareStudy, type Study } from '../../experiment/study.js';
import { oddDifference } from '../../odd/difference.js';
import type { Block, Document } from '../../odd/document.js';
import { docxOf } from '../../odd/docx.js';
import { htmlOf } from '../../odd/html.js';
import { markdownOf } from '../../odd/markdown.js';
import { oddDocument } from '../../odd/odd.js';
import { oddSubject } from '../../report/oddSubject.js';
import { type ValidationTable, validationBlocks } from '../../validation/table.js';
import { packageRoot } from '../../version.js';
import { outColors } from '../colors.js';
import { UsageError } from '../errors.js';
import { findScenario, ofKind } from '../findInput.js';
import { overridesOf, type ScenarioOptions } from '../settings.js';

export const formats = ['md', 'html', 'docx'] as const;
export type Format = (typeof formats)[number];

interface Options extends ScenarioOptions {
  readonly out?: string;
  readonly format?: readonly Format[];
  readonly validation?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function odd(scenarios: readonly string[], options: Options): Promise<number> {
  const { out = join('out', 'odd'), format = formats, quiet = false, json = false } = options;
  // What two scenarios share does not set them apart.
  const more = scenarios.length === 1 ? validationOf(options.validation) : [];
  const studies: Study[] = [];
  for (const name of scenarios)
    studies.push(await prepareStudy(ofKind(findScenario(name), 'scenario'), overridesOf(options)));
  const documents = studies.map((study) => documentOf(study, more));
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

function documentOf(study: Study, more: readonly Block[]): Document {
  return oddDocument(oddSubject(study), more);
}

/** The table of a validation: that of a file, or the one that ships. */
function validationOf(file: string | undefined): Block[] {
  const shipped = join(packageRoot, 'docs', 'validation.json');
  if (file === undefined && !existsSync(shipped)) return [];
  const from = file ?? shipped;
  let table: Partial<ValidationTable> | null;
  try {
    table = JSON.parse(readFileSync(from, 'utf8'));
  } catch (error) {
    throw new UsageError(`--validation ${from}: ${(error as Error).message}`);
  }
  if (!Array.isArray(table?.patterns) || table.seed === undefined || table.seeds === undefined)
    throw new UsageError(`--validation ${from}: expected what fastpolicy validate --json writes`);
  return validationBlocks(table as ValidationTable);
}

async function written(document: Document, ending: Format): Promise<string | Uint8Array> {
  if (ending === 'md') return markdownOf(document);
  return ending === 'html' ? htmlOf(document) : docxOf(document);
}
