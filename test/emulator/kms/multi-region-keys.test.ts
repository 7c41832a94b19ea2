import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  UpdatePrimaryRegionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';
import { createKey } from './keys.ts';

const west = 'us-west-2';
const day = 24 * 3600;
const Plaintext = Buffer.from('read in two regions');

async function primaryKey() {
  const aws = await localAws();
  const [here, there] = ['us-east-1', west].map((region) => new KMSClient({ ...connection(aws), region })) as [KMSClient, KMSClient];
  const { KeyId, Arn } = await createKey(here, { MultiRegion: true, Description: 'in both' });
  const keyOf = async (kms: KMSClient) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!;
  const replicate = async () => {
    const { ReplicaKeyMetadata } = await here.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: west }));
    await aws.home.clock.idle();
    return ReplicaKeyMetadata!;
  };
  return { aws, here, there, KeyId: KeyId!, Arn: Arn!, keyOf, replicate };
}

describe('a multi-Region key', () => {
  it('is the primary of its replicas, which have its id and nothing of its description', async () => {
    const { here, there, KeyId, Arn, keyOf, replicate } = await primaryKey();
    expect(KeyId).toMatch(/^mrk-[0-9a-f]{32}$/);
    const PrimaryKey = { Arn, Region: 'us-east-1' };
    const alone = { MultiRegionKeyType: 'PRIMARY', PrimaryKey, ReplicaKeys: [] };
    expect(await keyOf(here)).toMatchObject({ MultiRegion: true, MultiRegionConfiguration: alone });
    await expect(keyOf(there)).rejects.toThrow(`Key '${Arn.replace('us-east-1', west)}' does not exist`);
    const made = await replicate();
    expect(made).toMatchObject({ KeyState: 'Creating', Enabled: false, Description: '' });
    expect(made).not.toHaveProperty('CurrentKeyMaterialId');
    const ReplicaKeys = [{ Arn: made.Arn, Region: west }];
    const { CurrentKeyMaterialId } = await keyOf(here);
    expect(await keyOf(there)).toMatchObject({
      KeyState: 'Enabled',
      CurrentKeyMaterialId,
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey, ReplicaKeys },
    });
    expect(await keyOf(here)).toMatchObject({ MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', PrimaryKey, ReplicaKeys } });
  });

  it('reads in each region what was encrypted in another, also after a rotation', async () => {
    const { here, there, KeyId, Arn, replicate } = await primaryKey();
    const { Arn: replica } = await replicate();
    const before = await here.send(new EncryptCommand({ KeyId, Plaintext }));
    await here.send(new RotateKeyOnDemandCommand({ KeyId }));
    const after = await there.send(new EncryptCommand({ KeyId, Plaintext }));
    const read = async (kms: KMSClient, { CiphertextBlob }: { CiphertextBlob?: Uint8Array }, key?: string) => {
      const { Plaintext: bytes, KeyId: arn } = await kms.send(new DecryptCommand({ CiphertextBlob, KeyId: key }));
      return [Buffer.from(bytes!), arn];
    };
    expect(await read(there, before)).toEqual([Plaintext, replica]);
    expect(await read(there, before, KeyId)).toEqual([Plaintext, replica]);
    expect(await read(here, after)).toEqual([Plaintext, Arn]);
  });

  it('is replicated by its primary alone, to each other region once', async () => {
    const { here, there, KeyId, replicate } = await primaryKey();
    const refused = async (kms: KMSClient, key: string, ReplicaRegion: string, name: string, message = '') => {
      await expect(kms.send(new ReplicateKeyCommand({ KeyId: key, ReplicaRegion }))).rejects.toMatchObject({
        name,
        message: expect.stringContaining(message),
      });
    };
    await refused(here, KeyId, 'us-east-1', 'ValidationException');
    await refused(here, KeyId, 'cn-north-1', 'ValidationException');
    const { Arn } = await replicate();
    await refused(here, KeyId, west, 'AlreadyExistsException');
    await refused(there, KeyId, 'eu-west-1', 'UnsupportedOperationException', `${Arn} is not a multi-region primary key.`);
    const single = await createKey(here);
    await refused(here, single.KeyId!, west, 'UnsupportedOperationException', `${single.Arn} is not a multi-region primary key.`);
    await here.send(new DisableKeyCommand({ KeyId }));
    await refused(here, KeyId, 'eu-west-1', 'DisabledException');
  });

  it('has its rotation by its primary, whichever that is', async () => {
    const { aws, here, there, KeyId, keyOf, replicate } = await primaryKey();
    await replicate();
    await here.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
    await expect(there.send(new EnableKeyRotationCommand({ KeyId }))).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
    await expect(there.send(new RotateKeyOnDemandCommand({ KeyId }))).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
    const told = await here.send(new GetKeyRotationStatusCommand({ KeyId }));
    expect(await there.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ NextRotationDate: told.NextRotationDate });
    await here.send(new UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: west }));
    await aws.home.clock.idle();
    expect((await keyOf(there)).MultiRegionConfiguration).toMatchObject({ MultiRegionKeyType: 'PRIMARY', PrimaryKey: { Region: west } });
    expect((await keyOf(here)).MultiRegionConfiguration).toMatchObject({ MultiRegionKeyType: 'REPLICA' });
    const { CurrentKeyMaterialId: before } = await keyOf(here);
    await aws.home.clock.advance(91 * day);
    const { CurrentKeyMaterialId: after } = await keyOf(here);
    expect(after).not.toBe(before);
    expect(await keyOf(there)).toMatchObject({ CurrentKeyMaterialId: after });
  });

  it('is used, and not changed, while its primary changes', async () => {
    const { aws, here, KeyId, keyOf, replicate } = await primaryKey();
    await replicate();
    const hold = aws.home.clock.hold();
    await here.send(new UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: west }));
    expect(await keyOf(here)).toMatchObject({ KeyState: 'Updating' });
    await here.send(new EncryptCommand({ KeyId, Plaintext }));
    await expect(here.send(new DisableKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    hold.release();
  });

  it('waits for the deletion of its replicas before its own', async () => {
    const { aws, here, there, KeyId, keyOf, replicate } = await primaryKey();
    await replicate();
    const further = new KMSClient({ ...connection(aws), region: 'eu-west-1' });
    await here.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }));
    await aws.home.clock.idle();
    const schedule = (kms: KMSClient) => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    const waiting = await schedule(here);
    expect(waiting).toMatchObject({ KeyState: 'PendingReplicaDeletion', PendingWindowInDays: 7 });
    expect(waiting).not.toHaveProperty('DeletionDate');
    await expect(here.send(new EncryptCommand({ KeyId, Plaintext }))).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await here.send(new CancelKeyDeletionCommand({ KeyId }));
    expect(await keyOf(here)).toMatchObject({ KeyState: 'Disabled' });
    await schedule(here);
    expect(await keyOf(here)).toMatchObject({ KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: 7 });
    await schedule(there);
    await aws.home.clock.advance(day);
    await schedule(further);
    await aws.home.clock.advance(6.5 * day);
    await expect(keyOf(there)).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(await keyOf(here)).toMatchObject({ KeyState: 'PendingReplicaDeletion' });
    await aws.home.clock.advance(day);
    expect(await keyOf(here)).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: expect.any(Date) });
    await aws.home.clock.advance(7 * day);
    await expect(keyOf(here)).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
