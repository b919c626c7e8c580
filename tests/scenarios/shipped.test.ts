import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { counterfactuals, fileOf, study, trajectories } from './worlds.js';

const names = [
  'hello',
  'eu-charter',
  'us-sanctuary',
  'laboratory',
  'classics/granovetter',
  'learned/us',
  'learned/charter',
  'de-safe-harbours',
  'uk-city-of-sanctuary',
  'fr-anvita',
  'it-salvini',
  'be-communes-hospitalieres',
  'cl-sello-migrante',
  'other-policies',
  'known-truth',
  'hidden-trait',
  'hidden-trait/random-joining',
  'hidden-trait/no-influence',
  ...counterfactuals,
];

describe.each(names)('%s', (name) => {
  it('passes check, runs, and says why it exists', async () => {
    const { world, loaded, notes } = await study(name);
    expect(loaded.scenario.name).not.toBe('');
    expect(loaded.scenario.why).not.toBe('');
    expect(notes).toEqual([]);
    for (const { count } of trajectories(world, 2)) expect(count).toBeGreaterThan(0);
  });
});

describe('the counterfactuals of the laboratory', () => {
  it('are the eight of the comparison, slow policy, no hostile turn, and cities that speak for themselves', () => {
    expect(counterfactuals.map((name) => name.slice('laboratory/'.length))).toEqual([
      'each-alone',
      'grassroots-only',
      'like-minded-only',
      'no-benchmarking',
      'no-branding',
      'no-civil-society',
      'no-hostile-turn',
      'no-national-pressure',
      'no-networks',
      'slow-policy',
      'sponsored-only',
    ]);
  });

  it.each(counterfactuals)('%s keeps the seed, the cities and the ties of the laboratory', async (name) => {
    expect(parse(readFileSync(fileOf(name), 'utf8'))).not.toHaveProperty('seed');
    const [base, changed] = await Promise.all([study('laboratory'), study(name)]);
    expect(changed.loaded.scenario.seed).toBe('laboratory');
    expect(changed.world.ties!.column).toEqual(base.world.ties!.column);
    const { civilSociety: _, ...others } = base.world.cities.attributes;
    expect(changed.world.cities.attributes).toMatchObject(others);
  });
});
