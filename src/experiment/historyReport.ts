/** What is made of an event history: models, comparison of models, survival curves, and files of all of these. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numberText, type PaperTable, plainTable, pText } from '../io/paperTable.js';
import { type RefitFile, type RefitPart, rScript, stataScript } from '../io/refitScripts.js';
import { type NamedModel, regressionTable } from '../io/regressionTable.js';
import { writePaperTable } from '../io/writePaperTable.js';
import {
  type ChiSquareTest,
  coefficientRows,
  likelihoodRatioTest,
  waldTest,
} from '../statistics/estimates.js';
import { type EventModel, type EventRows, fitEventModel } from '../statistics/eventModel.js';
import { eventsText, firstEvents, pairEventsText, unitEvents } from '../statistics/firstEvents.js';
import { survivalQuantile } from '../statistics/kaplanMeier.js';
import type { LogRankTest } from '../statistics/logRank.js';
import { type CompetingPart, firstPolicies } from './firstPolicy.js';
import {
  type GroupCurve,
  groupCurves,
  INCIDENCE_TABLE,
  type Incidence,
  incidenceOf,
  SURVIVAL_TABLE,
  writeIncidenceTable,
  writeSurvivalTable,
} from './historyCurves.js';

/** Rows of one transition, and what is to be fitted to them. */
export interface ReportPart extends CompetingPart {
  readonly transition: string | null;
  /** One model a list of covariates. */
  readonly models: readonly EventModel[];
  /** Rows of survival curves and incidence; default: those of the models, which lack rows with an empty covariate. */
  readonly curveRows?: EventRows;
}

export interface ReportOptions {
  readonly parts: readonly ReportPart[];
  /** Column whose groups have a survival curve each. */
  readonly by: string | null;
  /** Whether rows are histories of cities, of which survival curves and first events speak. */
  readonly curves: boolean;
  /** Policies of which a city takes up one first. */
  readonly competing: readonly string[];
  readonly stars: boolean;
  /** Of the rows: where they are from, how many replicates. */
  readonly notes: readonly string[];
  readonly file: RefitFile;
  readonly folder: string;
}

export interface Comparison {
  readonly model: string;
  /** The model nested in it: the one before, or one without covariates. */
  readonly against: string;
  readonly likelihoodRatio: ChiSquareTest;
  /** Of the coefficients that it has more, with clustered errors; null where these are too many for the clusters. */
  readonly wald: ChiSquareTest | null;
}

export interface PartReport {
  readonly policy: string | null;
  readonly transition: string | null;
  readonly rows: number;
  readonly events: number;
  /** Of the events, those that are the first of their city in its replicate; null: rows are no histories of cities. */
  readonly firstEvents: number | null;
  /** Of pairs: how many times a city took it up; null: rows are histories of cities. */
  readonly adoptions: number | null;
  /** The events in words. */
  readonly eventsText: string;
  readonly cities: number;
  readonly models: readonly NamedModel[];
  readonly comparisons: readonly Comparison[];
  readonly survival: readonly GroupCurve[];
  /** Whose rows the curves hold together; 1: of one history, or one replicate. */
  readonly replicates: number;
  readonly logRank: LogRankTest | null;
  /** Why there is no log-rank test of several groups; null: there is one, or there is one group. */
  readonly noLogRank: string | null;
  readonly table: PaperTable;
}

export interface HistoryReport {
  readonly parts: readonly PartReport[];
  /** Of rival policies; null: none were asked for. */
  readonly incidence: Incidence | null;
  /** Cities left out of it, as they hold one of the policies from the outset. */
  readonly heldFirst: number;
  /** Paths within the folder. */
  readonly files: readonly string[];
}

const titleOf = ({ policy, transition }: { policy: string | null; transition: string | null }): string =>
  [policy, transition].filter((name) => name !== null).join(' ');

/**
 * Fits, tests and writes tables, survival data and scripts.
 * @throws RangeError in words where a model cannot be fitted.
 */
export function reportHistory(options: ReportOptions): HistoryReport {
  const { parts, folder, file } = options;
  const reports = parts.map((part) => reportPart(part, options));
  const first =
    options.competing.length > 0
      ? firstPolicies(
          parts.map((part) => ({ ...part, rows: part.curveRows ?? part.rows })),
          options.competing,
        )
      : null;
  const tables = join(folder, 'tables');
  const files: string[] = [];
  const several = parts.length > 1;
  for (const report of reports) {
    const title = titleOf(report);
    const stem = ['eha', ...(several ? title.split(' ') : [])].join('-').replace(/[^\w-]/g, '_');
    files.push(...writePaperTable(tables, stem, report.table));
    if (report.comparisons.length > 0)
      files.push(...writePaperTable(tables, `${stem}-comparison`, comparisonTable(title, report)));
  }
  writeSurvivalTable(tables, reports);
  files.push(SURVIVAL_TABLE);
  const incidence = first && incidenceOf(first, options.competing);
  if (incidence) {
    writeIncidenceTable(tables, incidence);
    files.push(INCIDENCE_TABLE);
  }
  const refits = reports.map(
    (report, at): RefitPart => ({
      models: report.models,
      where: [
        ...(report.policy === null ? [] : [['policy', report.policy] as const]),
        ...(report.transition === null ? [] : [['transition', report.transition] as const]),
      ],
      texts: new Set(
        [...parts[at].rows.covariates].flatMap(([name, values]) =>
          values instanceof Float64Array ? [] : [name],
        ),
      ),
    }),
  );
  writeFileSync(join(folder, 'eha.R'), rScript(file, refits));
  writeFileSync(join(folder, 'eha.do'), stataScript(file, refits));
  return {
    parts: reports,
    incidence,
    heldFirst: first?.held ?? 0,
    files: [...files.map((name) => `tables/${name}`), 'eha.R', 'eha.do'],
  };
}

const SHARED_PEERS =
  'Errors clustered by the city that looks on leave out that pairs with the same peer depend on each other (Aronow, Samii and Assenova 2015): they are too small where a few peers lead many.';

function reportPart(part: ReportPart, { by, curves, stars, notes }: ReportOptions): PartReport {
  const { rows } = part;
  const title = titleOf(part);
  const fitted = part.models.map(
    (model, at): NamedModel => ({
      ...fitEventModel(rows, model),
      name: part.models.length > 1 ? `model ${at + 1}` : title || 'model',
    }),
  );
  const cities = new Set(Array.from(rows.city)).size;
  const events = Array.from(rows.event).reduce((sum, event) => sum + event, 0);
  const first = curves ? firstEvents(rows) : null;
  const adoptions = curves ? null : unitEvents(rows);
  const told = first === null ? pairEventsText(events, adoptions!) : eventsText(events, first);
  const own = curves ? groupCurves(part.curveRows ?? rows, by) : null;
  const survival = own?.curves ?? [];
  const replicates = new Set(rows.replicate).size;
  const cluster = part.models.find((model) => model.cluster !== undefined)?.cluster;
  const noLogRank =
    replicates > 1
      ? `${replicates} replicates hold the same cities again, and it takes cities as independent`
      : cluster !== undefined
        ? `rows of one ${cluster} may depend on each other, and it takes cities as independent`
        : null;
  const table = regressionTable(fitted, {
    caption: title === '' ? 'Event history' : `Event history: ${title}`,
    stars,
    notes: [
      `N: ${rows.time1.length} rows, ${cities} cities, ${told}.`,
      ...notes,
      ...(curves ? [] : [SHARED_PEERS]),
    ],
  });
  return {
    policy: part.policy,
    transition: part.transition,
    rows: rows.time1.length,
    events,
    firstEvents: first,
    adoptions,
    eventsText: told,
    cities,
    models: fitted,
    comparisons: compare(rows, fitted),
    survival,
    replicates: Math.max(1, replicates),
    logRank: own !== null && survival.length > 1 && noLogRank === null ? own.logRank() : null,
    noLogRank: survival.length > 1 ? noLogRank : null,
    table,
  };
}

/** Each model against the one before where that is nested in it, else against one without covariates. */
function compare(rows: EventRows, models: readonly NamedModel[]): Comparison[] {
  return models.flatMap((own, at) => {
    if (own.model.covariates.length === 0) return [];
    const before = models[at - 1];
    const nested =
      before !== undefined &&
      before.model.covariates.length < own.model.covariates.length &&
      before.model.covariates.every((name) => own.model.covariates.includes(name));
    const small = nested
      ? before
      : { ...fitEventModel(rows, { ...own.model, covariates: [] }), name: 'no covariates' };
    const more = own.estimates.names.filter((name) => !small.estimates.names.includes(name));
    return [
      {
        model: own.name,
        against: small.name,
        likelihoodRatio: likelihoodRatioTest(small.estimates, own.estimates),
        wald: waldOrNull(own, more),
      },
    ];
  });
}

function waldOrNull({ estimates }: NamedModel, names: readonly string[]): ChiSquareTest | null {
  try {
    const test = waldTest(estimates, names);
    return test.degreesOfFreedom === 0 ? null : test;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function comparisonTable(title: string, { comparisons, models }: PartReport): PaperTable {
  const columns = [
    { id: 'model', label: '' },
    { id: 'against', label: 'against' },
    { id: 'likelihoodRatio', label: 'likelihood ratio', text: (value: number) => numberText(value, 2) },
    { id: 'degreesOfFreedom', label: 'df', text: String },
    { id: 'p', label: 'p', text: pText },
    { id: 'wald', label: 'Wald', text: (value: number) => numberText(value, 2) },
    { id: 'waldP', label: 'p', text: pText },
    { id: 'aic', label: 'AIC', text: (value: number) => numberText(value, 1) },
    { id: 'bic', label: 'BIC', text: (value: number) => numberText(value, 1) },
  ];
  const rows = comparisons.map(({ model, against, likelihoodRatio, wald }) => {
    const { aic, bic } = models.find(({ name }) => name === model)!.estimates;
    const { statistic, degreesOfFreedom, p } = likelihoodRatio;
    return [
      model,
      against,
      statistic,
      degreesOfFreedom,
      p,
      wald?.statistic ?? null,
      wald?.p ?? null,
      aic,
      bic,
    ];
  });
  const notes = ['The likelihood ratio takes rows as independent; the Wald test has clustered errors.'];
  return plainTable(columns, rows, {
    caption: `Comparison of models${title === '' ? '' : `: ${title}`}`,
    notes,
    narrow: { columns: [[0, 1], [2, 3], [4], [5, 6], [7, 8]], notes },
  });
}

/** The report as plain data, for --json and eha.json. */
export function reportData({ parts }: HistoryReport) {
  return parts.map(
    ({
      policy,
      transition,
      rows,
      events,
      firstEvents: first,
      adoptions,
      cities,
      models,
      comparisons,
      survival,
      replicates,
      logRank,
      noLogRank,
    }) => ({
      policy,
      transition,
      rows,
      events,
      firstEvents: first,
      laterEvents: first === null ? null : events - first,
      cities,
      models: models.map(({ name, model, estimates }) => ({
        name,
        ...model,
        cluster: model.cluster ?? 'city',
        clusters: estimates.clusters,
        correction: estimates.correction,
        logLikelihood: estimates.logLikelihood,
        aic: estimates.aic,
        bic: estimates.bic,
        iterations: estimates.iterations,
        converged: estimates.converged,
        problems: estimates.problems,
        coefficients: coefficientRows(estimates).map((row, at) => ({
          ...row,
          modelError: estimates.modelErrors[at],
        })),
      })),
      comparisons,
      replicates,
      survival: survival.map(({ group, curve, until, risk }) => ({
        group,
        events: curve.events.reduce((sum, own) => sum + own, 0),
        median: survivalQuantile(curve),
        last: curve.survival.at(-1) ?? 1,
        until,
        risk,
      })),
      logRank: logRank && {
        ...logRank,
        observed: Array.from(logRank.observed),
        expected: Array.from(logRank.expected),
      },
      adoptions,
      noLogRank,
    }),
  );
}

/** Incidence of rival policies as plain data. */
export function incidenceData({ incidence }: HistoryReport) {
  if (incidence === null) return null;
  const { histories, until, risk, curves } = incidence;
  return {
    histories,
    until,
    risk,
    policies: curves.map(({ policy, curve }) => ({
      policy,
      events: curve.events.reduce((sum, own) => sum + own, 0),
      last: curve.incidence.at(-1) ?? 0,
    })),
  };
}
