/** The registry of docking tests, in their order. */
import { centolaMacy, watts } from './cascades.js';
import type { DockingTest } from './dockingTest.js';
import { commonResistances, nullSizes, recovery } from './estimators.js';
import { bass, exponential, infection, transitions } from './hazards.js';
import { ishigami } from './ishigami.js';
import { clusteringOfRings, granovetter, hazardRate, moranValues, ring, valente } from './thresholds.js';

export const dockingTests: readonly DockingTest[] = [
  granovetter,
  ring,
  valente,
  hazardRate,
  moranValues,
  exponential,
  recovery,
  bass,
  infection,
  clusteringOfRings,
  ishigami,
  watts,
  centolaMacy,
  transitions,
  nullSizes,
  commonResistances,
];
