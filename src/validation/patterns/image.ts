import type { Pattern } from '../pattern.js';
import { adoptions } from '../reading/adoptions.js';
import { attribute, snapshotAt } from '../reading/attributes.js';
import { contribution } from '../reading/contributions.js';
import { subjectOf } from '../reading/spells.js';
import { stageAt } from '../reading/stages.js';
import { rankCorrelation, slope } from '../reading/statistics.js';

const POLICY = 'welcoming';
const END = 40;

/** A21. */
export const image: Pattern = {
  id: 'A21',
  fact: "Branding: adoption rises with rivals' adoption, then wears off; policy score says little of outcomes",
  source: 'Teixeira 2020; rank correlation -.06 over 100 cities of the United States (public data)',
  statistic:
    "branding's contribution to declaring, for one unit of the city's ambition, on the share of cities that hold the policy: slope below a share of .25 and above .4; rank correlation of score and outcome after 40 years with strong branding (coefficient 3); laboratory",
  expected: 'rises, then falls; median within ±.2',
  worlds: {
    lab: { scenario: 'laboratory' },
    branded: { scenario: 'laboratory', set: [`mechanisms.${POLICY}.declare.branding=3`] },
  },
  snapshots: { branded: [END] },
  checks: {
    rises: { label: 'slope at low shares', rule: { kind: 'positive' } },
    falls: { label: 'slope at high shares', rule: { kind: 'negative' } },
    outcome: {
      label: 'rank correlation of score and outcome',
      rule: { kind: 'range', low: -0.2, high: 0.2 },
    },
  },
  measure({ lab, branded }) {
    const { trajectory, world } = lab;
    const { count } = world.cities;
    const ambition = attribute(lab, 'brandAmbition');
    const subject = subjectOf(lab, POLICY);
    const points: { share: number; drive: number }[] = [];
    const taken = new Set(adoptions(lab, [POLICY]).map(({ event }) => event));
    let held = 0;
    for (let event = 0; event < trajectory.count; event++) {
      if (trajectory.subject[event] !== subject) continue;
      if (taken.has(event)) {
        const drive = contribution(lab, 'branding', event) / ambition[trajectory.city[event]];
        points.push({ share: held / count, drive });
      }
      held += (trajectory.to[event] > 0 ? 1 : 0) - (trajectory.from[event] > 0 ? 1 : 0);
    }
    const slopeWhere = (fits: (share: number) => boolean): number => {
      const chosen = points.filter(({ share }) => fits(share));
      return slope(
        chosen.map(({ share }) => share),
        chosen.map(({ drive }) => drive),
      );
    };
    const { outcome } = snapshotAt(branded, END);
    const offset = subjectOf(branded, POLICY) * count;
    return {
      rises: slopeWhere((share) => share < 0.25),
      falls: slopeWhere((share) => share > 0.4),
      outcome: rankCorrelation(stageAt(branded, POLICY, END), outcome.subarray(offset, offset + count)),
    };
  },
};
