import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import type { MapPlace } from './mapCity.js';
import { full, hollow, mapScene } from './mapScene.js';
import { citiesCounted, whole } from './mapWords.js';
import type { Atlas } from './outlines.js';
import { currentLook, DIVERGING, INK } from './theme.js';
import { numerals, words } from './words.js';

export interface DifferenceMapCity extends MapPlace {
  /** Years by which it adopts later (+) or sooner (-); null: it adopts in neither world in half of the replicates or more. */
  difference: number | null;
}

export interface DifferenceMapInput {
  cities: readonly DifferenceMapCity[];
  name: string;
  title: string;
  /** Says what the colours show. */
  measure: string;
  /** What is drawn, for the caption. */
  caption: string;
  labelled?: number;
  widthMm: number;
}

const signed = (value: number): string =>
  value === 0 ? '0' : numerals(`${value > 0 ? '+' : '−'}${Number(Math.abs(value).toPrecision(2))}`);

/**
 * How much sooner or later cities adopt in one world than in another: circles as large as their population, blue sooner, red
 * later, grey hardly (without colour: light sooner, dark later); hollow where they adopt in neither. Returns null where no city has coordinates.
 */
export function differenceMap(input: DifferenceMapInput, atlas: Atlas | null): Figure | null {
  const { name, widthMm } = input;
  const scene = mapScene(input.cities, widthMm, atlas);
  if (scene === null) return null;
  const { placed } = scene;
  const shown = placed.filter(({ difference }) => difference !== null);
  const sizes = shown.map(({ difference }) => Math.abs(difference!));
  const limits = classLimits(Math.max(0, ...sizes));
  const fill: Spec = {
    field: 'difference',
    type: 'quantitative',
    scale: { type: 'threshold', domain: limits.slice(1, -1), range: DIVERGING },
  };
  // In grey the sign is lightness alone: a dark edge keeps the lightest class apart from hollow circles.
  const edge = currentLook().palette === 'grey' ? INK.text : INK.arrow;
  const none = placed.length - shown.length;
  const spec = scene.spec({
    name,
    layers: [
      ...scene.ground,
      ...scene.circles("datum.adopts === 'no'", hollow()),
      ...scene.circles("datum.adopts === 'yes'", { ...full(), stroke: edge }, { fill }),
      ...scene.names(
        ({ difference }) => (difference === null || difference === 0 ? null : -Math.abs(difference)),
        input.labelled ?? 12,
      ),
    ],
    measure: input.measure,
    legend: {
      limits: shown.length > 0 ? limits : [],
      fill,
      field: 'difference',
      limitText: signed,
      hollow:
        none > 0 ? words`adopts in fewer than half of the replicates in both (${citiesCounted(none)})` : '',
    },
    numbers: ['difference'],
  });
  const data: Row[] = placed.map((city) => ({
    ...scene.row(city),
    difference: city.difference,
    adopts: city.difference === null ? 'no' : 'yes',
  }));
  const later = shown.filter(({ difference }) => difference! > limits[4]).length;
  const sooner = shown.filter(({ difference }) => difference! < limits[3]).length;
  const outcome = `${whole(later)} of ${whole(placed.length)} cities adopt later, ${whole(sooner)} sooner, by more than ${Number(limits[4].toPrecision(2))} years.`;
  return {
    name,
    title: input.title,
    caption: `${input.caption} ${outcome}${scene.credit}`,
    alternative: `Map of ${whole(placed.length)} cities. ${outcome}`,
    spec,
    data,
    widthMm,
  };
}

/**
 * Eight limits of seven classes on round years, symmetric about 0: the middle one, of hardly any difference, is a quarter as
 * wide as the others, and the outer ones reach to the largest difference.
 */
function classLimits(largest: number): number[] {
  const reach = Math.max(largest, 0.1);
  const step = axisTicks(0, reach, 4)[1];
  const upper = [step / 4, step, 2 * step, Math.max(reach, 2.5 * step)];
  return [...upper.map((limit) => -limit).reverse(), ...upper];
}
