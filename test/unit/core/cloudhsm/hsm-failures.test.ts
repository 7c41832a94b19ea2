import { expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import type { Hsm } from '../../../../core/cloudhsm/hsm.ts';
import { requireComing } from '../../../../core/cloudhsm/hsm-failures.ts';

const firstSeen = '2026-01-01T00:30:00.000Z';
const twentyMinutesOn = '2026-01-01T00:50:00.000Z';
const aSecondMore = '2026-01-01T00:50:01.000Z';

function hsm(number: number, state: string, stateMessage = ''): Hsm {
  return { hsmId: `hsm-${number}`, eniId: `eni-${number}`, ip: '', availabilityZone: 'us-east-1a', state, stateMessage };
}

/** A look at these HSMs, of which two are wanted, at a time. */
function look(now: string, brokenSince: string | null, ...hsms: Hsm[]): () => string | null {
  return () => requireComing(clusterOf({ hsms }), 2, brokenSince, now);
}

function clusterOf(changes: Partial<Cluster>): Cluster {
  const subnetMapping = { 'us-east-1a': 'subnet-a', 'us-east-1b': 'subnet-b' };
  const tags = { 'cloudhsm-lifecycle:environment': 'production' };
  return { clusterId: 'cluster-1', state: 'ACTIVE', certificates: {}, tags, subnetMapping, ...changes } as Cluster;
}

test.each<[string, Hsm[]]>([
  ['is degraded: CloudHSM replaces it by itself', [hsm(1, 'ACTIVE'), hsm(2, 'DEGRADED')]],
  ['is not to be seen: lists may be late', [hsm(1, 'ACTIVE')]],
  ['is being deleted', [hsm(1, 'ACTIVE'), hsm(2, 'DELETE_IN_PROGRESS')]],
])('nothing is said for twenty minutes from the first look at which one %s', (_, hsms) => {
  expect(look(firstSeen, null, ...hsms)()).toBe(firstSeen);
  expect(look(twentyMinutesOn, firstSeen, ...hsms)()).toBe(firstSeen);
});

test.each<[string, Hsm[]]>([
  ['are active', [hsm(1, 'ACTIVE'), hsm(2, 'ACTIVE')]],
  ['come into being', [hsm(1, 'ACTIVE'), hsm(2, 'CREATE_IN_PROGRESS')]],
])('nothing is said, and the time begins anew, once as many as wanted %s', (_, hsms) => {
  expect(look(aSecondMore, firstSeen, ...hsms)()).toBeNull();
});

test('an HSM that stays degraded is named, with what CloudHSM says of it and the command that replaces it', () => {
  expect(look(aSecondMore, firstSeen, hsm(1, 'ACTIVE'), hsm(2, 'DEGRADED', 'hardware failure'))).toThrow(
    expect.objectContaining({
      name: 'HsmDegraded',
      details: {
        doing: 'checking the HSMs',
        to: 'cluster-1',
        problem: 'DEGRADED, and not replaced by CloudHSM: hsm-2 (eni-2): hardware failure',
        remedy: '`npx hsm repair production`, which removes it and makes another; then start the workflow again',
      },
    }),
  );
});

test('every one that is degraded is named', () => {
  expect(look(aSecondMore, firstSeen, hsm(1, 'DEGRADED'), hsm(2, 'DEGRADED'))).toThrow(/hsm-1 \(eni-1\), hsm-2 \(eni-2\)/);
});

test('of an activated cluster without an ACTIVE HSM none is to be deleted: they may hold what no backup has', () => {
  expect(look(aSecondMore, firstSeen, hsm(1, 'DEGRADED'))).toThrow(
    expect.objectContaining({
      name: 'LastHsmDegraded',
      details: expect.objectContaining({
        remedy: expect.stringMatching(
          /^delete none .*create-hsm --cluster-id cluster-1 --availability-zone us-east-1b`.*`npx hsm repair production`/,
        ),
      }),
    }),
  );
});

test.each<[string, Partial<Cluster>]>([
  ['that nobody has activated holds nothing', { state: 'UNINITIALIZED' }],
  ['of a drill holds what its backup holds', { tags: { 'cloudhsm-lifecycle:drill': 'production' } }],
])('the HSM of a cluster %s, and is deleted', (_, changes) => {
  const cluster = clusterOf({ hsms: [hsm(1, 'DEGRADED')], ...changes });
  expect(() => requireComing(cluster, 1, firstSeen, aSecondMore)).toThrow(expect.objectContaining({ name: 'HsmDegraded' }));
});

test.each<[string, Hsm[]]>([
  ['is gone', [hsm(1, 'ACTIVE')]],
  ['is being deleted', [hsm(1, 'ACTIVE'), hsm(2, 'DELETE_IN_PROGRESS')]],
  ['is deleted', [hsm(1, 'ACTIVE'), hsm(2, 'DELETED')]],
])('an HSM that %s, and does not come back, is missed', (_, hsms) => {
  expect(look(aSecondMore, firstSeen, ...hsms)).toThrow(
    expect.objectContaining({
      name: 'HsmMissing',
      details: expect.objectContaining({ to: 'cluster-1', problem: expect.stringContaining('lists 1 of 2') }),
    }),
  );
});
