import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

describe('permissions on keys', () => {
  it('are asked for by the ARN of the key, however it is named', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const person = new KMSClient(connection(emulator));
    const [allowed, other] = [0, 1].map(() => person.send(new CreateKeyCommand({})));
    const [mine, theirs] = [(await allowed!).KeyMetadata!, (await other!).KeyMetadata!];
    const roleArn = home.iam.putRole({
      roleName: 'prover',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      policies: [
        {
          policyName: 'prove',
          policyDocument: {
            Statement: [{ Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom'], Resource: mine.Arn }],
          },
        },
      ],
    });
    const activity = home.activities.begin(roleArn, 'prove');
    const role = new KMSClient(connection(emulator, activity.credentials));
    const Plaintext = Buffer.from('proof');
    const { CiphertextBlob } = await role.send(new EncryptCommand({ KeyId: mine.KeyId, Plaintext }));
    expect(Buffer.from((await role.send(new DecryptCommand({ CiphertextBlob }))).Plaintext!)).toEqual(Plaintext);
    const foreign = await person.send(new EncryptCommand({ KeyId: theirs.KeyId, Plaintext }));
    const denied = { name: 'AccessDeniedException', message: expect.stringContaining(theirs.Arn!) };
    await expect(role.send(new EncryptCommand({ KeyId: theirs.KeyId, Plaintext }))).rejects.toMatchObject(denied);
    await expect(role.send(new DecryptCommand({ CiphertextBlob: foreign.CiphertextBlob }))).rejects.toMatchObject(denied);
    await expect(role.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: theirs.KeyId }))).rejects.toMatchObject(denied);
    activity.end();
  });

  it('may hang on the tags of the key', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const person = new KMSClient(connection(emulator));
    const tagged = await person.send(new CreateKeyCommand({ Tags: [{ TagKey: 'stage', TagValue: 'dev' }] }));
    const untagged = await person.send(new CreateKeyCommand({}));
    const Condition = { StringEquals: { 'aws:ResourceTag/stage': 'dev' } };
    const roleArn = home.iam.putRole({
      roleName: 'tagged',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      policies: [
        { policyName: 'use', policyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*', Condition }] } },
      ],
    });
    const activity = home.activities.begin(roleArn, 'use');
    const role = new KMSClient(connection(emulator, activity.credentials));
    const encrypt = (KeyId = '') => role.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('proof') }));
    expect((await encrypt(tagged.KeyMetadata?.KeyId)).CiphertextBlob).toBeDefined();
    await expect(encrypt(untagged.KeyMetadata?.KeyId)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    activity.end();
  });

  it('may hang on the encryption context of the request', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const { KeyMetadata } = await new KMSClient(connection(emulator)).send(new CreateKeyCommand({}));
    const Condition = { StringEquals: { 'kms:EncryptionContext:purpose': 'proof' } };
    const roleArn = home.iam.putRole({
      roleName: 'prover',
      assumeRolePolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      policies: [
        {
          policyName: 'prove',
          policyDocument: { Statement: [{ Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: '*', Condition }] },
        },
      ],
    });
    const activity = home.activities.begin(roleArn, 'prove');
    const role = new KMSClient(connection(emulator, activity.credentials));
    const request = { KeyId: KeyMetadata?.KeyId, Plaintext: Buffer.from('proof') };
    const { CiphertextBlob } = await role.send(new EncryptCommand({ ...request, EncryptionContext: { purpose: 'proof' } }));
    const opened = await role.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { purpose: 'proof' } }));
    expect(Buffer.from(opened.Plaintext!).toString()).toBe('proof');
    const denied = { name: 'AccessDeniedException' };
    await expect(role.send(new EncryptCommand(request))).rejects.toMatchObject(denied);
    await expect(role.send(new EncryptCommand({ ...request, EncryptionContext: { purpose: 'payroll' } }))).rejects.toMatchObject(denied);
    activity.end();
  });

  it('let a role give aliases to keys of an origin, and look for an alias that names no key yet', async () => {
    const emulator = await localAws();
    const { home } = emulator;
    const person = new KMSClient(connection(emulator));
    const { KeyId, Arn } = (await person.send(new CreateKeyCommand({}))).KeyMetadata!;
    const allowed = (KeyOrigin: string) => [
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: home.arn('kms', 'key/*') },
      { Effect: 'Allow', Action: 'kms:CreateAlias', Resource: home.arn('kms', 'alias/mine/*') },
      {
        Effect: 'Allow',
        Action: 'kms:CreateAlias',
        Resource: home.arn('kms', 'key/*'),
        Condition: { StringEquals: { 'kms:KeyOrigin': KeyOrigin } },
      },
    ];
    const kms = (origin: string) => {
      const roleArn = home.iam.putRole({
        roleName: origin,
        assumeRolePolicy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
        policies: [{ policyName: 'name', policyDocument: { Statement: allowed(origin) } }],
      });
      const activity = home.activities.begin(roleArn, 'name');
      onTestFinished(() => activity.end());
      return new KMSClient(connection(emulator, activity.credentials));
    };
    const AliasName = 'alias/mine/documents';
    await expect(kms('AWS_KMS').send(new DescribeKeyCommand({ KeyId: AliasName }))).rejects.toMatchObject({ name: 'NotFoundException' });
    const create = (origin: string, name: string) => kms(origin).send(new CreateAliasCommand({ AliasName: name, TargetKeyId: KeyId }));
    const denied = (message: string) => ({ name: 'AccessDeniedException', message: expect.stringContaining(message) });
    await expect(create('AWS_CLOUDHSM', AliasName)).rejects.toMatchObject(denied(Arn!));
    await expect(create('AWS_KMS', 'alias/other')).rejects.toMatchObject(denied('alias/other'));
    await create('AWS_KMS', AliasName);
    expect((await kms('AWS_KMS').send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata?.Arn).toBe(Arn);
  });
});
