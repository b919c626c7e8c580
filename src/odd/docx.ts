/**
 * A document as DOCX, for word processors. Formulas stand as LaTeX, which Word turns into an equation
 * (Alt + =, then Convert).
 */
import {
  AlignmentType,
  BorderStyle,
  Document as File,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Document } from './document.js';

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const code = (text: string): TextRun => new TextRun({ text, font: 'Cambria Math' });

const runs = (text: string, bold = false): TextRun[] =>
  text
    .split('$')
    .map((part, at) => (at % 2 === 1 ? code(part) : new TextRun({ text: part, bold })))
    .filter((_, at, all) => all.length === 1 || at >= 0);

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
          children: [code(block.latex)],
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
