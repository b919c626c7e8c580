import { describe, expect, test } from 'vitest';
import { latexTable, latexText, narrowLatexTable } from '../../src/io/latexTable.js';
import {
  markdownTable,
  numberText,
  type PaperTable,
  plainTable,
  pText,
  starsOf,
} from '../../src/io/paperTable.js';

const table: PaperTable = {
  caption: 'Effects of A & B',
  head: ['', 'effect', 'p'],
  body: [['need_1', '-0.5', '<0.001'], null, ['rows', '12', '']],
  notes: ['N: 12 rows, 5 % of them | marked.', 'Second.'],
  data: { columns: ['term', 'effect'], rows: [['need_1', -0.5]] },
};

describe('tables for papers', () => {
  test('Markdown escapes what would break a row', () => {
    expect(markdownTable(table)).toBe(
      [
        '**Effects of A & B**',
        '',
        '|  | effect | p |',
        '| :-- | --: | --: |',
        '| need\\_1 | -0.5 | \\<0.001 |',
        '| rows | 12 |  |',
        '',
        'N: 12 rows, 5 % of them \\| marked.',
        '',
        'Second.',
        '',
      ].join('\n'),
    );
  });

  test('LaTeX is booktabs, with signs set as signs', () => {
    expect(latexTable(table, 'effects')).toBe(
      [
        '% \\usepackage{booktabs}',
        '\\begin{table}[htbp]',
        '\\centering',
        '\\caption{Effects of A \\& B}',
        '\\label{tab:effects}',
        '\\begin{tabular}{lrr}',
        '\\toprule',
        ' & effect & p \\\\',
        '\\midrule',
        'need\\_1 & $-$0.5 & $<$0.001 \\\\',
        '\\midrule',
        'rows & 12 &  \\\\',
        '\\bottomrule',
        '\\end{tabular}',
        '',
        '\\smallskip',
        '\\begin{minipage}{\\linewidth}\\footnotesize',
        '\\emph{Notes:} N: 12 rows, 5 \\% of them | marked.',
        'Second.',
        '\\end{minipage}',
        '\\end{table}',
        '',
      ].join('\n'),
    );
  });

  test('columns of words are set left, long ones in lines, and numbers right', () => {
    const claim = 'Networks make cities declare sooner than need alone would have them do';
    const words: PaperTable = {
      ...table,
      head: ['Id', 'Claim', 'verdict', 'p'],
      body: [
        ['H1', claim, 'supported', '<0.001'],
        ['H2', 'Short', '', '–'],
      ],
    };
    expect(latexTable(words, 'words')).toContain('\\begin{tabular}{lp{0.40\\linewidth}lr}');
    expect(markdownTable(words)).toContain('| :-- | :-- | :-- | --: |');
  });

  test('a table longer than a page is a longtable, whose head is on every page', () => {
    const rows = Array.from({ length: 60 }, (_, k) => [`city ${k}`, String(k), '0.5']);
    const lines = latexTable({ ...table, body: [...rows, null, ['all', '60', '']] }, 'long').split('\n');
    expect(lines[0]).toBe('% \\usepackage{booktabs,longtable}');
    expect(lines[1]).toBe('\\begin{longtable}{lrr}');
    expect(lines[2]).toBe('\\caption{Effects of A \\& B}\\label{tab:long}\\\\');
    expect(lines.filter((line) => line === ' & effect & p \\\\')).toHaveLength(2);
    expect(lines.indexOf('\\endfirsthead')).toBeLessThan(lines.indexOf('\\endhead'));
    expect(lines).toContain('\\end{longtable}');
    expect(lines.join()).not.toContain('tabular}');
    expect(lines.at(-2)).toBe('\\par}');
  });

  test('the narrow form is as wide as its line: chosen columns, one below the other, names broken', () => {
    const wide: PaperTable = {
      caption: 'Differences',
      head: ['Outcome', 'Scenario', 'Difference', '95 % interval', 'p'],
      body: [
        ['No networks', '', '', '', ''],
        ['share_welcoming', '0.5', '-0.1', '[-0.2, 0.0]', '0.01'],
        ['count', '3', '0', '', ''],
        null,
        ['Rows', '2', '', '', ''],
      ],
      notes: ['Scenario: its mean.', 'p: of a test.'],
      narrow: { columns: [[0], [2, 3], [4]], notes: ['p: of a test.'] },
      data: { columns: ['a'], rows: [] },
    };
    expect(narrowLatexTable(wide, 'differences')).toBe(
      [
        '% \\usepackage{booktabs,tabularx,makecell}',
        '\\begin{table}[htbp]',
        '\\centering',
        '\\caption{Differences}',
        '\\label{tab:differences}',
        '\\footnotesize\\setlength{\\tabcolsep}{3pt}',
        '\\begin{tabularx}{\\linewidth}{@{}>{\\raggedright\\arraybackslash}Xrr@{}}',
        '\\toprule',
        'Outcome & \\makecell[tr]{Difference\\\\{}95 \\% interval} & p \\\\',
        '\\midrule',
        '\\multicolumn{3}{@{}p{\\linewidth}@{}}{\\raggedright\\arraybackslash No networks} \\\\',
        'share\\_\\allowbreak{}welcoming & \\makecell[tr]{$-$0.1\\\\{}[$-$0.2, 0.0]} & 0.01 \\\\',
        'count & 0 &  \\\\',
        '\\midrule',
        'Rows &  &  \\\\',
        '\\bottomrule',
        '\\end{tabularx}',
        '',
        '\\smallskip',
        '\\begin{minipage}{\\linewidth}\\footnotesize',
        '\\emph{Notes:} p: of a test.',
        '\\end{minipage}',
        '\\end{table}',
        '',
      ].join('\n'),
    );
    // Without a form of its own all columns; long heads in lines; what is longer than a page in several floats.
    const rows = Array.from({ length: 60 }, (_, k) => [`city ${k}`, String(k)]);
    const { narrow: _, ...plain } = wide;
    const long = narrowLatexTable({ ...plain, head: ['', 'homophily in joining'], body: rows }, 'long').split(
      '\n',
    );
    expect(long.filter((line) => line === ' & \\makecell[tr]{homophily in\\\\{}joining} \\\\')).toHaveLength(
      2,
    );
    expect(long).toContain('\\caption{Differences (continued)}');
    expect(long.filter((line) => line.startsWith('city '))).toHaveLength(60);
    expect(long.filter((line) => line.startsWith('\\label'))).toHaveLength(1);
    expect(long.filter((line) => line.startsWith('\\emph{Notes:}'))).toHaveLength(1);
  });

  test('every character that LaTeX reads as a command is set as itself', () => {
    expect(latexText('a\\b{c}$5 #1 x^2 ~ time^3 -∞ [-1, 2] G - 1 well-known')).toBe(
      'a\\textbackslash{}b\\{c\\}\\$5 \\#1 x\\textasciicircum{}2 \\textasciitilde{} time\\textasciicircum{}3 ' +
        '$-\\infty$ [$-$1, 2] G - 1 well-known',
    );
  });

  test('numbers show three decimals, and never 0.000 for what is not 0', () => {
    expect(
      [0, 1.23456, -0.0004, 1234567.8, 1.1e-35, NaN, Infinity].map((value) => numberText(value)),
    ).toEqual(['0.000', '1.235', '-4.0e-4', '1.2e+6', '1.1e-35', '', '∞']);
    expect([0.0004, 0.05, NaN].map(pText)).toEqual(['<0.001', '0.050', '']);
    expect([0.0004, 0.004, 0.04, 0.05].map(starsOf)).toEqual(['***', '**', '*', '']);
  });

  test('a plain table has its numbers as text and in full', () => {
    const plain = plainTable(
      [
        { id: 'name', label: 'Name' },
        { id: 'value', label: 'Value', text: (value) => value.toFixed(1) },
      ],
      [
        ['a', 0.123],
        ['b', null],
      ],
      { caption: 'c' },
    );
    expect(plain.body).toEqual([
      ['a', '0.1'],
      ['b', ''],
    ]);
    expect(plain.data).toEqual({
      columns: ['name', 'value'],
      rows: [
        ['a', 0.123],
        ['b', null],
      ],
    });
  });
});
