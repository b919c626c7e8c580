import { expect, test } from 'vitest';
import { cityKeys } from '../../../src/model/random.js';
import type { Ties } from '../../../src/model/world.js';
import { arcKm, distanceKm } from '../../../src/population/distance.js';
import { syntheticCities } from '../../../src/population/synthetic.js';
import type { TieCities } from '../../../src/population/ties/generator.js';
import { distanceDecay, gravityTies } from '../../../src/population/ties/gravity.js';
import { tieGenerator, tieGeneratorNames, tieGenerators } from '../../../src/population/ties/index.js';
import { clustering, degrees, meanDegree } from '../../../src/population/ties/measures.js';
import { PairDraws, scoredTies } from '../../../src/population/ties/pairs.js';
import { transpose } from '../../../src/population/ties/rows.js';

const { gravity, smallWorld, preferentialAttachment, random, blocks, homophilous, ring, complete } =
  tieGenerators;

function cities(
  count: number,
  seed: string | number = 'ties',
  countries?: { [c: string]: number },
): TieCities {
  return syntheticCities({ count, countries, margins: { orientation: { normal: [0, 0.4] } } }, seed);
}

/** Cities with nothing but keys. */
function bare(count: number): TieCities {
  return {
    count,
    keys: cityKeys(Array.from({ length: count }, (_, i) => `c${i}`)),
    latitude: null,
    longitude: null,
    country: new Int32Array(count),
    region: new Int32Array(count).fill(-1),
    attributes: {},
  };
}

/** The cities at these places of the list. */
function take(all: TieCities, at: readonly number[]): TieCities {
  const pick = (values: Float64Array | null | undefined) =>
    values ? Float64Array.from(at, (i) => values[i]) : null;
  return {
    count: at.length,
    keys: Uint32Array.from(at.flatMap((i) => [all.keys[2 * i], all.keys[2 * i + 1]])),
    latitude: pick(all.latitude),
    longitude: pick(all.longitude),
    country: Int32Array.from(at, (i) => all.country[i]),
    region: Int32Array.from(at, (i) => all.region[i]),
    attributes: {
      population: pick(all.attributes.population) ?? undefined,
      orientation: pick(all.attributes.orientation) ?? undefined,
    },
  };
}

function pairsOf(ties: Ties, name: (i: number) => number = (i) => i): Set<string> {
  const result = new Set<string>();
  for (let i = 0; i < ties.rowStart.length - 1; i++) {
    for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++)
      result.add(`${name(i)} ${name(ties.column[k])}`);
  }
  return result;
}

/** What every generator promises: ascending rows, no self ties, no double ties, symmetric. */
function expectSound(ties: Ties, n: number): void {
  expect(ties.rowStart.length).toBe(n + 1);
  expect(ties.rowStart[n]).toBe(ties.column.length);
  for (let i = 0; i < n; i++) {
    for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++) {
      if (ties.column[k] === i) throw new Error(`self tie of ${i}`);
      if (k > ties.rowStart[i] && ties.column[k] <= ties.column[k - 1])
        throw new Error(`row ${i} is not ascending`);
    }
  }
  expect(ties.symmetric).toBe(true);
  const back = transpose(ties);
  expect(back.rowStart.every((start, i) => start === ties.rowStart[i])).toBe(true);
  expect(back.column.every((city, k) => city === ties.column[k])).toBe(true);
}

for (const name of tieGeneratorNames) {
  test(`${name}: sound rows with declared defaults, the same for the same seed`, () => {
    const world = cities(300, 'contract', { A: 0.5, B: 0.5 });
    const generator = tieGenerator(name);
    expect(generator.id).toBe(name);
    const ties = generator.generate(world, {}, 'seed');
    expectSound(ties, 300);
    expect(generator.generate(world, {}, 'seed')).toEqual(ties);
    const declared = Object.fromEntries(
      Object.entries(generator.options).flatMap(([option, { default: value }]) =>
        value === null ? [] : [[option, value]],
      ),
    );
    expect(generator.generate(world, declared, 'seed')).toEqual(ties);
    if (name !== 'ring' && name !== 'complete') {
      expect(generator.generate(world, {}, 'other').column).not.toEqual(ties.column);
    }
  });
}

test('gravity has the requested mean degree, on average over seeds', () => {
  const world = cities(1000);
  let sum = 0;
  for (let seed = 0; seed < 20; seed++) sum += meanDegree(gravity.generate(world, { meanDegree: 8 }, seed));
  // The number of ties varies by less than sqrt(4,000) = 63 a seed: mean degree ± .126 / sqrt 20
  expect(Math.abs(sum / 20 - 8)).toBeLessThan(4 * (0.126 / Math.sqrt(20)));
});

test('the scale of gravity makes the expected mean degree exact, summed by hand', () => {
  const world = cities(200);
  const { scale } = gravityTies(world, { meanDegree: 12, populationExponent: 1, distanceExponent: 2 }, 1);
  const { latitude, longitude, attributes } = world;
  let expected = 0;
  for (let i = 0; i < 200; i++) {
    for (let j = 0; j < 200; j++) {
      if (i === j || !latitude || !longitude || !attributes.population) continue;
      const km = Math.max(10, distanceKm(latitude[i], longitude[i], latitude[j], longitude[j]));
      expected += Math.min(1, (scale * attributes.population[i] * attributes.population[j]) / km ** 2);
    }
  }
  expect(expected / 200).toBeCloseTo(12, 3);
});

test('gravity ties near cities and large ones', () => {
  const world = cities(1500);
  const ties = gravity.generate(world, { meanDegree: 10, distanceExponent: 2, populationExponent: 0.5 }, 's');
  const { latitude, longitude } = world as { latitude: Float64Array; longitude: Float64Array };
  const population = world.attributes.population as Float64Array;
  let km = 0;
  for (let i = 0; i < 1500; i++) {
    for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++) {
      km += distanceKm(latitude[i], longitude[i], latitude[ties.column[k]], longitude[ties.column[k]]);
    }
  }
  // Two places in a square of 1,112 km are .5214 * 1,112 = 580 km apart on average.
  expect(km / ties.column.length).toBeLessThan(350);
  const degree = degrees(ties);
  const median = Array.from(population).sort((a, b) => a - b)[750];
  const meanOf = (large: boolean) => {
    const list = Array.from(degree).filter((_, i) => population[i] > median === large);
    return list.reduce((sum, value) => sum + value, 0) / list.length;
  };
  expect(meanOf(true)).toBeGreaterThan(1.8 * meanOf(false));
});

test('another city changes no gravity tie between the others, nor does their order', () => {
  const all = cities(400);
  const options = { scale: 0.03 };
  const ties = gravity.generate(all, options, 's');
  expect(meanDegree(ties)).toBeGreaterThan(3);
  const at = Array.from({ length: 399 }, (_, i) => 398 - i);
  const fewer = gravity.generate(take(all, at), options, 's');
  const expected = [...pairsOf(ties)].filter((pair) => !pair.split(' ').includes('399'));
  expect(pairsOf(fewer, (i) => at[i])).toEqual(new Set(expected));
});

test('more ties are wanted: those that were there stay', () => {
  const world = cities(300);
  const few = pairsOf(gravity.generate(world, { meanDegree: 4 }, 's'));
  const many = pairsOf(gravity.generate(world, { meanDegree: 9 }, 's'));
  for (const pair of few) expect(many).toContain(pair);
});

test('the table of distance decay follows the formula', () => {
  for (const exponent of [0.5, 1, 2, 3]) {
    const decay = distanceDecay(exponent, 10);
    for (const km of [12, 25, 100, 333, 1000, 5000, 12000, 18000]) {
      const chord = 2 * Math.sin(km / 6371.0088 / 2);
      const error = decay(chord * chord) * arcKm(chord * chord) ** exponent - 1;
      expect(Math.abs(error), `${exponent} ${km}`).toBeLessThan(1e-5);
    }
    expect(decay(0)).toBeCloseTo(10 ** -exponent, 12);
    expect(Math.abs(decay(4) * (Math.PI * 6371.0088) ** exponent - 1)).toBeLessThan(1e-9);
  }
});

test('draws of pairs are uniform and uncorrelated along triangles and squares', () => {
  const n = 1200;
  const draws = new PairDraws('uniform', 'gravity', bare(n).keys);
  const bins = new Float64Array(256);
  const low = new Float64Array(256);
  let sum = 0;
  let count = 0;
  let outside = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const u = draws.number(i, j);
      if (!(u > 0 && u <= 1)) outside++;
      bins[Math.min(255, Math.floor(u * 256))]++;
      low[draws.leading(i, j) & 255]++;
      sum += u;
      count++;
    }
  }
  expect(outside).toBe(0);
  expect(draws.number(3, 8)).toBe(draws.number(8, 3));
  expect(Math.abs(sum / count - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
  // Chi-square with 255 degrees of freedom: mean 255, sd 22.6
  for (const counts of [bins, low]) {
    let chi = 0;
    for (const c of counts) chi += (c - count / 256) ** 2 / (count / 256);
    expect(Math.abs(chi - 255)).toBeLessThan(4 * 22.6);
  }
  // Mean products of centred draws around triangles and squares are 0 with sd (1/12)^(m/2) / sqrt(samples).
  let triangle = 0;
  let square = 0;
  let star = 0;
  let samples = 0;
  const d = (i: number, j: number) => draws.number(i, j) - 0.5;
  for (let i = 0; i + 3 < n; i++) {
    for (let j = i + 1; j + 2 < n && j < i + 60; j++) {
      triangle += d(i, j) * d(j, j + 1) * d(i, j + 1);
      square += d(i, j) * d(j, j + 1) * d(j + 1, j + 2) * d(j + 2, i);
      star += d(i, j) * d(i, j + 1);
      samples++;
    }
  }
  expect(Math.abs(triangle / samples)).toBeLessThan((4 * 12 ** -1.5) / Math.sqrt(samples));
  expect(Math.abs(square / samples)).toBeLessThan((4 * 12 ** -2) / Math.sqrt(samples));
  expect(Math.abs(star / samples)).toBeLessThan((4 * 12 ** -1) / Math.sqrt(samples));
});

test('pairs with very unequal scores: the certain ones are ties, and the rest still makes up the mean', () => {
  const n = 400;
  const draws = new PairDraws('unequal', 'gravity', bare(n).keys);
  // City 0 pulls a million times harder.
  const { ties, scale } = scoredTies(
    n,
    draws,
    (i, from, out) => {
      for (let j = from; j < n; j++) out[j] = i === 0 || j === 0 ? 1e6 : 1;
    },
    5,
    null,
  );
  // 399 certain ties; (400 * 5 / 2 - 399) / (399 * 398 / 2) for each other pair.
  expect(degrees(ties)[0]).toBe(399);
  expect(scale).toBeCloseTo(601 / 79401, 12);
});

test('all pairs are tied when the mean degree is n - 1', () => {
  const world = cities(40);
  expect(meanDegree(gravity.generate(world, { meanDegree: 39 }, 1))).toBe(39);
  expect(meanDegree(homophilous.generate(world, { meanDegree: 39 }, 1))).toBe(39);
  expect(meanDegree(random.generate(world, { meanDegree: 39 }, 1))).toBe(39);
});

test('gravity on the plane of degrees alone is a random graph', () => {
  const ties = gravity.generate(bare(1000), { meanDegree: 6, populationExponent: 0, distanceExponent: 0 }, 3);
  expect(Math.abs(meanDegree(ties) - 6)).toBeLessThan(4 * 0.11);
});

test('small worlds on the ring have the clustering of the closed form', () => {
  // 3 (k - 2) / (4 (k - 1)): .5 for 4, .642857 for 8
  expect(clustering(smallWorld.generate(bare(200), { meanDegree: 4, rewiring: 0 }, 1))).toBeCloseTo(0.5, 14);
  expect(clustering(ring.generate(bare(200), { meanDegree: 8 }, 1))).toBeCloseTo(0.6428571428571429, 14);
  const four = ring.generate(bare(6), { meanDegree: 4 }, 1);
  expect(Array.from(four.column.slice(0, 4))).toEqual([1, 2, 4, 5]);
});

test('rewiring keeps the number of ties and lowers the clustering as Watts and Strogatz found', () => {
  const world = bare(2000);
  for (const rewiring of [0, 0.01, 0.1, 0.5, 1]) {
    const ties = smallWorld.generate(world, { meanDegree: 8, rewiring }, 'ws');
    expectSound(ties, 2000);
    expect(ties.column.length).toBe(2000 * 8);
    // C(p) is about C(0) (1 - p)^3 (Barrat and Weigt 2000)
    expect(Math.abs(clustering(ties) - 0.642857 * (1 - rewiring) ** 3)).toBeLessThan(0.025);
  }
});

test('the share of rewired ties is the probability asked for', () => {
  const n = 20000;
  const ties = smallWorld.generate(bare(n), { meanDegree: 4, rewiring: 0.1 }, 'share');
  let far = 0;
  for (let i = 0; i < n; i++) {
    for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++) {
      const gap = Math.abs(ties.column[k] - i);
      if (Math.min(gap, n - gap) > 2) far++;
    }
  }
  expect(Math.abs(far / ties.column.length - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / (2 * n)));
});

test('a small world of nearly everybody still ends', () => {
  const ties = smallWorld.generate(bare(7), { meanDegree: 6, rewiring: 1 }, 1);
  expect(meanDegree(ties)).toBe(6);
  expectSound(smallWorld.generate(bare(8), { meanDegree: 6, rewiring: 1 }, 1), 8);
});

test('a ring in random order is a ring of other neighbours', () => {
  const ties = ring.generate(bare(50), { meanDegree: 4, order: 'random' }, 1);
  expect(clustering(ties)).toBeCloseTo(0.5, 14);
  expect(ties.column).not.toEqual(ring.generate(bare(50), { meanDegree: 4 }, 1).column);
});

test('preferential attachment has the tail of Barabási and Albert', () => {
  const [n, m] = [50000, 3];
  const ties = preferentialAttachment.generate(bare(n), { tiesOfNewcomer: m }, 'ba');
  expectSound(ties, n);
  expect(ties.column.length).toBe(2 * ((m * (m + 1)) / 2 + (n - m - 1) * m));
  const degree = degrees(ties);
  expect(Math.min(...degree)).toBe(m);
  // P(degree >= k) = m (m + 1) / (k (k + 1)): Dorogovtsev, Mendes and Samukhin 2000
  for (const k of [4, 6, 10, 20, 40]) {
    const expected = (m * (m + 1)) / (k * (k + 1));
    const actual = degree.filter((d) => d >= k).length / n;
    expect(Math.abs(actual / expected - 1), `degree ${k}`).toBeLessThan(0.03 + 4 / Math.sqrt(n * expected));
  }
  expect(Math.max(...degree)).toBeGreaterThan(150);
});

test('a further newcomer changes no tie of the earlier ones', () => {
  const more = pairsOf(preferentialAttachment.generate(bare(101), {}, 1));
  const few = pairsOf(preferentialAttachment.generate(bare(100), {}, 1));
  expect(new Set([...more].filter((pair) => !pair.split(' ').includes('100')))).toEqual(few);
});

test('a random graph has Poisson degrees with the requested mean', () => {
  const n = 100000;
  const ties = random.generate(bare(n), { meanDegree: 4 }, 'er');
  expectSound(ties, n);
  const degree = degrees(ties);
  // The sum of degrees is twice a Poisson of 200,000: mean degree 4 ± 2 * 447 / 100,000
  expect(Math.abs(meanDegree(ties) - 4)).toBeLessThan(4 * 0.009);
  for (const [k, share] of [
    [0, 0.0183],
    [2, 0.1465],
    [4, 0.1954],
    [8, 0.0298],
  ]) {
    expect(Math.abs(degree.filter((d) => d === k).length / n - share)).toBeLessThan(0.006);
  }
  expect(clustering(ties)).toBeLessThan(0.0005);
});

test('every pair of a random graph is equally likely', () => {
  const n = 40;
  const seeds = 3000;
  const seen = new Float64Array(n * n);
  const world = bare(n);
  for (let seed = 0; seed < seeds; seed++) {
    const ties = random.generate(world, { meanDegree: 3.9 }, seed);
    for (let i = 0; i < n; i++)
      for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++) seen[i * n + ties.column[k]]++;
  }
  let chi = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) chi += (seen[i * n + j] - 300) ** 2 / (300 * 0.9);
  // 780 pairs: mean 780, sd sqrt(2 * 780) = 39.5
  expect(Math.abs(chi - 780)).toBeLessThan(4 * 39.5);
});

test('blocks have the requested ties within and between', () => {
  const n = 20000;
  const world = cities(n, 'blocks', { A: 0.6, B: 0.3, C: 0.1 });
  const ties = blocks.generate(world, { within: 8, between: 2 }, 'sbm');
  expectSound(ties, n);
  let inside = 0;
  for (let i = 0; i < n; i++) {
    for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++)
      if (world.country[i] === world.country[ties.column[k]]) inside++;
  }
  expect(Math.abs(inside / n - 8)).toBeLessThan(4 * 2 * Math.sqrt(4 / n));
  expect(Math.abs((ties.column.length - inside) / n - 2)).toBeLessThan(4 * 2 * Math.sqrt(1 / n));
});

test('within ties are the same whatever lies between', () => {
  const world = cities(500, 'blocks', { A: 0.5, B: 0.5 });
  const alone = pairsOf(blocks.generate(world, { within: 5, between: 0 }, 1));
  const both = pairsOf(blocks.generate(world, { within: 5, between: 3 }, 1));
  for (const pair of alone) expect(both).toContain(pair);
});

test('blocks can be made by a categorical attribute', () => {
  const world = {
    ...bare(30),
    attributes: { capacity: Float64Array.from({ length: 30 }, (_, i) => (i % 3) / 2) },
  };
  const ties = blocks.generate(world, { by: 'capacity', within: 9, between: 0 }, 1);
  expect(Array.from(ties.column.slice(0, 9))).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27]);
});

test('homophily ties cities that are alike; without strength it does not', () => {
  const world = cities(1500);
  const orientation = world.attributes.orientation as Float64Array;
  const gap = (ties: Ties) => {
    let sum = 0;
    for (let i = 0; i < 1500; i++) {
      for (let k = ties.rowStart[i]; k < ties.rowStart[i + 1]; k++)
        sum += Math.abs(orientation[i] - orientation[ties.column[k]]);
    }
    return sum / ties.column.length;
  };
  const alike = homophilous.generate(world, { meanDegree: 10, strength: 4 }, 's');
  const anyone = homophilous.generate(world, { meanDegree: 10, strength: 0 }, 's');
  expect(Math.abs(meanDegree(alike) - 10)).toBeLessThan(4 * 0.12);
  expect(Math.abs(meanDegree(anyone) - 10)).toBeLessThan(4 * 0.12);
  // Two normal draws of sd .4 are 2 * .4 / sqrt(pi) = .451 apart on average.
  expect(gap(anyone)).toBeCloseTo(0.451, 1.5);
  expect(gap(alike)).toBeLessThan(0.15);
});

test('the complete graph has every tie', () => {
  const ties = complete.generate(bare(100), {}, 1);
  expectSound(ties, 100);
  expect(meanDegree(ties)).toBe(99);
});

test('impossible options are refused with their values', () => {
  const five = cities(5);
  expect(() => gravity.generate(five, { meanDegree: 5 }, 1)).toThrow(
    'meanDegree 5 is impossible with 5 cities',
  );
  expect(() => random.generate(five, { meanDegree: 9 }, 1)).toThrow('meanDegree 9');
  expect(() => smallWorld.generate(five, { meanDegree: 3 }, 1)).toThrow('even');
  expect(() => ring.generate(five, { meanDegree: 6 }, 1)).toThrow('meanDegree 6 is impossible with 5 cities');
  expect(() => preferentialAttachment.generate(five, { tiesOfNewcomer: 5 }, 1)).toThrow('tiesOfNewcomer 5');
  expect(() => blocks.generate(five, { within: 9 }, 1)).toThrow('9 ties within a group');
  expect(() => blocks.generate(five, { within: 2, between: 1 }, 1)).toThrow('1 ties between groups');
  expect(() => blocks.generate(five, { by: 'region' }, 1)).toThrow('has none');
  expect(() => gravity.generate(bare(5), { meanDegree: 2 }, 1)).toThrow('needs the population');
  expect(() => gravity.generate(bare(5), { meanDegree: 2, populationExponent: 0 }, 1)).toThrow('latitude');
  expect(() => homophilous.generate(bare(5), { meanDegree: 2 }, 1)).toThrow('orientation');
  expect(() => gravity.generate({ ...five, count: 40000 }, {}, 1)).toThrow('can do 30000 cities, not 40000');
  expect(() => complete.generate({ ...five, count: 40000 }, {}, 1)).toThrow('can do 10000');
});

test('no cities and one city have no ties', () => {
  for (const name of [
    'gravity',
    'random',
    'blocks',
    'homophilous',
    'ring',
    'smallWorld',
    'complete',
  ] as const) {
    const zero = { meanDegree: 0, within: 0, between: 0 };
    expect(tieGenerator(name).generate(cities(1), zero, 1).column.length).toBe(0);
  }
});
