/** What a sweep says, in sentences: for the terminal, before anyone opens a table. */
import type { TippingPoint } from '../design/maps/index.js';
import { type IndexName, type SensitivityRow, standsOut } from '../design/sensitivity/index.js';
import { isReached } from '../experiment/sweep/sweepFigures.js';
import { inWords } from '../figures/plotFrame.js';
import { shortNames } from '../figures/shortNames.js';

/** Parameters that a sentence names. */
const MOST_NAMED = 3;
/** Below this share of the variance, interactions included, a parameter may be fixed (Saltelli et al. 2008). */
const NEGLIGIBLE_TOTAL = 0.05;
/** Below this share of the largest mu*, a parameter hardly moves the outcome. */
const NEGLIGIBLE_EFFECT = 0.1;
/** From this R² of the ranks on, effects are nearly monotone and add up (Saltelli et al. 2008). */
const MONOTONE = 0.7;

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const percent = (share: number): string => `${Math.round(100 * share)}\u00a0%`;
const interval = (low: number, high: number): string =>
  Number.isNaN(low) ? '' : ` [${inWords(low)}, ${inWords(high)}]`;

/** One or a few sentences on each outcome that varies. parameters: all paths of the design. */
export function sweepReading(
  rows: readonly SensitivityRow[],
  tipping: readonly TippingPoint[],
  parameters: readonly string[],
): string[] {
  const short = shortNames(parameters);
  const nameOf = (path: string): string => short.get(path) ?? path;
  const outcomes = [...new Set([...rows, ...tipping].map(({ outcome }) => outcome))].filter(
    (outcome, _, all) => !isReached(outcome, all),
  );
  return outcomes.flatMap((outcome) => {
    const own = rows.filter((row) => row.outcome === outcome && !Number.isNaN(row.estimate));
    const crossed = tipping.filter((point) => point.outcome === outcome);
    const sentences = [...ofIndices(own, nameOf, parameters.length), ...ofTipping(crossed, nameOf)];
    return sentences.length === 0 ? [] : [`${outcome}: ${sentences.join(' ')}`];
  });
}

function ofIndices(
  rows: readonly SensitivityRow[],
  nameOf: (path: string) => string,
  parameters: number,
): string[] {
  const of = (index: IndexName): SensitivityRow[] =>
    rows.filter((row) => row.index === index).sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate));
  const totals = of('total');
  if (totals.length > 0) return ofVariance(totals, of('first'), nameOf);
  const effects = of('muStar');
  if (effects.length > 0) return ofEffects(effects, rows, nameOf);
  const ranks = of('srrc');
  if (parameters === 1 && ranks.length === 1) return [ofOneRank(ranks[0], nameOf)];
  return ranks.length > 0 ? ofRanks(ranks, of('rSquared')[0], nameOf) : [];
}

function ofVariance(
  totals: readonly SensitivityRow[],
  first: readonly SensitivityRow[],
  nameOf: (path: string) => string,
): string[] {
  const alone = (parameter: string): number =>
    Math.max(0, first.find((row) => row.parameter === parameter)!.estimate);
  const leading = totals
    .filter(({ low, lowReplicates, estimate }) => leastOf(low, lowReplicates, estimate) > NEGLIGIBLE_TOTAL)
    .slice(0, MOST_NAMED)
    .map(
      ({ parameter, estimate }) =>
        `${nameOf(parameter)} (${percent(alone(parameter))} alone, ${percent(estimate)} with its interactions)`,
    );
  const together = first.reduce((sum, { estimate }) => sum + estimate, 0);
  const slight = totals
    .filter(
      ({ high, highReplicates, estimate }) => -leastOf(-high, -highReplicates, -estimate) < NEGLIGIBLE_TOTAL,
    )
    .map(({ parameter }) => nameOf(parameter));
  // Noise that is left in the means adds to totals: interactions are what exceeds the first order in both intervals.
  const interacts = totals.some((total) => {
    const own = first.find(({ parameter }) => parameter === total.parameter)!;
    return !(total.low <= own.high) && !(total.lowReplicates <= own.highReplicates);
  });
  const rest = interacts
    ? ', interactions the rest'
    : '; the rest is not told apart into interactions and noise';
  const replicated = Number.isNaN(totals[0].lowReplicates) ? '' : ' and replicates';
  return [
    leading.length > 0
      ? `its variance comes mostly from ${joined(leading)}.`
      : `no parameter stands out of the noise of so few base rows${replicated}.`,
    ...(leading.length > 0 && together < 1
      ? [`Parameters that act alone explain ${percent(together)} of it${rest}.`]
      : []),
    ...(slight.length > 0 ? [`Left at any value without much difference: ${joined(slight)}.`] : []),
  ];
}

/** The lesser of the ends that are known; of none the estimate. */
function leastOf(low: number, lowReplicates: number, estimate: number): number {
  const known = [low, lowReplicates].filter((end) => !Number.isNaN(end));
  return known.length === 0 ? estimate : Math.min(...known);
}

/** rows: all of the outcome. */
function ofEffects(
  effects: readonly SensitivityRow[],
  rows: readonly SensitivityRow[],
  nameOf: (path: string) => string,
): string[] {
  const largest = effects[0].estimate;
  const moving = effects.filter(({ estimate }) => estimate > NEGLIGIBLE_EFFECT * largest);
  const told = moving.filter(({ parameter }) => standsOut(rows, parameter));
  if (told.length === 0)
    return ['no parameter stands out of the noise of so few trajectories and replicates.'];
  const named = told.slice(0, MOST_NAMED);
  const leading = named.map(
    (row) => `${nameOf(row.parameter)} (mu* ${inWords(row.estimate)}${interval(row.low, row.high)})`,
  );
  const involved = named
    .filter(({ parameter, estimate }) =>
      rows.some(
        (row) =>
          row.parameter === parameter &&
          row.index === 'sigma' &&
          row.estimate > estimate &&
          !(row.lowReplicates <= 0),
      ),
    )
    .map(({ parameter }) => nameOf(parameter));
  const namesOf = (some: readonly SensitivityRow[]): string =>
    joined(some.map(({ parameter }) => nameOf(parameter)));
  const untold = moving.filter((row) => !told.includes(row));
  const slight = effects.filter((row) => !moving.includes(row));
  return [
    `it is moved most by ${joined(leading)}.`,
    ...(involved.length > 0
      ? [
          `What ${joined(involved)} ${involved.length === 1 ? 'does' : 'do'} depends on the other parameters or changes along the range (sigma above mu*).`,
        ]
      : []),
    ...(untold.length > 0 ? [`Not told from noise: ${namesOf(untold)}.`] : []),
    ...(slight.length > 0 ? [`Hardly by ${namesOf(slight)}: less than a tenth of the largest.`] : []),
  ];
}

/** Of one parameter the coefficient is the rank correlation, and R² its square: nothing adds up or interacts. */
function ofOneRank({ parameter, estimate }: SensitivityRow, nameOf: (path: string) => string): string {
  const correlation = `(rank correlation over the points ${inWords(estimate)})`;
  if (estimate ** 2 < MONOTONE)
    return `it does not simply rise or fall with ${nameOf(parameter)} ${correlation}.`;
  return `it ${estimate > 0 ? 'rises' : 'falls'} with ${nameOf(parameter)} ${correlation}.`;
}

function ofRanks(
  ranks: readonly SensitivityRow[],
  fit: SensitivityRow | undefined,
  nameOf: (path: string) => string,
): string[] {
  const clear = ranks
    .filter(({ low, high }) => Number.isNaN(low) || low > 0 || high < 0)
    .slice(0, MOST_NAMED);
  const moved = (sign: 1 | -1): string =>
    joined(
      clear
        .filter(({ estimate }) => sign * estimate > 0)
        .map(({ parameter, estimate }) => `${nameOf(parameter)} (${inWords(estimate)})`),
    );
  const [up, down] = [moved(1), moved(-1)];
  const ways = [...(up === '' ? [] : [`rises with ${up}`]), ...(down === '' ? [] : [`falls with ${down}`])];
  const explained =
    fit === undefined
      ? ''
      : fit.estimate >= MONOTONE
        ? ` Ranks explain ${percent(fit.estimate)}: effects are nearly monotone and add up.`
        : ` Ranks explain only ${percent(fit.estimate)}: effects turn, or depend on one another; see the figures.`;
  return [`it ${ways.length > 0 ? ways.join(' and ') : 'follows no parameter clearly'}.${explained}`];
}

/** Averaged over the other parameters first, then how far that depends on them. */
function ofTipping(points: readonly TippingPoint[], nameOf: (path: string) => string): string[] {
  const parameters = [...new Set(points.map(({ parameter }) => parameter))];
  return parameters.map((parameter) => {
    const own = points.filter((point) => point.parameter === parameter);
    const averaged = own.filter(({ given }) => given === null);
    const each = own.filter(({ given }) => given !== null);
    const level = inWords(own[0].level);
    const places = joined(
      averaged.map(
        ({ value, low, high, direction }) => `${inWords(value)}${tippingInterval(low, high)} (${direction})`,
      ),
    );
    const name = nameOf(parameter);
    if (each.length === 0) return `It crosses ${level} at ${name} ${places}.`;
    const others = joined(Object.keys(each[0].given!).map(nameOf));
    const [from, to] = [Math.min, Math.max].map((end) => inWords(end(...each.map(({ value }) => value))));
    const range = from === to ? `at ${from}` : `between ${from} and ${to}`;
    // No average crosses, or there is none, since cells are not balanced: a note tells which.
    if (averaged.length === 0)
      return `One by one it crosses ${level} along ${name} ${range}, depending on ${others}.`;
    return `Averaged over ${others} it crosses ${level} at ${name} ${places}; one by one, ${range}, depending on ${others}.`;
  });
}

/** An end that lies beyond the grid is not known. */
function tippingInterval(low: number, high: number): string {
  if (Number.isNaN(low) && Number.isNaN(high)) return '';
  const end = (value: number): string => (Number.isNaN(value) ? '…' : inWords(value));
  return ` [${end(low)}, ${end(high)}]`;
}
