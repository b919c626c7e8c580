import type { Figure, Row } from './figure.js';
import type { MapCity } from './mapCity.js';
import { full, hollow, mapScene } from './mapScene.js';
import { citiesCounted, mapYear, whole } from './mapWords.js';
import type { Atlas } from './outlines.js';
import { SINGLE_COLUMN_MM } from './theme.js';
import { fillByTime, timeLimits } from './timeClasses.js';
import { counted, words } from './words.js';

export type { MapCity } from './mapCity.js';

export interface AdoptionMapInput {
  cities: readonly MapCity[];
  subject: string;
  label: string;
  stage?: 'declared' | 'implemented' | 'joined';
  /** [start, end] of the colours, the same for maps to be compared; from the data if absent. */
  timeRange?: readonly [number, number];
  replicates?: number;
  name?: string;
  title?: string;
  /** Says what the colours show; made from `label` if absent. */
  measure?: string;
  /** How many cities are named at most. */
  labelled?: number;
  widthMm?: number;
}

type Stage = NonNullable<AdoptionMapInput['stage']>;

/** What the colours show: "year declared", in the language of the figure. */
export const whenText = (stage: Stage, years = true): string =>
  years
    ? { declared: words`year declared`, implemented: words`year implemented`, joined: words`year joined` }[
        stage
      ]
    : { declared: words`time declared`, implemented: words`time implemented`, joined: words`time joined` }[
        stage
      ];

const notText = (stage: Stage): string =>
  ({ declared: words`not declared`, implemented: words`not implemented`, joined: words`not joined` })[stage];

/**
 * When the cities adopt: circles as large as their population, coloured by the median time over replicates, dark = early;
 * hollow where they adopt in fewer than half of the replicates. The map is chosen by where the cities lie: the US with
 * its states (Albers), the world (Equal Earth), or a region (azimuthal equal-area around the cities). Without an atlas,
 * places are abstract and drawn in an empty frame. Returns null where no city has coordinates.
 */
export function adoptionMap(input: AdoptionMapInput, atlas: Atlas | null): Figure | null {
  const { label, name = 'adoption-map', stage = 'declared', widthMm = SINGLE_COLUMN_MM, replicates } = input;
  const scene = mapScene(input.cities, widthMm, atlas);
  if (scene === null) return null;
  const { placed } = scene;
  const adopts = (city: MapCity) => city.medianTime !== null && city.shareAdopted >= 0.5;
  const adopters = placed.filter(adopts);

  // Classes of time on round numbers.
  const times = adopters.map(({ medianTime }) => medianTime!);
  const first = times.length > 0 ? Math.floor(Math.min(...times)) : 0;
  const [start, end] = input.timeRange ?? [first, Math.max(first + 1, Math.ceil(Math.max(first, ...times)))];
  const limits = timeLimits(start, end);

  // Map and legend share this scale.
  const byTime = fillByTime('medianTime', limits);
  const layers = [
    ...scene.ground,
    ...scene.circles("datum.adopts === 'no'", hollow()),
    ...scene.circles("datum.adopts === 'yes'", full(), { fill: byTime }),
    ...scene.names((city) => (adopts(city) ? city.medianTime : null), input.labelled ?? 12),
  ];

  // Above the map: what the colours mean.
  const years = start >= 1000 && end <= 3000;
  const ofRuns =
    replicates === undefined
      ? words`median`
      : replicates === 1
        ? words`one run`
        : words`median of ${counted(replicates)} runs`;
  const measure = input.measure ?? `${label}: ${whenText(stage, years)} (${ofRuns})`;
  const rare = placed.length - adopters.length;
  const seldom =
    replicates === 1
      ? notText(stage)
      : replicates === undefined
        ? words`in fewer than half of the runs`
        : words`in fewer than half of ${counted(replicates)} runs`;
  const spec = scene.spec({
    name,
    layers,
    measure,
    legend: {
      limits: adopters.length > 0 ? limits : [],
      fill: byTime,
      field: 'medianTime',
      limitText: mapYear,
      hollow: rare > 0 ? `${seldom} (${citiesCounted(rare)})` : '',
    },
    numbers: ['medianTime', 'shareAdopted'],
  });
  const data: Row[] = placed.map((city) => ({
    ...scene.row(city),
    medianTime: city.medianTime,
    shareAdopted: city.shareAdopted,
    adopts: adopts(city) ? 'yes' : 'no',
  }));

  const unlocated = input.cities.length - placed.length;
  const runs =
    replicates === undefined
      ? 'replicates'
      : replicates === 1
        ? 'one replicate'
        : `${whole(replicates)} replicates`;
  const earliest = [...adopters]
    .sort((a, b) => a.medianTime! - b.medianTime! || (b.population ?? 0) - (a.population ?? 0))
    .slice(0, 3);
  const many = `${whole(adopters.length)} of ${whole(placed.length)} cities`;
  const pioneers =
    earliest.length === 0
      ? ''
      : ` Earliest: ${earliest.map((city) => `${city.name} (${mapYear(Math.floor(city.medianTime!))})`).join(', ')}.`;
  const hidden = unlocated > 0 ? ` ${whole(unlocated)} cities without coordinates are not shown.` : '';
  const outcome =
    adopters.length === 0
      ? `None of ${whole(placed.length)} cities has ${stage} it in half of the ${runs} or more.`
      : `${many} have ${stage} it in at least half of the ${runs}, between ${mapYear(Math.floor(Math.min(...times)))} and ${mapYear(Math.floor(Math.max(...times)))} (medians).`;
  return {
    name,
    title: input.title ?? words`Where and when: ${label}`,
    caption:
      `${label}: time at which each city has ${stage} it, median over ${runs}; circles in proportion to population, ` +
      `hollow where it has not in more than half of them. ${outcome}${pioneers}${hidden}${scene.credit}`,
    alternative: `Map of ${whole(placed.length)} cities. ${outcome}${pioneers}`,
    spec,
    data,
    widthMm,
  };
}
