import { DescribeSecretCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import type { Cluster } from '../../../../core/cloudhsm/cluster.ts';
import { checkLeavingAdmins } from '../../../../core/preflight/leaving-admins.ts';
import { recordUsers } from '../../../../core/record/users.ts';
import { emptyAccount } from '../../account.ts';
import { secretsManager } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { emptyRecord } from '../../record.ts';
import { rejection } from '../../service-errors.ts';

const facts = { ...emptyAccount, own: {} as Cluster };
const secretOf = (user: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:cloudhsm-lifecycle/dev/production/${user}-AbCdEf`;

beforeEach(async () => {
  emptyRecord();
  secretsManager.reset();
  secretsManager.on(DescribeSecretCommand).resolves({});
  await recordUsers('production', { admin: secretOf('admin'), admin_2: secretOf('admin_2'), application: secretOf('application') });
});

test('an administrator whom the file asks for no more is warned of: it stays, and nobody rotates its password', async () => {
  const warned = {
    problems: [],
    warnings: [{ path: 'admins', problem: expect.stringContaining('admin_2 stands'), remedy: expect.stringContaining('"admins": 2') }],
  };
  expect(await checkLeavingAdmins(environment({ purpose: 'testing' }), facts)).toMatchObject(warned);

  await recordUsers('production', { admin: secretOf('admin'), application: secretOf('application') });
  expect(await checkLeavingAdmins(environment({ purpose: 'testing' }), facts)).toMatchObject(warned);
});

test('nobody is warned of who is deleted, with the secret', async () => {
  await recordUsers('production', { admin: secretOf('admin'), application: secretOf('application') });
  secretsManager.on(DescribeSecretCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));

  expect((await checkLeavingAdmins(environment({ purpose: 'testing' }), facts)).warnings).toEqual([]);

  // as `aws secretsmanager delete-secret` leaves it for 30 days
  secretsManager.on(DescribeSecretCommand).resolves({ DeletedDate: new Date(0) });
  expect((await checkLeavingAdmins(environment({ purpose: 'testing' }), facts)).warnings).toEqual([]);
});

test('an answer of Secrets Manager that does not come is none', async () => {
  await recordUsers('production', { admin: secretOf('admin'), application: secretOf('application') });
  secretsManager.on(DescribeSecretCommand).rejects(rejection('InternalServiceError'));
  await expect(checkLeavingAdmins(environment({ purpose: 'testing' }), facts)).rejects.toMatchObject({ name: 'InternalServiceError' });
});

test('nobody is warned of those that it asks for', async () => {
  expect((await checkLeavingAdmins(environment({ admins: 2 }), facts)).warnings).toEqual([]);
});
