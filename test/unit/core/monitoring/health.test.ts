import { expect, test } from 'vitest';
import { healthOf } from '../../../../core/monitoring/health.ts';

const hsms = ['a', 'b', 'c'].map((zone) => ({ id: `hsm-${zone}`, eniId: `eni-${zone}`, ip: '', zone, state: 'ACTIVE', stateMessage: '' }));
const tags = (environment: string) => ({ 'cloudhsm-lifecycle:environment': environment, 'cloudhsm-lifecycle:stage': 'dev' });
const cluster = { id: 'cluster-1', state: 'ACTIVE', environment: 'payments', tags: tags('payments'), hsms } as any;
const environment = {
  name: 'payments',
  clusterId: 'cluster-1',
  parked: false,
  file: { name: 'payments', hsmCount: 3, keyStore: { name: 'keys', keys: [] } },
} as any;
const seen = {
  environments: [environment],
  clusters: [cluster],
  keyStores: [{ id: 'cks-1', name: 'keys', clusterId: 'cluster-1', state: 'CONNECTED' }],
  backups: [
    { id: 'backup-1', state: 'READY', clusterId: 'cluster-1', createdAt: '2026-01-05T09:00:00.000Z', neverExpires: false, drill: false },
  ],
  now: '2026-01-06T11:00:00.000Z',
};

test('what stands as asked is measured, and nothing is missing', () => {
  expect(healthOf(seen)).toEqual([
    { environment: 'payments', notAsAsked: [], hsmsWanted: 3, hsmsActive: 3, keyStoreConnected: true, backupAgeHours: 26 },
  ]);
});

test.each([
  [
    'an HSM is not ACTIVE',
    { clusters: [{ ...cluster, hsms: [...hsms.slice(1), { ...hsms[0], state: 'DEGRADED' }] }] },
    '2 of 3 HSMs are ACTIVE',
  ],
  [
    'an HSM is too much',
    { clusters: [{ ...cluster, hsms: [...hsms, { ...hsms[0], id: 'hsm-d', eniId: 'eni-d' }] }] },
    '4 HSMs stand and 3 are asked for',
  ],
  [
    'an HSM is being replaced, which is behind the same ENI and no one too much',
    {
      clusters: [
        { ...cluster, hsms: [...hsms.slice(1), ...['DEGRADED', 'CREATE_IN_PROGRESS'].map((state) => ({ ...hsms[0], id: state, state }))] },
      ],
    },
    '2 of 3 HSMs are ACTIVE',
  ],
  ['the cluster is degraded', { clusters: [{ ...cluster, state: 'DEGRADED' }] }, 'the cluster is DEGRADED'],
  ['the cluster is gone', { clusters: [] }, 'the cluster cluster-1 is missing'],
  ['the cluster has lost its tags', { clusters: [{ ...cluster, tags: {} }] }, 'the cluster has lost the tags by which it is found'],
  ['the file on record cannot be read', { environments: [{ ...environment, file: undefined }] }, 'its file on record cannot be read'],
  ['the key store is gone', { keyStores: [] }, 'the key store is missing'],
  ['the key store is not connected', { keyStores: [{ ...seen.keyStores[0]!, state: 'FAILED' }] }, 'the key store is FAILED'],
  ['no backup is READY', { backups: [] }, 'no backup of it is READY'],
])('%s: that is not as asked', (_, change, words) => {
  expect(healthOf({ ...seen, ...change })).toMatchObject([{ notAsAsked: [words] }]);
});

test('a parked environment asks for no HSM and no connection, and its backup is not too old', () => {
  const parked = { environments: [{ ...environment, parked: true }], clusters: [{ ...cluster, hsms: [] }], keyStores: [] };

  expect(healthOf({ ...seen, ...parked })).toEqual([{ environment: 'payments', notAsAsked: [], hsmsWanted: 0, hsmsActive: 0 }]);
});

test.each([
  ['a run is at work on it', { environments: [{ ...environment, work: 'scale' }] }],
  ['CloudHSM is at work on its cluster', { clusters: [{ ...cluster, state: 'UPDATE_IN_PROGRESS' }] }],
  ['no cluster was made yet', { environments: [{ ...environment, clusterId: undefined }] }],
])('nothing is said while %s', (_, change) => {
  expect(healthOf({ ...seen, ...change })).toEqual([]);
});
