/** XML in, element by element, with the place of each. No document type: no entity is expanded, nothing is fetched. */
import { SaxesParser } from 'saxes';
import { textProblem, type WantedText } from './inputBytes.js';
import { ProblemList, type TableProblem } from './tableProblems.js';

/** Where an element starts: line and column, from 1. */
export interface XmlPlace {
  readonly line: number;
  readonly at: number;
}

export interface XmlElement extends XmlPlace {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  /** null: the root. */
  readonly parent: XmlElement | null;
  /** Those that ended within it and were not taken by the visitor. */
  readonly children: readonly XmlElement[];
  /** The text directly within it. */
  readonly text: string;
}

type Open = { -readonly [key in keyof XmlElement]: XmlElement[key] } & { children: XmlElement[] };

/**
 * Calls `visit` with each element as it ends, and with the outermost one, which has not ended before the others. Where it returns true the element is taken: its parent does not keep it,
 * so that a file of a million edges is never held as a tree.
 *
 * @throws TableError with the first of: no text, an encoding other than UTF-8, a document type (<!DOCTYPE …>), XML that
 * is not well formed.
 */
export function readXml(
  bytes: Uint8Array,
  file: string,
  wanted: WantedText,
  visit: (element: XmlElement, root: XmlElement) => boolean,
): void {
  const fail = (problem: TableProblem): void => {
    const problems = new ProblemList(file);
    problems.add(problem);
    problems.throwIfAny();
  };
  const encoding = textProblem(bytes, wanted);
  if (encoding) fail(encoding);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') fail({ line: 1, value: 'an empty file', expected: wanted.text });
  if (!text.trimStart().startsWith('<'))
    fail({ line: 1, value: 'a text without tags', expected: wanted.text });

  const parser = new SaxesParser();
  const here = (): XmlPlace => ({ line: parser.line, at: parser.columnIndex + 1 });
  let open: Open | null = null;
  let root: Open | null = null;
  let start: XmlPlace = here();
  parser.on('error', ({ message }) =>
    fail({ ...here(), value: message.replace(/^\d+:\d+: |\.$/g, ''), expected: 'well-formed XML' }),
  );
  parser.on('doctype', () =>
    fail({
      ...here(),
      value: 'a document type (<!DOCTYPE …>)',
      expected: 'none, as entities and outside definitions are not read; delete it',
    }),
  );
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^(utf-?8|(us-)?ascii)$/i.test(encoding))
      fail({ line: 1, value: `the encoding ${encoding}`, expected: 'UTF-8' });
  });
  parser.on('opentagstart', ({ name }) => {
    // The parser is one character past the name; if that ended the line, the start is in the line before.
    const { line, at } = here();
    start = at === 1 ? { line: line - 1, at: 1 } : { line, at: at - name.length - 2 };
  });
  parser.on('opentag', ({ name, attributes }) => {
    const { line, at } = start;
    open = { line, at, name, attributes, parent: open, children: [], text: '' };
    root ??= open;
  });
  const addText = (part: string): void => {
    if (open) open.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const ended = open!;
    open = ended.parent as Open | null;
    if (!visit(ended, root!)) open?.children.push(ended);
  });
  parser.write(text).close();
}

/** The texts of an element's attributes, '' for those that are not there. */
export const attributeOf = ({ attributes }: XmlElement, name: string): string => attributes[name] ?? '';
