import { DescribeCertificateAuthorityCommand } from '@aws-sdk/client-acm-pca';
import { beforeEach, expect, test } from 'vitest';
import { environmentHash } from '../../../core/environment/environment-hash.ts';
import { handler } from '../../../functions/validate-environment.ts';
import { healthyAccount, rootAuthority } from '../account.ts';
import { cloudhsm, ec2, kms, pca } from '../aws.ts';
import { environment, environmentFile } from '../environments.ts';
import { context } from '../lambda-context.ts';
import { now } from '../leases.ts';
import { serverFault } from '../service-errors.ts';

beforeEach(healthyAccount);

test('passes a good file on with its defaults, its hash and no warning', async () => {
  const file = environmentFile({ purpose: undefined, mode: undefined, onFailure: undefined });

  expect(await handler({ file, now, part: false }, context)).toEqual({
    environment: environment({ purpose: 'production', mode: 'FIPS', onFailure: 'keep' }),
    environmentHash: environmentHash(environment()),
    warnings: [],
  });
});

test('passes on what a parent workflow says of its part', async () => {
  const parent = { leaseHolder: 'arn:parent', pace: 1.5 };

  const result = await handler({ file: environmentFile({ parent }), now, part: true }, context);

  expect(result.environment.parent).toEqual(parent);
  expect(result.environmentHash).toBe(environmentHash(environment()));
});

test('refuses a parent where the workflow is no part', async () => {
  const file = environmentFile({ parent: { leaseHolder: 'arn:parent', pace: 1 } });

  await expect(handler({ file, now, part: false }, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: 'parent: this workflow is no part of another; leave it out' },
  });
});

test('refuses a file by its form before it asks AWS anything', async () => {
  const file = environmentFile({ hsmCount: 'three', backupRetentionDays: 5 });

  await expect(handler({ file, now, part: false }, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: {
      doing: 'checking the environment file',
      to: 'production',
      problem: 'hsmCount: "three" is not accepted; has to be a number\nbackupRetentionDays: 5 is not accepted; has to be 7 or more',
      remedy: expect.stringContaining('nothing was created'),
    },
  });
  for (const client of [cloudhsm, ec2, kms, pca]) expect(client.calls()).toHaveLength(0);
});

test('refuses what only the account shows to be wrong', async () => {
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: { ...rootAuthority, Status: 'DISABLED' } });

  await expect(handler({ file: environmentFile(), now, part: false }, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { problem: 'certificateAuthority.arn: the CA is DISABLED; make it ACTIVE, or name another' },
  });
});

test.each([[null], ['text'], [[]], [42]])('refuses %j, which is no file at all', async (file) => {
  await expect(handler({ file, now, part: false }, context)).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    details: { to: 'no name', problem: expect.stringContaining('the file: ') },
  });
});

test('only reads: nothing that it asks AWS changes anything', async () => {
  await handler({ file: environmentFile(), now, part: false }, context);

  const asked = [cloudhsm, ec2, kms, pca].flatMap((client) => client.calls().map(({ args }) => args[0].constructor.name));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((name) => !/^(Describe|Get|List)/.test(name))).toEqual([]);
});

test('an AWS that fails says nothing about the file', async () => {
  pca.on(DescribeCertificateAuthorityCommand).rejects(serverFault('InternalFailure'));

  await expect(handler({ file: environmentFile(), now, part: false }, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});
