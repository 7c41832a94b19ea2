import { expect, test } from 'vitest';
import { clock, duration } from '../../../cli/text/duration.ts';
import { fields } from '../../../cli/text/fields.ts';
import { table } from '../../../cli/text/table.ts';
import { tree } from '../../../cli/text/tree.ts';
import { whole, wrap } from '../../../cli/text/wrap.ts';

const arn = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:production-1';

test('lines break between words, below one another, and an ARN stays whole', () => {
  expect(wrap(`the execution ${arn} goes on`, 20, 2).split('\n')).toEqual(['the execution', `  ${arn}`, '  goes on']);
});

test('a command stays in one piece, and can be copied', () => {
  const command = whole('npx hsm watch production --stage prod');

  expect(wrap(`watch it: ${command}`, 30)).toBe('watch it:\nnpx hsm watch production --stage prod');
});

test('nothing is wrapped into a pipe', () => {
  expect(wrap(`${'word '.repeat(100)}`, Number.POSITIVE_INFINITY)).not.toContain('\n');
});

test('labels stand in a column, and long values go on below their beginning', () => {
  expect(
    fields(
      [
        ['id', 'a'],
        ['created', 'one two three four five six seven eight nine ten eleven twelve'],
      ],
      60,
    ),
  ).toEqual(['  id       a', '  created  one two three four five six seven eight nine ten\n           eleven twelve']);
});

test('a table has a header; where it is too wide, each row is a paragraph without what is empty', () => {
  const rows = [
    ['production', 'ACTIVE', ''],
    ['testing', 'none', 'ClusterDegraded'],
  ];
  const header = ['ENVIRONMENT', 'CLUSTER', 'ERROR'];

  expect(table(header, rows, 80).split('\n')).toEqual([
    'ENVIRONMENT  CLUSTER  ERROR',
    'production   ACTIVE',
    'testing      none     ClusterDegraded',
  ]);
  expect(table(header, rows.slice(0, 1), 80).split('\n')[0]).toBe('ENVIRONMENT  CLUSTER');
  expect(table(header, rows, 30).split('\n')).toEqual([
    '  environment',
    '    production',
    '  cluster',
    '    ACTIVE',
    '',
    '  environment',
    '    testing',
    '  cluster',
    '    none',
    '  error',
    '    ClusterDegraded',
  ]);
});

test('a tree shows what belongs to what, and wraps below its own branch', () => {
  const drawn = tree(
    {
      text: 'production',
      branches: [
        { text: 'cluster', branches: [{ text: 'an HSM in us-east-1a' }] },
        { text: 'key store', branches: [{ text: `documents ${arn}` }] },
      ],
    },
    24,
  );

  expect(drawn).toEqual([
    'production',
    '├─ cluster',
    '│  └─ an HSM in',
    '│        us-east-1a',
    '└─ key store',
    '   └─ documents',
    `         ${arn}`,
  ]);
});

test('time is shown as a clock shows it, and in words', () => {
  expect([0, 194.9, 3600, 4205].map(clock)).toEqual(['00:00', '03:14', '1:00:00', '1:10:05']);
  expect([12.4, 119.6, 2488, 4260].map(duration)).toEqual(['12 s', '2 min 0 s', '41 min 28 s', '1 h 11 min']);
});
