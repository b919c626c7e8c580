import { describe, expect, it } from 'vitest';
import {
  evidences,
  milestoneAnnotations,
  milestoneKinds,
  milestones,
  milestoneTime,
} from '../../src/catalogue/index.js';

describe('milestones', () => {
  /** How many rows the literature's table has in each year, counted by hand. */
  const perYear: { readonly [year: number]: number } = {
    1985: 2,
    1986: 1,
    1987: 1,
    1992: 1,
    1994: 1,
    1996: 1,
    1999: 1,
    2000: 1,
    2001: 1,
    2004: 1,
    2005: 2,
    2006: 3,
    2007: 2,
    2008: 2,
    2010: 2,
    2012: 1,
    2013: 3,
    2014: 2,
    2015: 4,
    2016: 3,
    2017: 4,
    2018: 5,
    2019: 2,
    2020: 2,
    2021: 1,
    2025: 1,
  };

  it('are as many in each year as in the table, in order', () => {
    const counted: { [year: number]: number } = {};
    for (const { year } of milestones) counted[year] = (counted[year] ?? 0) + 1;
    expect(counted).toEqual(perYear);
    const years = milestones.map(({ year }) => year);
    expect(years).toEqual([...years].sort((a, b) => a - b));
  });

  it('have evidence, a kind, a strength in [-1, 1], a place and a short label', () => {
    for (const { label, event, evidence, source, kind, strength, where, year, date } of milestones) {
      expect(evidences, label).toContain(evidence);
      if (evidence !== 'recalled') expect(source, label).toBeTruthy();
      expect(milestoneKinds, label).toContain(kind);
      expect(strength >= -1 && strength <= 1, label).toBe(true);
      expect(where, label).toMatch(/^([A-Z]{2}|international)$/);
      expect(label.length, label).toBeLessThanOrEqual(30);
      expect(event.length, label).toBeGreaterThan(20);
      if (date) expect(date.startsWith(String(year)), label).toBe(true);
    }
  });

  it('turn an ISO date into a decimal year', () => {
    // 25 January is day 25 of 365.
    const order = milestones.find(({ date }) => date === '2017-01-25')!;
    expect(milestoneTime(order)).toBeCloseTo(2017 + 24 / 365, 12);
    expect(milestoneTime(milestones[0])).toBe(1985);
  });

  it('give a figure the rows of its countries and years, in order of time', () => {
    const rows = milestoneAnnotations({ from: 2017, to: 2018, where: ['US'] });
    expect(rows.map(({ label }) => label)).toEqual([
      '410 localities strengthen',
      'order against sanctuary',
      'Texas SB 4',
    ]);
    expect(rows.map(({ forcing }) => forcing)).toEqual([false, true, true]);
    expect(milestoneAnnotations()).toHaveLength(milestones.length);
    expect(milestoneAnnotations({ kinds: ['shock'] })).toHaveLength(1);
  });

  it('never force where they tell what cities and networks did', () => {
    for (const { kind, forcing } of milestoneAnnotations()) {
      if (kind === 'local' || kind === 'network') expect(forcing).toBe(false);
    }
  });
});
