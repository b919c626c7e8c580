import { join } from 'node:path';
import { type ContributionColumn, contributionBars } from '../../../figures/contributionBars.js';
import type { Figure } from '../../../figures/figure.js';
import { term } from '../../../figures/terms.js';
import { words } from '../../../figures/words.js';
import { eachRow, records } from '../../../io/eachRow.js';
import { mechanisms as known } from '../../../model/mechanisms/index.js';
import { rogersClasses } from '../../../statistics/diffusion/adopterCategories.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, timesFault } from './finishedRun.js';

/** Periods of whole years that a run is divided into, at most. */
const PERIODS = 6;

interface Adoptions {
  readonly times: number[];
  readonly replicates: number[];
  /** One row an adoption. */
  readonly contributions: number[][];
}

/** Columns of events.csv that are mechanisms. */
const columnsOf = (path: string): string[] => {
  const [head = ''] = records(path);
  const ids = new Set(known.map(({ id }) => id));
  return head.split(',').filter((name) => ids.has(name));
};

/** First declarations of each policy, with what their log-hazard was made of. */
function adoptionsOf(
  path: string,
  policies: readonly string[],
  columns: readonly string[],
): Map<string, Adoptions> {
  const found = new Map(
    policies.map((id): [string, Adoptions] => [id, { times: [], replicates: [], contributions: [] }]),
  );
  const wanted = ['replicate', 'time', 'policy', 'from', ...columns];
  eachRow(path, wanted, ([replicate, time, policy, from, ...values]) => {
    const own = found.get(policy);
    if (own === undefined || from !== '0') return;
    own.times.push(Number(time));
    own.replicates.push(Number(replicate));
    own.contributions.push(values.map(Number));
  });
  return found;
}

function meanOf(label: string, rows: readonly (readonly number[])[], width: number): ContributionColumn {
  const values = Array.from(
    { length: width },
    (_, m) => rows.reduce((sum, row) => sum + row[m], 0) / rows.length,
  );
  return { label, count: rows.length, values };
}

/** Adoptions by period. */
function byPeriod(
  { times, contributions }: Adoptions,
  { scenario }: FinishedRun,
  width: number,
): ContributionColumn[] {
  const { start, end } = scenario.time;
  const length = Math.max(1, Math.ceil((end - start) / PERIODS));
  const periods = Math.ceil((end - start) / length);
  const label = (k: number): string => {
    const [from, last] = [
      Math.floor(start + k * length),
      Math.ceil(Math.min(end, start + (k + 1) * length)) - 1,
    ];
    return from >= last ? String(from) : `${from}–${String(last).slice(-2)}`;
  };
  return Array.from({ length: periods }, (_, k) => {
    const rows = contributions.filter(
      (_, at) => Math.min(periods - 1, Math.floor((times[at] - start) / length)) === k,
    );
    return rows.length === 0 ? [] : [meanOf(label(k), rows, width)];
  }).flat();
}

/** Adoptions by Rogers's category of the city in its replicate. */
function byCategory({ times, replicates, contributions }: Adoptions, width: number): ContributionColumn[] {
  const labels = [
    words`innovators`,
    words`early adopters`,
    words`early majority`,
    words`late majority`,
    words`laggards`,
  ];
  const rows: (readonly number[])[][] = labels.map(() => []);
  const members = new Map<number, number[]>();
  replicates.forEach((replicate, at) => {
    const own = members.get(replicate);
    if (own) own.push(at);
    else members.set(replicate, [at]);
  });
  for (const own of members.values()) {
    const classes = rogersClasses(own.map((at) => times[at]));
    own.forEach((at, k) => {
      if (classes[k] >= 0) rows[classes[k]].push(contributions[at]);
    });
  }
  return labels.flatMap((label, k) => (rows[k].length === 0 ? [] : [meanOf(label, rows[k], width)]));
}

const labelOf = (id: string): string => known.find((mechanism) => mechanism.id === id)!.label;

function* figuresOf(run: FinishedRun): Generator<Figure> {
  const { folder, scenario, policies, replicates } = run;
  const path = join(folder, 'events.csv');
  const columns = columnsOf(path);
  const adoptions = adoptionsOf(path, policies, columns);
  const mechanisms = columns.map((id) => term(labelOf(id)));
  const drawn = `over ${replicates} ${replicates === 1 ? 'replicate' : 'replicates'}; mechanisms upwards of 0 drove adoption, those downwards held it back, each against a city at the reference of its term`;
  for (const id of policies) {
    const own = adoptions.get(id)!;
    const label = run.labelOf(id);
    const heading = `${capital(label)}: ${words`mean contributions to the log-hazard at adoption`}`;
    const common = { heading, mechanisms };
    const periods = byPeriod(own, run, columns.length);
    if (periods.length > 0)
      yield contributionBars({
        ...common,
        name: `contributions-${id}`,
        title: words`${scenario.name}: what drove adopters of ${label}, by period`,
        caption: `What the log-hazard of the cities that declared ${label} was made of, by the time of adoption: mean contributions of the mechanisms ${drawn}.`,
        columns: periods,
      });
    const categories = byCategory(own, columns.length);
    if (categories.length > 0)
      yield contributionBars({
        ...common,
        name: `contributions-${id}-categories`,
        title: words`${scenario.name}: what drove adopters of ${label}, by category`,
        caption: `What the log-hazard of the cities that declared ${label} was made of, by Rogers’s categories (limits at the mean time of adoption and one and two standard deviations off it, in each replicate): mean contributions of the mechanisms ${drawn}.`,
        columns: categories,
      });
  }
}

export const contributions: FigureKind<FinishedRun> = {
  id: 'contributions',
  question: 'Which mechanisms drive early and late adopters?',
  standard: false,
  lacks(run) {
    if (run.policies.length === 0) return 'a policy';
    const fault = timesFault(run);
    if (fault !== null) return fault;
    return columnsOf(join(run.folder, 'events.csv')).length > 0 ? null : 'mechanisms (decision.rule hazard)';
  },
  figures: figuresOf,
};
