import type { Mechanism } from '../mechanism.js';

export const coordinator: Mechanism = {
  id: 'coordinator',
  label: 'coordinator',
  help: 'somebody in the region wins members for the network',
  formula: String.raw`x_i = [\text{the region or nation has a coordinator of } p \text{ at } t]`,
  range: [0, 1],
  reads: ['nation'],
  needs: [],
  channel: 'external',
  reference: 'zero',
  route: 'coordinator',
  transitions: ['join', 'lapse', 'renew'],
  plausible: [0, 3],
  parameters: {},
  source: 'territorial coordinators of covenants of mayors: 61 % of signatories come with one',
  term({ world, state, jurisdiction, jurisdictions, subject }) {
    const { count, nation, region } = jurisdictions;
    const spans = Array.from({ length: count }, (_, j) =>
      [world.nations[nation[j]], ...(region[j] < 0 ? [] : [world.regions[region[j]]])]
        .flatMap(({ coordinates }) => coordinates)
        .filter(({ network }) => network === subject),
    );
    const atWork = new Float64Array(count);
    let lookedAt = -1;
    return (cities, size, out) => {
      if (lookedAt !== state.moment) {
        const { time } = state;
        spans.forEach((own, j) => {
          atWork[j] = own.some(({ from, to }) => from <= time && time < to) ? 1 : 0;
        });
        lookedAt = state.moment;
      }
      for (let k = 0; k < size; k++) out[k] = atWork[jurisdiction[cities[k]]];
    };
  },
};
