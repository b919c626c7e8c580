/** What a hostile turn of the nation does: decoupling, backlash, licence, polarisation, endings. */
import { decimalYear } from '../../model/time.js';
import type { Pattern } from '../pattern.js';
import { policiesTowards } from '../reading/adoptions.js';
import { attribute, orientationAt } from '../reading/attributes.js';
import { hazard, rateOf, riskSpells, subjectOf, together } from '../reading/spells.js';
import { actions } from '../reading/stages.js';
import { mean, spread } from '../reading/statistics.js';
import type { Run } from '../run.js';

/** The order against the funds of sanctuary cities. */
export const TURN = decimalYear('2017-01-25')!;
const END = 2021;
const us = { scenario: 'us-sanctuary' };

/** Hazard of taking policies up in the two years after the turn, over that in the two years before. */
function hazardRatio(run: Run, ids: readonly string[], among: (city: number) => boolean): number {
  const spells = ids.map((id) => riskSpells(run, id));
  const at = (from: number): number =>
    hazard(together(spells.map((own) => rateOf(own, from, from + 2, among))));
  return at(TURN) / at(TURN - 2);
}

/** Local lines at the end of 2020, in [-1, 1]: the mean of the government's orientation and of what the city does. */
function stances(run: Run): number[] {
  const orientation = orientationAt(run, END);
  return Array.from(actions(run, END), (action, city) => (orientation[city] + action) / 2);
}

/** A13. */
export const decoupling: Pattern = {
  id: 'A13',
  fact: 'City and nation part when the nation turns hostile',
  source: 'Lacroix and Spencer 2022; Oomen 2019',
  statistic:
    'mean and spread of local stances at the end of 2020, with the hostile turn of 2017 less without it, United States',
  expected: 'gap wider than the turn alone makes it: the local mean moves the other way; spread rises',
  worlds: {
    us,
    // The turn is the tenth entry of the schedule: without it the line of 2014 holds.
    calm: { scenario: 'us-sanctuary', set: ['nations.US.pressure[9].level=-0.2'] },
  },
  snapshots: { us: [END], calm: [END] },
  checks: {
    local: { label: 'mean local stance, with less without the turn', rule: { kind: 'positive' } },
    spread: { label: 'spread of local stances, with less without the turn', rule: { kind: 'positive' } },
  },
  measure({ us: run, calm }) {
    const [turned, held] = [run, calm].map(stances);
    return { local: mean(turned) - mean(held), spread: spread(turned) - spread(held) };
  },
};

/** A14. */
export const backlash: Pattern = {
  id: 'A14',
  fact: 'Hostility raises the inclusive hazard in liberal, organised cities',
  source: 'Lacroix and Spencer 2022; 410 localities strengthened policies in 2017',
  statistic:
    'hazard of inclusive policies in cities with orientation of .3 and civil society of .6 or more: two years after the turn of 2017 over two years before',
  expected: 'median 2 to 7',
  worlds: { us },
  snapshots: { us: [2017] },
  checks: { ratio: { label: 'hazard ratio', rule: { kind: 'range', low: 2, high: 7 } } },
  measure({ us: run }) {
    const orientation = orientationAt(run, 2017);
    const civilSociety = attribute(run, 'civilSociety');
    return {
      ratio: hazardRatio(
        run,
        policiesTowards(run, 1),
        (city) => orientation[city] >= 0.3 && civilSociety[city] >= 0.6,
      ),
    };
  },
};

/** A15. */
export const licence: Pattern = {
  id: 'A15',
  fact: 'Hostility also licenses exclusion, and both tails grow',
  source: 'Entries into 287(g) agreements: hazard ratio 2.9 in 2017 to 2019 (public data); Marchetti 2020',
  statistic:
    'hazard of exclusion in cities with orientation of -.3 or less: two years after the turn of 2017 over two years before; change of the shares of cities with inclusive and with exclusionary policies, 2017 to 2021',
  expected: 'median about 3 (2 to 4.5); both shares grow',
  worlds: { us },
  snapshots: { us: [2017] },
  checks: {
    ratio: { label: 'hazard ratio', rule: { kind: 'range', low: 2, high: 4.5 } },
    inclusive: { label: 'growth of the inclusive tail', rule: { kind: 'positive' } },
    exclusionary: { label: 'growth of the exclusionary tail', rule: { kind: 'positive' } },
  },
  measure({ us: run }) {
    const orientation = orientationAt(run, 2017);
    const tail = (time: number, direction: 1 | -1): number =>
      mean(actions(run, time).map((action) => (action === direction ? 1 : 0)));
    return {
      ratio: hazardRatio(run, policiesTowards(run, -1), (city) => orientation[city] <= -0.3),
      inclusive: tail(END, 1) - tail(TURN, 1),
      exclusionary: tail(END, -1) - tail(TURN, -1),
    };
  },
};

/** Years at the start of which governments are compared with those that took a policy up. */
const YEARS = Array.from({ length: 41 }, (_, k) => 1980 + k);

/** A16. */
export const endings: Pattern = {
  id: 'A16',
  fact: 'Policies end when support ends',
  source: 'Exits from 287(g) agreements, .06 to .11 a year (public data)',
  statistic:
    'repeals a holder-year in the four years after the turn of 2017; repeals a holder-year where the government has moved away from the policy by .2 since it was taken up, over those elsewhere',
  expected: 'median .03 to .15 a year; adoption is not absorbing; oftener where support has ended',
  worlds: { us },
  snapshots: { us: YEARS },
  checks: {
    hazard: { label: 'hazard of repeal', rule: { kind: 'range', low: 0.03, high: 0.15 } },
    repeals: { label: 'number of repeals', rule: { kind: 'positive' } },
    support: { label: 'log ratio of the hazards, support lost against kept', rule: { kind: 'positive' } },
  },
  measure({ us: run }) {
    const ids = run.world.subjects.filter(({ policy }) => policy !== null).map(({ id }) => id);
    const after = together(ids.map((id) => rateOf(riskSpells(run, id, [1, 2], [0]), TURN, TURN + 4)));
    const lost = { events: 0, years: 0 };
    const kept = { events: 0, years: 0 };
    const orientations = YEARS.map((year) => orientationAt(run, year));
    for (const id of ids) {
      const { direction } = run.world.subjects[subjectOf(run, id)];
      for (const { city, from, to, event } of riskSpells(run, id, [1, 2], [0])) {
        const then = orientations[Math.min(YEARS.length - 1, Math.floor(from) - YEARS[0])][city];
        for (let year = Math.floor(from); year < to; year++) {
          const now = orientations[Math.min(YEARS.length - 1, year - YEARS[0])][city];
          const rate = direction * (then - now) >= 0.2 ? lost : kept;
          rate.years += Math.min(to, year + 1) - Math.max(from, year);
          if (event && to <= year + 1) rate.events++;
        }
      }
    }
    return {
      hazard: hazard(after),
      repeals: after.events,
      support: Math.log(hazard(lost) / hazard(kept)),
    };
  },
};
