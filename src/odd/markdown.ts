/** A document as Markdown with $…$ mathematics, as GitHub, pandoc and Quarto read it. */
import type { Block, Document } from './document.js';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'formula':
      return `$$\n${block.latex}\n$$`;
    case 'table':
      return [
        `*${block.caption}*`,
        '',
        `| ${block.head.map(cell).join(' | ')} |`,
        `| ${block.head.map(() => '---').join(' | ')} |`,
        ...block.rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
      ].join('\n');
  }
}

export const markdownOf = ({ title, blocks }: Document): string =>
  `${[`# ${title}`, ...blocks.map(blockText)].join('\n\n')}\n`;
