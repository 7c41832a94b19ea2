import { expect, test } from 'vitest';
import { failed, type SummaryDocument } from '../../../cli/summary/document.ts';
import { exitCodeOf } from '../../../cli/summary/verdict.ts';
import { shortcomings } from '../../../core/shortcomings.ts';
import { environment } from '../environments.ts';
import { succeeded } from './documents.ts';

const { cluster, keyStore, backup } = succeeded();

test('nothing is missing where all of it stands', () => {
  expect(shortcomings(succeeded(), environment())).toEqual([]);
});

test.each<[string, Partial<SummaryDocument>, string]>([
  ['a cluster that is not active', { cluster: { ...cluster!, state: 'DEGRADED' } }, 'the cluster is DEGRADED'],
  ['an HSM too few', { cluster: { ...cluster!, hsms: cluster!.hsms.slice(1) } }, '2 of 3 HSMs are ACTIVE'],
  [
    'an HSM that does not work',
    { cluster: { ...cluster!, hsms: cluster!.hsms.map((hsm, index) => (index ? hsm : { ...hsm, state: 'DEGRADED' })) } },
    '2 of 3 HSMs are ACTIVE',
  ],
  ['no backup', { backup: null }, 'there is no READY backup'],
  ['a backup that is not ready', { backup: { ...backup!, state: 'CREATE_IN_PROGRESS' } }, 'there is no READY backup'],
  ['a key store that is not connected', { keyStore: { ...keyStore!, state: 'DISCONNECTED' } }, 'the key store is DISCONNECTED'],
])('sees %s', (_, changes, shortcoming) => {
  expect(shortcomings(succeeded(changes), environment())).toEqual([shortcoming]);
});

test('sees a key store that is missing, with its proof', () => {
  expect(shortcomings(succeeded({ keyStore: null }), environment())).toEqual(['the key store is missing', 'the key is not proven']);
});

test('misses no key store that the file does not ask for', () => {
  expect(shortcomings(succeeded({ keyStore: null }), environment({ keyStore: undefined }))).toEqual([]);
});

test.each([
  ['InvalidEnvironment', 2],
  ['ClusterMismatch', 2],
  ['KeyStoreNameTaken', 2],
  ['LeaseHeld', 3],
  ['LeaseLost', 3],
  ['ClusterDegraded', 1],
  ['TIMED_OUT', 1],
])('%s ends with exit code %i', (name, exitCode) => {
  expect(exitCodeOf(failed('production', { name, message: '', remedy: '' }))).toBe(exitCode);
});

test('a success, and a run that goes on elsewhere, end with 0', () => {
  expect(exitCodeOf(succeeded())).toBe(0);
  expect(exitCodeOf(succeeded({ outcome: 'ALREADY_RUNNING' }))).toBe(0);
});
