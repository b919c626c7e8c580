/** What is wrong with a table, cell by cell: collected, and thrown all at once. */
import { nearestName } from '../scenario/nearestName.js';
import { InputError, type Problem, problemText } from '../scenario/problem.js';

/** Problems printed one by one; further ones are only counted. */
const PRINTED = 20;

/**
 * Wrong input in a table. The message has a line for each of the first 20 problems, and `problems` all of
 * them: `path` is the name of the column in the header, `column` its number from 1.
 */
export class TableError extends InputError {
  constructor(problems: readonly Problem[]) {
    super(problems);
    this.name = 'TableError';
    const more = this.problems.length - PRINTED;
    const lines = this.problems.slice(0, PRINTED).map(problemText);
    this.message = [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  }
}

/** A problem of a cell (line and column given), of a row (line given) or of the file. */
export interface TableProblem {
  /** From 1; left out: the file as a whole. */
  readonly line?: number;
  /** Where in the line, from 1; left out: at the cell, or its start. */
  readonly at?: number;
  /** Name of the column. */
  readonly column?: string;
  /** For a problem that is in no cell: what it is about, as a column that is not there. */
  readonly path?: string;
  /** The cell's text; for anything else, what is there in words. */
  readonly value: string;
  readonly expected: string;
}

/** Collects the problems of one table. */
export class ProblemList {
  readonly all: Problem[] = [];

  constructor(
    readonly file: string,
    private readonly header: readonly string[] = [],
  ) {}

  /**
   * `known`: the names that `sought` could have meant; searched only for problems that will be printed.
   * Cost: a few ms per 10,000 names.
   */
  add(problem: TableProblem, known: readonly string[] = [], sought: string = problem.value): void {
    const { line = 0, at, column, path = column ?? '', value, expected } = problem;
    const inCell = column !== undefined;
    const found = !inCell ? value : value === '' ? 'nothing there' : `got ${JSON.stringify(value)}`;
    const suggestion = this.all.length < PRINTED ? nearestName(sought, known) : undefined;
    this.all.push({
      file: this.file,
      line,
      column: at ?? (inCell ? this.header.indexOf(column) + 1 || 1 : 1),
      path,
      message: `${found}, expected ${expected}`,
      value,
      expected,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }

  throwIfAny(): void {
    if (this.all.length > 0) throw new TableError(this.all);
  }
}
