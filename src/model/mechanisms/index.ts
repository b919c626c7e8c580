/**
 * The registry of mechanisms. Its order is the order of the sums in every log-hazard and of the columns of
 * events.csv: a new mechanism goes to the end of its group, since another order changes the last bit.
 */
import type { Mechanism } from '../mechanism.js';
import { benchmarking } from './benchmarking.js';
import { branding } from './branding.js';
import { bridging } from './bridging.js';
import { capacity } from './capacity.js';
import { civilSociety } from './civilSociety.js';
import { coercion } from './coercion.js';
import { coordinator } from './coordinator.js';
import { defiance } from './defiance.js';
import { education } from './education.js';
import { emulation } from './emulation.js';
import { emulationBySize } from './emulationBySize.js';
import { frailty } from './frailty.js';
import { homophily } from './homophily.js';
import { insecurity } from './insecurity.js';
import { ladder } from './ladder.js';
import { leadership } from './leadership.js';
import { learning } from './learning.js';
import { membership } from './membership.js';
import { need } from './need.js';
import { orientation } from './orientation.js';
import { permission } from './permission.js';
import { policeAlignment } from './policeAlignment.js';
import { population } from './population.js';
import { preemption } from './preemption.js';
import { receptivity } from './receptivity.js';
import { support } from './support.js';
import { threat } from './threat.js';
import { turnover } from './turnover.js';

export const mechanisms: readonly Mechanism[] = [
  need,
  orientation,
  civilSociety,
  bridging,
  receptivity,
  population,
  leadership,
  education,
  insecurity,
  capacity,
  frailty,
  threat,
  turnover,
  ladder,
  homophily,
  emulation,
  emulationBySize,
  learning,
  benchmarking,
  branding,
  membership,
  coordinator,
  coercion,
  defiance,
  permission,
  policeAlignment,
  support,
  preemption,
];

const byId = new Map(mechanisms.map((mechanism) => [mechanism.id, mechanism]));

/** The mechanism of a name. Throws where there is none. */
export function mechanismById(id: string): Mechanism {
  const found = byId.get(id);
  if (!found) throw new Error(`unknown mechanism ${id}`);
  return found;
}
