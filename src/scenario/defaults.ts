/** What a scenario means where it says nothing. All defaults of scenario files stand here. */
export const defaults = {
  /** With the seed, which is the name of the file, and the name, which is too. */
  replicates: 100,
  stepsPerYear: 4,
  cities: { perReplicate: false },
  synthetic: { countries: { A: 1 } },
  noise: 0,
  policy: { direction: 1, conflict: 0 },
  network: {
    direction: 1,
    functions: { practical: 0, symbolic: 0, jurisgenerative: 0 },
    migrationShare: 1,
    benchmark: { peers: 5, by: ['population', 'immigrantShare', 'orientation'], standard: null },
    foundersBy: 'population',
    // carries: every policy of the network's own direction, with weight 1.
    carried: 1,
  },
  exposure: { prestige: 0, halfLife: null },
  layers: { hazard: { ties: 1, networks: 1 }, threshold: { ties: 1, networks: 1 }, bass: { all: 1 } },
  decision: { rule: 'hazard' },
  dynamics: { mobilisation: 0 },
  // every: one step.
  observe: { by: [], events: true },
} as const;
