/** fastpolicy eha DIR|CSV */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { drawHistory } from '../../experiment/drawing/history/drawHistory.js';
import { HISTORY_FILE as RESULT_FILE } from '../../experiment/drawing/history/finishedHistory.js';
import {
  type HistoryReport,
  incidenceData,
  type PartReport,
  reportData,
  reportHistory,
} from '../../experiment/historyReport.js';
import { type Layout, runOrigin, simulateHistory } from '../../experiment/simulatedHistory.js';
import { sha256Of } from '../../io/checksum.js';
import { type Cell, csvChunks, readTableFile } from '../../io/csv.js';
import { eventTable } from '../../io/eventTable.js';
import { numberText, pText } from '../../io/paperTable.js';
import type { RefitFile } from '../../io/refitScripts.js';
import type { Subject } from '../../model/world.js';
import { countText } from '../../scenario/countText.js';
import { fileStem } from '../../scenario/files.js';
import { listNames, nearestName } from '../../scenario/nearestName.js';
import { refusal } from '../../scenario/problem.js';
import type { EventModel, EventRows, Link, TimeTrend } from '../../statistics/eventModel.js';
import { survivalQuantile } from '../../statistics/kaplanMeier.js';
import { version } from '../../version.js';
import { outColors } from '../colors.js';
import { commandLine, remakeCommand } from '../commandLine.js';
import { UsageError } from '../errors.js';
import { claimFolder } from '../outputFolder.js';
import { figureText, tableText, wrapped } from '../text.js';
import { teller } from '../underway.js';

export interface EhaOptions {
  readonly layout?: Layout;
  readonly replicates?: number;
  readonly policy?: string;
  readonly transition?: string;
  readonly spells?: 'all' | 'first';
  readonly city?: string;
  readonly time?: string;
  readonly time0?: string;
  readonly time1?: string;
  readonly event?: string;
  readonly missing?: 'error' | 'drop';
  /** One list a model. */
  readonly covariates?: readonly string[];
  readonly link?: Link;
  readonly timeTrend?: TimeTrend;
  readonly offset?: string;
  readonly cluster?: string;
  readonly by?: string;
  readonly competing?: string;
  readonly stars?: boolean;
  readonly figures: boolean;
  readonly out?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** What was read, whatever it was read from. */
interface Source {
  readonly parts: readonly {
    readonly policy: string | null;
    readonly transition: string | null;
    readonly rows: EventRows;
    /** Covariates where none are asked for. */
    readonly terms: readonly string[];
    readonly curveRows?: EventRows;
    readonly holders?: ReadonlySet<string>;
  }[];
  readonly file: RefitFile;
  readonly folder: string;
  /** Puts the table of a run in its place once all has been fitted, or takes it away. */
  readonly finish: (done: boolean) => void;
  readonly defaultLink: Link;
  readonly hasLengths: boolean;
  /** How events in later spells are left out, to be said after their number. */
  readonly laterSpells: string;
  readonly notes: readonly string[];
  readonly origin: object;
}

export async function eha(source: string, options: EhaOptions): Promise<number> {
  const { quiet = false, json = false } = options;
  const { note, caution } = teller(options);
  if (!existsSync(source) && extname(source) !== '')
    throw refusal(source, 'no such file or folder', 'the folder of a run, or a CSV file');
  const isTable = existsSync(source) && statSync(source).isFile();
  checkTogether(isTable, options);
  const found = isTable ? readObserved(source, options, note) : await readRun(source, options, note);
  const parts = found.parts.filter(({ policy, transition, rows }) => {
    const events = rows.event.length > 0 && Array.from(rows.event).includes(1);
    if (!events) note(`${policy} ${transition}: it never happened, and nothing is fitted`);
    return events;
  });
  let done = false;
  try {
    if (parts.length === 0) throw new UsageError(`${source}: there is no event to explain`);
    const report = reportHistory({
      parts: parts.map((part) => ({ ...part, models: modelsOf(part, found, options) })),
      by: options.by ?? null,
      curves: options.layout !== 'dyads',
      competing: listOf(options.competing ?? ''),
      stars: options.stars ?? false,
      notes: found.notes,
      file: found.file,
      folder: found.folder,
    });
    done = true;
    const data = {
      tool: { name: 'fastpolicy', version },
      command: commandLine(),
      remake: remakeCommand([source]),
      ...found.origin,
      parts: reportData(report),
      incidence: incidenceData(report),
    };
    found.finish(true);
    const text = `${JSON.stringify(data, null, 2)}\n`;
    writeFileSync(join(found.folder, RESULT_FILE), text);
    const drawn = options.figures ? await drawHistory(found.folder, caution) : [];
    if (json) process.stdout.write(text);
    else if (!quiet) tell(report, found, drawn);
    if (report.heldFirst > 0)
      note(
        `--competing: ${report.heldFirst} left out that hold one of the policies from the outset: their first is behind them`,
      );
    for (const { table, models } of report.parts) {
      const problems = models.flatMap(({ estimates }) => estimates.problems);
      for (const text of table.notes) if (problems.some((problem) => text.includes(problem))) note(text);
    }
    return 0;
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${source}: ${error.message}`);
    throw error;
  } finally {
    if (!done) found.finish(false);
  }
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Options that say nothing about this source. */
function checkTogether(isTable: boolean, options: EhaOptions): void {
  const ofRun = ['layout', 'replicates', 'spells'] as const;
  const ofTable = ['city', 'time', 'time0', 'time1', 'event', 'missing', 'offset'] as const;
  const dashed = (name: string): string =>
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  for (const name of isTable ? ofRun : ofTable) {
    if (options[name] === undefined) continue;
    throw new UsageError(
      `${dashed(name)} goes with ${isTable ? 'the folder of a run' : 'a CSV file'}, not with ${isTable ? 'a CSV file' : 'a run'}`,
    );
  }
  if (options.time !== undefined && (options.time0 !== undefined || options.time1 !== undefined))
    throw new UsageError(
      '--time is a period each row stands for; --time0 and --time1 say from when to when: give one',
    );
  if (options.layout === 'dyads' && (options.by !== undefined || options.competing !== undefined))
    throw new UsageError(
      '--by and --competing are about histories of cities, and dyads are pairs: take another --layout',
    );
  if (options.layout === 'dyads' && options.spells === 'first')
    throw new UsageError(
      '--spells first is about histories of cities, and dyads are pairs: take another --layout',
    );
  const competing = listOf(options.competing ?? '');
  if (options.policy !== undefined && competing.some((policy) => policy !== options.policy))
    throw new UsageError(
      `--policy ${options.policy} leaves out the rows of ${listNames(competing.filter((policy) => policy !== options.policy))}, which --competing ${options.competing} needs: leave out --policy`,
    );
  if (options.link === 'cox' && (options.timeTrend ?? 'none') !== 'none')
    throw new UsageError('--time-trend: Cox leaves the baseline free, so there is no trend to fit');
}

/** A model for each list of covariates. */
function modelsOf(
  part: Source['parts'][number],
  { defaultLink, hasLengths }: Source,
  options: EhaOptions,
): EventModel[] {
  const link = options.link ?? defaultLink;
  const lists = options.covariates?.map(listOf) ?? [part.terms];
  const known = [...part.rows.covariates.keys()];
  for (const name of [...lists.flat(), ...(options.cluster === undefined ? [] : [options.cluster])]) {
    if (known.includes(name)) {
      const values = part.rows.covariates.get(name)!;
      if (!(values instanceof Float64Array) || !values.some(Number.isNaN)) continue;
      throw new UsageError(
        `${name} is no covariate of ${part.policy} ${part.transition}: that mechanism has no coefficient there (give it one, be it 0, to record it; --policy chooses one policy)`,
      );
    }
    const near = nearestName(name, known);
    throw new UsageError(
      `no column ${name}; ${near === undefined ? '' : `did you mean ${near}? `}there are ${listNames(known)}`,
    );
  }
  const offset = options.offset !== undefined ? { column: options.offset } : hasLengths ? 'length' : null;
  return lists.map((covariates) => ({
    link,
    covariates,
    timeTrend: options.timeTrend ?? 'none',
    offset: link === 'cox' || (link === 'logit' && offset === 'length') ? null : offset,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
  }));
}

function readObserved(path: string, options: EhaOptions, note: (text: string) => void): Source {
  const table = readTableFile(path);
  const has = (name: string): boolean => table.header.includes(name);
  const spelled = options.time0 !== undefined || options.time1 !== undefined;
  const periods = options.time !== undefined || (!spelled && !(has('time0') && has('time1')));
  const columns = {
    city: options.city ?? 'city',
    time: periods ? (options.time ?? 'time') : null,
    time0: periods ? null : (options.time0 ?? 'time0'),
    time1: periods ? null : (options.time1 ?? 'time1'),
    event: options.event ?? 'event',
  };
  const lists = (options.covariates ?? []).flatMap(listOf);
  const extra = [options.cluster, options.by, options.offset].filter((name) => name !== undefined);
  const covariates = [...new Set([...lists, ...extra])];
  const read = (names: readonly string[], numeric: readonly string[]) =>
    eventTable(table, {
      ...columns,
      covariates: names,
      numeric,
      missing: options.missing ?? 'error',
      policy: options.policy ?? null,
      transition: options.transition ?? null,
    });
  const observed = read(covariates, options.offset === undefined ? [] : [options.offset]);
  // A covariate that is not known does not take a city out of the survival curves.
  const curves = observed.dropped > 0 ? read(options.by === undefined ? [] : [options.by], []) : observed;
  const curveRowsOf = (policy: string | null, transition: string | null) =>
    curves.parts.find((part) => part.policy === policy && part.transition === transition)?.rows;
  const restText = curves.dropped < observed.dropped ? '; survival curves have them' : '';
  if (observed.dropped > 0)
    note(`${countText(observed.dropped, 'row')} with an empty cell left out${restText}`);
  if (observed.repeated > 0)
    note(
      `${observed.repeated} histories go on after an event: right where it can happen again, but where ${columns.event} says that a city has the policy, leave out the rows after adoption`,
    );
  if (options.covariates === undefined) {
    const used = [
      ...Object.values(columns),
      'scenario',
      'replicate',
      'policy',
      'transition',
      'spell',
      'peer',
    ];
    const left = table.header.filter((name) => !used.includes(name));
    if (left.length > 0) note(`no covariate was named; --covariates takes some of ${listNames(left)}`);
  }
  const folder = options.out ?? join('out', `${fileStem(path)}-eha`);
  claimFolder(folder, [path], options.force ?? false, [RESULT_FILE]);
  return {
    parts: observed.parts.map((part) => {
      const curveRows = curveRowsOf(part.policy, part.transition);
      return { ...part, terms: [], ...(curveRows ? { curveRows } : {}) };
    }),
    file: { file: relative(folder, resolve(path)).replaceAll('\\', '/'), ...columns },
    folder,
    finish: () => {},
    defaultLink: 'cloglog',
    hasLengths: !periods && options.offset === undefined,
    laterSpells: '; leave out the rows after the first where these alone are meant',
    notes: [
      `Data: ${basename(path)}.`,
      ...(observed.dropped > 0
        ? [`${countText(observed.dropped, 'row')} with an empty cell left out${restText}.`]
        : []),
    ],
    origin: { input: { file: path, sha256: sha256Of(readFileSync(path)) } },
  };
}

const tableNames: { readonly [layout in Layout]: string } = {
  intervals: 'eha.csv',
  years: 'eha-years.csv',
  dyads: 'eha-dyads.csv',
};

async function readRun(folder: string, options: EhaOptions, note: (text: string) => void): Promise<Source> {
  const { layout = 'intervals', link } = options;
  if (layout === 'intervals' && (link === 'cloglog' || link === 'logit'))
    throw new UsageError(
      `--link ${link} is for rows in which the event may fall anywhere, and rows of the layout intervals end with it: take --layout years, or --link exponential, which is the same model for such rows`,
    );
  if (layout !== 'intervals' && link === 'exponential')
    throw new UsageError(`--link exponential is for --layout intervals, whose rows end with the event`);
  const { study, manifest, replicates: all } = await runOrigin(folder);
  const count = options.replicates ?? 1;
  if (count > all.length)
    throw new UsageError(`--replicates ${count}: the run has ${countText(all.length, 'replicate')}`);
  if (manifest.tool.version !== version)
    note(`the run was made with fastpolicy ${manifest.tool.version}, and is simulated again with ${version}`);
  const { subjects } = study.world;
  const names = subjects.map(({ id }) => id);
  if (options.policy !== undefined && !names.includes(options.policy)) {
    const near = nearestName(options.policy, names);
    throw new UsageError(
      `no policy or network ${options.policy}; ${near === undefined ? '' : `did you mean ${near}? `}there are ${names.join(', ')}`,
    );
  }
  const isNetwork = subjects.some(({ id, network }) => id === options.policy && network !== null);
  const transition = options.transition ?? (isNetwork ? 'join' : 'declare');
  const wanted = (policy: string, name: string): boolean =>
    (options.policy === undefined || policy === options.policy) &&
    (transition === 'all' || name === transition);
  const known = [
    ...new Set(subjects.flatMap((subject) => subject.transitions.map(({ name }) => name as string))),
  ];
  if (!subjects.some((subject) => subject.transitions.some(({ name }) => wanted(subject.id, name))))
    throw new UsageError(
      noTransition(
        transition,
        known,
        subjects.find(({ id }) => id === options.policy),
      ),
    );

  const to = options.out ?? folder;
  if (options.out !== undefined) claimFolder(to, [], options.force ?? false, [RESULT_FILE]);
  mkdirSync(to, { recursive: true });
  const file = tableNames[layout];
  const unfinished = join(to, `.${file}.unfinished`);
  const handle = openSync(unfinished, 'w');
  const replicates = all.slice(0, count);
  try {
    const history = simulateHistory({
      study,
      layout,
      replicates,
      firstOnly: options.spells === 'first',
      wanted,
      write: (rows: Iterable<readonly Cell[]>, columns) => {
        for (const chunk of csvChunks(rows, columns)) writeSync(handle, chunk);
      },
    });
    return {
      parts: history.tables,
      file: { file, city: 'city', event: 'event', time: null, time0: 'time0', time1: 'time1' },
      folder: to,
      finish: (done) => (done ? renameSync(unfinished, join(to, file)) : rmSync(unfinished)),
      defaultLink: layout === 'intervals' ? 'exponential' : 'cloglog',
      hasLengths: true,
      laterSpells: '; --spells first ends histories with the first',
      notes: [
        `Simulated: ${study.loaded.scenario.name}, ${countText(replicates.length, 'replicate')} of ${all.length}, seed ${study.world.seed}.`,
        ...(options.spells === 'first' ? ['Histories end with the first event of a city.'] : []),
        ...(history.approximate > 0
          ? [`In ${history.approximate} rows a covariate changed within the year: these are approximate.`]
          : []),
      ],
      origin: {
        scenario: study.id,
        identity: study.identity,
        seed: study.world.seed,
        layout,
        replicates,
        spells: options.spells ?? 'all',
      },
    };
  } finally {
    closeSync(handle);
  }
}

/** Nothing happens of that name; the likely reason where one policy or network is asked for. */
function noTransition(transition: string, known: readonly string[], chosen: Subject | undefined): string {
  if (chosen?.network && chosen.transitions.length === 0)
    return `${chosen.id} has no transitions in this run: its memberships are recorded in a file, so cities do not decide on them and there is nothing to explain`;
  const own = chosen?.transitions.map(({ name }) => name as string) ?? known;
  const of = chosen === undefined ? '' : ` of ${chosen.id}`;
  return own.length === 0
    ? `nothing moves ${chosen!.id} in this run: the scenario gives it no mechanism`
    : `no transition ${transition}${of}; there ${own.length === 1 ? 'is' : 'are'} ${own.join(', ')}, and all`;
}

function tell(
  report: HistoryReport,
  { folder, notes, file, laterSpells }: Source,
  drawn: readonly string[],
): void {
  const say = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  for (const part of report.parts) {
    const { table } = part;
    say(outColors.bold(table.caption));
    say(
      tableText(
        table.head,
        table.body.filter((row) => row !== null),
      ),
    );
    const { events, firstEvents: first } = part;
    say(wrapped(`${part.eventsText}${first !== null && first < events ? laterSpells : ''}`, 2));
    say('');
    if (part.survival.length > 0) say(survivalText(part));
    for (const comparison of part.comparisons) {
      const { likelihoodRatio, wald } = comparison;
      const waldText =
        wald === null
          ? '; no Wald test: errors of these coefficients cannot be told'
          : `; Wald, clustered: ${numberText(wald.statistic, 2)}, p ${pText(wald.p)}`;
      say(
        wrapped(
          `${comparison.model} against ${comparison.against}: likelihood ratio ${numberText(likelihoodRatio.statistic, 2)} on ${likelihoodRatio.degreesOfFreedom} df, p ${pText(likelihoodRatio.p)}${waldText}`,
          0,
        ),
      );
    }
    say('');
  }
  const [{ table }] = report.parts;
  say(wrapped([...notes, ...table.notes.filter((note) => /^(Model|Errors clustered)/.test(note))].join(' ')));
  const own = existsSync(join(folder, file.file)) && !file.file.startsWith('..') ? [file.file] : [];
  say(`\n  written to ${outColors.bold(folder)}:`);
  say(wrapped([...own, RESULT_FILE, ...report.files, ...drawn].join(' '), 4));
}

function survivalText({ survival, logRank, noLogRank }: PartReport): string {
  const rows = survival.map(({ group, curve }) => [
    group,
    String(curve.events.reduce((sum, events) => sum + events, 0)),
    figureText(survivalQuantile(curve)),
    figureText(1 - (curve.survival.at(-1) ?? 1)),
  ]);
  const test =
    logRank === null
      ? noLogRank === null
        ? ''
        : `\n${wrapped(`no log-rank test: ${noLogRank}`, 0)}`
      : `\nlog-rank ${numberText(logRank.statistic, 2)} on ${logRank.degreesOfFreedom} df, p ${pText(logRank.p)}`;
  return tableText(['Kaplan–Meier', 'events', 'median time', 'reached in the end'], rows) + test;
}
