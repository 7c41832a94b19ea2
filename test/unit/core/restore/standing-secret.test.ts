import { DescribeSecretCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { standingSecret } from '../../../../core/restore/standing-secret.ts';
import { secretsManager } from '../../aws.ts';

const name = (of: string) => `cloudhsm-lifecycle/dev/production/${of}`;

beforeEach(() => {
  secretsManager.reset();
  secretsManager.on(DescribeSecretCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
});

test('the secret on record serves; one that people have made again by its name does where that is gone', async () => {
  secretsManager.on(DescribeSecretCommand, { SecretId: name('admin') }).resolves({ ARN: 'arn:again' });
  expect(await standingSecret('production', 'admin', 'arn:before')).toBe('arn:again');

  secretsManager.on(DescribeSecretCommand, { SecretId: 'arn:before' }).resolves({ ARN: 'arn:before' });
  expect(await standingSecret('production', 'admin', 'arn:before')).toBe('arn:before');
});

test.each([
  [
    'admin',
    /^write \{"username":"admin","password":"…"\} with the password of the backup's date into a file admin\.json, make it again \(.*`\)$/,
  ],
  [
    'application',
    /into a file application\.json, make it again \(.*\); where nobody knows it, with any: what comes then says how the HSMs get it$/,
  ],
  ['trust-anchor', /^write the root that signed the cluster's certificate, as PEM text, into a file root\.pem, make it again \(.*`\)$/],
])('where neither stands, people make that of %s by a whole command', async (of, making) => {
  const thrown = await standingSecret('production', of, 'arn:before').catch((error: unknown) => error);

  const beginning =
    'start the workflow again: AWS shows new things after minutes; where it was deleted for good (CloudTrail: DeleteSecret), ';
  const end = ', and start the workflow again';
  expect(thrown).toMatchObject({
    name: 'TransientServiceError',
    details: {
      to: 'arn:before',
      remedy: expect.stringContaining(`\`aws secretsmanager create-secret --name ${name(of)} --secret-string file://`),
    },
  });
  const { remedy } = (thrown as { details: { remedy: string } }).details;
  expect([remedy.slice(0, beginning.length), remedy.slice(-end.length)]).toEqual([beginning, end]);
  expect(remedy.slice(beginning.length, -end.length)).toMatch(making);
});

test('one that is scheduled for deletion is to be had back, not made again', async () => {
  secretsManager.on(DescribeSecretCommand, { SecretId: 'arn:before' }).resolves({ ARN: 'arn:before', DeletedDate: new Date(0) });

  await expect(standingSecret('production', 'admin', 'arn:before')).rejects.toMatchObject({ name: 'SecretUnusable' });
});
