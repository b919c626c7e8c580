/** Scripts that fit the same models to the same file: R (survival, sandwich) and Stata. */
import type { NamedModel } from './regressionTable.js';

/** Models of one policy and transition of a file. */
export interface RefitPart {
  readonly models: readonly NamedModel[];
  /** Rows that are fitted: columns with the value they must have. */
  readonly where: readonly (readonly [column: string, value: string])[];
  /** Covariates that hold names of groups. */
  readonly texts: ReadonlySet<string>;
}

export interface RefitFile {
  /** Path of the CSV as seen from the scripts. */
  readonly file: string;
  readonly city: string;
  readonly event: string;
  /** A period, or from when to when. */
  readonly time: string | null;
  readonly time0: string | null;
  readonly time1: string | null;
}

/** A name as R takes it in a formula. */
const rName = (name: string): string => (/^[A-Za-z][A-Za-z0-9.]*$/.test(name) ? name : `\`${name}\``);
const rText = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
const numbers = (values: readonly number[]): string => values.join(', ');

const FAMILIES = {
  cloglog: 'binomial("cloglog")',
  logit: 'binomial("logit")',
  exponential: 'poisson',
} as const;

/** eha.R: fits each model again to the same file, with the packages survival and sandwich. */
export function rScript(file: RefitFile, parts: readonly RefitPart[]): string {
  const begin = beginOf(file);
  const lines = [
    '# The models of fastpolicy eha, fitted again to the same file by R.',
    '# Rscript eha.R in this folder; needs the packages survival and sandwich.',
    'library(survival)',
    'library(sandwich)',
    `rows <- read.csv(${rText(file.file)}, check.names = FALSE)`,
  ];
  if (file.time !== null) {
    lines.push(
      `periods <- sort(unique(rows[[${rText(file.time)}]]))`,
      `rows$time1 <- rows[[${rText(file.time)}]]`,
      'rows$time0 <- c(periods[1] - 1, periods)[match(rows$time1, periods)]',
    );
  }
  if (parts.some(({ models }) => models.some(({ model }) => model.offset === 'length')))
    lines.push(`rows$length <- log(rows[[${rText(begin.end)}]] - rows[[${rText(begin.start)}]])`);
  if (parts.some(({ models }) => models.some(({ model }) => model.timeTrend === 'spline')))
    lines.push(
      '# Restricted cubic spline: Harrell, Regression Modeling Strategies, 2.4.5.',
      'rcs <- function(t, k) {',
      '  n <- length(k); cube <- function(x) pmax(x, 0)^3',
      '  s <- sapply(seq_len(n - 2), function(j) (cube(t - k[j]) - cube(t - k[n - 1]) * (k[n] - k[j]) / (k[n] - k[n - 1]) +',
      '    cube(t - k[n]) * (k[n - 1] - k[j]) / (k[n] - k[n - 1])) / (k[n] - k[1])^2)',
      '  cbind(t, s)',
      '}',
    );
  lines.push(
    'show <- function(name, fit, V) {',
    '  cat("\\n", name, "\\n", sep = "")',
    '  b <- coef(fit); se <- sqrt(diag(V))',
    '  print(cbind(coefficient = b, error = se, low = b - qnorm(.975) * se, high = b + qnorm(.975) * se), digits = 10)',
    '  print(logLik(fit), digits = 12)',
    '}',
  );
  for (const { models, where, texts } of parts) {
    const filter = where.map(([column, value]) => `rows[[${rText(column)}]] == ${rText(value)}`).join(' & ');
    lines.push('', filter === '' ? 'part <- rows' : `part <- rows[${filter}, ]`);
    for (const { name, model, trend } of models) {
      const start = rName(begin.start);
      const clock = rName(file.time ?? begin.start);
      const time = {
        none: [],
        cubic: [1, 2, 3].map((power) => `I((${clock} - ${trend.origin})^${power})`),
        dummies: [`factor(floor(${clock}))`],
        spline: [`rcs(${clock}, c(${numbers(trend.knots)}))`],
      }[model.timeTrend];
      const terms = model.covariates.map((term) =>
        texts.has(term) ? `factor(${rName(term)})` : rName(term),
      );
      const right = [...terms, ...time];
      const cluster = `part[[${rText(model.cluster ?? file.city)}]]`;
      const all = right.length === 0 ? '1' : right.join(' + ');
      if (model.link === 'cox') {
        const surv = `Surv(${start}, ${rName(begin.end)}, ${rName(file.event)})`;
        lines.push(
          `fit <- coxph(${surv} ~ ${all}, data = part, ties = "efron", cluster = ${cluster})`,
          `show(${rText(name)}, fit, vcov(fit))`,
        );
        continue;
      }
      const offset =
        model.offset === null
          ? ''
          : ` + offset(${model.offset === 'length' ? 'length' : rName(model.offset.column)})`;
      lines.push(
        `fit <- glm(${rName(file.event)} ~ ${all}${offset}, family = ${FAMILIES[model.link]}, data = part)`,
        `show(${rText(name)}, fit, vcovCL(fit, cluster = ${cluster}))`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Columns of the times at which rows begin and end. */
const beginOf = ({ time, time0, time1 }: RefitFile): { start: string; end: string } =>
  time === null ? { start: time0!, end: time1! } : { start: 'time0', end: 'time1' };

/** A name as Stata has it after import delimited: 32 letters, digits and _. */
const stataName = (name: string): string => {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 32);
  return /^[A-Za-z_]/.test(plain) ? plain : `v_${plain}`.slice(0, 32);
};
const stataText = (text: string): string => `\`"${text}"'`;

/** eha.do: the same in Stata. */
export function stataScript(file: RefitFile, parts: readonly RefitPart[]): string {
  const begin = beginOf(file);
  const start = stataName(begin.start);
  const end = stataName(begin.end);
  const clock = stataName(file.time ?? begin.start);
  const event = stataName(file.event);
  const lines = [
    '* The models of fastpolicy eha, fitted again to the same file by Stata 14 or later.',
    '* cloglog uses the information observed, not the expected one as R: its errors differ a little.',
    'version 14',
    `import delimited using ${stataText(file.file)}, clear case(preserve) varnames(1) asdouble bindquotes(strict)`,
  ];
  if (file.time !== null) {
    const time = stataName(file.time);
    lines.push(
      `egen long period = group(${time})`,
      `generate double time1 = ${time}`,
      'generate double time0 = .',
      `levelsof ${time}, local(periods)`,
      'local before = .',
      'foreach p of local periods {',
      "    if `before' == . local before = `p' - 1",
      "    quietly replace time0 = `before' if time1 == `p'",
      "    local before = `p'",
      '}',
    );
  }
  const used = parts.flatMap(({ models }) => models.map(({ model }) => model));
  if (used.some(({ offset }) => offset === 'length'))
    lines.push(`generate double length = ln(${end} - ${start})`);
  const clusters = [...new Set(used.map(({ cluster }) => cluster ?? file.city))];
  for (const cluster of clusters)
    lines.push(`egen long ${stataName(`cluster_${cluster}`)} = group(${stataName(cluster)})`);
  for (const { models, where, texts } of parts) {
    lines.push('', 'preserve');
    for (const [column, value] of where) lines.push(`keep if ${stataName(column)} == ${stataText(value)}`);
    for (const text of texts)
      if (models.some(({ model }) => model.covariates.includes(text)))
        lines.push(`encode ${stataName(text)}, generate(${stataName(`${text}_group`)})`);
    for (const { name, model, trend } of models) {
      const terms = model.covariates.map((term) =>
        texts.has(term) ? `i.${stataName(`${term}_group`)}` : stataName(term),
      );
      const time: { readonly [trend: string]: readonly string[] } = {
        none: [],
        cubic: ['since', 'since2', 'since3'],
        dummies: ['i.whole'],
        spline: ['spline*'],
      };
      lines.push(
        `* ${name}`,
        'capture drop since since2 since3',
        'capture drop whole',
        'capture drop spline*',
      );
      if (model.timeTrend === 'cubic')
        lines.push(
          `generate double since = ${clock} - (${trend.origin})`,
          'generate double since2 = since^2',
          'generate double since3 = since^3',
        );
      if (model.timeTrend === 'dummies') lines.push(`generate long whole = floor(${clock})`);
      if (model.timeTrend === 'spline')
        lines.push(`mkspline spline = ${clock}, cubic knots(${trend.knots.join(' ')})`);
      const right = [...terms, ...time[model.timeTrend]].join(' ');
      const vce = `vce(cluster ${stataName(`cluster_${model.cluster ?? file.city}`)})`;
      if (model.link === 'cox') {
        lines.push(
          'capture drop row',
          'generate long row = _n',
          `stset ${end}, id(row) time0(${start}) failure(${event} == 1)`,
          `stcox ${right}, efron nohr ${vce}`,
        );
        continue;
      }
      const command = { cloglog: 'cloglog', logit: 'logit', exponential: 'poisson' }[model.link];
      const offset =
        model.offset === null
          ? ''
          : `offset(${model.offset === 'length' ? 'length' : stataName(model.offset.column)}) `;
      lines.push(`${command} ${event} ${right}, ${offset}${vce}`.replace(' ,', ','));
    }
    lines.push('restore');
  }
  return `${lines.join('\n')}\n`;
}
