/** The figures of a comparison, from its tables. */
import { join } from 'node:path';
import { type AdoptionSeries, adoptionCurve } from '../../figures/adoptionCurve.js';
import { adoptionShift } from '../../figures/adoptionShift.js';
import { bands } from '../../figures/bands.js';
import { differenceMap } from '../../figures/differenceMap.js';
import type { Figure } from '../../figures/figure.js';
import { type ForestRow, forestPlot } from '../../figures/forestPlot.js';
import { readAtlas } from '../../figures/readAtlas.js';
import { DOUBLE_COLUMN_MM } from '../../figures/theme.js';
import { intervalText, numberText } from '../../io/numberText.js';
import { courseKey, readCourses } from '../courses.js';
import { milestonesOf } from '../runFigures.js';
import { type CityDifference, RANK_INVARIANCE } from './counterfactual.js';
import type { Difference } from './differences.js';
import { type Comparison, outcomeColumns } from './prepareComparison.js';
import type { ComparisonResults } from './runComparison.js';

/** Panels of one figure: three rows of three. */
const PANELS = 9;
/** Cities of a figure of arrows. */
const ARROWS = 20;
/** Above this, a map shows nothing that a reader could see. */
const MAPPED_CITIES = 20_000;
const EXPLORATORY = 'Exploratory: no hypothesis was declared beforehand.';

export function comparisonFigures(comparison: Comparison, results: ComparisonResults): Figure[] {
  return [
    ...forests(comparison, results.differences),
    ...curves(comparison, results.folder),
    ...cityFigures(comparison, results.cities),
  ];
}

/** One scenario against the baseline: all outcomes in one panel, standardised. More: a panel an outcome, in its unit. */
function forests(comparison: Comparison, differences: readonly Difference[]): Figure[] {
  const { studies, replicates, name } = comparison;
  const [baseline, ...others] = studies;
  const marks = { filled: 'p < .05 (sign-flip test, Holm)', hollow: 'p ≥ .05' };
  const common = `Mean paired differences over ${replicates} replicates on common resistances, with 95 % intervals (Student's t); filled: p < .05 by the sign-flip test after Holm's correction for all tests of the comparison. ${EXPLORATORY}`;
  if (others.length === 1) {
    const rows = differences.map((row): ForestRow => {
      const scale = Math.sqrt((row.sdA ** 2 + row.sdB ** 2) / 2);
      const standardised = (value: number): number => (value === 0 ? 0 : scale > 0 ? value / scale : NaN);
      return {
        label: row.outcome,
        value: standardised(row.difference),
        low: standardised(row.t.low),
        high: standardised(row.t.high),
        differs: row.pCorrected < 0.05,
        text: `${numberText(row.difference)} ${intervalText(row.t.low, row.t.high)}`,
      };
    });
    return [
      forestPlot({
        name: 'differences',
        title: name,
        measure: `${others[0].id} − ${baseline.id}, in standard deviations over replicates (at the right: in the outcome's unit)`,
        panels: [{ title: '', rows }],
        ...marks,
        caption: `${common} In units of the root mean square of the two standard deviations over replicates (d_av).`,
        widthMm: DOUBLE_COLUMN_MM,
      }),
    ];
  }
  const columns = outcomeColumns(comparison);
  const parts = Math.ceil(columns.length / PANELS);
  return Array.from({ length: parts }, (_, part) => {
    const own = columns.slice(part * PANELS, (part + 1) * PANELS);
    return forestPlot({
      name: part === 0 ? 'differences' : `differences-${part + 1}`,
      title: name,
      measure: `Difference to ${baseline.id}: mean and 95 % interval${parts > 1 ? ` (${part + 1} of ${parts})` : ''}`,
      panels: own.map((outcome) => {
        const rows = differences.filter((row) => row.outcome === outcome);
        const [{ smallestEffect }] = rows;
        return {
          title: outcome,
          ...(Number.isNaN(smallestEffect) ? {} : { margin: smallestEffect }),
          rows: rows.map(
            (row): ForestRow => ({
              label: row.b,
              value: row.difference,
              low: row.t.low,
              high: row.t.high,
              differs: row.pCorrected < 0.05,
            }),
          ),
        };
      }),
      ...marks,
      caption: common,
      widthMm: DOUBLE_COLUMN_MM,
    });
  });
}

/** Policies of the baseline, and the networks that outcomes name. */
function drawnSubjects({ studies }: Comparison): string[] {
  const { scenario } = studies[0].loaded;
  const named = scenario.observe.outcomes.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const networks = Object.keys(scenario.networks).filter((id) => named.includes(id));
  return [...Object.keys(scenario.policies), ...networks];
}

const labelOf = ({ studies }: Comparison, subject: string): string => {
  const { policies, networks } = studies[0].loaded.scenario;
  const label = policies[subject]?.label ?? networks[subject]?.label ?? subject;
  return label[0].toUpperCase() + label.slice(1);
};

/** The curves of all scenarios on one another. */
function curves(comparison: Comparison, folder: string): Figure[] {
  const { studies, replicates, name } = comparison;
  const [{ loaded }] = studies;
  const { start, end } = loaded.scenario.time;
  const courses = studies.map(({ id }) => readCourses(join(folder, 'series.csv'), new Set(['all']), id));
  return drawnSubjects(comparison).map((subject) => {
    const isNetwork = subject in loaded.scenario.networks;
    const label = labelOf(comparison, subject);
    const series = studies.flatMap(({ id }, k): AdoptionSeries[] => {
      const course = courses[k].get(courseKey(subject, 'all'));
      if (!course) return [];
      const { times, declared, cities } = course;
      const values = isNetwork
        ? declared
        : declared.map((row, r) => row.map((count, t) => count / cities[r][t]));
      return [
        {
          subject: id,
          label: id,
          stage: isNetwork ? 'joined' : 'declared',
          unit: isNetwork ? 'count' : 'share',
          points: bands(times, values),
        },
      ];
    });
    return adoptionCurve({
      name: `adoption-${subject}`,
      title: `${name}: ${label}`,
      measure: `${label}: ${isNetwork ? 'members' : 'share of cities'}`,
      series,
      milestones: milestonesOf(loaded.scenario),
      timeRange: [start, end],
      replicates,
      widthMm: DOUBLE_COLUMN_MM,
    });
  });
}

/** Maps and arrows: of two scenarios for every policy, of more for the subject of the first outcome. */
function cityFigures(comparison: Comparison, cities: readonly CityDifference[]): Figure[] {
  const { studies } = comparison;
  const [, ...others] = studies;
  const all = drawnSubjects(comparison);
  const { outcomes } = studies[0].loaded.scenario.observe;
  const first = outcomes.map(({ subject }) => subject).find((subject) => all.includes(subject ?? ''));
  const subjects = others.length === 1 ? all : all.filter((subject) => subject === (first ?? all[0]));
  return others.flatMap(({ id }) =>
    subjects.flatMap((subject) => {
      const rows = cities.filter(({ b, policy }) => b === id && policy === subject);
      const suffix = others.length === 1 ? subject : `${subject}-${id}`;
      return rows.length === 0
        ? []
        : [
            mapOf(comparison, id, subject, rows, suffix),
            arrowsOf(comparison, id, subject, rows, suffix),
          ].flatMap((figure) => (figure ? [figure] : []));
    }),
  );
}

function mapOf(
  comparison: Comparison,
  b: string,
  subject: string,
  rows: readonly CityDifference[],
  suffix: string,
): Figure | null {
  const { studies, replicates, name } = comparison;
  const [{ id: a, world, loaded }] = studies;
  const { cities } = world;
  if (cities.count > MAPPED_CITIES || cities.latitude === null) return null;
  const real = loaded.scenario.cities.synthetic === null;
  const byCity = new Map(rows.map((row) => [row.city, row]));
  const label = labelOf(comparison, subject);
  const drawn = real && Object.keys(loaded.scenario.cities.attributes).length > 0;
  return differenceMap(
    {
      cities: cities.ids.map((id, i) => {
        const row = byCity.get(id);
        // Shares of the replicates in which it adopts in at least one of the two worlds.
        const adopts = row !== undefined && row.shareA + row.onlyB >= 0.5;
        return {
          id,
          name: cities.names[i],
          country: real ? cities.countries[cities.country[i]] : null,
          latitude: cities.latitude![i],
          longitude: cities.longitude![i],
          population: cities.attributes.population?.[i] ?? null,
          difference: adopts ? row.median : null,
        };
      }),
      name: `map-${suffix}`,
      title: `${name}: ${label}, ${b} − ${a}`,
      measure: `${label}: years later (+) or sooner (−) in ${b} than in ${a}${drawn ? ' (attributes of cities drawn, not observed)' : ''}`,
      caption: `${label}: median difference of the time of adoption, ${b} less ${a}, over those of ${replicates} replicates in which the city adopts in at least one of the two; not by the end counts as the end. ${RANK_INVARIANCE} ${EXPLORATORY}`,
      widthMm: DOUBLE_COLUMN_MM,
      ...(real ? {} : { labelled: 0 }),
    },
    real ? readAtlas() : null,
  );
}

function arrowsOf(
  comparison: Comparison,
  b: string,
  subject: string,
  rows: readonly CityDifference[],
  suffix: string,
): Figure | null {
  const { studies, replicates, name } = comparison;
  const [{ id: a, loaded }] = studies;
  const concerned = rows
    .filter(({ difference }) => difference !== 0)
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference))
    .slice(0, ARROWS);
  if (concerned.length === 0) return null;
  const label = labelOf(comparison, subject);
  const { start, end } = loaded.scenario.time;
  const known = (time: number): number | null => (Number.isNaN(time) ? null : time);
  return adoptionShift({
    name: `cities-${suffix}`,
    title: `${name}: ${label}, the cities most concerned`,
    measure: `${label}: median time of adoption in ${a} and in ${b}, of the cities most concerned`,
    cities: concerned.map(({ name: city, timeA, timeB, difference, low, high }) => ({
      name: city,
      timeA: known(timeA),
      timeB: known(timeB),
      text: `${difference > 0 ? '+' : ''}${numberText(difference)} ${intervalText(low, high)}`,
    })),
    timeRange: [start, end],
    labelA: a,
    labelB: b,
    textHead: 'mean years [95 %]',
    caption: `${label}: the ${concerned.length} cities whose mean time of adoption differs most between ${a} and ${b}, over ${replicates} replicates; medians over replicates, beyond the axis where the city adopts in fewer than half of them. At the right the mean difference with its 95 % interval; not by the end counts as the end. ${RANK_INVARIANCE} ${EXPLORATORY}`,
    widthMm: DOUBLE_COLUMN_MM,
  });
}
