import * as fc from 'fast-check';
import { hostileNames, hostileText, hostileValue } from '../hostile-values.ts';
import type { Kind } from './kind.ts';
import { runDefinition } from './run-definition.ts';

interface Expression {
  text: string;
  /** Evaluated on the input, as a later step of a path is: whatever begins with a name is refused where it stands by itself. */
  onInput: boolean;
  field: 'Output' | 'Condition' | 'Assign' | 'Items';
  input: unknown;
}

const natives = (
  'abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl decodeUrlComponent distinct each ' +
  'encodeUrl encodeUrlComponent error eval exists filter floor formatBase formatInteger formatNumber fromMillis hash join keys length ' +
  'lookup lowercase map match max merge millis min not now number pad parse parseInteger partition power random range reduce replace ' +
  'reverse round shuffle sift single sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type ' +
  'uppercase uuid zip'
).split(' ');

const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'o', 'n', 's', 'list') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...hostileNames,
      'implementation',
      'environment',
      'body',
      '_jsonata_lambda',
      'sequence',
      'tupleStream',
      '`a b`',
    ),
  },
);
const variable = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('$', '$x', '$y', '$f', '$states', '$states.input', '$states.input.list', '$states.context') },
  { weight: 1, arbitrary: fc.constantFrom('$$', ...hostileNames.map((one) => `$${one}`)) },
  { weight: 1, arbitrary: fc.constantFrom(...natives).map((one) => `$${one}`) },
);
const literal = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '2',
    '0.5',
    '10',
    '1000',
    '100000',
    '1e9',
    '1e308',
    '9007199254740993',
    'true',
    'false',
    'null',
    '[]',
    '{}',
  ),
  fc
    .constantFrom(
      '',
      'a',
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
      'SHA-256',
      '#,##0.00',
      '0e0',
      'w',
      'I',
      '[Y0001]-[M01]',
      '[Yw][Mw][Dw]',
      '2026-01-05T09:00:00Z',
      ...hostileNames,
    )
    .map((text) => JSON.stringify(text)),
  hostileText.map((text) => JSON.stringify(text.slice(0, 200))),
);
const pattern = fc.constantFrom('/a/', '/(a+)+$/', '/^(a|a)*$/i', '/(.*)*x/', '/x*/', '/[^]/', '/(?<n>a)/', '/\\d{1,1000}/', '/(a*)*b/m');

const expression: fc.Arbitrary<string> = fc.letrec<{ any: string; all: string[]; call: string }>((tie) => ({
  all: fc.array(tie('any'), { maxLength: 3 }),
  call: fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...natives).map((one) => `$${one}`) }, variable, tie('any')),
      tie('all'),
      fc.boolean(),
    )
    .map(([what, args, partly]) => `${what}(${(partly && args.length > 1 ? ['?', ...args.slice(1)] : args).join(', ')})`),
  any: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 4, arbitrary: literal },
    { weight: 4, arbitrary: variable },
    { weight: 2, arbitrary: name },
    { weight: 1, arbitrary: pattern },
    { weight: 6, arbitrary: tie('call') },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          tie('any'),
          fc.constantFrom('.', ' & ', ' + ', ' - ', ' * ', ' / ', ' % ', ' = ', ' != ', ' < ', ' in ', ' and ', ' or '),
          tie('any'),
        )
        .map((parts) => parts.join('')),
    },
    { weight: 2, arbitrary: fc.tuple(tie('any'), name).map(([of, member]) => `${of}.${member}`) },
    { weight: 2, arbitrary: fc.tuple(tie('any'), tie('any')).map(([of, which]) => `${of}[${which}]`) },
    { weight: 2, arbitrary: fc.tuple(tie('any'), tie('call')).map((parts) => parts.join(' ~> ')) },
    { weight: 1, arbitrary: fc.tuple(tie('any'), tie('any')).map((parts) => parts.join(' ~> ')) },
    {
      weight: 2,
      arbitrary: fc.tuple(tie('any'), tie('any'), tie('any')).map(([when, then, otherwise]) => `(${when} ? ${then} : ${otherwise})`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('$x', '$y', '$f', '$__proto__', '$constructor', '$map'), tie('any'), tie('any'))
        .map(([to, value, rest]) => `(${to} := ${value}; ${rest})`),
    },
    { weight: 3, arbitrary: tie('any').map((body) => `function($x, $y){ ${body} }`) },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('any'), tie('any')).map(([body, argument]) => `($f := function($x){ ${body} }; $f(${argument}))`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            '$f($x + 1)',
            '1 + $f($x + 1)',
            '$f($append($x, $x))',
            '$f($x & $x)',
            '$f({"l": $x, "r": $x})',
            '$f([[$x], [$x]])',
          ),
          tie('any'),
        )
        .map(([body, argument]) => `($f := function($x){ ${body} }; $f(${argument}))`),
    },
    { weight: 2, arbitrary: tie('all').map((all) => `[${all.join(', ')}]`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('any'), tie('any'), fc.constantFrom('"a"', '"__proto__"', '$string($)', '$x'))
        .map(([one, other, key]) => `{${key}: ${one}, "b": ${other}}`),
    },
    { weight: 1, arbitrary: fc.tuple(tie('any'), tie('any')).map(([from, to]) => `[${from}..${to}]`) },
    { weight: 1, arbitrary: fc.tuple(tie('any'), fc.constantFrom('*', '**', '%', '*.*', '**.**')).map(([of, wild]) => `${of}.${wild}`) },
    { weight: 1, arbitrary: fc.tuple(tie('any'), tie('any'), tie('any')).map(([of, key, value]) => `${of}{$string(${key}): ${value}}`) },
    { weight: 1, arbitrary: fc.tuple(tie('any'), tie('any')).map(([of, by]) => `${of}^(${by})`) },
    { weight: 1, arbitrary: fc.tuple(tie('any'), tie('any')).map(([of, then]) => `${of}@$x.${then}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('any'), tie('any'), fc.constantFrom('', ', "a"', ', ["a"]'))
        .map(([where, what, less]) => `$ ~> | ${where} | ${what}${less} |`),
    },
    { weight: 1, arbitrary: hostileText },
  ),
})).any;

/** Put into others: what has reached the process once, and the like. */
const payloads = fc.constantFrom(
  '($g := {}.__lookupGetter__("__proto__"); $af := ($map.*)[1].($g()).constructor; $af("globalThis.reached = 1")())',
  '{}.constructor.constructor("process.exit()")()',
  '($__proto__ := {"hasOwnProperty": /./}; $constructor("process.exit()")())',
  '{}.__defineGetter__("polluted", function(){ 1 })',
  '($m := {"a": $map.*}; $m.a)',
  '$each(?, function($v, $k){ $v })($map)',
  '$sift(?, function($v){ true })($map)',
  '$merge(?)([$map, $sum])',
  '$spread($map).*',
  '{"then": /x/}',
  '{"toJSON": /x/}',
  '{"toString": /x/} & "a"',
  '/a/("a").next.constructor',
  '$match("aaa", /a/).next()',
  '$ ~> | $map | {"implementation": /x/} |',
  '$states ~> | ** | {"polluted": 1} |',
  '($x := $reduce([1..60], function($a, $n){ {"l": $a, "r": $a} }, {}); $x = $x)',
  '$sort([1..100000])',
  '$distinct([1..100000])',
  '$string($reduce([1..40], function($a, $n){ [[$a], [$a]] }, []))',
  '$zip([1..100000], [1..100000])',
  '$split($pad("", 1000000, "a"), "")',
  '$replace($pad("", 100000, "a"), "a", $pad("", 100000, "b"))',
);

const input = fc.oneof(
  fc.constant<unknown>({ a: [1, 2, 3], o: { k: 'v' }, n: 5, s: 'text', list: [{ a: 1 }, { a: 2, n: [1] }] }),
  fc.constant<unknown>({
    _jsonata_lambda: true,
    tupleStream: true,
    sequence: true,
    list: { _jsonata_function: true, implementation: {} },
    environment: {},
    body: { type: 'block' },
  }),
  fc.constant<unknown>({ list: Array.from({ length: 3_000 }, (_, index) => ({ a: index })), s: 'a'.repeat(100_000) }),
  hostileValue,
);

/** JSONata definitions: created, run, looked at until they end. */
export const expressions: Kind<Expression> = {
  name: 'expressions',
  share: 20,
  cases: () =>
    fc.record({
      text: fc.oneof(
        { weight: 8, arbitrary: expression },
        { weight: 1, arbitrary: payloads },
        { weight: 2, arbitrary: fc.tuple(payloads, expression).map(([payload, rest]) => `($y := ${payload}; ${rest})`) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(
              fc.constantFrom('(', '[', '{"a":', '-', '$f(', '1+', '/', '/*', '$x.', '"', '`', '%.', '**.'),
              fc.constantFrom(50, 500, 20_000),
            )
            .map(([piece, times]) => piece.repeat(times)),
        },
      ),
      onInput: fc.boolean(),
      field: fc.constantFrom('Output', 'Output', 'Output', 'Condition', 'Assign', 'Items'),
      input,
    }),
  async run(subject, { text, onInput, field, input }) {
    await runDefinition(subject, definitionWith(onInput ? `$states.input.(${text})` : text, field), input, 'QueryEvaluationError');
  },
};

function definitionWith(text: string, field: Expression['field']): string {
  const value = `{% ${text} %}`;
  const states: Record<Expression['field'], object> = {
    Output: { A: { Type: 'Pass', Output: value, End: true } },
    Assign: { A: { Type: 'Pass', Assign: { x: value }, Next: 'B' }, B: { Type: 'Pass', Output: '{% $x %}', End: true } },
    Condition: { A: { Type: 'Choice', Choices: [{ Condition: value, Next: 'B' }], Default: 'B' }, B: { Type: 'Succeed' } },
    Items: {
      A: {
        Type: 'Map',
        Items: value,
        ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', Output: '{% $states.input %}', End: true } } },
        End: true,
      },
    },
  };
  return JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: states[field] });
}
