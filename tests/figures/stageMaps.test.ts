import { expect, test } from 'vitest';
import { renderFigure } from '../../src/figures/render.js';
import { stageMaps } from '../../src/figures/stageMaps.js';

/** Four hundred cities on a spot of the map, and one far off: only the spot is crowded. */
const cities = Array.from({ length: 401 }, (_, i) => ({
  id: `c${i}`,
  name: `City ${i}`,
  country: null,
  longitude: i === 400 ? 100 : (i % 20) * 0.1,
  latitude: i === 400 ? 100 : Math.floor(i / 20) * 0.1,
  population: 1000 + i,
}));

const circlesOf = async (stages: readonly number[]): Promise<number> => {
  const figure = stageMaps(
    {
      name: 'stages',
      title: 'Stages',
      measure: 'Stages',
      caption: 'Stages.',
      cities,
      panels: [{ label: '2015', stages }],
      stageNames: ['declared', null],
      noneName: 'not declared',
      widthMm: 183,
    },
    null,
  )!;
  expect(figure.data).toHaveLength(cities.length);
  const { svg } = await renderFigure(figure, { wanted: ['svg'] });
  return [...svg.matchAll(/<circle /g)].length;
};

/** Circles of the key: declared, and not declared. */
const KEY = 2;

test('of cities without a policy that cannot be told apart one is drawn, and every city that has it', async () => {
  const none = cities.map(() => 0);
  const drawn = (await circlesOf(none)) - KEY;
  expect(drawn).toBeGreaterThan(1);
  expect(drawn).toBeLessThan(60);
  const all = cities.map(() => 1);
  expect((await circlesOf(all)) - KEY).toBe(cities.length);
  // City 0 is the smallest of a crowd: nothing is drawn of it until it takes the policy up.
  expect((await circlesOf(none.with(0, 1))) - KEY).toBe(drawn + 1);
});
