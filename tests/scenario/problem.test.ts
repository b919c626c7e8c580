import { expect, test } from 'vitest';
import { listNames, nearestName } from '../../src/scenario/nearestName.js';
import {
  describeValue,
  InputError,
  type Problem,
  pathText,
  problemWithSource,
} from '../../src/scenario/problem.js';

const problem: Problem = {
  file: 'scenarios/eu.yaml',
  line: 14,
  column: 3,
  path: 'mechanisms.welcoming.declare.emulaton',
  message: "unknown mechanism 'emulaton'",
  expected: 'a mechanism',
  suggestion: 'emulation',
  sourceLine: '\t emulaton: 1',
};

test('a problem is one line, with the line of the file and a caret for terminals', () => {
  expect(problemWithSource(problem)).toBe(
    "scenarios/eu.yaml:14:3 mechanisms.welcoming.declare.emulaton: unknown mechanism 'emulaton'; did you mean emulation?\n" +
      '    \t emulaton: 1\n' +
      '    \t ^',
  );
});

test('a long line is shown from shortly before the fault on', () => {
  const long = problemWithSource({
    ...problem,
    column: 301,
    sourceLine: `${'x'.repeat(300)}!${'y'.repeat(300)}`,
  });
  const [, shown, caret] = long.split('\n');
  expect(shown).toHaveLength(104);
  expect(shown[caret.indexOf('^')]).toBe('!');
});

test('problems are in order of position, and those without a position keep their order', () => {
  const at = (line: number, column: number, message = ''): Problem => ({ ...problem, line, column, message });
  const { problems } = new InputError([at(3, 1), at(1, 9), at(1, 2), at(0, 0, 'a'), at(0, 0, 'b'), at(3, 1)]);
  expect(problems.map(({ line, column }) => [line, column])).toEqual([
    [0, 0],
    [0, 0],
    [1, 2],
    [1, 9],
    [3, 1],
  ]);
});

test('paths quote what is no plain name', () => {
  expect(pathText(['nations', 'DE', 'pressure', 1, 'at'])).toBe('nations.DE.pressure[1].at');
  expect(pathText(['correlations', 'a,b'])).toBe('correlations["a,b"]');
});

test('values are described in words', () => {
  const values = ['abc', '', 1, Number.NaN, -Infinity, null, [], [1], {}, true];
  expect(values.map(describeValue)).toEqual([
    "text 'abc'",
    'empty text',
    '1',
    '.nan',
    '-.inf',
    'nothing (null)',
    'an empty list',
    'a list',
    'a mapping',
    'true',
  ]);
});

test('the nearest name is near: a slip in three letters, or letters in another order', () => {
  const known = ['emulation', 'emulationBySize', 'seed', 'time', 'need'];
  expect(nearestName('emulaton', known)).toBe('emulation');
  expect(nearestName('Emulation', known)).toBe('emulation');
  expect(nearestName('sede', known)).toBe('seed');
  expect(nearestName('regions', known)).toBeUndefined();
  expect(nearestName('x', ['y'])).toBeUndefined();
  expect(listNames(['a', 'b', 'c'], 2)).toBe('a, b, … (3)');
});

test('a name that differs in capitals or blanks alone is the nearest', () => {
  const known = ['DE90', 'DE08', 'de09', 'DE10 '];
  expect(nearestName('DE09', known)).toBe('de09');
  expect(nearestName('DE10', known)).toBe('DE10 ');
  expect(nearestName(' DE08', known)).toBe('DE08');
});
