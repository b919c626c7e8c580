/** What moves in a scenario, and what presses on its cities: regions, laws, waves, elections, feedback, terms. */
import { describe, expect, test } from 'vitest';
import { load, problemsIn, small } from './fixture.js';

const founded = 'from: 2000, functions: {}, founders: { take: 2 }';
const more = (...lines: string[]): string => `${small}${lines.join('\n')}\n`;

describe('regions and nations', () => {
  test('have laws and coordinators, lifted or for good, of force 1 where nothing is said', () => {
    const { scenario } = load(
      more(
        'networks: { eurocities: {} }',
        'regions:',
        '  TX:',
        '    noise: .1',
        '    preempts: [{ policy: welcoming, from: 2017-09-01 }]',
        '    coordinates: [{ network: eurocities, from: 2012, to: 2015 }]',
      ),
    );
    expect(scenario.regions['TX']).toEqual({
      pressure: [],
      noise: 0.1,
      preempts: [{ policy: 'welcoming', from: 2017 + 243 / 365, to: null, force: 1 }],
      coordinates: [{ network: 'eurocities', from: 2012, to: 2015 }],
    });
  });

  test('speak of policies and networks of the scenario, at dates in order', () => {
    expect(
      problemsIn(
        more(
          'nations: { A: { preempts: [{ policy: welcomin, from: 2011, force: 2 }] } }',
          'regions: { R: { preempts: [{ policy: welcoming, from: 2015, to: 2011 }] } }',
        ),
      ),
    ).toEqual([
      "scenario.yaml:6:38 nations.A.preempts[0].policy: unknown policy 'welcomin'; did you mean welcoming?",
      'scenario.yaml:6:67 nations.A.preempts[0].force: expected a number from 0 to 1, found 2',
      'scenario.yaml:7:65 regions.R.preempts[0].to: expected a time after 2015, found 2011',
    ]);
    expect(
      problemsIn(
        more(
          'networks: { eurocities: {} }',
          'regions: { R: { coordinates: [{ network: eurocites, from: 1 }] } }',
        ),
      ),
    ).toEqual([
      "scenario.yaml:7:42 regions.R.coordinates[0].network: unknown network 'eurocites'; did you mean eurocities?",
    ]);
  });
});

describe('what moves by itself', () => {
  test('has its defaults, and waves stand in order of time', () => {
    const { scenario } = load(
      more(
        'dynamics: { growth: { perYear: .02 }, elections: { cycle: 4 } }',
        'shocks: [{ at: 2015, share: .01 }, { at: 2012, cities: { country: A }, salience: .5, halfLife: 2 }]',
      ),
    );
    expect(scenario.dynamics).toEqual({
      mobilisation: 0,
      growth: { perYear: 0.02, spread: 1 },
      elections: { cycle: 4, pull: 0.5, swing: 0.15 },
      salience: { gain: 1, halfLife: 1 },
    });
    expect(scenario.shocks).toEqual([
      { at: 2012, cities: { country: ['A'] }, share: 0, salience: 0.5, halfLife: 2 },
      { at: 2015, cities: null, share: 0.01, salience: 0, halfLife: 1 },
    ]);
  });

  test('is refused outside its range', () => {
    expect(
      problemsIn(more('dynamics: { elections: { cycle: 0 } }', 'shocks: [{ share: 2 }]')).map((line) =>
        line.slice(0, 60),
      ),
    ).toEqual([
      'scenario.yaml:6:33 dynamics.elections.cycle: expected a numb',
      'scenario.yaml:7:10 shocks[0].at: missing: expected a decimal',
      'scenario.yaml:7:19 shocks[0].share: expected a number from 0',
    ]);
  });
});

describe('feedback', () => {
  test('has its defaults where a part is named', () => {
    const { scenario } = load(
      more('feedback: { advocacy: { pushes: { welcoming: -.2 } }, outcomes: {}, design: {} }'),
    );
    expect(scenario.feedback).toEqual({
      socialisation: 0,
      dissent: 0,
      advocacy: { pushes: { welcoming: -0.2 }, voice: 0.1, decay: 0.2 },
      outcomes: { rate: 0.5, noise: 0.1 },
      design: { dimensions: 3, adaptation: 0.3, mutation: 0.05 },
    });
  });

  test('pushes for policies that are there, at least one', () => {
    expect(problemsIn(more('feedback: { advocacy: { pushes: {} } }'))[0]).toContain('at least one policy');
    expect(problemsIn(more('feedback: { advocacy: { pushes: { welcomin: 1 } } }'))).toEqual([
      "scenario.yaml:6:35 feedback.advocacy.pushes.welcomin: unknown policy 'welcomin'; did you mean welcoming?",
    ]);
  });

  test('the design of a charter has the dimensions of designs', () => {
    const charter = (design: string, feedback: string): string[] =>
      problemsIn(
        more(`networks: { mine: { ${founded}, benchmark: { design: ${design} } } }`, `feedback: ${feedback}`),
      );
    expect(charter('[.1, .2, .3]', '{ design: {} }')).toEqual([]);
    expect(charter('[.1, .2]', '{ design: {} }')[0]).toContain('expected 3 numbers, found 2');
    expect(charter('[.1, .2, .3]', '{ dissent: 1 }')[0]).toContain(
      'the policies of this scenario have no designs',
    );
  });
});

describe('members of networks', () => {
  test('lapse, renew, and leave after a term where that is said', () => {
    const { scenario } = load(
      more(
        'networks:',
        '  mine:',
        '    from: 2000',
        '    functions: {}',
        '    founders: { take: 2 }',
        '    lapse: { baseline: -2 }',
        '    renew: { baseline: -1, need: 1 }',
        '    term: 2.5',
      ),
    );
    const { lapse, renew, leave, term, funds, vertical, turnsSymbolic } = scenario.networks['mine'];
    expect([lapse?.baseline, renew?.baseline, leave, term]).toEqual([-2, -1, null, 2.5]);
    expect([funds, vertical, turnsSymbolic]).toEqual([0, 0.5, null]);
  });

  test('a term is a time above 0', () => {
    expect(problemsIn(more(`networks: { mine: { ${founded}, term: 0 } }`))[0]).toContain(
      'networks.mine.term: expected',
    );
  });
});
