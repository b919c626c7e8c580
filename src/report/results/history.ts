/** What event-history models say. */
import { basename } from 'node:path';
import type { FinishedHistory } from '../../experiment/drawing/history/finishedHistory.js';
import type { reportData } from '../../experiment/historyReport.js';
import { intervalText, numberText, probabilityText } from '../../io/numberText.js';
import { linkNames, ratioName } from '../../io/regressionTable.js';
import type { Finding, ReportTable, Results } from '../subject.js';

/** What eha.json holds beside what its figures need. JSON knows no NaN: null. */
interface HistoryData {
  readonly command?: string;
  readonly input?: { readonly file: string; readonly sha256: string };
  readonly scenario?: string;
  readonly seed?: string;
  readonly layout?: string;
  readonly spells?: string;
  readonly replicates?: readonly number[];
  readonly parts: ReturnType<typeof reportData>;
}
type Part = HistoryData['parts'][number];
type Model = Part['models'][number];
type Coefficient = Model['coefficients'][number];

const orNaN = (value: number | null): number => value ?? NaN;
const dataOf = (history: FinishedHistory): HistoryData => history as unknown as HistoryData;

const titleOf = ({ policy, transition }: Part): string =>
  [policy, transition].filter((name) => name !== null).join(' ');

const captionOf = (what: string, part: Part): string =>
  titleOf(part) === '' ? what : `${what}: ${titleOf(part)}`;

/** Where the rows came from, and by what that can be checked. */
export function historyOrigin(history: FinishedHistory): [name: string, value: string][] {
  const { command = '', input, scenario, seed } = dataOf(history);
  return [
    ['Command', command],
    ...(input === undefined
      ? ([
          ['Run', `${scenario}, identity ${history.runIdentity}`],
          ['Seed', String(seed)],
        ] as [string, string][])
      : ([['Data', `${basename(input.file)}, SHA-256 ${input.sha256}`]] as [string, string][])),
  ];
}

/** Results of `eha`, from its eha.json. */
export function historyResults(history: FinishedHistory): Results {
  const { input, scenario, layout, spells, replicates, parts } = dataOf(history);
  const [first] = parts;
  const links = [...new Set(parts.flatMap(({ models }) => models.map(({ link }) => linkNames[link])))];
  const clusters = [...new Set(parts.flatMap(({ models }) => models.map(({ cluster }) => cluster)))];
  return {
    name: `Event history: ${input === undefined ? scenario : basename(input.file)}`,
    why: '',
    source: '',
    design: [
      ['Histories', parts.map((part) => titleOf(part) || 'all rows').join(', ')],
      ['Model', links.join('; ')],
      ['Standard errors', `clustered by ${clusters.join(', ')} (${first.models[0].correction})`],
      ...(input === undefined
        ? ([
            ['Layout', `${layout}, ${spells} spells`],
            ['Replicates', String(replicates?.length)],
          ] as [string, string][])
        : []),
    ],
    asked: [],
    findings: parts.flatMap((part) =>
      part.models.map((model) => ({
        heading: [titleOf(part), ...(part.models.length > 1 ? [model.name] : [])].join(', '),
        sentences: model.coefficients
          .filter(({ name }) => model.covariates.includes(name))
          .map((coefficient) => ratioFinding(coefficient, ratioName(model.link))),
      })),
    ),
    tables: parts.flatMap((part) => [
      ...part.models.map((model) => coefficientTable(part, model)),
      ...(part.comparisons.length > 0 ? [comparisonTable(part)] : []),
      ...(part.survival.length > 0 ? [survivalTable(part)] : []),
    ]),
    notes: parts.flatMap(({ models }) =>
      models.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}.`)),
    ),
    studies: [],
    pairs: [],
  };
}

function ratioFinding({ name, ratio, low, high, p }: Coefficient, ratioIs: string): Finding {
  if (ratio === null || low === null || high === null)
    return { of: `${name}:`, says: 'there is no finite estimate.' };
  const interval = intervalText(Math.exp(low), Math.exp(high));
  return {
    of: `${name}:`,
    says: `${ratioIs} ${numberText(ratio)} ${interval}, p ${probabilityText(orNaN(p))}.`,
  };
}

function coefficientTable(part: Part, model: Model): ReportTable {
  const { rows, events, cities } = part;
  const { clusters, cluster, logLikelihood, aic, bic } = model;
  const isPart = part.models.length > 1;
  return {
    caption: [titleOf(part) || 'Event history', ...(isPart ? [model.name] : [])].join(', '),
    head: ['', 'Coefficient', 'Error', '95 % interval', ratioName(model.link), 'z', 'p'],
    body: model.coefficients.map(({ name, coefficient, standardError, low, high, ratio, z, p }) => [
      name,
      numberText(orNaN(coefficient)),
      numberText(orNaN(standardError)),
      intervalText(orNaN(low), orNaN(high)),
      name === 'intercept' ? '' : numberText(orNaN(ratio)),
      numberText(orNaN(z)),
      probabilityText(orNaN(p)),
    ]),
    notes: [
      `${rows} rows, ${cities} cities, ${events} events; ${clusters} clusters (${cluster}). Log likelihood ${numberText(orNaN(logLikelihood))}, AIC ${numberText(orNaN(aic))}, BIC ${numberText(orNaN(bic))}.`,
    ],
  };
}

const comparisonTable = (part: Part): ReportTable => ({
  caption: captionOf('Comparison of models', part),
  head: ['Model', 'Against', 'Likelihood ratio', 'df', 'p', 'Wald', 'p'],
  body: part.comparisons.map(({ model, against, likelihoodRatio, wald }) => [
    model,
    against,
    numberText(orNaN(likelihoodRatio.statistic)),
    String(likelihoodRatio.degreesOfFreedom),
    probabilityText(orNaN(likelihoodRatio.p)),
    numberText(orNaN(wald?.statistic ?? null)),
    probabilityText(orNaN(wald?.p ?? null)),
  ]),
  notes: ['The likelihood ratio takes rows as independent; the Wald test has clustered errors.'],
});

function survivalTable(part: Part): ReportTable {
  const { survival, logRank } = part;
  return {
    caption: captionOf('Kaplan–Meier', part),
    head: ['Group', 'Events', 'Median time', 'Reached in the end'],
    body: survival.map(({ group, events, median, last }) => [
      group,
      String(events),
      numberText(orNaN(median)),
      numberText(1 - last),
    ]),
    notes:
      logRank === null
        ? []
        : [
            `Log-rank test: ${numberText(logRank.statistic)} on ${logRank.degreesOfFreedom} df, p ${probabilityText(logRank.p)}.`,
          ],
  };
}
