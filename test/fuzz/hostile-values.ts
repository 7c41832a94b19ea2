import * as fc from 'fast-check';

/** Names that every object has, or that programs take for something of their own. */
export const hostileNames = [
  'constructor',
  '__proto__',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'length',
  '__lookupGetter__',
  '__defineGetter__',
  'isPrototypeOf',
];

const texts = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '*',
    '.',
    '../../x',
    '/etc/passwd',
    '\u0000',
    '\u001b[0m',
    '\ufeff',
    '\ud800',
    '\uffff',
    '<a>&"\'</a>',
    ']]>',
    '{{',
    '%00',
    '%',
    '$',
    '{% 1 %}',
    '\r\nx: y',
    'é日本😀',
    'null',
    'NaN',
    '-1',
    '1e999',
    '[oops',
    '{',
    '"',
    '[[[[',
    'arn:aws:',
    'arn:aws:kms:us-east-1:123456789012:key/*',
    'arn:::::',
    ':::::::',
    ...hostileNames,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .constantFrom('a', ' ', '(', '/', '-', '\\', '"', '*', '?', ':', '\n')
    .chain((piece) => fc.constantFrom(300, 5_000, 100_000).map((times) => piece.repeat(times))),
);

const numbers = fc.constantFrom(0, -1, 1, 1.5, 2 ** 31, -(2 ** 31), 2 ** 53, 1e21, 1e308, -1e308, 5e-324);

const nested = fc.tuple(fc.constantFrom(10, 500, 3_000), fc.boolean()).map(([levels, list]) => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) value = list ? [value] : { a: value };
  return value;
});

/** Any JSON that somebody might send to see what happens. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: texts },
  { weight: 2, arbitrary: numbers },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], { a: null }, [[]], [{}]) },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...hostileNames, 'S', 'L', 'M', 'N', 'Ref'), fc.oneof(texts, numbers)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

export const hostileText = texts;

/** The text of a value; now and then cut off, or not quite JSON. */
export function textOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const text = value.map((one) => JSON.stringify(one) ?? '');
  return fc.oneof(
    { weight: 60, arbitrary: text },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))) },
    { weight: 1, arbitrary: text.map((whole) => `\ufeff${whole}`) },
    { weight: 1, arbitrary: text.map((whole) => `${whole}${whole}`) },
    { weight: 1, arbitrary: fc.constantFrom('', 'null', '[]', '1', '"x"', '{"a":', '['.repeat(100_000), '{"a":'.repeat(5_000)) },
  );
}
