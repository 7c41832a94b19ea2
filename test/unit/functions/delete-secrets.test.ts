import { DeleteSecretCommand, DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { doneBy } from '../../../core/record/create-notes.ts';
import { recordUsers } from '../../../core/record/users.ts';
import { handler } from '../../../functions/delete-secrets.ts';
import { secretsManager } from '../aws.ts';
import { execution, lease } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy } from '../record.ts';
import { rejection } from '../service-errors.ts';

const arnOf = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-abcdef`;

function secretIs(user: string, DeletedDate?: Date, environment = 'production'): void {
  const Tags = [
    { Key: 'cloudhsm-lifecycle:environment', Value: environment },
    { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
  ];
  for (const SecretId of [arnOf(user), `cloudhsm-lifecycle/dev/production/${user}`]) {
    secretsManager.on(DescribeSecretCommand, { SecretId }).resolves({ ARN: arnOf(user), Tags, ...(DeletedDate && { DeletedDate }) });
  }
}

beforeEach(() => {
  process.env.STAGE = 'dev';
  secretsManager.reset();
  secretsManager.on(DescribeSecretCommand).rejects(rejection('ResourceNotFoundException'));
  emptyRecord();
  leaseHeldBy(execution);
  fileOnRecord({ cryptoUsers: ['application'] });
});

test('secrets that somebody has brought back since the record forgot them are deleted by their names', async () => {
  await recordUsers('production', { admin: arnOf('admin') });
  for (const user of ['admin', 'application', 'trust-anchor']) secretIs(user);
  secretsManager.on(DeleteSecretCommand).callsFake(({ SecretId }: { SecretId: string }) => {
    secretIs(SecretId.includes('arn:') ? 'admin' : SecretId.split('/').at(-1)!, new Date());
    return {};
  });

  await handler({ environment: 'production', lease }, context);

  expect(secretsManager.commandCalls(DeleteSecretCommand)).toHaveLength(3);
  expect((await doneBy(lease)).removed).toEqual(['admin', 'application', 'trust-anchor'].map(arnOf));
});

test("one of these names that is not the environment's stays", async () => {
  secretIs('application', undefined, 'other');

  await handler({ environment: 'production', lease }, context);

  expect(secretsManager.commandCalls(DeleteSecretCommand)).toEqual([]);
});
