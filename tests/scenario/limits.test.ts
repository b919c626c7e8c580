/** Inputs that once made a stack or a hang. */
import { expect, test } from 'vitest';
import { problemsIn, small } from './fixture.js';

test('a generator of ties with an unknown key alone is told what is wrong', () => {
  expect(problemsIn(`${small}ties: { foo: 1 }\n`).join(' ')).toContain('foo');
});

test('more steps than a run can have are refused', () => {
  const far = problemsIn(small.replace('end: 2020', 'end: 1000000000'));
  expect(far.join(' ')).toContain('expected at most 2000000 steps');
});
