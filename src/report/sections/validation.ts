/** What the simulation is known to reproduce: the table that ships with the tool. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksHtml } from '../../odd/html.js';
import { heldText, type ValidationTable, validationBlocks } from '../../validation/table.js';
import { packageRoot } from '../../version.js';
import { detailsHtml, html, trusted } from '../html.js';
import type { Section } from './section.js';

/** Null where no table ships. */
export function validation(): Section | null {
  const file = join(packageRoot, 'docs', 'validation.json');
  if (!existsSync(file)) return null;
  const table = JSON.parse(readFileSync(file, 'utf8')) as ValidationTable;
  const blocks = validationBlocks(table).filter(({ kind }) => kind !== 'heading');
  return {
    id: 'validation',
    title: 'Validation',
    content: html`<p>${heldText(table)} This is a matter of the tool and its shipped scenarios, not of these results.</p>
${detailsHtml('Patterns and classical results, one by one', trusted(blocksHtml(blocks, 3)))}`,
  };
}
