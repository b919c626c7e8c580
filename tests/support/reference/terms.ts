/** The terms of the log-hazard, from the table of mechanisms of the specification. */
import type { TransitionName } from '../../../src/model/world.js';
import {
  activeMembers,
  attributeOf,
  type Moment,
  meanOf,
  needOf,
  networksOf,
  range,
  takesPart,
  zscoreOf,
} from './moment.js';
import { exposureTo, fittingStrength, functionsOf, isPractical, outcomeOfPeers } from './peers.js';
import { forceAgainst, isCoordinated, pressureOn, salienceAbove, salienceOfWaves } from './power.js';

/** Channels that bring a policy from elsewhere: what they add to the log-hazard is owed to others. */
export const externalChannels = [
  'emulation',
  'emulationBySize',
  'learning',
  'benchmarking',
  'branding',
  'membership',
  'coordinator',
];

const sizeBounds = [10_000, 50_000, 100_000, 500_000, 1_000_000];

function benchmark(moment: Moment, policy: number, i: number): number {
  const { subjects } = moment.world;
  const score = (j: number): number => moment.stage[policy][j] / 2;
  let widest = 0;
  for (const n of networksOf(moment.world)) {
    const { benchmark: rule, carries } = subjects[n].network!;
    if (!rule || carries[policy] === 0 || !takesPart(moment, n, i)) continue;
    const distance = (j: number): number =>
      rule.by.reduce((sum, name) => sum + (zscoreOf(moment, name, j) - zscoreOf(moment, name, i)) ** 2, 0);
    const peers = activeMembers(moment, n)
      .filter((j) => j !== i)
      .sort((a, b) => distance(a) - distance(b) || a - b)
      .slice(0, rule.peers);
    const goal = rule.standard ?? (peers.length === 0 ? 0 : meanOf(peers.map(score)));
    widest = Math.max(widest, goal - score(i));
  }
  return widest;
}

function branding(moment: Moment, policy: number, i: number): number {
  const { subjects, cities } = moment.world;
  const carriers = networksOf(moment.world).filter((n) => subjects[n].network!.carries[policy] > 0);
  const recognition = (n: number): number => {
    const { migrationShare, carries } = subjects[n].network!;
    return functionsOf(moment, n).symbolic * migrationShare * carries[policy];
  };
  const holds = (j: number): boolean => moment.stage[policy][j] > 0;
  let hidden = 1;
  for (const n of carriers) {
    const { founded, closed } = subjects[n].network!;
    if (founded <= moment.now && moment.now < closed) hidden *= 1 - recognition(n);
  }
  const v = 1 - hidden;
  const everyone = range(cities.count);
  let visibility = v + (1 - v) * (everyone.filter(holds).length / cities.count);
  for (const n of carriers) if (takesPart(moment, n, i)) visibility += (1 - visibility) * recognition(n);
  const classOf = (j: number): number =>
    sizeBounds.filter((bound) => attributeOf(moment, 'population', j) >= bound).length;
  const rivals = everyone.filter((j) => j !== i && classOf(j) === classOf(i));
  if (rivals.length === 0) return 0;
  return (
    attributeOf(moment, 'brandAmbition', i) * visibility * (1 - rivals.filter(holds).length / rivals.length)
  );
}

/** x of one mechanism, subject, transition and city. */
export function termOf(
  moment: Moment,
  id: string,
  subject: number,
  transition: TransitionName,
  i: number,
  parameters: { readonly [name: string]: number },
): number {
  const { world } = moment;
  const { direction, policy, network } = world.subjects[subject];
  const own = (name: Parameters<typeof attributeOf>[1]): number => attributeOf(moment, name, i);
  const h = pressureOn(moment, i);
  const hostility = Math.max(0, h);
  const goodwill = Math.max(0, -h);
  const conflict = policy ? policy.conflict : 1;
  const exposure = (): number => exposureTo(moment, subject, transition, i);
  const mobilised = (): number => {
    const { mobilisation } = world.dynamics;
    const raised = mobilisation === 0 ? 1 : 1 + mobilisation * hostility * Math.max(0, own('orientation'));
    return Math.min(1, own('civilSociety') * raised);
  };
  /** 1 - product over the networks in which the city takes part. */
  const fromNetworks = (part: (n: number) => number): number =>
    1 -
    networksOf(world)
      .filter((n) => takesPart(moment, n, i))
      .reduce((without, n) => without * (1 - part(n)), 1);
  switch (id) {
    case 'need':
      return needOf(moment, i);
    case 'orientation':
      return direction * own('orientation');
    case 'civilSociety':
      return mobilised();
    case 'bridging':
      return Math.max(0, needOf(moment, i)) * mobilised();
    case 'receptivity':
      return needOf(moment, i) * direction * own('orientation');
    case 'population':
    case 'education':
    case 'insecurity':
      return zscoreOf(moment, id, i);
    case 'leadership':
      return direction * own('leadership');
    case 'capacity':
    case 'frailty':
      return own(id);
    case 'threat': {
      const loudness = Math.min(1, salienceAbove(moment, i) + salienceOfWaves(moment, i));
      return Math.max(0, own('growth')) * Math.max(0, -own('orientation')) * loudness;
    }
    case 'turnover': {
      const then = moment.orientationThen[subject][i];
      return Number.isNaN(then) ? 0 : Math.max(0, direction * (then - own('orientation')));
    }
    case 'ladder':
      return policy?.buildsOn.some((below) => moment.stage[below][i] > 0) ? 1 : 0;
    case 'homophily': {
      const members = activeMembers(moment, subject);
      if (members.length === 0) return 0;
      return 1 - Math.abs(own('orientation') - meanOf(members.map((j) => moment.orientation![j]))) / 2;
    }
    case 'emulation':
      return exposure();
    case 'emulationBySize':
      return exposure() * zscoreOf(moment, 'population', i);
    case 'learning': {
      const theirs = world.feedback.outcomes ? outcomeOfPeers(moment, subject, transition, i) : null;
      return theirs === null ? 0 : Math.tanh(theirs - moment.outcome[subject][i]);
    }
    case 'benchmarking':
      return benchmark(moment, subject, i);
    case 'branding':
      return branding(moment, subject, i);
    case 'membership':
      return fromNetworks((n) => {
        const { migrationShare, carries } = world.subjects[n].network!;
        const help = isPractical(transition) ? 1 + parameters['cooperation'] * goodwill : 1;
        const strength = Math.min(1, fittingStrength(moment, n, transition) * help);
        return strength * migrationShare * carries[subject];
      });
    case 'coordinator':
      return isCoordinated(moment, subject, i) ? 1 : 0;
    case 'coercion':
      return hostility * conflict * own('dependence') * (1 - parameters['solidarity'] * exposure());
    case 'defiance':
      return hostility * conflict * Math.max(0, own('orientation')) * mobilised();
    case 'permission':
      return direction < 0 ? hostility * Math.max(0, -own('orientation')) : 0;
    case 'policeAlignment':
      return own('policeAlignment') * hostility;
    case 'support': {
      // Who joins a sponsored network would have its funds.
      const funds = network
        ? network.funds
        : fromNetworks((n) => {
            const { funds: passed, carries } = world.subjects[n].network!;
            return passed * carries[subject];
          });
      return own('capacity') * Math.min(1, goodwill + funds);
    }
    case 'preemption':
      return forceAgainst(moment, subject, i);
    default:
      throw new Error(`the reference has no mechanism ${id}`);
  }
}
