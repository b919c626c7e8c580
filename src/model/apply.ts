/** Phase 6 of a step: what was decided becomes visible, all together, and those whom it concerns are noted. */
import { ALL } from './causes.js';
import type { Changes } from './changes.js';
import type { Designs } from './design.js';
import type { Exposure } from './exposure/exposure.js';
import type { Lineage } from './lineage.js';
import type { Memberships } from './memberships.js';
import type { Notices } from './notices.js';
import type { Standard } from './standard.js';
import { ACTIVE, type State } from './state.js';
import type { World } from './world.js';

export interface ApplyParts {
  readonly world: World;
  readonly state: State;
  readonly standard: Standard;
  readonly changes: Changes;
  readonly exposure: Exposure;
  readonly memberships: Memberships;
  readonly lineage: Lineage;
  readonly designs: Designs;
  readonly notices: Notices;
}

export function createApply(parts: ApplyParts): () => void {
  const { world, state, standard, changes, exposure, memberships, lineage, designs, notices } = parts;
  const { policyCount, cities } = world;
  const subjectCount = world.subjects.length;
  const cityCount = cities.count;
  const { stage, heldSince, holders, orientationThen } = state;
  const { pending, takenUp, copied } = changes;
  const orientation = cities.attributes.orientation ? standard.attribute('orientation') : null;

  function applyChange(subject: number, city: number, place: number): void {
    const from = stage[place];
    const to = pending[place];
    const taken = to > 0 && takenUp[place] > state.time; // in this step, be it once more
    heldSince[place] = to === 0 ? NaN : taken ? takenUp[place] : heldSince[place];
    if (subject < policyCount && (taken || to === 0)) {
      orientationThen[place] = taken && orientation ? orientation[city] : NaN;
    }
    notices.city(city, ALL);
    if (taken && from > 0) exposure.again(subject, city);
    if (from === to) return;
    stage[place] = to;
    notices.subject(subject);
    if (subject >= policyCount && (from === ACTIVE) !== (to === ACTIVE)) {
      exposure.activity(subject, city, to === ACTIVE ? 1 : -1);
      if (to === ACTIVE) memberships.enter(subject, city);
      else memberships.leave(subject, city);
      notices.members(subject);
    }
    if ((from === 0) !== (to === 0)) {
      const by = from === 0 ? 1 : -1;
      holders[subject] += by;
      exposure.change(subject, city, by);
      if (subject < policyCount && by < 0 && designs.dimensions > 0) designs.set(subject, city, null);
      notices.peers(subject, city);
    }
    notices.fellows(subject, city);
  }

  return () => {
    const { places, count } = changes;
    if (count === 0) return;
    // Networks first (they come last among the subjects), so that later changes find the members of the next
    // step. Within a subject the order is that of the events; a place that is there twice is done once.
    for (let subject = subjectCount - 1; subject >= 0; subject--) {
      const low = subject * cityCount;
      const high = low + cityCount;
      for (let at = 0; at < count; at++) {
        const place = places[at];
        if (place >= low && place < high) applyChange(subject, place - low, place);
      }
    }
    notices.gather();
    for (let at = 0; at < copied.length; at++) {
      const { subject, city, generation, design } = copied[at];
      lineage.setGeneration(subject, city, generation);
      if (design && stage[subject * cityCount + city] > 0) designs.set(subject, city, design);
    }
    if (copied.length > 0) copied.length = 0;
    changes.count = 0;
  };
}
