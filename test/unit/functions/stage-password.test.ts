import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  PutSecretValueCommand,
  ResourceExistsException,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { creationToken } from '../../../core/credentials/creation-token.ts';
import { handler } from '../../../functions/stage-password.ts';
import { secretsManager } from '../aws.ts';
import { execution, lease, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';

const event = { lease, user: 'admin', secretArn: 'arn' };
const token = creationToken(lease.holder, 'arn rotated');

function labelsAre(VersionIdsToStages: Record<string, string[]>): void {
  secretsManager.on(DescribeSecretCommand).resolves({ VersionIdsToStages });
}

beforeEach(() => {
  secretsManager.reset();
  emptyRecord();
  leaseHeldBy(execution);
  labelsAre({ a: ['AWSCURRENT'] });
  secretsManager.on(GetRandomPasswordCommand).resolves({ RandomPassword: 'password' });
  secretsManager.on(PutSecretValueCommand).resolves({});
});

test('puts a new password beside the current one, and says which version it is', async () => {
  expect(await handler(event, context)).toEqual({ before: false, done: false, version: token });
});

test('goes on with one that is there: the HSMs may have it', async () => {
  labelsAre({ a: ['AWSCURRENT'], b: ['AWSPENDING'] });

  expect(await handler(event, context)).toEqual({ before: true, done: false, version: 'b' });
  expect(secretsManager.commandCalls(PutSecretValueCommand)).toHaveLength(0);
});

test('goes on with its own, where Secrets Manager shows that late', async () => {
  secretsManager.on(PutSecretValueCommand).rejects(new ResourceExistsException({ message: 'exists', $metadata: {} }));

  expect(await handler(event, context)).toEqual({ before: true, done: false, version: token });
});

test('leaves alone what this run has made the current one', async () => {
  labelsAre({ a: ['AWSPREVIOUS'], [token]: ['AWSCURRENT'] });

  expect(await handler(event, context)).toEqual({ before: true, done: true, version: token });
});

test('makes no password once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(secretsManager.commandCalls(PutSecretValueCommand)).toHaveLength(0);
});
