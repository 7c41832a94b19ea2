import { GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { checkKeptForBackup } from '../../../../core/preflight/kept-for-backup.ts';
import { emptyAccount, healthyAccount } from '../../account.ts';
import { pca, secretsManager } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { rejection } from '../../service-errors.ts';

beforeEach(healthyAccount);

test('a cluster that is made from a backup wants the root that signed: of the CA, or kept where the CA is gone', async () => {
  const SecretId = 'cloudhsm-lifecycle/dev/production/admin';
  secretsManager.on(DescribeSecretCommand, { SecretId }).resolves({ ARN: 'arn:admin' });
  const restored = environment({ cluster: { sourceBackupId: 'backup-aaaaaaaaaaa' } });
  const problems = async () => (await checkKeptForBackup(restored, emptyAccount)).problems;

  expect(await problems()).toEqual([]);
  pca.on(GetCertificateAuthorityCertificateCommand).rejects(rejection('ResourceNotFoundException'));
  expect(await problems()).toMatchObject([
    {
      path: 'certificateAuthority',
      problem: expect.stringContaining('there is no secret cloudhsm-lifecycle/dev/production/trust-anchor'),
      remedy: expect.stringContaining('aws secretsmanager create-secret'),
    },
  ]);
  secretsManager.on(DescribeSecretCommand).resolves({ ARN: 'arn:trust-anchor' });
  expect(await problems()).toEqual([]);
});
