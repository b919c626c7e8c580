/** A user's file as bytes, and whether these are text at all. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { ProblemList, TableError, type TableProblem } from './tableProblems.js';

/** What a file should have held, in words for messages. */
export interface WantedText {
  /** As in `expected CSV text`. */
  readonly text: string;
  /** How it is had as UTF-8, after a semicolon. */
  readonly save: string;
  /** What a zip archive in its place most likely is, and how the text is had from it. */
  readonly zip: { readonly is: string; readonly remedy: string };
}

/** Bytes of a file on disk. @throws TableError where it cannot be read. `wanted`: as in `expected a CSV file`. */
export function readBytes(path: string, file: string, wanted: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why: { [code: string]: string } = {
      ENOENT: 'no such file',
      EISDIR: 'a folder',
      EACCES: 'a file that may not be read',
    };
    const problems = new ProblemList(file);
    problems.add({ value: why[code ?? ''] ?? message, expected: wanted });
    throw new TableError(problems.all);
  }
}

/** What is wrong with bytes that should be UTF-8 text; null: nothing. */
export function textProblem(bytes: Uint8Array, { text, save, zip }: WantedText): TableProblem | null {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { line: 1, value: 'UTF-16 text', expected: `UTF-8 text; ${save}` };
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    return {
      line: lineOf(bytes, nul),
      value: isZip ? `a zip archive (${zip.is}?)` : 'a binary file',
      expected: text + (isZip ? `; ${zip.remedy}` : ''),
    };
  }
  if (!isUtf8(bytes))
    return {
      line: firstBadLine(bytes),
      value: 'bytes that are not UTF-8',
      expected: 'UTF-8 text; this is perhaps Latin-1 or Windows-1252',
    };
  return null;
}

/** The line, from 1, of a byte. */
export function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = bytes.indexOf(10); i >= 0 && i < offset; i = bytes.indexOf(10, i + 1)) line++;
  return line;
}

/** Line of the first byte that is not UTF-8. A newline byte is never part of another character. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}
