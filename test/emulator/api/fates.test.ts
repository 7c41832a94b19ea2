import { expect, test } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { own } from './own-api.ts';

async function withHsm(aws: Emulator): Promise<string> {
  const { Cluster } = await request(aws, 'cloudhsmv2', 'CreateCluster', {
    HsmType: 'hsm2m.medium',
    Mode: 'FIPS',
    SubnetIds: ['subnet-0aaa1111aaa1111aa'],
  });
  await own(aws, 'POST', 'idle');
  const { Hsm } = await request(aws, 'cloudhsmv2', 'CreateHsm', { ClusterId: Cluster.ClusterId, AvailabilityZone: 'us-east-1a' });
  await own(aws, 'POST', 'idle');
  return Hsm.HsmId;
}

const hsms = async (aws: Emulator) => (await request(aws, 'cloudhsmv2', 'DescribeClusters')).Clusters[0].Hsms;

test('a fate comes true for the next one that it fits, and is used up by it', async () => {
  const aws = await localAws();
  expect((await own(aws, 'POST', 'fates', { hsms: [{ ends: 'DEGRADED' }], connections: ['NETWORK_ERRORS'] })).body).toEqual({
    clusters: [],
    hsms: [{ ends: 'DEGRADED' }],
    connections: ['NETWORK_ERRORS'],
    tasks: [],
  });
  await withHsm(aws);
  expect(await hsms(aws)).toMatchObject([{ State: 'DEGRADED' }]);
  expect((await own(aws, 'POST', 'fates', {})).body).toMatchObject({ hsms: [], connections: ['NETWORK_ERRORS'] });
});

test('a fate comes true in whatever region the next one is made', async () => {
  const aws = await localAws();
  await own(aws, 'POST', 'fates', { clusters: [{ ends: 'DEGRADED' }] });
  const elsewhere = aws.home.elsewhere('eu-west-1');
  await elsewhere.call(
    'cloudhsmv2',
    'CreateCluster',
    { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: ['subnet-0aaa1111aaa1111aa'] },
    {
      kind: 'person',
      arn: 'arn:aws:iam::123456789012:root',
      accessKeyId: 'person',
    },
  );
  await own(aws, 'POST', 'idle');
  expect([...elsewhere.cloudhsmv2.clusters.values()]).toMatchObject([{ state: 'DEGRADED' }]);
});

test('an HSM that fails is replaced by itself, at the same address', async () => {
  const aws = await localAws();
  const failed = await withHsm(aws);
  const [{ EniIp }] = await hsms(aws);
  const { body } = await own(aws, 'POST', `hsms/${failed}/fail`);
  expect(body.hsmId).not.toBe(failed);
  await own(aws, 'POST', 'idle');
  expect(await hsms(aws)).toMatchObject([{ HsmId: body.hsmId, State: 'ACTIVE', EniIp }]);
});

test('with replaceAfterSeconds it stays broken until that time is let pass', async () => {
  const aws = await localAws();
  const failed = await withHsm(aws);
  const { body } = await own(aws, 'POST', `hsms/${failed}/fail`, { replaceAfterSeconds: 3600 });
  expect(body).toMatchObject({ hsmId: failed, state: 'DEGRADED' });
  await own(aws, 'POST', 'idle');
  await own(aws, 'POST', 'advance', { seconds: 3599 });
  expect(await hsms(aws)).toMatchObject([{ HsmId: failed, State: 'DEGRADED' }]);
  await own(aws, 'POST', 'advance', { seconds: 1 });
  await own(aws, 'POST', 'idle');
  const [replaced] = await hsms(aws);
  expect(replaced.State).toBe('ACTIVE');
  expect(replaced.HsmId).not.toBe(failed);
});

test('an HSM that there is not, or that goes already, cannot fail', async () => {
  const aws = await localAws();
  expect(await own(aws, 'POST', 'hsms/hsm-aaaaaaaaaaa/fail')).toMatchObject({
    status: 404,
    body: { message: 'there is no HSM hsm-aaaaaaaaaaa; there is none' },
  });
  const HsmId = await withHsm(aws);
  const [{ ClusterId }] = (await request(aws, 'cloudhsmv2', 'DescribeClusters')).Clusters;
  const hold = aws.home.clock.hold();
  await request(aws, 'cloudhsmv2', 'DeleteHsm', { ClusterId, HsmId });
  expect(await own(aws, 'POST', `hsms/${HsmId}/fail`)).toMatchObject({ status: 409, body: { message: `${HsmId} is being deleted` } });
  hold.release();
});
