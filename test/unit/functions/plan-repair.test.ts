import { DescribeBackupsCommand, DescribeClustersCommand, type Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { beforeEach, expect, test } from 'vitest';
import { recordOutcome } from '../../../core/record/outcome-item.ts';
import { rememberAddresses } from '../../../core/record/parking.ts';
import { handler } from '../../../functions/plan-repair.ts';
import { cloudhsm } from '../aws.ts';
import { clusterId, describedCluster, describedHsm } from '../clusters.ts';
import { execution, lease, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, usersOnRecord } from '../record.ts';

const Certificates = { ClusterCertificate: 'PEM' };
const first = { environment: 'production', lease, replaced: 0, most: null, now };
const plan = (changes: Partial<Parameters<typeof handler>[0]> = {}) => handler({ ...first, ...changes }, context);
const degraded = (number: number) => describedHsm(number, { State: 'DEGRADED' });
const idsOf = async (changes: Partial<Parameters<typeof handler>[0]> = {}) => (await plan(changes)).replace.map(({ hsmId }) => hsmId);

function stands(Hsms: Hsm[], changes: Parameters<typeof describedCluster>[0] = {}): void {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms, ...changes })] });
}

beforeEach(() => {
  cloudhsm.reset();
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [] });
  emptyRecord();
  fileOnRecord({ hsmCount: 3 }, { clusterId, trustAnchor: 'arn:anchor', trustAnchorSha256: 'ab' });
  usersOnRecord({ admin: 'arn:admin' });
  leaseHeldBy(execution);
});

test('one that failed is replaced in its zone, with its address', async () => {
  stands([degraded(1), describedHsm(2), describedHsm(3)]);
  expect(await plan()).toMatchObject({
    clusterId,
    most: 3,
    replace: [{ hsmId: 'hsm-aaaaaaaaaa1', eniId: 'eni-00000001', availabilityZone: 'us-east-1a', addresses: ['10.0.0.1'], wanted: 1 }],
    mend: true,
    addresses: ['10.0.0.2', '10.0.0.3'],
    byCloudHsm: [],
  });
});

test('where none has failed, none is replaced, and users are mended on all', async () => {
  stands([describedHsm(1), describedHsm(2)]);
  expect(await plan()).toMatchObject({ most: 2, replace: [], mend: true, addresses: ['10.0.0.1', '10.0.0.2'] });
});

test('without an HSM there is none to mend users on', async () => {
  stands([]);
  expect(await plan()).toMatchObject({ replace: [], mend: false, addresses: [] });
});

test('of several the next one alone goes: the others have to hold meanwhile', async () => {
  stands([degraded(1), degraded(2), describedHsm(3)]);
  expect(await idsOf()).toEqual(['hsm-aaaaaaaaaa1']);
});

test('one that has no address yet gets whichever CloudHSM gives', async () => {
  stands([describedHsm(1, { State: 'DEGRADED', EniIp: undefined }), describedHsm(2)]);
  expect((await plan()).replace).toMatchObject([{ addresses: [] }]);
});

test('a zone gets back as many as it had, gone ones aside', async () => {
  const inA = (number: number, State: 'ACTIVE' | 'DELETED') => describedHsm(number, { AvailabilityZone: 'us-east-1a', State });
  stands([degraded(1), inA(2, 'ACTIVE'), inA(3, 'DELETED'), describedHsm(5)]);
  expect((await plan()).replace).toMatchObject([{ wanted: 2 }]);
});

test('where more stand than the file asks for, nothing comes in the place of one that failed', async () => {
  stands([degraded(1), describedHsm(2), describedHsm(3), describedHsm(4)]);
  expect((await plan()).replace).toMatchObject([{ wanted: 0 }]);
});

test('those that a change of users has passed by are replaced, after those that failed', async () => {
  const outdated = ['hsm-aaaaaaaaaa2'];
  stands([describedHsm(1), describedHsm(2), degraded(3)]);
  expect(await idsOf({ outdated })).toEqual(['hsm-aaaaaaaaaa3']);
  stands([describedHsm(1), describedHsm(2)]);
  expect(await idsOf({ outdated })).toEqual(['hsm-aaaaaaaaaa2']);
});

test('where all that work are outdated, what they know is all that there is: none of them is replaced', async () => {
  stands([describedHsm(1), describedHsm(2)]);
  expect(await idsOf({ outdated: ['hsm-aaaaaaaaaa1', 'hsm-aaaaaaaaaa2'] })).toEqual([]);
});

test('the last ones that failed are kept where none works: they may hold what no backup has', async () => {
  stands([degraded(1), degraded(2)]);
  await expect(plan()).rejects.toMatchObject({
    name: 'LastHsmDegraded',
    details: {
      problem: 'no HSM of it is ACTIVE, and hsm-aaaaaaaaaa1, hsm-aaaaaaaaaa2 may hold what no backup has',
      remedy: expect.stringContaining('though no backup of the cluster is READY'),
    },
  });
});

test.each([
  ['failed', 3, 2],
  ['and were outdated', 4, 3],
])('one that is replaced may fail as well, and more than two beside those that %s are no accident', async (_, most, notYet) => {
  const outdated = most === 4 ? ['hsm-aaaaaaaaaa2'] : [];
  stands([degraded(1), describedHsm(2), describedHsm(3)]);
  expect(await plan({ outdated })).toMatchObject({ most });
  expect(await idsOf({ most, replaced: notYet })).toEqual(['hsm-aaaaaaaaaa1']);
  await expect(plan({ most, replaced: most })).rejects.toMatchObject({ name: 'HsmDegraded' });
});

test('when all work, it does not count how many were replaced', async () => {
  stands([describedHsm(1)]);
  expect(await plan({ most: 3, replaced: 3 })).toMatchObject({ most: 3, replace: [] });
});

test.each<[string, () => void]>([
  ['CloudHSM is at work on it', () => stands([degraded(1), describedHsm(2)], { State: 'MODIFY_IN_PROGRESS' as 'ACTIVE', Certificates })],
  ['an HSM joins', () => stands([degraded(1), describedHsm(2), describedHsm(3, { State: 'CREATE_IN_PROGRESS' })])],
])('nothing is planned while %s', async (_, is) => {
  is();
  await expect(plan()).rejects.toMatchObject({ name: 'ClusterBusy', details: { doing: 'planning what is replaced' } });
});

test('of a cluster that was never activated nothing is repaired', async () => {
  stands([degraded(1)], { State: 'UNINITIALIZED' });
  await expect(plan()).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: { problem: expect.stringContaining('never activated') },
  });
});

test('a cluster that does not come back is not repaired', async () => {
  stands([degraded(1)], { State: 'DEGRADED', Certificates });
  await expect(plan()).rejects.toMatchObject({ name: 'ClusterDegraded' });
});

test('a parked environment has nothing that could be broken; one that is on its way back has', async () => {
  await rememberAddresses('production', { 'us-east-1a': ['10.0.0.1'] }, now);
  stands([describedHsm(1, { State: 'DELETE_IN_PROGRESS' })]);
  await expect(plan()).rejects.toMatchObject({
    name: 'EnvironmentIncomplete',
    details: { to: clusterId, remedy: expect.stringContaining('`npx hsm scale production --hsms 3') },
  });
  stands([degraded(1), describedHsm(2)]);
  expect(await idsOf()).toEqual(['hsm-aaaaaaaaaa1']);
});

test('what CloudHSM has replaced by itself since the last run is told', async () => {
  const hsms = [{ id: 'hsm-of-before', eniId: 'eni-00000001' }];
  await recordOutcome('production', 'scale', { at: now, execution, outcome: { cluster: { hsms } } });
  stands([describedHsm(1)]);
  expect((await plan()).byCloudHsm).toEqual([{ eniId: 'eni-00000001', before: 'hsm-of-before', after: 'hsm-aaaaaaaaaa1' }]);
});

test('nothing is planned while another execution holds the lease', async () => {
  stands([degraded(1), describedHsm(2)]);
  leaseHeldBy(otherExecution);
  await expect(plan()).rejects.toMatchObject({ name: 'LeaseHeld' });
});
