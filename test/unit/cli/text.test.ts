import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { failed } from '../../../cli/summary/document.ts';
import { summaryText } from '../../../cli/summary/text.ts';
import { succeeded } from './documents.ts';

const plain = (document: Parameters<typeof summaryText>[0]) => stripVTControlCharacters(summaryText(document));

test('shows all that stands, and what it took', () => {
  expect(plain(succeeded()).split('\n')).toEqual([
    'production is ready',
    '  cluster     cluster-aaaaaaaaaaa ACTIVE, hsm2m.medium FIPS',
    '  HSMs        us-east-1a ACTIVE 10.0.0.1, us-east-1b ACTIVE 10.0.0.2, us-east-1c ACTIVE 10.0.0.3',
    '  CA          CN=Example Root, certificate until 2036-01-01',
    '  backup      backup-aaaaaaaaaaa READY, 2026-01-01T00:30:00.000Z',
    '  key store   cks-1 CONNECTED',
    '  key proof   encrypted and decrypted with arn:key',
    '  created     cluster-aaaaaaaaaaa, cks-1',
    '  cloud time  41 min 5 s, 1.7 % beyond what AWS itself took',
    '  wall time   3.2 s',
    '  steps       345 state transitions, $0.0086',
    '  cost        USD 4.80 an hour, 3505.00 a month while it stands',
  ]);
});

test('names secrets by their users, and everything else by its id', () => {
  const secret = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-AbCdEf`;

  expect(plain(succeeded({ created: [secret('admin'), secret('kmsuser'), 'cks-1', 'cluster-1'] }))).toContain(
    'created     cks-1, cluster-1, secrets of admin, kmsuser\n',
  );
});

test('says that a second run created nothing', () => {
  expect(plain(succeeded({ created: [] }))).toContain('created     nothing: everything stood already');
});

test('claims no proof where there is no key store', () => {
  const text = plain(succeeded({ keyStore: null }));

  expect(text).toContain('key store   none asked for');
  expect(text).not.toContain('key proof');
});

test('leaves out what cannot be known on AWS', () => {
  const time = { cloudSeconds: 60, wallSeconds: 61, criticalPathSeconds: null, overhead: null };

  expect(plain(succeeded({ time }))).toMatch(/cloud time {2}1 min 0 s\n/);
});

test('never shows sixty seconds of a minute', () => {
  const time = { cloudSeconds: 119.6, wallSeconds: 1, criticalPathSeconds: null, overhead: null };

  expect(plain(succeeded({ time }))).toContain('cloud time  2 min 0 s');
});

test('a failure shows its name, its message, what to do and what was created', () => {
  const error = { name: 'InvalidEnvironment', message: 'one problem\nanother problem', remedy: 'mend the file' };

  const text = plain({ ...failed('production', error), execution: 'arn:execution', created: ['cluster-1'] });

  expect(text.split('\n')).toEqual([
    'production failed: InvalidEnvironment',
    '  one problem',
    '  another problem',
    '  remedy  mend the file',
    '  created: cluster-1',
    '  execution: arn:execution',
  ]);
});

test('a run that is being done already says how to watch it', () => {
  const { error: _error, ...document } = failed('production', { name: '', message: '', remedy: '' });

  expect(plain({ ...document, outcome: 'ALREADY_RUNNING', execution: 'arn:first' })).toMatch(
    /already running\n {2}watch it: npx hsm watch arn:first$/,
  );
});
