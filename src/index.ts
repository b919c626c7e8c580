/**
 * fastpolicy as a library: the same parts that the command line uses.
 *
 *     import { prepareStudy, createSimulator } from 'fastpolicy';
 *     const { world } = await prepareStudy('scenarios/eu-charter.yaml');
 *     const trajectory = createSimulator(world).run(0);
 */
export { type Diffusion, diffusion, diffusionWeights } from './analysis/diffusion.js';
export { type Dyads, dyadsOf } from './analysis/dyads.js';
export {
  createEventHistories,
  type EventHistories,
  type EventHistory,
  type HistoryLayout,
} from './analysis/eventHistory.js';
export { type Group, type GroupsWanted, groupsOf } from './analysis/group.js';
export type { Measure } from './analysis/measure.js';
export { measures } from './analysis/measures/index.js';
export { type OutcomeTable, outcomeTable } from './analysis/outcome.js';
export { type SeriesColumns, type SeriesTable, seriesTable } from './analysis/series.js';
export { type OutcomeSummary, summarise } from './analysis/summary.js';
export { type Course, createReplay, replay, type Tally } from './analysis/tally.js';
export { milestones, networks, policies } from './catalogue/index.js';
export {
  createDesign,
  type Design,
  type DesignSpec,
  type Parameter,
  parseConstraint,
  sobolCoordinate,
} from './design/index.js';
export {
  contour,
  interaction,
  outcomeMap,
  profile,
  tippingPoints,
  tornado,
} from './design/maps/index.js';
export { type Responses, type SensitivityRow, sensitivity } from './design/sensitivity/index.js';
export { type Attribution, prepareAttribution } from './experiment/attribution/prepareAttribution.js';
export { type AttributionOptions, runAttribution } from './experiment/attribution/runAttribution.js';
export {
  type Comparison,
  prepareComparison,
  prepareComparisonFile,
} from './experiment/comparison/prepareComparison.js';
export { type ComparisonOptions, runComparison } from './experiment/comparison/runComparison.js';
export { type Hypotheses, prepareHypotheses } from './experiment/hypotheses/prepareHypotheses.js';
export { type HypothesesOptions, runHypotheses } from './experiment/hypotheses/runHypotheses.js';
export {
  type Identification,
  prepareIdentification,
} from './experiment/identification/prepareIdentification.js';
export {
  type IdentificationOptions,
  runIdentification,
} from './experiment/identification/runIdentification.js';
export { type ReproduceOptions, reproduceRun } from './experiment/reproduceRun.js';
export { type RunOptions, type RunOutcome, runScenario } from './experiment/runScenario.js';
export { prepareStudy, type Study } from './experiment/study.js';
export { loadExperiment } from './experiment/sweep/experimentFile/loadExperiment.js';
export { prepareSweep } from './experiment/sweep/prepareSweep.js';
export { runSweep, type SweepOptions, type SweepOutcome } from './experiment/sweep/runSweep.js';
export type { Conditions, UndertakingOutcome } from './experiment/undertaking.js';
export { attributes } from './model/attributes.js';
export type { Mechanism } from './model/mechanism.js';
export { mechanisms } from './model/mechanisms/index.js';
export { createSimulator, type Simulator, type SimulatorOptions, simulate } from './model/simulate.js';
export type { Trajectory } from './model/trajectory.js';
export type { Cities, Subject, Ties, World } from './model/world.js';
export { tieGenerators } from './population/ties/index.js';
export { registry } from './registry.js';
export { type Built, buildWorld } from './scenario/build/buildWorld.js';
export type { Inputs } from './scenario/build/inputs.js';
export { type LoadedScenario, loadScenario } from './scenario/load.js';
export { InputError, type Problem } from './scenario/problem.js';
export type { Scenario } from './scenario/schema.js';
export { cumulativeIncidence } from './statistics/cumulativeIncidence.js';
export {
  rogersClasses,
  thresholdClasses,
  valenteClasses,
} from './statistics/diffusion/adopterCategories.js';
export { type Adoption, adoptionSeenAt, moments } from './statistics/diffusion/adoption.js';
export { cumulativeAdopters } from './statistics/diffusion/cumulativeAdopters.js';
export { exposureOverTime, thresholds } from './statistics/diffusion/exposureOverTime.js';
export { bassFit, logisticFit } from './statistics/diffusion/growthFits.js';
export { infectiousness, susceptibility } from './statistics/diffusion/infectiousness.js';
export { moran, moranOverTime, moranPermutation } from './statistics/diffusion/moran.js';
export { distanceWeights, geodesicWeights, tieWeights } from './statistics/diffusion/moranWeights.js';
export { rewire } from './statistics/diffusion/rewire.js';
export { spaceTimeClustering } from './statistics/diffusion/spaceTimeClustering.js';
export { structureTest } from './statistics/diffusion/structureTest.js';
export {
  type CoefficientRow,
  coefficientRows,
  type Estimates,
  likelihoodRatioTest,
  waldTest,
} from './statistics/estimates.js';
export { type EventModel, type EventRows, fitEventModel } from './statistics/eventModel.js';
export { type BinaryData, fitBinary } from './statistics/fitBinary.js';
export { type CoxData, fitCox } from './statistics/fitCox.js';
export { kaplanMeier, survivalQuantile } from './statistics/kaplanMeier.js';
export { logRankTest } from './statistics/logRank.js';
export { version } from './version.js';
