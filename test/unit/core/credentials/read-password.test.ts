import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { readPassword } from '../../../../core/credentials/read-password.ts';
import { secretsManager } from '../../aws.ts';
import { rejection } from '../../service-errors.ts';

beforeEach(() => {
  secretsManager.reset();
});

test('a secret that is scheduled for deletion is named, with what brings it back', async () => {
  secretsManager.on(GetSecretValueCommand).rejects(rejection('InvalidRequestException', 'it was marked for deletion'));
  await expect(readPassword('arn:secret')).rejects.toMatchObject({
    name: 'SecretUnusable',
    details: { to: 'arn:secret', remedy: expect.stringContaining('`aws secretsmanager restore-secret --secret-id arn:secret`') },
  });
});

test('one that is not shown is looked for again; where it is gone, provisioning makes it again', async () => {
  secretsManager.on(GetSecretValueCommand).rejects(rejection('ResourceNotFoundException'));
  await expect(readPassword('arn:secret')).rejects.toMatchObject({
    name: 'TransientServiceError',
    details: { remedy: expect.stringContaining('provision the environment') },
  });
});
