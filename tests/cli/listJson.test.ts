/** `fastpolicy list WHAT NAME --json`: whatever the text says stands in the JSON too. */
import { expect, test, vi } from 'vitest';
import { list } from '../../src/cli/commands/list.js';

async function written(what: string, name: string | undefined, json: boolean): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    expect(await list(what, name, { json })).toBe(0);
    return write.mock.calls.map(([piece]) => piece).join('');
  } finally {
    write.mockRestore();
  }
}

/** Words and numbers; 30,000, Inf and 1e+9 as JSON has them. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\bInf\b/g, 'Infinity')
    .replace(/\b[\d.]+e\+\d+/g, (number) => String(Number(number)))
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** What the text says around the facts: labels, and words for a null, an empty list or a sign. */
const around: { readonly [what: string]: string } = {
  scenarios: 'to run it',
  networks:
    'launch year unknown simulated from size share on migration parts of symbolic benchmarks none known for ' +
    'formed the first by a part years or',
  mechanisms:
    'term to when switched off stands in the mean coefficients from on declaring enters needs no attribute parameter',
  policies: 'target group builds on none inclusive exclusionary',
  outcomes: 'policies and networks empty when beside it',
  attributes: 'to read by no mechanism predicates and groups can',
  ties: 'cities up to no default one of',
  patterns: 'check to try it',
};

test.each(Object.entries(around))(
  'list %s: what the text of an entry says is in its JSON',
  async (what, words) => {
    const all: { id?: string; name?: string }[] = JSON.parse(await written(what, undefined, true));
    expect(all.length).toBeGreaterThan(3);
    const lacking: string[] = [];
    for (const entry of all) {
      const { id, name = id } = entry;
      const known = new Set([...wordsOf(words), ...wordsOf(JSON.stringify(entry, null, 1))]);
      const said = wordsOf(await written(what, name, false));
      lacking.push(...said.filter((word) => !known.has(word)).map((word) => `${name}: ${word}`));
    }
    expect(lacking).toEqual([]);
  },
);

test('a scenario tells programs its time, cities, policies, networks and how to run it', async () => {
  expect(JSON.parse(await written('scenarios', 'eu-charter', true))).toMatchObject({
    name: 'eu-charter',
    title: 'Integrating Cities Charter',
    time: { start: 2000, end: 2021 },
    cities: { gazetteer: { population: { from: 100000 } } },
    policies: ['integration', 'welcoming'],
    networks: expect.arrayContaining(['eurocities', 'integrating-cities-charter']),
    command: 'fastpolicy run eu-charter',
  });
});

test('sources, examples and commands are spelt out for programs too', async () => {
  const of = async (what: string, name: string) => JSON.parse(await written(what, name, true));
  expect((await of('policies', 'sanctuary')).references.LS).toContain('10.1111/glob.12381');
  expect((await of('mechanisms', 'emulation')).example).toBe('emulation: 1.2');
  expect(await of('outcomes', 'timeTo50')).toMatchObject({
    reached: true,
    beside: expect.stringContaining('reached_'),
    example: 'timeTo50:welcoming',
  });
  const { checks, scenarios, command } = await of('patterns', 'A1');
  expect(checks.alone).toMatchObject({ label: 'coefficient alone', expected: '0.5 to 1.1' });
  expect({ scenarios, command }).toEqual({
    scenarios: ['us-sanctuary'],
    command: 'fastpolicy validate --pattern A1',
  });
});
