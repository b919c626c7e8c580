/** What sets two scenarios apart, in the words of their ODD+D documents: section by section, what only one says. */
import { type Block, type Document, heading, paragraph, table } from './document.js';
import { LETTERS } from './symbols.js';

interface Statement {
  readonly section: string;
  /** What it speaks of: the same in both documents. */
  readonly of: string;
  readonly text: string;
}

/** What a block says of a topic: the rows of a table, sentences, items. A formula goes with its text. */
function saidBy(block: Block, section: string, topic: string): Statement[] {
  if (block.kind === 'heading')
    return block.level === 1 ? [] : [{ section, of: block.text, text: 'at work' }];
  if (block.kind === 'table') {
    return block.rows.map((row) => ({
      section,
      of: `${block.caption}: ${row[0]}`,
      text: row
        .slice(1)
        .map((cell, at) => (cell === '' ? '' : `${block.head[at + 1]} ${cell}`))
        .filter((cell) => cell !== '')
        .join('; '),
    }));
  }
  if (block.kind === 'list') return block.items.map((text) => ({ section, of: topic, text }));
  if (block.kind === 'formula') return [];
  return block.text.split(/(?<=[.?!]) (?=[A-Z0-9])/).map((text) => ({ section, of: topic, text }));
}

/** A document as single statements. */
function statementsOf({ blocks }: Document): Statement[] {
  const statements: Statement[] = [];
  let section = '';
  let topic = '';
  for (const block of blocks) {
    if (block.kind === 'heading') {
      if (block.level === 1) section = block.text;
      topic = block.level === 1 ? '' : block.text;
    }
    // Letters go with the formulas that have them.
    if (topic !== LETTERS) statements.push(...saidBy(block, section, topic));
  }
  return statements;
}

/** Sections that differ, each with a table of what either says. */
export function oddDifference(a: Document, b: Document, names: readonly [string, string]): Document {
  const inA = statementsOf(a);
  const inB = statementsOf(b);
  const key = ({ section, of, text }: Statement): string => JSON.stringify([section, of, text]);
  const onlyIn = (these: Statement[], those: Statement[]): Statement[] => {
    const known = new Set(those.map(key));
    return these.filter((statement) => !known.has(key(statement)));
  };
  const left = onlyIn(inA, inB);
  const right = onlyIn(inB, inA);
  const sections = [...new Set([...left, ...right].map(({ section }) => section))];
  const blocks: Block[] = sections.flatMap((section): Block[] => {
    const topics = [...new Set([...left, ...right].filter((s) => s.section === section).map(({ of }) => of))];
    const said = (from: Statement[], of: string): string =>
      from
        .filter((statement) => statement.section === section && statement.of === of)
        .map(({ text }) => text)
        .join(' ');
    return [
      heading(1, section),
      table(
        'What differs',
        ['of', names[0], names[1]],
        topics.map((of) => [of || 'in general', said(left, of) || '–', said(right, of) || '–']),
      ),
    ];
  });
  return {
    title: `Differences: ${names[0]} and ${names[1]}`,
    blocks: blocks.length > 0 ? blocks : [paragraph('The two documents say the same.')],
  };
}
