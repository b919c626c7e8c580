/** A document as DOCX, for word processors, with formulas as equations. */
import {
  AlignmentType,
  BorderStyle,
  Document as File,
  HeadingLevel,
  ImportedXmlComponent,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Block, type Document, inlineParts } from './document.js';
import { officeMath } from './officeMath.js';

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

// Typed as any element; where an equation may stand is known to the library by its own kind alone.
const equation = (latex: string, displayMode: boolean): ParagraphChild =>
  ImportedXmlComponent.fromXmlString(officeMath(latex, displayMode)) as unknown as ParagraphChild;

const runs = (line: string, bold = false): ParagraphChild[] =>
  inlineParts(line)
    .filter(({ text }) => text !== '')
    .map(({ text, isMath }) => (isMath ? inlineEquation(text) : new TextRun({ text, bold })));

/** What cannot be read as mathematics stays as it is written. */
function inlineEquation(latex: string): ParagraphChild {
  try {
    return equation(latex, false);
  } catch {
    return new TextRun({ text: `$${latex}$` });
  }
}

const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
const thin = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' };

const row = (cells: readonly string[], isHead: boolean): TableRow =>
  new TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: cells.map(
      (text) =>
        new TableCell({
          borders: { top: none, left: none, right: none, bottom: thin },
          margins: { top: 40, bottom: 40, right: 120 },
          children: [new Paragraph({ children: runs(text, isHead), style: 'cell' })],
        }),
    ),
  });

function blockParts(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: levels[block.level] })];
    case 'paragraph':
      return [new Paragraph({ children: runs(block.text), spacing: { after: 120 } })];
    case 'list':
      return block.items.map((item) => new Paragraph({ children: runs(item), bullet: { level: 0 } }));
    case 'formula':
      return [
        new Paragraph({
          children: [equation(block.latex, true)],
          alignment: AlignmentType.CENTER,
          spacing: { before: 120, after: 120 },
        }),
      ];
    case 'table':
      return [
        new Paragraph({
          children: runs(block.caption, true),
          spacing: { before: 160, after: 60 },
          keepNext: true,
        }),
        new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: [row(block.head, true), ...block.rows.map((cells) => row(cells, false))],
        }),
        new Paragraph({ text: '' }),
      ];
  }
}

/** The bytes of the file. */
export async function docxOf({ title, blocks }: Document): Promise<Uint8Array> {
  const file = new File({
    title,
    creator: 'fastpolicy',
    styles: {
      default: { document: { run: { font: 'Calibri', size: 21 } } },
      paragraphStyles: [{ id: 'cell', name: 'Cell', basedOn: 'Normal', run: { size: 17 } }],
    },
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          ...blocks.flatMap(blockParts),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
