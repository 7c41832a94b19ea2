import * as fc from 'fast-check';
import { hostileNames, hostileText, hostileValue } from '../hostile-values.ts';
import type { Kind } from './kind.ts';
import { runDefinition } from './run-definition.ts';

interface PathCase {
  text: string;
  field: keyof ReturnType<typeof statesWith>;
  input: unknown;
}

const functions = (
  'Format StringToJson JsonToString Array ArrayPartition ArrayContains ArrayRange ArrayGetItem ArrayLength ArrayUnique Base64Encode ' +
  'Base64Decode Hash JsonMerge MathRandom MathAdd StringSplit UUID'
).split(' ');

const names = fc.constantFrom('a', 'o', 'list', 's', 'detail-type', '@id', 'größe', ...hostileNames);
const quoted = fc.oneof({ weight: 3, arbitrary: names }, hostileText).map((text) => `'${text.slice(0, 200).replaceAll(/['\\]/g, '\\$&')}'`);
const filter: fc.Arbitrary<string> = fc.letrec<{ any: string; value: string }>((tie) => ({
  value: fc.oneof(
    fc.tuple(fc.constantFrom('@', '$'), fc.array(names, { maxLength: 3 })).map(([root, steps]) => [root, ...steps].join('.')),
    fc.constantFrom('1', '-0.5', '1e3', 'true', 'null', "'x'", '@[0]', '@..a', '@[*]', '@[?(@.a)]', '/(a+)+$/', '@.length()', 'length(@)'),
    quoted,
  ),
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 3, arbitrary: tie('value') },
    {
      weight: 4,
      arbitrary: fc
        .tuple(tie('value'), fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '=~', ' in '), tie('value'))
        .map((parts) => parts.join(' ')),
    },
    { weight: 2, arbitrary: fc.tuple(tie('any'), fc.constantFrom(' && ', ' || '), tie('any')).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: tie('any').map((one) => `!(${one})`) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('match', 'search', 'count'), tie('value')).map(([name, one]) => `${name}(${one}, '(a*)*b')`),
    },
  ),
})).any;
const step = fc.oneof(
  { weight: 6, arbitrary: names.map((name) => `.${name}`) },
  { weight: 2, arbitrary: quoted.map((text) => `[${text}]`) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '[0]',
      '[-1]',
      '[*]',
      '.*',
      '..*',
      '..a',
      '[0,1]',
      '[1:]',
      '[::-1]',
      '[0:99999999:1]',
      '[99999999999]',
      '..[0]',
      '.length()',
    ),
  },
  { weight: 3, arbitrary: filter.map((one) => `[?(${one})]`) },
);
const path = fc
  .tuple(fc.constantFrom('$', '$', '$', '$$', '$v', '$__proto__', '$constructor', '$none'), fc.array(step, { maxLength: 5 }))
  .map(([root, steps]) => root + steps.join(''));

const call: fc.Arbitrary<string> = fc.letrec<{ call: string; argument: string }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 4, arbitrary: path },
    {
      weight: 2,
      arbitrary: fc.constantFrom('0', '1', '-1', '2.5', '1000', '1e9', '1e308', 'true', 'false', 'null', "'{}'", "'SHA-256'", "','"),
    },
    { weight: 1, arbitrary: quoted },
    { weight: 3, arbitrary: tie('call') },
  ),
  call: fc
    .tuple(
      fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...functions) }, fc.constantFrom(...hostileNames)),
      fc.array(tie('argument'), { maxLength: 4 }),
    )
    .map(([name, given]) => `States.${name}(${given.join(', ')})`),
})).call;

const repeated = fc
  .tuple(
    fc.constantFrom('$', '$.a', 'States.Array(', 'States.Format('),
    fc.constantFrom('.a', '[0]', '[*]', '..a', '[', '(', "['", '[?(@', '{}', ', $', "'", '\\', '1.1', '&&@.a'),
    fc.constantFrom(20, 500, 20_000),
  )
  .map(([begin, piece, times]) => begin + piece.repeat(times));

const deep = fc.constantFrom(50, 990).map((levels) => {
  let value: unknown = [1, { a: 2 }];
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value, value === 1] : { a: value };
  return value;
});
const input = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant<unknown>({
      a: { a: [1, { a: 2, o: 'x' }] },
      list: [3, null, 'b', [1]],
      s: 'a,b{}',
      'detail-type': 'T',
      o: { s: '' },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<unknown>({ list: Array.from({ length: 20_000 }, (_, a) => ({ a })), s: 'a'.repeat(20_000), a: ['x'] }),
  },
  deep,
  hostileValue,
);

/** JSONPath and intrinsic functions in each field that takes them: created, run, looked at until they end. */
export const paths: Kind<PathCase> = {
  name: 'paths',
  share: 15,
  cases: () =>
    fc.record({
      text: fc.oneof({ weight: 6, arbitrary: path }, { weight: 6, arbitrary: call }, { weight: 1, arbitrary: repeated }),
      field: fc.constantFrom(
        'Parameters',
        'Parameters',
        'InputPath',
        'OutputPath',
        'ResultPath',
        'Assign',
        'Variable',
        'ItemsPath',
        'SecondsPath',
        'CausePath',
        'many',
      ),
      input,
    }),
  async run(subject, { text, field, input }) {
    const states = statesWith(text)[field];
    const definition = JSON.stringify({ StartAt: 'V', States: { V: { Type: 'Pass', Assign: { v: { a: [1] } }, Next: 'A' }, ...states } });
    await runDefinition(subject, definition, input, 'IntrinsicFailure', 'ReferencePathConflict');
  },
};

function statesWith(text: string) {
  const pass = (rest: object) => ({ A: { Type: 'Pass', ...rest, End: true } });
  const In = { Type: 'Pass', Parameters: { 'x.$': '$' }, End: true };
  const more = Object.fromEntries(Array.from({ length: text.length > 2_000 ? 2 : 200 }, (_, index) => [`x${index}.$`, text]));
  return {
    Parameters: pass({ Parameters: { 'x.$': text }, ResultPath: '$.out' }),
    many: pass({ Parameters: more }),
    InputPath: pass({ InputPath: text }),
    OutputPath: pass({ OutputPath: text }),
    ResultPath: pass({ Result: 1, ResultPath: text }),
    Assign: { A: { Type: 'Pass', Assign: { 'x.$': text }, Next: 'B' }, B: { Type: 'Pass', InputPath: '$x', End: true } },
    Variable: {
      A: {
        Type: 'Choice',
        Choices: [
          {
            Or: [
              { Variable: text, StringMatches: '*a*b' },
              { Variable: text, IsPresent: true },
            ],
            Next: 'B',
          },
        ],
        Default: 'B',
      },
      B: { Type: 'Succeed' },
    },
    ItemsPath: { A: { Type: 'Map', ItemsPath: text, MaxConcurrency: 1, ItemProcessor: { StartAt: 'In', States: { In } }, End: true } },
    SecondsPath: { A: { Type: 'Wait', SecondsPath: text, End: true } },
    CausePath: { A: { Type: 'Fail', Error: 'States.Runtime', CausePath: text } },
  };
}
