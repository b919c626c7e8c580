import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/io/nodeFiles.js';
import { override, provenanceOf, readDocument, readPath } from '../../src/scenario/document.js';
import { joinPath } from '../../src/scenario/files.js';
import { InputError, problemText } from '../../src/scenario/problem.js';
import { plainOf } from '../../src/scenario/yamlTree.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { memoryFiles } from './fixture.js';

type Contents = { readonly [path: string]: string | Uint8Array };

const read = (contents: Contents, path = 'a.yaml') => readDocument(path, memoryFiles(contents));
const plainIn = (contents: Contents, path?: string) => plainOf(read(contents, path).root);

/** The problems that stop the reading, or those that do not. */
function problemsOf(contents: Contents, path = 'a.yaml'): string[] {
  try {
    return read(contents, path).problems.map(problemText);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(problemText);
    throw error;
  }
}

describe('a file that cannot be read is one clear problem', () => {
  const cases: [title: string, contents: Contents, path: string, expected: string][] = [
    [
      'broken YAML',
      { 'a.yaml': 'name: x\ntime: {start: 1\nseed: 2\n' },
      'a.yaml',
      'a.yaml:3:1: not valid YAML:',
    ],
    [
      'an unclosed quote',
      { 'a.yaml': 'name: "x\n' },
      'a.yaml',
      'a.yaml:2:1: not valid YAML: Missing closing "quote',
    ],
    [
      'tabs',
      { 'a.yaml': 'time:\n\tstart: 1\n' },
      'a.yaml',
      'a.yaml:2:1: not valid YAML: lines are indented with spaces, not tabs',
    ],
    [
      'two documents',
      { 'a.yaml': 'name: x\n---\nname: y\n' },
      'a.yaml',
      'a.yaml:2:1: not valid YAML: the file holds two documents',
    ],
    [
      'an unknown tag',
      { 'a.yaml': 'name: !odd x\n' },
      'a.yaml',
      'a.yaml:1:7: not valid YAML: Unresolved tag: !odd',
    ],
    ['an empty file', { 'a.yaml': '' }, 'a.yaml', 'a.yaml: the file is empty'],
    ['comments only', { 'a.yaml': '# nothing\n' }, 'a.yaml', 'a.yaml: the file is empty'],
    ['a NUL byte', { 'a.yaml': Uint8Array.of(110, 0, 58) }, 'a.yaml', 'a.yaml: a.yaml is not a text file'],
    [
      'UTF-16',
      { 'a.yaml': Uint8Array.of(255, 254, 110, 0) },
      'a.yaml',
      'a.yaml: a.yaml is UTF-16; save it as UTF-8',
    ],
    [
      'Latin-1',
      { 'a.yaml': Uint8Array.of(110, 58, 32, 0xfc) },
      'a.yaml',
      'a.yaml: a.yaml is not text in UTF-8',
    ],
    ['a folder', { 's/a.yaml': '' }, 's', 's: s is a folder'],
    [
      'a missing file',
      { 's/charter.yaml': '' },
      's/chartre.yaml',
      's/chartre.yaml: no such file: s/chartre.yaml; did you mean s/charter.yaml?',
    ],
    [
      'a missing folder',
      { 's/a.yaml': '' },
      't/a.yaml',
      't/a.yaml: no such file: t/a.yaml (there is no folder t)',
    ],
    [
      'a list',
      { 'a.yaml': '\n- a\n- b\n' },
      'a.yaml',
      'a.yaml:2:1: expected keys with values (name: …), found a list',
    ],
    [
      'a scalar',
      { 'a.yaml': 'hello\n' },
      'a.yaml',
      "a.yaml:1:1: expected keys with values (name: …), found text 'hello'",
    ],
  ];
  test.each(cases)('%s', (_, contents, path, expected) => {
    const problems = problemsOf(contents, path);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });
});

test('a key stated twice, a lost leading zero and a number too long are reported, and the rest is read', () => {
  const text = 'name: x\nname: y\ncity: [00123]\nseed: 12345678901234567890\n';
  expect(problemsOf({ 'a.yaml': text })).toEqual([
    "a.yaml:2:1 name: 'name' is stated twice, first in line 1",
    "a.yaml:3:8 city[0]: as a number, 00123 would lose its leading zero; quote it: '00123'",
    "a.yaml:4:7 seed: 12345678901234567890 is too long to be exact as a number; quote it: '12345678901234567890'",
  ]);
  expect(plainIn({ 'a.yaml': text })).toEqual({ name: 'x', city: ['00123'], seed: '12345678901234567890' });
});

test('keys are texts, dates too, and NO is no false', () => {
  const text = 'NO: 1\n2015: NO\nat: 2017-01-25\n"49": 0.5\n';
  expect(plainIn({ 'a.yaml': text })).toEqual({ NO: 1, 2015: 'NO', at: '2017-01-25', 49: 0.5 });
  expect(plainIn({ 'a.yaml': '%YAML 1.1\n---\nat: 2017-01-25\nc: NO\n' })).toEqual({
    at: '2017-01-25',
    c: false,
  });
});

test('a byte-order mark and JSON are read', () => {
  expect(plainIn({ 'a.json': '\uFEFF{"name": "x",\n\t"time": {"start": 1}}' }, 'a.json')).toEqual({
    name: 'x',
    time: { start: 1 },
  });
});

test('anchors and merge keys are read, and what is stated goes before what is merged', () => {
  const text = 'a: &base {x: 1, y: 2}\nb:\n  y: 3\n  <<: *base\nc: *base\n';
  expect(plainIn({ 'a.yaml': text })).toEqual({ a: { x: 1, y: 2 }, b: { y: 3, x: 1 }, c: { x: 1, y: 2 } });
});

test('an anchor that contains itself, and one that grows without end, are problems', () => {
  expect(problemsOf({ 'a.yaml': 'a: &a [*a]\n' })[0]).toContain('a.yaml:1:8');
  const lines = Array.from({ length: 9 }, (_, i) => {
    const inner = i === 0 ? 'x' : `*a${i - 1}`;
    return `a${i}: &a${i} [${Array.from({ length: 10 }, () => inner).join(', ')}]`;
  });
  expect(problemsOf({ 'a.yaml': lines.join('\n') })[0]).toContain('aliases repeat more than 100000 values');
});

test('a key that could change all objects is refused', () => {
  expect(problemsOf({ 'a.yaml': '__proto__: {polluted: 1}\n' })).toEqual([
    'a.yaml:1:1: this cannot be a key',
  ]);
});

describe('extends', () => {
  const contents = {
    's/base.yaml': 'name: base\ntime: {start: 1, end: 9}\nlist: [1, 2]\nold: 3\n',
    's/middle.yaml': 'extends: base.yaml\ntime: {end: 5}\n',
    's/sub/child.yaml':
      'name: child\nextends: ../middle.yaml\nlist: [7]\nold: null\ncities: {file: data/x.csv}\n',
  };

  test('mappings are merged, lists replace, null removes, through chains', () => {
    expect(plainIn(contents, 's/sub/child.yaml')).toEqual({
      name: 'child',
      time: { start: 1, end: 5 },
      list: [7],
      cities: { file: 'data/x.csv' },
    });
  });

  test('every value knows the file, line and column that stated it', () => {
    const document = read(contents, 's/sub/child.yaml');
    const { place, keyPlace, resolvePath } = provenanceOf(document);
    expect(place(['time', 'start'])).toMatchObject({ file: 's/base.yaml', line: 2, column: 15 });
    expect(keyPlace(['time', 'start'])).toMatchObject({ file: 's/base.yaml', line: 2, column: 8 });
    expect(place(['time', 'end'])).toMatchObject({ file: 's/middle.yaml', line: 2, column: 13 });
    expect(place(['list', 0])).toMatchObject({ file: 's/sub/child.yaml', line: 3, column: 8 });
    expect(place(['time', 'steps'])).toMatchObject({ file: 's/middle.yaml', line: 2, column: 1 });
    expect(resolvePath(['cities', 'file'])).toBe('s/sub/data/x.csv');
    expect(document.sources).toEqual(['s/sub/child.yaml', 's/middle.yaml', 's/base.yaml']);
  });

  test('a null with nothing to remove stays, for the schema to judge', () => {
    expect(plainIn({ 'a.yaml': 'extends: b.yaml\ntiem: null\n', 'b.yaml': 'time: {}\n' })).toEqual({
      time: {},
      tiem: null,
    });
  });

  test('a circle is named', () => {
    const circle = { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'x: 1\nextends: ./a.yaml\n' };
    expect(problemsOf(circle)).toEqual([
      'b.yaml:2:10 extends: extends goes in a circle: a.yaml → b.yaml → a.yaml',
    ]);
    expect(problemsOf({ 'a.yaml': 'extends: a.yaml\n' })[0]).toContain('a.yaml → a.yaml');
  });

  test('a missing parent is a problem at extends, with the nearest file', () => {
    expect(problemsOf({ 's/a.yaml': 'name: x\nextends: bas.yaml\n', 's/base.yaml': '' }, 's/a.yaml')).toEqual(
      ['s/a.yaml:2:10 extends: no such file: s/bas.yaml; did you mean s/base.yaml?'],
    );
    expect(problemsOf({ 'a.yaml': 'extends: [b.yaml]\n' })[0]).toContain(
      'expected the name of a file, found a list',
    );
  });

  test('a fault in the parent is reported in the parent', () => {
    expect(problemsOf({ 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'x: 1\nx: 2\n' })).toEqual([
      "b.yaml:2:1 x: 'x' is stated twice, first in line 1",
    ]);
  });
});

describe('overrides', () => {
  const document = read({
    'a.yaml': 'time: {start: 1}\nlist: [{at: 1}, {at: 2}]\nx: {"a,b": 1}\nbaseline: -4\n',
  });
  const overridden = (...set: Parameters<typeof override>[1]) =>
    plainOf(override(document, set).root) as never;
  const problemsAfter = (...set: string[]) => override(document, set).problems.map(problemText);

  test('the value is YAML; paths may be new, quoted, or lead into lists', () => {
    expect(overridden('time.start=2', 'time.end=2015-09-01')).toMatchObject({
      time: { start: 2, end: '2015-09-01' },
    });
    expect(overridden('x["a,b"]=.5', "x['c.d']=[1, 2]")).toMatchObject({ x: { 'a,b': 0.5, 'c.d': [1, 2] } });
    expect(overridden('list[1].at=7', 'list.0.at=6')).toMatchObject({ list: [{ at: 6 }, { at: 7 }] });
    expect(overridden('new.deep.path={a: b=c}')).toMatchObject({ new: { deep: { path: { a: 'b=c' } } } });
    expect(overridden('baseline.perYear=.02')).toMatchObject({ baseline: { perYear: 0.02 } });
  });

  test('null removes, mappings are merged, as in extends', () => {
    expect(overridden('baseline=null')).not.toHaveProperty('baseline');
    expect(overridden('time={end: 3}')).toMatchObject({ time: { start: 1, end: 3 } });
  });

  test('values know the override that stated them', () => {
    const { place } = provenanceOf(override(document, ['time.end=3']));
    expect(place(['time', 'end'])).toMatchObject({ file: '--set time.end=3', line: 0 });
    expect(place(['time', 'start'])).toMatchObject({ file: 'a.yaml', line: 1 });
  });

  test('an override from another file brings its own place, and paths relative to it', () => {
    const stated = { file: 'e/sweep.yaml', line: 4, column: 2, folder: 'e' };
    const changed = override(document, [{ path: 'cities.file', value: 'x.csv', place: stated }]);
    expect(provenanceOf(changed).resolvePath(['cities', 'file'])).toBe('e/x.csv');
  });

  test('what is no override is a problem', () => {
    expect(problemsAfter('time.end', '=3', 'a..b=3', 'time.end="x', 'list[5].at=1', 'list.x=1')).toEqual([
      '--set time.end: not of the form path=value',
      '--set =3: not of the form path=value',
      '--set a..b=3: not of the form path=value',
      '--set time.end="x: not valid YAML: Missing closing "quote',
      "--set list[5].at=1: list is a list of 2 entries, counted from 0: '5' is none of them",
      "--set list.x=1: list is a list of 2 entries, counted from 0: 'x' is none of them",
    ]);
  });

  test('the document itself stays as it was', () => {
    overridden('time.start=2');
    expect(plainOf(document.root)).toMatchObject({ time: { start: 1 } });
  });
});

test('paths are read as they are printed', () => {
  expect(readPath('nations.DE.pressure[1].level')!.path).toEqual(['nations', 'DE', 'pressure', '1', 'level']);
  expect(readPath('a["b.c"].d=1')).toEqual({ path: ['a', 'b.c', 'd'], rest: '=1' });
  expect(readPath('__proto__.x=1')).toBeNull();
});

test('paths of files are joined without the file system', () => {
  expect(joinPath('s/sub', '../a.yaml')).toBe('s/a.yaml');
  expect(joinPath('', './a.yaml')).toBe('a.yaml');
  expect(joinPath('..', '../a.yaml')).toBe('../../a.yaml');
  expect(joinPath('s', '/abs/a.yaml')).toBe('/abs/a.yaml');
  expect(joinPath('s', 'C:\\data\\a.csv')).toBe('C:\\data/a.csv');
});

test('the files of Node serve the same reader', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'base.yaml'), 'x: 1\n');
  writeFileSync(join(folder, 'child.yaml'), 'extends: base.yaml\ny: 2\n');
  expect(plainOf(readDocument(join(folder, 'child.yaml'), nodeFiles).root)).toEqual({ x: 1, y: 2 });
  expect(() => readDocument(folder, nodeFiles)).toThrow('is a folder');
  expect(() => readDocument(join(folder, 'chidl.yaml'), nodeFiles)).toThrow('did you mean');
});

test('an entry of a list that is not there is named by the nearest key, not made', () => {
  const document = read({ 'a.yaml': 'nations: { PL: { pressure: [{ at: 2008, level: 0 }] } }\n' });
  const [problem] = override(document, ['nations.pl.pressure[0].level=0.5']).problems;
  expect(problem).toMatchObject({
    message: "there is no list nations.pl.pressure, since nations has no 'pl'",
    suggestion: 'nations.PL',
  });
  expect(override(document, ['nations.PL.pressure[0].level=0.5']).problems).toEqual([]);
  expect(override(document, ['nations.DE.noise=0.5']).problems).toEqual([]);
});
