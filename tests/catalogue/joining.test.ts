import { describe, expect, it } from 'vitest';
import { networks } from '../../src/catalogue/index.js';
import { eligibleCities, expectedMembers, fittedRate } from './joining.js';

describe('default rates of joining', () => {
  // Nothing was fitted to ten mayors counted within days of the first.
  const fitted = networks.filter(({ id, size }) => size.length > 0 && id !== 'anti-salvini-movement');

  for (const network of fitted) {
    const { members, at } = network.size[network.size.length - 1];
    it(`lead ${network.id} to its last known size, ${members} at ${at}`, () => {
      const expected = expectedMembers(network, at, eligibleCities(network));
      expect(Math.abs(expected / members - 1)).toBeLessThan(0.1);
    });
  }

  for (const network of networks) {
    const { value: membership } = network.membership;
    if (membership.kind !== 'rotating') continue;
    it(`keep the seats of ${network.id} filled after ten years`, () => {
      const start = network.launch?.year ?? network.undatedFrom!.value;
      const expected = expectedMembers(network, start + 10, eligibleCities(network));
      expect(Math.abs(expected / membership.seats - 1)).toBeLessThan(0.15);
    });
  }

  it('can be fitted anew, as here for Welcoming Cities', () => {
    const network = networks.find(({ id }) => id === 'welcoming-cities')!;
    const rate = fittedRate(network, 2020, 93, eligibleCities(network));
    expect(rate / network.join.value.baseline.perYear).toBeGreaterThan(0.9);
    expect(rate / network.join.value.baseline.perYear).toBeLessThan(1.1);
  });

  it('leave networks of unknown size between one and half of their eligible cities by 2021', () => {
    for (const network of networks) {
      const start = network.launch?.year ?? network.undatedFrom!.value;
      if (network.size.length > 0 || network.membership.value.kind === 'rotating') continue;
      const eligible = eligibleCities(network);
      const expected = expectedMembers(network, 2021, eligible);
      expect(expected, network.id).toBeGreaterThan(start < 2019 ? 2 : 0);
      expect(expected / eligible, network.id).toBeLessThan(0.5);
    }
  });
});
