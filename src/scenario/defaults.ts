/** What a scenario means where it says nothing. All defaults of scenario files stand here. */
export const defaults = {
  /** With the seed, which is the name of the file, and the name, which is too. */
  replicates: 100,
  stepsPerYear: 4,
  cities: { perReplicate: false },
  synthetic: { countries: { A: 1 } },
  noise: 0,
  force: 1,
  policy: { direction: 1, conflict: 0, effect: 0.5 },
  network: {
    direction: 1,
    functions: { practical: 0, symbolic: 0, jurisgenerative: 0 },
    migrationShare: 1,
    funds: 0,
    vertical: 0.5,
    turnsSymbolic: null,
    term: null,
    benchmark: {
      peers: 5,
      by: ['population', 'immigrantShare', 'orientation'],
      standard: null,
      design: null,
      pull: 0.2,
    },
    foundersBy: 'population',
    // carries: every policy of the network's own direction, with weight 1.
    carried: 1,
  },
  exposure: { prestige: 0, halfLife: null },
  layers: { hazard: { ties: 1, networks: 1 }, threshold: { ties: 1, networks: 1 }, bass: { all: 1 } },
  decision: { rule: 'hazard' },
  dynamics: {
    mobilisation: 0,
    // growth and elections: none.
    growth: { spread: 1 },
    elections: { pull: 0.5, swing: 0.15 },
    salience: { gain: 1, halfLife: 1 },
  },
  shock: { share: 0, salience: 0, halfLife: 1 },
  feedback: {
    socialisation: 0,
    dissent: 0,
    // advocacy, outcomes and design: none.
    advocacy: { voice: 0.1, decay: 0.2 },
    outcomes: { rate: 0.5, noise: 0.1 },
    design: { dimensions: 3, adaptation: 0.3, mutation: 0.05 },
  },
  // every: one step.
  observe: { by: [], events: true },
} as const;
