/**
 * What of a scenario depends on other parts of it: names that must exist, dates in order, files that must be
 * there. Works on scenarios whose form is faulty too (what is not as it should be is passed over: the schema
 * reports it), so that all the mistakes of a file are reported at once. One part of a scenario a file.
 */
import type { InputDocument } from '../document.js';
import { faultsOf } from '../faults.js';
import type { Files } from '../files.js';
import type { Problem } from '../problem.js';
import type { Registry } from '../registry.js';
import { type CheckedScenario, checkedScenario } from './checkedScenario.js';
import { checkCities } from './cities.js';
import { checkDecision } from './decision.js';
import { checkFiles } from './files.js';
import { checkMechanisms } from './mechanisms.js';
import { checkNetworks } from './networks.js';
import { checkOutcomes } from './outcomes.js';
import { checkPowers } from './powers.js';
import { checkPredicates } from './predicates.js';
import { checkSubjects } from './subjects.js';
import { checkTime } from './time.js';

/** In the order in which their problems are told. */
const checks: readonly ((checked: CheckedScenario) => void)[] = [
  checkTime,
  checkCities,
  checkSubjects,
  checkNetworks,
  checkPowers,
  checkDecision,
  checkMechanisms,
  checkPredicates,
  checkOutcomes,
];

/** A document in plain values, with the catalogue's entries laid under its networks and policies, and without. */
export interface PlainScenario {
  readonly scenario: unknown;
  readonly stated: unknown;
}

/** All that is wrong between the parts of a scenario. files null: whether files are there is not asked. */
export function crossChecks(
  document: InputDocument,
  { scenario, stated }: PlainScenario,
  { registry, files }: { readonly registry: Registry; readonly files: Files | null },
): readonly Problem[] {
  const faults = faultsOf(document);
  const checked = checkedScenario(scenario, stated, { registry, faults });
  for (const check of checks) check(checked);
  if (files !== null) checkFiles(checked, document, files);
  return faults.problems;
}
