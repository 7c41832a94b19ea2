import {
  BatchGetSecretValueCommand,
  type BatchGetSecretValueCommandInput,
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connection, localAws } from '../../local-aws.ts';

async function withSecrets(...names: string[]) {
  const aws = await localAws();
  const client = new SecretsManagerClient(connection(aws));
  for (const Name of names) await client.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}` }));
  return { aws, client, batch: (input: BatchGetSecretValueCommandInput) => client.send(new BatchGetSecretValueCommand(input)) };
}

describe('values of several secrets', () => {
  it('come for those that are named, and beside them why others do not', async () => {
    const { client, batch } = await withSecrets('one', 'two', 'gone');
    await client.send(new DeleteSecretCommand({ SecretId: 'gone' }));
    const { SecretValues, Errors } = await batch({ SecretIdList: ['two', 'gone', 'one', 'never'] });
    expect(SecretValues).toMatchObject([
      { Name: 'two', SecretString: 'value of two', VersionStages: ['AWSCURRENT'] },
      { Name: 'one', SecretString: 'value of one' },
    ]);
    expect(Errors).toMatchObject([
      { SecretId: 'gone', ErrorCode: 'InvalidRequestException' },
      { SecretId: 'never', ErrorCode: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." },
    ]);
  });

  it('come page by page for those that a filter finds', async () => {
    const { batch } = await withSecrets('app/a', 'app/b', 'other', 'app/c');
    const Filters = [{ Key: 'name' as const, Values: ['app/'] }];
    const first = await batch({ Filters, MaxResults: 2 });
    expect(first.SecretValues).toMatchObject([{ Name: 'app/a' }, { Name: 'app/b' }]);
    const second = await batch({ Filters, MaxResults: 2, NextToken: first.NextToken });
    expect(second).toMatchObject({ SecretValues: [{ SecretString: 'value of app/c' }] });
    expect(second).not.toHaveProperty('NextToken');
  });

  it('are asked for by names or by filters', async () => {
    const { batch } = await withSecrets('one');
    const refused = { name: 'InvalidParameterException' };
    await expect(batch({})).rejects.toMatchObject(refused);
    await expect(batch({ SecretIdList: ['one'], Filters: [] })).rejects.toMatchObject(refused);
    await expect(batch({ SecretIdList: ['one'], MaxResults: 1 })).rejects.toMatchObject(refused);
  });

  it('come as far as the caller may have each', async () => {
    const { aws } = await withSecrets('one', 'two');
    const { home } = aws;
    const Statement = [
      { Effect: 'Allow', Action: 'secretsmanager:BatchGetSecretValue', Resource: '*' },
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: home.arn('secretsmanager', 'secret:one-*') },
    ];
    const trust = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }];
    const policies = [{ policyName: 'read', policyDocument: { Statement } }];
    const activity = home.activities.begin(
      home.iam.putRole({ roleName: 'reader', assumeRolePolicy: { Statement: trust }, policies }),
      'read',
    );
    onTestFinished(() => activity.end());
    const role = new SecretsManagerClient(connection(aws, activity.credentials));
    const { SecretValues, Errors } = await role.send(new BatchGetSecretValueCommand({ SecretIdList: ['one', 'two'] }));
    expect(SecretValues).toMatchObject([{ Name: 'one' }]);
    expect(Errors).toMatchObject([{ SecretId: 'two', ErrorCode: 'AccessDeniedException' }]);
    await expect(role.send(new BatchGetSecretValueCommand({ Filters: [] }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
