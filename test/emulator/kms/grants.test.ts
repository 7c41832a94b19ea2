import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  type GrantOperation,
  KMSClient,
  ListGrantsCommand,
  ListRetirableGrantsCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

const Plaintext = Buffer.from('what a grant opens');

/** A key, and a role that may do nothing by itself. */
async function keyAndRole() {
  const emulator = await localAws();
  const { home } = emulator;
  const kms = new KMSClient(connection(emulator));
  const { KeyId, Arn } = (await kms.send(new CreateKeyCommand({}))).KeyMetadata!;
  const roleNamed = (roleName: string) => {
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }];
    const arn = home.iam.putRole({ roleName, assumeRolePolicy: { Statement }, policies: [] });
    const activity = home.activities.begin(arn, 'use');
    onTestFinished(() => activity.end());
    return { arn, client: new KMSClient(connection(emulator, activity.credentials)) };
  };
  const role = roleNamed('grantee');
  const grant = (Operations: GrantOperation[], more: Partial<CreateGrantCommandInput> = {}) =>
    kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal: role.arn, Operations, ...more }));
  return { kms, KeyId: KeyId!, Arn: Arn!, role, roleNamed, grant };
}

const denied = { name: 'AccessDeniedException' };

describe('grants', () => {
  it('let a role do what they name, until they are revoked', async () => {
    const { kms, KeyId, role, grant } = await keyAndRole();
    const encrypt = () => role.client.send(new EncryptCommand({ KeyId, Plaintext }));
    await expect(encrypt()).rejects.toMatchObject(denied);
    const { GrantId } = await grant(['Encrypt']);
    const { CiphertextBlob } = await encrypt();
    await expect(role.client.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(denied);
    await kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
    await expect(encrypt()).rejects.toMatchObject(denied);
    await expect(kms.send(new RevokeGrantCommand({ KeyId, GrantId }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('hold what is encrypted to a context that is the same, or has the same in it', async () => {
    const { KeyId, role, grant } = await keyAndRole();
    const context = { purpose: 'proof', cost: '$5' };
    const encrypt = (EncryptionContext?: Record<string, string>) =>
      role.client.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    await grant(['Encrypt', 'DescribeKey'], { Constraints: { EncryptionContextEquals: context } });
    expect((await encrypt(context)).CiphertextBlob).toBeDefined();
    for (const other of [undefined, { purpose: 'proof' }, { ...context, more: 'yes' }, { ...context, purpose: 'payroll' }])
      await expect(encrypt(other)).rejects.toMatchObject(denied);
    expect((await role.client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({ KeyId });
    await grant(['Encrypt'], { Constraints: { EncryptionContextSubset: { purpose: 'payroll' } } });
    expect((await encrypt({ ...context, purpose: 'payroll' })).CiphertextBlob).toBeDefined();
    await expect(encrypt({ purpose: 'other' })).rejects.toMatchObject(denied);
  });

  it('are handed on no further than they go', async () => {
    const { KeyId, role, roleNamed, grant } = await keyAndRole();
    await grant(['CreateGrant', 'Encrypt']);
    const next = roleNamed('next');
    const handOn = (Operations: GrantOperation[]) =>
      role.client.send(new CreateGrantCommand({ KeyId, GranteePrincipal: next.arn, Operations }));
    await expect(handOn(['Encrypt', 'Decrypt'])).rejects.toMatchObject(denied);
    await handOn(['Encrypt']);
    expect((await next.client.send(new EncryptCommand({ KeyId, Plaintext }))).CiphertextBlob).toBeDefined();
  });

  it('are listed by key and by who may retire them', async () => {
    const { kms, KeyId, Arn, role, roleNamed, grant } = await keyAndRole();
    const retiring = roleNamed('retiring');
    const made = await grant(['Decrypt'], { Name: 'volumes', RetiringPrincipal: retiring.arn });
    await grant(['Encrypt']);
    const shown = {
      KeyId: Arn,
      GrantId: made.GrantId,
      Name: 'volumes',
      GranteePrincipal: role.arn,
      RetiringPrincipal: retiring.arn,
      IssuingAccount: 'arn:aws:iam::123456789012:root',
      Operations: ['Decrypt'],
    };
    const first = await kms.send(new ListGrantsCommand({ KeyId, Limit: 1 }));
    expect(first).toMatchObject({ Grants: [shown], Truncated: true });
    const rest = await kms.send(new ListGrantsCommand({ KeyId, Limit: 1, Marker: first.NextMarker }));
    expect(rest).toMatchObject({ Grants: [{ Operations: ['Encrypt'] }], Truncated: false });
    expect((await kms.send(new ListGrantsCommand({ KeyId, GrantId: made.GrantId }))).Grants).toMatchObject([shown]);
    expect((await kms.send(new ListGrantsCommand({ KeyId, GranteePrincipal: retiring.arn }))).Grants).toEqual([]);
    expect((await kms.send(new ListRetirableGrantsCommand({ RetiringPrincipal: retiring.arn }))).Grants).toMatchObject([shown]);
  });

  it('of the same name and the same terms are one', async () => {
    const { grant } = await keyAndRole();
    const [one, same, wider, unnamed, other] = [
      await grant(['Decrypt'], { Name: 'volumes' }),
      await grant(['Decrypt'], { Name: 'volumes' }),
      await grant(['Decrypt', 'Encrypt'], { Name: 'volumes' }),
      await grant(['Decrypt']),
      await grant(['Decrypt']),
    ];
    expect(same).toMatchObject({ GrantId: one.GrantId, GrantToken: one.GrantToken });
    expect(new Set([one, wider, unnamed, other].map(({ GrantId }) => GrantId)).size).toBe(4);
  });

  it('are retired by whom they name for it, with their token or their id', async () => {
    const { kms, KeyId, Arn, role, roleNamed, grant } = await keyAndRole();
    const retiring = roleNamed('retiring');
    const [one, two] = [
      await grant(['Decrypt'], { RetiringPrincipal: retiring.arn }),
      await grant(['Encrypt'], { RetiringPrincipal: retiring.arn }),
    ];
    const { GrantToken } = one;
    await expect(role.client.send(new RetireGrantCommand({ GrantToken }))).rejects.toMatchObject(denied);
    await retiring.client.send(new RetireGrantCommand({ GrantToken }));
    await retiring.client.send(new RetireGrantCommand({ KeyId: Arn, GrantId: two.GrantId }));
    expect((await kms.send(new ListGrantsCommand({ KeyId }))).Grants).toEqual([]);
    await expect(kms.send(new RetireGrantCommand({ GrantToken }))).rejects.toMatchObject({ name: 'InvalidGrantTokenException' });
    await expect(kms.send(new RetireGrantCommand({}))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('are refused for what a key cannot do, a principal that is none, and a key that is disabled', async () => {
    const { kms, KeyId, role, grant } = await keyAndRole();
    await expect(grant(['Sign'])).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('Sign') });
    await expect(grant(['CreateGrant'])).rejects.toThrow('Grants must not contain only the CreateGrant operation.');
    await expect(grant(['Encrypt'], { GranteePrincipal: 'somebody' })).rejects.toMatchObject({
      name: 'InvalidArnException',
      message: 'ARN does not refer to a valid principal: somebody',
    });
    await expect(grant(['Encrypt'], { GranteePrincipal: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
    const both = { EncryptionContextEquals: { a: 'b' }, EncryptionContextSubset: { a: 'b' } };
    await expect(grant(['Encrypt'], { Constraints: both })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(grant(['Encrypt'], { DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperationException' });
    await kms.send(new DisableKeyCommand({ KeyId }));
    await expect(grant(['Encrypt'])).rejects.toMatchObject({ name: 'DisabledException' });
    expect((await kms.send(new ListGrantsCommand({ KeyId }))).Grants).toEqual([]);
    const signing = await kms.send(new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }));
    const ofPair = { KeyId: signing.KeyMetadata!.KeyId };
    await grant(['Sign'], ofPair);
    const sign = new SignCommand({ ...ofPair, Message: Plaintext, SigningAlgorithm: 'ECDSA_SHA_256' });
    expect((await role.client.send(sign)).Signature).toBeDefined();
    await expect(grant(['Sign'], { ...ofPair, Constraints: { EncryptionContextSubset: { a: 'b' } } })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
