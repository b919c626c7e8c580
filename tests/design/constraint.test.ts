import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DesignError, type Parameter, parseConstraint } from '../../src/design/index.js';

const parameters: Parameter[] = [
  { path: 'mechanisms.welcoming.declare.emulation', kind: 'continuous', from: 0, to: 2 },
  { path: 'networks.integrating-cities-charter.join.need', kind: 'continuous', from: 0, to: 2 },
  { path: 'nations.DE.pressure[0].level', kind: 'continuous', from: -1, to: 1 },
  { path: 'ties.generator', kind: 'categorical', values: ['gravity', 'smallWorld'] },
];
const holds = (text: string, values: unknown[]) => parseConstraint(text, parameters).holds(values);
const refusal = (text: string): string => {
  try {
    parseConstraint(text, parameters);
  } catch (error) {
    if (error instanceof DesignError) return error.message;
  }
  return 'read';
};
const [emulation, need, level] = parameters.map(({ path }) => path);

describe('a constraint', () => {
  it('compares a path with a path or a number', () => {
    expect(holds(`${emulation} < ${need}`, [1, 2, 0, ''])).toBe(true);
    expect(holds(`${emulation} < ${need}`, [2, 2, 0, ''])).toBe(false);
    expect(holds(`${emulation} <= ${need}`, [2, 2, 0, ''])).toBe(true);
    expect(holds(`${level} > -.5`, [0, 0, -0.4, ''])).toBe(true);
    expect(holds(`1e-1 >= ${emulation}`, [0.1, 0, 0, ''])).toBe(true);
  });
  it('knows that products bind closer than sums, and that sums go from left to right', () => {
    expect(holds(`${emulation} + 2 * ${need} > 4.9`, [1, 2, 0, ''])).toBe(true);
    expect(holds(`${emulation} + 2 * ${need} > 5`, [1, 2, 0, ''])).toBe(false);
    expect(holds(`${emulation} - ${need} - ${level} <= -2`, [1, 2, 1, ''])).toBe(true);
    expect(holds(`-${emulation} * -2 >= 2`, [1, 0, 0, ''])).toBe(true);
    fc.assert(
      fc.property(
        fc.float({ noNaN: true }),
        fc.float({ noNaN: true }),
        (a, b) =>
          holds(`${emulation} * 3 - ${need} < 7 + ${need} * ${emulation}`, [a, b, 0, '']) ===
          a * 3 - b < 7 + b * a,
      ),
    );
  });
  it('says what it cannot read', () => {
    expect(refusal(`emulation < 1`)).toMatch(/'emulation' is not among the varied parameters \(mechanisms/);
    expect(refusal(emulation)).toMatch(/expected one comparison/);
    expect(refusal(`0 < ${emulation} < 1`)).toMatch(/'<' after the comparison is too much/);
    expect(refusal(`${emulation} <`)).toMatch(/ends where/);
    expect(refusal(`${emulation} / 2 < 1`)).toMatch(/cannot read '\/ 2 < 1'/);
    expect(refusal(`ties.generator < 1`)).toMatch(/are not numbers/);
    expect(refusal(`process.exit(1) < 1`)).toMatch(/not among|cannot read/);
    expect(refusal('')).toMatch(/ends where/);
    expect(refusal(`${emulation} 2 < 1`)).toMatch(/expected one comparison/);
    expect(refusal(`${emulation}-${need} < 1`)).toMatch(/needs spaces/);
  });
});
