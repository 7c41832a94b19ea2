import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  type KeySpec,
  type KeyUsageType,
  ListAliasesCommand,
  ListKeysCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { kmsWithCluster } from './key-store.ts';
import { createKey, encrypt } from './keys.ts';

describe('naming a key', () => {
  it('takes the id, the ARN, an alias and the alias’s ARN', async () => {
    const { kms, home } = await kmsWithCluster();
    const { KeyId, Arn } = await createKey(kms);
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/application', TargetKeyId: KeyId }));
    for (const name of [KeyId!, Arn!, 'alias/application', home.arn('kms', 'alias/application')]) {
      expect(await encrypt(kms, name)).toMatchObject({ KeyId: Arn });
    }
  });

  it.each([
    [
      '11111111-2222-4333-8444-555555555555',
      "Key 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555' does not exist",
    ],
    ['alias/none', 'Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.'],
    ['nonsense', "Invalid keyId 'nonsense'"],
    ['arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555', 'Invalid arn eu-west-1'],
  ])('does not find %s', async (KeyId, message) => {
    const { kms } = await kmsWithCluster();
    await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException', message });
  });

  it('keeps aliases: unique, movable, listed by key, deletable', async () => {
    const { kms } = await kmsWithCluster();
    const [one, two] = [await createKey(kms), await createKey(kms)];
    const AliasName = 'alias/application';
    const create = (name: string) => kms.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: one.KeyId }));
    const targets = async (KeyId?: string) =>
      (await kms.send(new ListAliasesCommand({ KeyId }))).Aliases!.map((alias) => [alias.AliasName, alias.TargetKeyId]);
    await create(AliasName);
    await expect(create(AliasName)).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: two.KeyId }));
    expect(await targets()).toEqual([[AliasName, two.KeyId]]);
    expect(await targets(one.KeyId)).toEqual([]);
    await kms.send(new DeleteAliasCommand({ AliasName }));
    expect(await targets()).toEqual([]);
    await expect(kms.send(new DeleteAliasCommand({ AliasName }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('moves aliases among keys of one type and usage', async () => {
    const { kms } = await kmsWithCluster();
    const make = async (KeySpec: KeySpec, KeyUsage: KeyUsageType) => (await createKey(kms, { KeySpec, KeyUsage })).KeyId!;
    const secret = await make('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const [rsa, signing, curve] = [
      await make('RSA_2048', 'ENCRYPT_DECRYPT'),
      await make('RSA_2048', 'SIGN_VERIFY'),
      await make('ECC_NIST_P256', 'SIGN_VERIFY'),
    ];
    const AliasName = 'alias/application';
    const move = (TargetKeyId: string) => kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId }));
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: secret }));
    await expect(move(rsa)).rejects.toMatchObject({ name: 'ValidationException' });
    await kms.send(new DeleteAliasCommand({ AliasName }));
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: signing }));
    await expect(move(rsa)).rejects.toMatchObject({ name: 'ValidationException' });
    await move(curve);
  });

  it('has room for fifty aliases of a key', async () => {
    const { kms } = await kmsWithCluster();
    const [{ KeyId: TargetKeyId }, other] = [await createKey(kms), await createKey(kms)];
    const create = (name: number) => kms.send(new CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId }));
    for (let name = 1; name <= 50; name++) await create(name);
    const tooMany = { name: 'LimitExceededException' };
    await expect(create(51)).rejects.toMatchObject(tooMany);
    await kms.send(new UpdateAliasCommand({ AliasName: 'alias/50', TargetKeyId }));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/51', TargetKeyId: other.KeyId }));
    await expect(kms.send(new UpdateAliasCommand({ AliasName: 'alias/51', TargetKeyId }))).rejects.toMatchObject(tooMany);
  });

  it.each([
    ['application', 'ValidationException', /^Alias must start with the prefix "alias\/"/],
    ['alias/aws/mine', 'NotAuthorizedException', /^/],
  ])('lets nobody create, move or delete %s', async (AliasName, name, message) => {
    const { kms } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    const refusal = { name, message: expect.stringMatching(message) };
    await expect(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))).rejects.toMatchObject(refusal);
    await expect(kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: KeyId }))).rejects.toMatchObject(refusal);
    await expect(kms.send(new DeleteAliasCommand({ AliasName }))).rejects.toMatchObject(refusal);
  });

  it('has aliases of keys alone, without a colon', async () => {
    const { kms, home } = await kmsWithCluster();
    const { KeyId } = await createKey(kms);
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/one', TargetKeyId: KeyId }));
    const aliasForAlias = { name: 'ValidationException', message: 'Aliases must refer to keys. Not aliases' };
    for (const TargetKeyId of ['alias/one', home.arn('kms', 'alias/one')]) {
      await expect(kms.send(new CreateAliasCommand({ AliasName: 'alias/two', TargetKeyId }))).rejects.toMatchObject(aliasForAlias);
      await expect(kms.send(new UpdateAliasCommand({ AliasName: 'alias/one', TargetKeyId }))).rejects.toMatchObject(aliasForAlias);
    }
    await expect(kms.send(new CreateAliasCommand({ AliasName: 'alias/a:b', TargetKeyId: KeyId }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'alias/a:b contains invalid characters for an alias',
    });
  });

  it('lists keys in pages', async () => {
    const { kms } = await kmsWithCluster();
    const made = [];
    for (let count = 0; count < 5; count++) made.push((await createKey(kms)).KeyId);
    const found: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page: { Keys?: { KeyId?: string }[]; NextMarker?: string } = await kms.send(new ListKeysCommand({ Limit: 2, Marker }));
      found.push(...page.Keys!.map(({ KeyId }) => KeyId));
      Marker = page.NextMarker;
    } while (Marker);
    expect(found).toEqual(made);
    for (const wrong of ['nonsense', 'x'])
      await expect(kms.send(new ListKeysCommand({ Marker: wrong }))).rejects.toMatchObject({ name: 'InvalidMarkerException' });
  });
});
