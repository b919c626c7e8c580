import { expect, test } from 'vitest';
import { networkDefinition, networks } from '../../src/catalogue/index.js';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { tieGenerators } from '../../src/population/ties/index.js';
import { loadScenario } from '../../src/scenario/load.js';
import type { Registry } from '../../src/scenario/registry.js';
import { memoryFiles, small } from './fixture.js';

const registry: Registry = {
  mechanisms,
  tieGenerators: Object.values(tieGenerators),
  networks: Object.fromEntries(
    networks.map((network) => [network.id, (setting) => ({ ...networkDefinition(network, setting) })]),
  ),
  policies: {},
  measures: [],
};

const load = (line: string) =>
  loadScenario('scenario.yaml', { files: memoryFiles({ 'scenario.yaml': small + line }), registry }).scenario;

test('every network of the catalogue is a definition that scenarios accept', () => {
  const all = networks.map(({ id }) => `  ${id}: {}\n`).join('');
  const { networks: read } = load(`networks:\n${all}`);
  expect(Object.keys(read)).toEqual(networks.map(({ id }) => id));
  for (const network of Object.values(read)) expect(network.join).not.toBeNull();
});

test('every generator of ties is complete without options', () => {
  for (const [id, generator] of Object.entries(tieGenerators)) {
    const { ties } = load(`ties: { generator: ${id} }\n`);
    const declared: Registry['tieGenerators'][number]['options'] = generator.options;
    const withDefault = Object.entries(declared).filter(([, option]) => option.default !== null);
    expect(ties).toEqual({
      generator: id,
      options: Object.fromEntries(withDefault.map(([name, option]) => [name, option.default])),
    });
  }
});
