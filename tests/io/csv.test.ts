import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, csvBytes, csvText, readTable, readTableFile } from '../../src/io/csv.js';
import { TableError } from '../../src/io/tableProblems.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readTable(bytes(text), 'people.csv');

/** The problems of a table that must not be read. */
function problemsOf(content: string | Uint8Array) {
  try {
    readTable(typeof content === 'string' ? bytes(content) : content, 'people.csv');
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    expect(error).toBeInstanceOf(InputError);
    return { message: (error as TableError).message, problems: (error as TableError).problems };
  }
  throw new Error('was read');
}

const formulaStart = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
const ambiguous = (text: string) => text[0] === "'" && formulaStart.includes(text[1]);
const nastyText = fc
  .oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...formulaStart, "'", '"', ',', '\n', '\r\n', ' ', 'a', 'é', '=1+1') }),
    fc.constantFrom("'s-Hertogenbosch", "'", "''", "'a", '=HYPERLINK("x")', '-1', '+49', '@sum', 'São Paulo'),
  )
  .filter((text) => !ambiguous(text) && !text.includes('\u0000') && !text.startsWith('\ufeff'));

describe('writing', () => {
  it('a number is written in its shortest form, neither quoted nor escaped', () => {
    expect(csvText([[-4.2, 0.1 + 0.2, 1e-7, 1e21, -0, 5]])).toBe('-4.2,0.30000000000000004,1e-7,1e+21,0,5\n');
  });

  it('nothing, NaN and an empty text are an empty cell', () => {
    expect(csvText([[null, undefined, NaN, '']])).toBe(',,,\n');
  });

  it('an infinite number is written as a word that R and pandas read', () => {
    expect(csvText([[Infinity, -Infinity]])).toBe('Infinity,-Infinity\n');
  });

  it('a text that a spreadsheet would execute gets an apostrophe, also in the header', () => {
    expect(csvText([['=1+1'], ['-4.2'], ['@a'], ['+b'], ['\tc']], ['=x'])).toBe(
      "'=x\n'=1+1\n'-4.2\n'@a\n'+b\n'\tc\n",
    );
  });

  it("'s-Hertogenbosch stays as it is", () => {
    expect(csvText([["'s-Hertogenbosch"]])).toBe("'s-Hertogenbosch\n");
  });

  it.each(formulaStart)('a text that begins with an apostrophe and %j is refused', (start) => {
    expect(() => csvText([[`'${start}1`]])).toThrow(/cannot be written/);
    expect(() => csvText([], [`'${start}1`])).toThrow(/cannot be written/);
  });

  it('an empty cell alone in its row is not a blank line', () => {
    expect(csvText([[null], ['a']], ['x'])).toBe('x\n""\na\n');
  });

  it('a row of another length than the header is refused', () => {
    expect(() => csvText([[1, 2]], ['a'])).toThrow(/2 cells under 1 columns/);
  });

  it('gives the very bytes of csv-stringify', () => {
    const cell = fc.oneof(
      nastyText,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 6 })), (rows) => {
        expect(csvText(rows)).toBe(stringify(rows, { escape_formulas: true }));
      }),
    );
  });
});

describe('reading back', () => {
  it('what was written is read back, whatever the texts', () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.tuple(
          fc.uniqueArray(
            nastyText.filter((text) => text !== ''),
            { minLength: width, maxLength: width },
          ),
          fc.array(fc.array(nastyText, { minLength: width, maxLength: width })),
        ),
      )
      // A single column with a ; or tab in its name is taken for another dialect.
      .filter(([header]) => header.length > 1 || !/[;\t]/.test(header[0]));
    fc.assert(
      fc.property(table, ([header, rows]) => {
        const back = readTable(csvBytes(rows, header), 'x.csv');
        expect(back.header).toEqual(header);
        expect(back.rows.map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('every double is read back to its last bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        (numbers) => {
          const back = read(
            csvText(
              numbers.map((n): Cell[] => [n, 0]),
              ['n', 'zero'],
            ),
          );
          expect(back.rows.map((row) => Number(row.cells[0]) + 0)).toEqual(numbers.map((n) => n + 0));
        },
      ),
    );
  });

  it('rows know the line on which they start, whatever ends lines and lies within quotes', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['id,name', '1,"a', 'b', 'c"', '', '2,d', '3,"e', 'f"', '4,g'].join(end);
      expect(read(text).rows.map((row) => row.line)).toEqual([2, 6, 7, 9]);
    }
  });

  it('a byte-order mark, CRLF, quotes and blanks in cells are understood', () => {
    const table = read('\ufeffid,"na,me"\r\n1," a ""b"" "\r\n');
    expect(table.header).toEqual(['id', 'na,me']);
    expect(table.rows[0].cells).toEqual(['1', ' a "b" ']);
  });

  it('the apostrophe is taken off only before a formula', () => {
    const cells = read(`a,b,c,d,e\n'=1,'s-Hertogenbosch,'-4,"'\t","''="\n`).rows[0].cells;
    expect(cells).toEqual(['=1', "'s-Hertogenbosch", '-4', '\t', "''="]);
  });

  it('the header of R, empty for the row names, is read', () => {
    expect(read('"","id"\n"1","x"\n').header).toEqual(['', 'id']);
  });

  it('two unnamed columns are no duplicate', () => {
    expect(read('id,,\n1,,\n').rows).toHaveLength(1);
  });
});

describe('bad files', () => {
  it.each([
    ['an empty file', '', /people\.csv:1:1: an empty file, expected a header/],
    ['a file of blank lines', '\n\n', /an empty file/],
    ['a lone byte-order mark', '\ufeff', /an empty file/],
    ['a header name twice', 'id,a,a\n1,2,3\n', /people\.csv:1:2 a: got "a", expected each header name once/],
    ['an open quote', 'id,a\n1,2\n3,"4\n5,6\n', /people\.csv:3:1: a quoted cell without an end/],
    ['a quote within a cell', 'id,a\n1,x"y\n', /people\.csv:2:1: a " within an unquoted cell/],
    ['text after a quote', 'id,a\n1,"x"y\n', /people\.csv:2:1: text after a closing quote/],
    ['semicolons', 'id;name\n1;a\n', /not by semicolons/],
    ['tabs', 'id\tname\n1\ta\n', /not by tabs/],
  ])('%s is refused with its line', (_, text, message) => {
    expect(problemsOf(text).message).toMatch(message);
  });

  it('rows of another width are all reported', () => {
    const { problems } = problemsOf('a,b\n1\n1,2\n1,2,3\n\n4\n');
    expect(problems.map(({ line, value, expected }) => [line, value, expected])).toEqual([
      [2, '1 cell', '2, as in the header'],
      [4, '3 cells', '2, as in the header'],
      [6, '1 cell', '2, as in the header'],
    ]);
  });

  it('twenty problems are printed, the rest is counted', () => {
    const { message, problems } = problemsOf('a,b\n' + '1\n'.repeat(50));
    expect(problems).toHaveLength(50);
    expect(message.split('\n')).toHaveLength(21);
    expect(message).toMatch(/\nand 30 more$/);
  });

  it('invalid UTF-8 is refused with its line and a guess', () => {
    const latin = Buffer.from('id,name\n1,Graz\n2,K\xf6ln\n', 'latin1');
    expect(problemsOf(latin).message).toMatch(/people\.csv:3:1: bytes that are not UTF-8, .*Latin-1/);
  });

  it('UTF-16, binary and spreadsheet files are called by their name', () => {
    expect(problemsOf(Buffer.from('\ufeffid,a\n', 'utf16le')).message).toMatch(/UTF-16/);
    expect(problemsOf(Uint8Array.of(1, 2, 10, 0, 4)).message).toMatch(/people\.csv:2:1: a binary file/);
    expect(problemsOf(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)).message).toMatch(/spreadsheet/);
    expect(problemsOf('\ufeff<graphml><graph edgedefault="directed"/></graphml>').message).toMatch(
      /people\.csv:1:1: an XML file \(GraphML, GEXF\?\), expected CSV text.*\.graphml or \.gexf/,
    );
  });

  it('a file that is not there, and a folder, are input errors', () => {
    const folder = temporaryFolder();
    expect(() => readTableFile(join(folder, 'x.csv'))).toThrow(/x\.csv: no such file/);
    expect(() => readTableFile(folder)).toThrow(/a folder/);
    writeFileSync(join(folder, 'x.csv'), 'id\n1\n');
    expect(readTableFile(join(folder, 'x.csv'), 'x.csv').rows).toHaveLength(1);
  });
});
