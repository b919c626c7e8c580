/** What scenario files may name: everything that ships, in one place. */
import { besideOf } from './analysis/measure.js';
import { measures } from './analysis/measures/index.js';
import { networkDefinition, networks, policies } from './catalogue/index.js';
import { mechanisms } from './model/mechanisms/index.js';
import { tieGenerators } from './population/ties/index.js';
import type { Registry } from './scenario/registry.js';

export const registry: Registry = {
  mechanisms,
  networks: Object.fromEntries(
    networks.map((network) => [
      network.id,
      ({ policies: present, start }: { readonly policies: readonly string[]; readonly start: number }) => ({
        label: network.label,
        ...networkDefinition(network, { policies: present, start }),
        direction: network.direction.value,
      }),
    ]),
  ),
  policies: Object.fromEntries(
    policies.map(({ id, label, direction, conflict, buildsOn, excludes }) => [
      id,
      {
        label,
        direction: direction.value,
        conflict: conflict.value,
        buildsOn: buildsOn.value,
        excludes: excludes.value,
      },
    ]),
  ),
  tieGenerators: Object.values(tieGenerators),
  measures: measures.map((measure) => {
    const { name, of, help, moving = false } = measure;
    return { id: name, subject: of, help, moving, beside: besideOf(measure) };
  }),
};
