/** What a city is described by. One declaration: import, synthesis, checks, predicates and help read it. */
export interface Attribute {
  readonly label: string;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly help: string;
  readonly source: string;
}

const LS = 'Lacroix and Spencer 2022';

export const attributes = {
  population: {
    label: 'population',
    unit: 'inhabitants',
    range: [1, 1e9],
    help: 'inhabitants of the municipality',
    source: 'gazetteer or user',
  },
  immigrantShare: {
    label: 'immigrant share',
    unit: 'share',
    range: [0, 1],
    help: 'foreign-born inhabitants as a share of all',
    source: LS,
  },
  orientation: {
    label: 'orientation of the government',
    unit: '-1 conservative to +1 progressive',
    range: [-1, 1],
    help: 'political orientation of the local government',
    source: LS,
  },
  electorate: {
    label: 'orientation of the electorate',
    unit: '-1 conservative to +1 progressive',
    range: [-1, 1],
    help: 'political orientation of the voters, to which elections pull the government',
    source: 'assumption',
  },
  civilSociety: {
    label: 'civil society',
    unit: 'strength',
    range: [0, 1],
    help: 'strength of the organisations that speak for migrants',
    source: 'Filomeno 2017a',
  },
  education: {
    label: 'education',
    unit: 'z-score',
    range: [-10, 10],
    help: 'level of education of the inhabitants',
    source: 'Huang and Liu 2018',
  },
  insecurity: {
    label: 'economic insecurity',
    unit: 'z-score',
    range: [-10, 10],
    help: 'unemployment and poverty of the inhabitants',
    source: 'Huang and Liu 2018',
  },
  growth: {
    label: 'growth of the immigrant share',
    unit: 'z-score',
    range: [-10, 10],
    help: 'change of the immigrant share over the last ten years',
    source: 'Walker and Leitner 2011',
  },
  capacity: {
    label: 'administrative capacity',
    unit: 'strength',
    range: [0, 1],
    help: 'staff and money to carry out what was decided',
    source: 'assumption',
  },
  brandAmbition: {
    label: 'brand ambition',
    unit: 'strength',
    range: [0, 1],
    help: 'how much the city competes by its image',
    source: 'Teixeira 2020',
  },
  dependence: {
    label: 'dependence on national funds',
    unit: 'share',
    range: [0, 1],
    help: 'share of the budget that the nation can withhold',
    source: 'assumption',
  },
  leadership: {
    label: 'leadership of the mayor',
    unit: 'strength',
    range: [0, 1],
    help: 'charisma and outreach of the mayor',
    source: LS,
  },
  policeAlignment: {
    label: 'alignment of the police',
    unit: 'strength',
    range: [0, 1],
    help: 'how far the local police follow the national line',
    source: 'Hudson 2019',
  },
  frailty: {
    label: 'frailty',
    unit: 'z-score',
    range: [-10, 10],
    help: 'an unobserved trait that no estimator sees',
    source: 'assumption',
  },
} as const satisfies Record<string, Attribute>;

export type AttributeName = keyof typeof attributes;

export const attributeNames = Object.keys(attributes) as AttributeName[];
