/** `test`: what hypotheses need, into one folder with their verdicts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachedColumn } from '../../analysis/outcome.js';
import { type Cell, readTableFile, writeCsv } from '../../io/csv.js';
import { writePaperTable } from '../../io/writePaperTable.js';
import { copyInputs } from '../copyInputs.js';
import type { Draw } from '../drawing/draw.js';
import { replicateWork } from '../runScenario.js';
import { type Conditions, type UndertakingOutcome, undertake } from '../undertaking.js';
import { coefficientPath } from './coefficientRange.js';
import { type HypothesesTask, type HypothesesWork, pointColumns } from './hypothesesTables.js';
import type { Hypotheses } from './prepareHypotheses.js';
import { type HypothesisValues, rangeOf, testHypotheses, verdictsOf } from './verdict.js';
import { type Judged, verdictData, verdictRows, verdictTable } from './verdictTables.js';

export const HYPOTHESES_FILE = 'hypotheses.yaml';
export const VERDICTS_FILE = 'verdicts.csv';

export interface HypothesesOptions extends Conditions {
  readonly hypotheses: Hypotheses;
  /** Draws the figure; left out: none. */
  readonly draw?: Draw<'test'>;
}

/**
 * Runs what is left to run: scenario after scenario, first at the coefficients as stated, then at each set.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export function runHypotheses(options: HypothesesOptions): Promise<UndertakingOutcome> {
  const { hypotheses, folder } = options;
  const { studies, replicates, range, columns, coefficients, points, identity } = hypotheses;
  const perScenario = replicates + range.draws * range.replicates;
  return undertake<HypothesesWork, HypothesesTask, Uint8Array>(
    {
      identity,
      tables: { 'runs.csv': [...pointColumns, ...columns] },
      worker: 'hypotheses',
      work: { scenarios: studies.map(replicateWork), columns, coefficients, points },
      taskCount: studies.length * perScenario,
      task(number) {
        const scenario = Math.floor(number / perScenario);
        const own = number % perScenario;
        if (own < replicates) return { scenario, point: 0, replicate: own };
        // Each set has replicates of its own: sets then share no chance.
        const replicate = own - replicates;
        return { scenario, point: 1 + Math.floor(replicate / range.replicates), replicate };
      },
      rows: (batch) => ({ 'runs.csv': batch }),
      facts: {
        kind: 'test',
        hypotheses: hypotheses.id,
        checksum: hypotheses.checksum,
        confirmatory: hypotheses.confirmatory,
        ...(hypotheses.supersedes.length === 0 ? {} : { supersedes: hypotheses.supersedes }),
        references: hypotheses.references,
        range,
        scenario: studies.map(({ id }) => id),
        resolved: Object.fromEntries(studies.map(({ id, loaded }) => [id, loaded.resolved])),
        seed: hypotheses.seed,
        replicates,
        inputs: hypotheses.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
      },
      replicatesDone: (tasks) =>
        Math.max(0, Math.min(replicates, tasks - (studies.length - 1) * perScenario)),
      draws: options.draw !== undefined,
      begin() {
        copyInputs(hypotheses.files, folder);
        writeFileSync(join(folder, HYPOTHESES_FILE), hypotheses.text);
        mkdirSync(join(folder, 'scenarios'), { recursive: true });
        studies.forEach(({ id }, k) => {
          writeFileSync(join(folder, 'scenarios', `${id}.yaml`), hypotheses.yaml[k]);
        });
        if (points.length > 0)
          writeCsv(
            join(folder, 'coefficients.csv'),
            points.map((values, k): Cell[] => [k + 1, ...values]),
            ['point', ...coefficients.map(coefficientPath)],
          );
      },
      async end() {
        const { judged, ofPoints } = judge(hypotheses, join(folder, 'runs.csv'));
        const rows = verdictRows(judged);
        const data = verdictData(hypotheses, rows);
        writeCsv(join(folder, VERDICTS_FILE), data.rows, data.columns);
        if (points.length > 0) writeCsv(join(folder, 'ranges.csv'), ofPoints, rangeColumns);
        writePaperTable(join(folder, 'tables'), 'verdicts', verdictTable(hypotheses, rows));
        await options.draw?.(
          { hypotheses, folder, verdicts: rows },
          { identity, command: options.remake ?? '' },
        );
        return {};
      },
    },
    options,
  );
}

const rangeColumns = [
  'point',
  'id',
  'verdict',
  'difference',
  'p',
  'pCorrected',
  'pAgainst',
  'pAgainstCorrected',
];

/** Verdicts at the coefficients as stated, and at each set. */
function judge(
  hypotheses: Hypotheses,
  file: string,
): { readonly judged: Judged[]; readonly ofPoints: Cell[][] } {
  const { studies, seed, points } = hypotheses;
  const values = readPoints(file);
  const valuesAt = (point: number): HypothesisValues[] =>
    hypotheses.hypotheses.map(({ a, b, column }) => {
      const of = (study: number, name: string) =>
        values.get(JSON.stringify([studies[study].id, point]))!.get(name);
      const reached = { a: of(a, reachedColumn(column)), b: of(b, reachedColumn(column)) };
      return {
        a: of(a, column)!,
        b: of(b, column)!,
        ...(reached.a && reached.b ? { reached: { a: reached.a, b: reached.b } } : {}),
      };
    });
  const verdicts = verdictsOf(hypotheses.hypotheses, valuesAt(0), seed);
  const tested = points.map((_, k) => {
    const own = valuesAt(k + 1);
    return { own, tested: testHypotheses(hypotheses.hypotheses, own, [seed, 'hypotheses', k + 1]) };
  });
  return {
    judged: hypotheses.hypotheses.map((hypothesis, k) => ({
      hypothesis,
      a: studies[hypothesis.a].id,
      b: studies[hypothesis.b].id,
      verdict: verdicts[k],
      range: rangeOf(tested.map((point) => point.tested[k].ruling)),
    })),
    ofPoints: tested.flatMap((point, at) =>
      point.tested.map(({ ruling, difference, p, pCorrected, pAgainst, pAgainstCorrected }, k): Cell[] => [
        at + 1,
        hypotheses.hypotheses[k].id,
        ruling,
        difference,
        p,
        pCorrected,
        pAgainst,
        pAgainstCorrected,
      ]),
    ),
  };
}

/** Outcomes of runs.csv by scenario and point, then column: one value a replicate, NaN where undefined. */
function readPoints(file: string): Map<string, Map<string, number[]>> {
  const { header, rows } = readTableFile(file);
  const from = pointColumns.length;
  const found = new Map<string, Map<string, number[]>>();
  for (const { cells } of rows) {
    const key = JSON.stringify([cells[0], Number(cells[1])]);
    const columns = found.get(key) ?? new Map(header.slice(from).map((name) => [name, [] as number[]]));
    found.set(key, columns);
    for (let at = from; at < header.length; at++)
      columns.get(header[at])!.push(cells[at] === '' ? NaN : Number(cells[at]));
  }
  return found;
}
