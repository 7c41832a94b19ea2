import { CreateHsmCommand, DescribeBackupsCommand, DescribeClustersCommand, type Hsm } from '@aws-sdk/client-cloudhsm-v2';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createdBy } from '../../../core/record/create-notes.ts';
import { rememberAddresses } from '../../../core/record/parking.ts';
import { noteRefusedZone, refusedZones } from '../../../core/record/refused-zones.ts';
import { handler } from '../../../functions/create-hsm.ts';
import { cloudhsm, dynamodb } from '../aws.ts';
import { clusterId, describedCluster, describedHsm, zones } from '../clusters.ts';
import { aMinuteLater, execution, lease, now, otherExecution, twoMinutesLater } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, noteOf, store } from '../record.ts';
import { connectionCut, rejection } from '../service-errors.ts';

const first = { environment: 'production', clusterId, lease, availabilityZones: zones, wanted: 1, now };
const secondZone = { ...first, availabilityZones: ['us-east-1b'] };

/** A cluster that shows these HSMs, and from now on each that is created. */
function clusterWith(...hsms: Hsm[]): void {
  cloudhsm.on(DescribeClustersCommand).callsFake(() => ({ Clusters: [describedCluster({ Hsms: hsms })] }));
  cloudhsm.on(CreateHsmCommand).callsFake(({ AvailabilityZone }) => {
    const created = describedHsm(hsms.length + 1, { AvailabilityZone, State: 'CREATE_IN_PROGRESS' });
    hsms.push(created);
    return { Hsm: created };
  });
}

const creates = () => cloudhsm.commandCalls(CreateHsmCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  cloudhsm.reset();
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'READY' }] });
  emptyRecord();
  leaseHeldBy(execution);
});

test('creates the first HSM in the first zone', async () => {
  clusterWith();

  expect(await handler(first, context)).toEqual({ refused: false });
  expect(creates()).toEqual([{ ClusterId: clusterId, AvailabilityZone: 'us-east-1a' }]);
  expect(await createdBy(lease)).toEqual(['hsm-aaaaaaaaaa1']);
});

test.each([
  [
    [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'PENDING_DELETION' as const }],
    '`aws cloudhsmv2 restore-backup --backup-id backup-aaaaaaaaaaa`',
  ],
  [[], `aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}`],
])('makes none that no backup could fill, once the cluster has been used: %j', async (Backups, remedy) => {
  clusterWith();
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups });
  await expect(handler(first, context)).rejects.toMatchObject({
    name: 'BackupMissing',
    details: { remedy: expect.stringContaining(remedy) },
  });
  expect(creates()).toEqual([]);

  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'UNINITIALIZED', Hsms: [] })] });
  await expect(handler(first, context)).rejects.toThrow(/HSM/);
  expect(creates()).toHaveLength(1);
});

test('adopts an HSM that stands, in whichever zone it is', async () => {
  clusterWith(describedHsm(3, { AvailabilityZone: 'us-east-1c' }));

  await handler(first, context);

  expect(creates()).toEqual([]);
  expect(await createdBy(lease)).toEqual([]);
});

test('adopts the HSM that a lost response already created, as its own', async () => {
  clusterWith();
  cloudhsm.on(CreateHsmCommand).rejects(connectionCut());
  await expect(handler(first, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  clusterWith(describedHsm(1, { State: 'CREATE_IN_PROGRESS', EniId: undefined, EniIp: undefined }));

  await handler({ ...first, now: aMinuteLater }, context);

  expect(creates()).toHaveLength(1);
  expect(await createdBy(lease)).toEqual(['hsm-aaaaaaaaaa1']);
  expect(await noteOf('HSM 1 in us-east-1a')).toBeUndefined();
});

test('lists none of the HSMs that stood before beside the one whose answer was lost', async () => {
  clusterWith(describedHsm(2));
  cloudhsm.on(CreateHsmCommand).rejects(connectionCut());
  await expect(handler({ ...secondZone, wanted: 2 }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  clusterWith(describedHsm(2), describedHsm(5));

  await handler({ ...secondZone, wanted: 2, now: aMinuteLater }, context);

  expect(await createdBy(lease)).toEqual(['hsm-aaaaaaaaaa5']);
});

test('counts the HSMs of its own zone only', async () => {
  clusterWith(describedHsm(1), describedHsm(3));

  await handler(secondZone, context);

  expect(creates()).toEqual([{ ClusterId: clusterId, AvailabilityZone: 'us-east-1b' }]);
  expect(await createdBy(lease)).toEqual(['hsm-aaaaaaaaaa3']);
});

test.each([['DELETED'], ['DELETE_IN_PROGRESS']] as const)('does not count an HSM that is %s', async (State) => {
  clusterWith(describedHsm(1, { State }));

  await handler(first, context);

  expect(creates()).toHaveLength(1);
});

test('counts a degraded HSM: CloudHSM replaces it by itself', async () => {
  clusterWith(describedHsm(1, { State: 'DEGRADED' }));

  await handler(first, context);

  expect(creates()).toEqual([]);
});

test('creates as many as are missing in the zone, and looks before each', async () => {
  clusterWith();

  await handler({ ...secondZone, wanted: 2 }, context);

  expect(await createdBy(lease)).toHaveLength(2);
  expect(creates()).toHaveLength(2);
  for (const create of cloudhsm.commandCalls(CreateHsmCommand)) {
    const looks = cloudhsm.commandCalls(DescribeClustersCommand).filter((look) => look.calledBefore(create));
    expect(looks.length).toBeGreaterThan(0);
  }
});

test('notes each create under the lease, right before it', async () => {
  clusterWith();

  await handler({ ...secondZone, wanted: 2 }, context);

  const checks = dynamodb.commandCalls(UpdateItemCommand).filter(({ args }) => args[0].input.ConditionExpression);
  const created = cloudhsm.commandCalls(CreateHsmCommand);
  expect(checks.filter((check) => check.calledBefore(created[0]!))).not.toHaveLength(0);
  expect(checks.filter((check) => check.calledAfter(created[0]!) && check.calledBefore(created[1]!))).not.toHaveLength(0);
});

test('creates nothing once another execution holds the lease', async () => {
  clusterWith();
  leaseHeldBy(otherExecution);

  await expect(handler(first, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(creates()).toEqual([]);
});

test('creates one HSM, not many, where a new one is not to be seen yet', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  cloudhsm.on(CreateHsmCommand).resolves({ Hsm: describedHsm(1) });

  await expect(handler(first, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);
});

test('nor many where one stands beside the new one', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(2)] })] });
  cloudhsm.on(CreateHsmCommand).resolves({ Hsm: describedHsm(5) });

  await expect(handler({ ...secondZone, wanted: 2 }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);
});

test('looks twice before it creates again', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster()] });
  cloudhsm.on(CreateHsmCommand).rejects(connectionCut());
  for (const at of [now, aMinuteLater])
    await expect(handler({ ...first, now: at }, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
  expect(creates()).toHaveLength(1);

  clusterWith();
  await handler({ ...first, now: twoMinutesLater }, context);
  expect(creates()).toHaveLength(2);
});

test('after a cut connection nobody knows whether the HSM was created', async () => {
  clusterWith();
  cloudhsm.on(CreateHsmCommand).rejects(connectionCut());

  await expect(handler(first, context)).rejects.toMatchObject({
    name: 'CreateOutcomeUnknown',
    details: { doing: 'creating an HSM in us-east-1a', to: clusterId },
  });
});

test('the refusal of a second HSM before activation is final', async () => {
  clusterWith();
  const message = `Cluster '${clusterId}' already contains an HSM but has not yet been fully activated`;
  cloudhsm.on(CreateHsmCommand).rejects(rejection('CloudHsmInvalidRequestException', message));

  await expect(handler(first, context)).rejects.toMatchObject({
    name: 'RequestRejected',
    details: { problem: `CloudHsmInvalidRequestException: ${message}` },
  });
});

test('has the step tried again while CloudHSM is at work on the cluster, and keeps no note of it', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'MODIFY_IN_PROGRESS' as 'ACTIVE' })] });

  await expect(handler(first, context)).rejects.toMatchObject({
    name: 'ClusterBusy',
    details: { doing: 'creating an HSM in us-east-1a', to: clusterId },
  });
  expect(creates()).toEqual([]);
  expect(await noteOf('HSM 1 in us-east-1a')).toBeUndefined();
});

test('creates no HSM in a cluster that has failed', async () => {
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ State: 'DEGRADED' })] });

  await expect(handler(first, context)).rejects.toMatchObject({ name: 'ClusterDegraded' });
  expect(creates()).toEqual([]);
});

describe('zones that take no HSM', () => {
  const why = 'AWS CloudHSM is not available in';

  /** A cluster in which CreateHsm is refused in these zones. */
  function refusedIn(...refusing: string[]): void {
    clusterWith();
    for (const AvailabilityZone of refusing) {
      cloudhsm
        .on(CreateHsmCommand, { AvailabilityZone })
        .rejects(rejection('CloudHsmInvalidRequestException', `${why} ${AvailabilityZone}`));
    }
  }

  test('give their place to the next, and are noted for this run', async () => {
    refusedIn('us-east-1a', 'us-east-1b');

    expect(await handler(first, context)).toEqual({ refused: false });
    expect(creates().map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(zones);
    expect(Object.fromEntries(await refusedZones(lease))).toEqual({
      'us-east-1a': 'AWS CloudHSM is not available in us-east-1a',
      'us-east-1b': 'AWS CloudHSM is not available in us-east-1b',
    });
    expect(await noteOf('HSM 1 in us-east-1a')).toBeUndefined();
  });

  test('are not asked again in the same run, and are in the next', async () => {
    clusterWith();
    await noteRefusedZone(lease, 'us-east-1a', 'no CloudHSM');
    await handler(first, context);
    expect(creates()).toMatchObject([{ AvailabilityZone: 'us-east-1b' }]);

    leaseHeldBy(otherExecution);
    clusterWith();
    await handler({ ...first, lease: { ...lease, holder: otherExecution } }, context);
    expect(creates().at(-1)).toMatchObject({ AvailabilityZone: 'us-east-1a' });
  });

  test('alone end the step: the HSMs are planned anew', async () => {
    refusedIn('us-east-1b');

    expect(await handler(secondZone, context)).toEqual({ refused: true });
    expect(creates()).toHaveLength(1);
  });

  test('all of them are an error that says how the cluster is deleted: its subnets stay', async () => {
    refusedIn(...zones);

    await expect(handler(first, context)).rejects.toMatchObject({
      name: 'ZonesRefused',
      details: {
        to: clusterId,
        problem: expect.stringMatching(/no zone left for an HSM: .*us-east-1a \(AWS .* us-east-1a\), us-east-1b .*, us-east-1c /),
        remedy: expect.stringContaining(`\`aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}\``),
      },
    });
  });

  test('are none where a quota is reached: no other zone would take more', async () => {
    clusterWith();
    cloudhsm.on(CreateHsmCommand).rejects(rejection('CloudHsmInvalidRequestException', 'The account has reached its limit of 6 HSMs'));

    fileOnRecord({ hsmCount: 3 });

    await expect(handler(first, context)).rejects.toMatchObject({
      name: 'QuotaReached',
      details: { remedy: expect.stringContaining('--quota-code L-95BA35D1 --desired-value 3`') },
    });
    expect(creates()).toHaveLength(1);
  });
});

test('HSMs of other clusters count for the quota that is asked for, those of this one do not: the file says how many it gets', async () => {
  const theirs = [describedHsm(5), describedHsm(6), describedHsm(7, { State: 'DELETED' })];
  const other = describedCluster({ ClusterId: 'cluster-bbbbbbbbbbb', Hsms: theirs });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] }), other] });
  cloudhsm
    .on(DescribeClustersCommand, { Filters: { clusterIds: [clusterId] } })
    .resolves({ Clusters: [describedCluster({ Hsms: [describedHsm(1)] })] });
  cloudhsm.on(CreateHsmCommand).rejects(rejection('CloudHsmInvalidRequestException', 'The account has reached its limit of 3 HSMs'));
  fileOnRecord({ hsmCount: 3 });

  await expect(handler(secondZone, context)).rejects.toMatchObject({
    name: 'QuotaReached',
    details: { doing: 'creating an HSM in us-east-1b', to: clusterId, remedy: expect.stringContaining('--desired-value 5`') },
  });
});

describe('where the environment was parked', () => {
  const parkedAt = (addresses: Record<string, string[]>) => rememberAddresses('production', addresses, now);
  const where = () => creates().map(({ AvailabilityZone, IpAddress }) => `${AvailabilityZone} ${IpAddress}`);

  test('the first HSM comes back in a zone where one stood, at its address', async () => {
    clusterWith();
    await parkedAt({ 'us-east-1b': ['10.0.0.52'] });
    await handler(first, context);

    expect(where()).toEqual(['us-east-1b 10.0.0.52']);
  });

  test('another comes back at an address that no HSM has, and those beyond the addresses without', async () => {
    clusterWith(describedHsm(2, { EniIp: '10.0.0.52' }));
    await parkedAt({ 'us-east-1b': ['10.0.0.52', '10.0.0.53'], 'us-east-1c': ['10.0.0.54'] });
    await handler({ ...secondZone, wanted: 2 }, context);
    expect(where()).toEqual(['us-east-1b 10.0.0.53']);

    await handler({ ...first, availabilityZones: ['us-east-1a'] }, context);
    expect(where().at(-1)).toBe('us-east-1a undefined');
  });

  test('the address of one that is gone is free', async () => {
    clusterWith(describedHsm(2, { EniIp: '10.0.0.52', State: 'DELETED' }));
    await parkedAt({ 'us-east-1b': ['10.0.0.52'] });
    await handler(secondZone, context);

    expect(where()).toEqual(['us-east-1b 10.0.0.52']);
  });

  test('an HSM comes without an address that somebody else has by now', async () => {
    clusterWith();
    const taken = rejection('CloudHsmInvalidRequestException', 'The IP address is in use');
    cloudhsm.on(CreateHsmCommand, { IpAddress: '10.0.0.52' }).rejects(taken);
    await parkedAt({ 'us-east-1b': ['10.0.0.52'] });

    expect(await handler(secondZone, context)).toEqual({ refused: false });
    expect(where()).toEqual(['us-east-1b 10.0.0.52', 'us-east-1b undefined']);
  });

  test('none is asked for without its address while nobody knows whether it comes there', async () => {
    clusterWith();
    cloudhsm.on(CreateHsmCommand).rejects(connectionCut());
    await parkedAt({ 'us-east-1b': ['10.0.0.52'] });

    await expect(handler(secondZone, context)).rejects.toMatchObject({ name: 'CreateOutcomeUnknown' });
    expect(where()).toEqual(['us-east-1b 10.0.0.52']);
  });

  test('addresses that were planned count, no others', async () => {
    clusterWith();
    await parkedAt({ 'us-east-1b': ['10.0.0.52'] });
    await handler({ ...secondZone, addresses: ['10.0.0.57'] }, context);
    await handler({ ...secondZone, wanted: 2, addresses: [] }, context);

    expect(where()).toEqual(['us-east-1b 10.0.0.57', 'us-east-1b undefined']);
  });

  test('the HSM of a drill leaves the addresses to those that come back', async () => {
    clusterWith();
    await parkedAt({ 'us-east-1b': ['10.0.0.52'] });
    const drill = { ...lease, intent: 'drill' };
    store('lease#drill', { ...drill, since: now, createdBy: execution });
    await handler({ ...first, lease: drill }, context);

    expect(where()).toEqual(['us-east-1a undefined']);
  });
});
