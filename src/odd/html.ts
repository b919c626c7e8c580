/** A document as one HTML page: mathematics as MathML, nothing loaded from elsewhere. */
import katex from 'katex';
import { type Block, type Document, inlineParts } from './document.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const mathematics = (latex: string, displayMode: boolean): string =>
  katex.renderToString(latex, { output: 'mathml', displayMode, throwOnError: true });

const inline = (line: string): string =>
  inlineParts(line)
    .map(({ text, isMath }) => (isMath ? inlineMathematics(text) : escaped(text)))
    .join('');

/** What cannot be read as mathematics stays as it is written. */
function inlineMathematics(latex: string): string {
  try {
    return mathematics(latex, false);
  } catch {
    return escaped(`$${latex}$`);
  }
}

const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function blockText(block: Block, headingId: (text: string) => string, above: number): string {
  switch (block.kind) {
    case 'heading': {
      const tag = `h${Math.min(6, block.level + above)}`;
      return `<${tag}${headingId(block.text)}>${inline(block.text)}</${tag}>`;
    }
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'formula':
      return `<div class="formula">${mathematics(block.latex, true)}</div>`;
    case 'table': {
      const head = block.head.map((text) => `<th scope="col">${inline(text)}</th>`).join('');
      const rows = block.rows
        .map(([first, ...rest]) => {
          const cells = rest.map((text) => `<td>${inline(text)}</td>`).join('');
          return `<tr><th scope="row">${inline(first)}</th>${cells}</tr>`;
        })
        .join('\n');
      return `<div class="wide" role="region" tabindex="0" aria-label="${escaped(block.caption)}"><table><caption>${inline(block.caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
    }
  }
}

/**
 * Blocks as part of another page. above: levels of headings that stand over them there. Headings have no anchors, since
 * several documents may stand in one page.
 */
export const blocksHtml = (blocks: readonly Block[], above: number): string =>
  blocks.map((block) => blockText(block, () => '', above)).join('\n');

const style = `
body { font: 16px/1.55 Georgia, 'Times New Roman', serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem; color: #1a1a1a; }
h1, h2, h3, h4, table, caption { font-family: Inter, 'Helvetica Neue', Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.3rem; margin-top: 2.6rem; border-bottom: 1px solid #ccc; padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin-top: 1.9rem; } h4 { font-size: .95rem; margin-bottom: .2rem; }
table { border-collapse: collapse; font-size: .8rem; line-height: 1.4; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .22rem .7rem .22rem 0; border-bottom: 1px solid #e4e4e4; }
tbody th { font-weight: 400; } thead th { border-bottom: 1.5px solid #1a1a1a; } .wide { overflow-x: auto; } .formula { margin: .9rem 0; padding: .2rem 0; overflow-x: auto; overflow-y: hidden; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;

export const htmlOf = ({ title, blocks }: Document): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${inline(title)}</h1>
${blocks.map((block) => blockText(block, (text) => ` id="${anchor(text)}"`, 1)).join('\n')}
</body>
</html>
`;
