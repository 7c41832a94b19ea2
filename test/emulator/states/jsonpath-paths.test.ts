import { describe, expect, it } from 'vitest';
import { InvalidPath } from '../../../emulator/services/states/jsonpath/dialect.ts';
import { path, read } from '../../../emulator/services/states/jsonpath/path.ts';
import { Work } from '../../../emulator/services/states/jsonpath/work.ts';

const data = {
  'detail-type': 'T',
  'a.b': { '@id': 1, "it's": 2 },
  items: [{ n: 1, 'x-y': 'q' }, { n: 2.5 }, { n: 3, in: { n: 9 } }],
  list: [3, 1, 2],
  wanted: 'q',
  own: { constructor: 5 },
};
const reading = (text: string, from: unknown = data) => read(path(text), from, new Work());
const found = (text: string) => {
  const read = reading(text);
  return read.found ? read.value : read.why;
};

describe('A path', () => {
  it.each([
    ['$', data],
    ['$.detail-type', 'T'],
    ["$['a.b'].@id", 1],
    ["$['a.b']['it\\'s']", 2],
    ['$["a.b"]["it\'s"]', 2],
    ['$.items[0].n', 1],
    ['$.items[-1].in.n', 9],
    ['$.own.constructor', 5],
    ['$.list.length()', 3],
    ['$.items.[0].["x-y"]', 'q'],
    ['  $.wanted ', 'q'],
    ["$.items[0]['n', 'x-y', 'none']", { n: 1, 'x-y': 'q' }],
    ['$.wanted.length()', null],
  ])('%s leads to one place', (text, value) => {
    expect(path(text).rest).toEqual([]);
    expect(found(text)).toEqual(value);
  });

  it.each([
    ['$.items[*].n', [1, 2.5, 3]],
    ['$..n', [1, 2.5, 3, 9]],
    ['$.items..n', [1, 2.5, 3, 9]],
    ['$.list[0,2]', [3, 2]],
    ['$.list[1:]', [1, 2]],
    ['$.list[-2:]', [1, 2]],
    ['$.items[?(@.n > 1)].n', [2.5, 3]],
    ['$.items[?(@.n==2.5)].n', [2.5]],
    ['$.items[?(@.x-y == $.wanted)].n', [1]],
    ["$.items[?(@['x-y'] == 'q' && @.n<2 || @.in.n==9)].n", [1, 3]],
    ['$.items[?(@.in)].n', [3]],
    ['$.items[?(@.x-y == q)].n', [1]],
    ['$.items[?(@.x-y==q||@.n == 3e0)].n', [1, 3]],
    ['$.items[?(@.n == null || @.n == true)].n', []],
    ['$.items[?(!@.in)].n', [1, 2.5]],
    ["$.items[*].['n','in']", [{ n: 1 }, { n: 2.5 }, { n: 3, in: { n: 9 } }]],
    ['$.[?(@.wanted)].wanted', ['q']],
    ['$.own.*', [5]],
    ['$.own[?(@.constructor == 5)]', [data.own]],
    ['$.own[?(@.constructor == 6)]', []],
    ['$.wanted[?(@.a)]', []],
    ['$..[?(@.n > 2.6)].n', [3, 9]],
    ['$.none[*].n', []],
    ['$.items[*].length()', 3],
  ])('%s leads to a list', (text, value) => {
    expect(found(text)).toEqual(value);
  });

  it.each([
    ['$.none', "No results for path: $['none']"],
    ['$.none.deep', "Missing property in path $['none']"],
    ['$.list[9]', "No results for path: $['list'][9]"],
    ['$.list.n', "No results for path: $['list']['n']"],
    ['$.own.toString', "No results for path: $['own']['toString']"],
    ['$.items[0].__proto__', "No results for path: $['items'][0]['__proto__']"],
  ])('%s leads nowhere', (text, why) => {
    expect(found(text)).toBe(why);
  });

  it.each([
    '',
    'a',
    '$a-b',
    '$.',
    '$..',
    '$.a.',
    '$.a b',
    "$['a",
    '$[',
    '$.a[?(@.b =~ /x/)]',
    '$.a[(@.length-1)]',
    '$.a[?match(@.b, "a*")]',
  ])('%s is none', (text) => {
    expect(() => path(text)).toThrow(InvalidPath);
  });

  it('begins at the data, the context object, or a variable', () => {
    expect(path('$.a').root).toEqual({ of: 'data' });
    expect(path('$$.Execution.Id').root).toEqual({ of: 'context' });
    expect(path('$größe.a').root).toEqual({ of: 'variable', name: 'größe' });
  });

  it('is refused by name where its work could have no end', () => {
    for (const [text, why] of [
      ['$..*..*', 'one recursive descent or one union'],
      ['$..a[0,1]', 'one recursive descent or one union'],
      ["$['a','b'].c", 'unions of names at the end'],
      ["$..['a','b']", 'unions of names at the end'],
      [`$[${Array.from({ length: 101 }, (_, index) => index)}]`, 'at most 100'],
      ['$.a[?(@..b)]', 'no wildcards'],
      ['$.a[?(@.b[*])]', 'no wildcards'],
      ['$.a[?(@.b[?(@.c)])]', 'no wildcards'],
      [`$${'.a'.repeat(1_001)}`, 'at most 2000 characters'],
    ] as const) {
      expect(() => path(text), text).toThrow(`${why}`);
      expect(() => path(text), text).toThrow(/^The local AWS takes/);
    }
    expect(found("$.items[?(@.n == '..*')]")).toEqual([]);
  });

  it('ends where it takes too much', () => {
    const many = { items: Array.from({ length: 60_000 }, (_, n) => ({ n })), all: Array.from({ length: 9_000 }, (_, n) => n) };
    expect(reading('$.items[?(@.n == 7)].n', many)).toEqual({ found: true, value: [7] });
    expect(() => reading('$.items[?(@.n == $.all)].n', many)).toThrow('takes more work');
    let deep: unknown = 'x';
    for (let level = 0; level < 900; level++) deep = [deep, deep === 'x' ? 1 : 2];
    expect(reading('$..[1]', deep)).toMatchObject({ found: true });
  });
});
