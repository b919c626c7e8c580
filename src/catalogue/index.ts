/** What ships: the city networks of the literature, the policies, and the milestones around them. */
import type { CatalogueNetwork } from './network.js';
import { networks as europe } from './networks/europe.js';
import { networks as global } from './networks/global.js';
import { networks as national } from './networks/national.js';
import { networks as unitedStates } from './networks/unitedStates.js';
import { type CataloguePolicy, policies } from './policies.js';

export * from './evidence.js';
export * from './milestones.js';
export * from './network.js';
export * from './policies.js';

/** All networks, in this fixed order. */
export const networks: readonly CatalogueNetwork[] = [...unitedStates, ...national, ...europe, ...global];

export const networkIds: readonly string[] = networks.map(({ id }) => id);

const networksById = new Map(networks.map((network) => [network.id, network]));

const policiesById = new Map(policies.map((policy) => [policy.id, policy]));

export const networkById = (id: string): CatalogueNetwork | undefined => networksById.get(id);

export const policyById = (id: string): CataloguePolicy | undefined => policiesById.get(id);

/**
 * Rows of the literature's table launched by the end of a year (pattern A29). Rows without a launch year are
 * not counted, nor are networks that stand beside the table.
 */
export const networksFoundedBy = (year: number): number =>
  networks.filter(({ listed, launch }) => listed === 'table' && launch !== null && launch.year <= year)
    .length;
