import {
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  ReplicateSecretToRegionsCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
  ValidateResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serviceCaller } from '../../../emulator/kernel/service-caller.ts';
import { connection, localAws } from '../../local-aws.ts';

const other = '210987654321';
const allow = (AWS: string) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'secretsmanager:GetSecretValue', Resource: '*' });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

async function withSecret(more: { KmsKeyId?: string } = {}) {
  const aws = await localAws();
  const client = new SecretsManagerClient(connection(aws));
  const { ARN: SecretId } = await client.send(new CreateSecretCommand({ Name: 'shared', SecretString: 'value', ...more }));
  const put = (ResourcePolicy: string, BlockPublicPolicy?: boolean) =>
    client.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy }));
  const look = async () => (await client.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy;
  return { aws, client, SecretId: SecretId!, put, look };
}

describe('policies of secrets', () => {
  it('are kept as they came, until they are deleted', async () => {
    const { client, SecretId, put, look } = await withSecret();
    expect(await look()).toBeUndefined();
    const text = policy(allow('*'));
    expect(await put(text)).toMatchObject({ ARN: SecretId, Name: 'shared' });
    expect(await look()).toBe(text);
    await client.send(new DeleteResourcePolicyCommand({ SecretId }));
    expect(await look()).toBeUndefined();
  });

  it('let in a role that may do nothing by itself, and keep out one that may', async () => {
    const { aws, SecretId, put } = await withSecret();
    const { home } = aws;
    const roleNamed = (roleName: string, Statement: object[]) => {
      const trust = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }];
      const policies = Statement.length > 0 ? [{ policyName: 'own', policyDocument: { Statement } }] : [];
      const arn = home.iam.putRole({ roleName, assumeRolePolicy: { Statement: trust }, policies });
      const activity = home.activities.begin(arn, 'read');
      onTestFinished(() => activity.end());
      const client = new SecretsManagerClient(connection(aws, activity.credentials));
      return { arn, read: () => client.send(new GetSecretValueCommand({ SecretId })) };
    };
    const stranger = roleNamed('stranger', []);
    const reader = roleNamed('reader', [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }]);
    await expect(stranger.read()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await put(policy(allow(stranger.arn), { ...allow(reader.arn), Effect: 'Deny' }));
    expect(await stranger.read()).toMatchObject({ SecretString: 'value' });
    await expect(reader.read()).rejects.toThrow('with an explicit deny in a resource-based policy');
  });

  it('let another account read, where the secret has a key that can serve it', async () => {
    const { aws, SecretId, put } = await withSecret({ KmsKeyId: 'alias/shared' });
    const theirs = new SecretsManagerClient(connection(aws, { accessKeyId: other, secretAccessKey: 'secret' }));
    const read = (id: string) => theirs.send(new GetSecretValueCommand({ SecretId: id }));
    await expect(read(SecretId)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await put(policy(allow(`arn:aws:iam::${other}:root`)));
    expect(await read(SecretId)).toMatchObject({ ARN: SecretId, SecretString: 'value' });
    await expect(read('shared')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('do not help another account to what AWS’s own key encrypts', async () => {
    const { aws, SecretId, put } = await withSecret();
    await put(policy({ ...allow(`arn:aws:iam::${other}:root`), Action: 'secretsmanager:*' }));
    const theirs = new SecretsManagerClient(connection(aws, { accessKeyId: other, secretAccessKey: 'secret' }));
    const refused = { name: 'InvalidRequestException', message: expect.stringContaining('the default KMS service key') };
    await expect(theirs.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject(refused);
    const value = { SecretId, SecretString: 'other' };
    await expect(theirs.send(new PutSecretValueCommand(value))).rejects.toMatchObject(refused);
    await expect(theirs.send(new UpdateSecretCommand(value))).rejects.toMatchObject(refused);
    expect(await theirs.send(new UpdateSecretCommand({ SecretId, Description: 'shared' }))).toMatchObject({ ARN: SecretId });
    const service = serviceCaller('ecs.amazonaws.com');
    expect(await aws.home.call('secretsmanager', 'GetSecretValue', { SecretId }, service)).toMatchObject({ SecretString: 'value' });
  });

  it('go with a secret to its replicas, and are changed where it is', async () => {
    const { aws, client, SecretId, put } = await withSecret();
    await client.send(new ReplicateSecretToRegionsCommand({ SecretId, AddReplicaRegions: [{ Region: 'us-west-2' }] }));
    const text = policy(allow('*'));
    await put(text);
    const west = new SecretsManagerClient({ ...connection(aws), region: 'us-west-2' });
    const shared = { SecretId: 'shared' };
    expect(await west.send(new GetResourcePolicyCommand(shared))).toMatchObject({ ResourcePolicy: text });
    const refused = { name: 'InvalidParameterException', message: expect.stringMatching(/^Operation not permitted on a replica secret/) };
    await expect(west.send(new PutResourcePolicyCommand({ ...shared, ResourcePolicy: text }))).rejects.toMatchObject(refused);
    await expect(west.send(new DeleteResourcePolicyCommand(shared))).rejects.toMatchObject(refused);
  });

  it('are validated before they are put', async () => {
    const { client, SecretId } = await withSecret();
    const validate = (ResourcePolicy: string, named: { SecretId?: string } = {}) =>
      client.send(new ValidateResourcePolicyCommand({ ResourcePolicy, ...named }));
    const right = policy(allow(`arn:aws:iam::${other}:root`));
    for (const named of [{}, { SecretId: SecretId! }])
      expect(await validate(right, named)).toMatchObject({ PolicyValidationPassed: true, ValidationErrors: [] });
    expect(await validate(policy(allow('*')))).toMatchObject({
      PolicyValidationPassed: false,
      ValidationErrors: [{ ErrorMessage: expect.stringContaining('broad access') }],
    });
    await expect(validate('some policy')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await expect(validate(right, { SecretId: 'none' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('are refused where they are none, are public and were not to be, or the secret goes', async () => {
    const { client, SecretId, put, look } = await withSecret();
    const malformed = { name: 'MalformedPolicyDocumentException' };
    for (const text of ['some policy', '"text"', policy({ ...allow('*'), Effect: 'Permit' })])
      await expect(put(text)).rejects.toMatchObject(malformed);
    await expect(put(policy(allow('*')), true)).rejects.toMatchObject({ name: 'PublicPolicyException' });
    await put(policy({ ...allow('*'), Condition: { StringEquals: { 'aws:PrincipalAccount': other } } }), true);
    await client.send(new DeleteSecretCommand({ SecretId }));
    await expect(look()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
});
