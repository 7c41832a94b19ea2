import { CreateSecretCommand, GetSecretValueCommand, ResourceExistsException } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test, vi } from 'vitest';
import { copySecret } from '../../../../core/credentials/copy-secret.ts';
import { secretsManager } from '../../aws.ts';
import { rejection } from '../../service-errors.ts';

const copied = () => copySecret({ secretArn: 'arn:admin', version: 'v' }, 'sibling', 'admin', 'arn:run');
const name = 'cloudhsm-lifecycle/dev/sibling/admin';

beforeEach(() => {
  vi.stubEnv('STAGE', 'dev');
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: 'secret' });
});

test.each([
  ['its source', 'arn:admin', () => secretsManager.on(GetSecretValueCommand).rejects(rejection('InvalidRequestException'))],
  ['one of its name', name, () => secretsManager.on(CreateSecretCommand).rejects(rejection('InvalidRequestException'))],
  [
    'one of its name that is read',
    name,
    () => {
      secretsManager.on(CreateSecretCommand).rejects(new ResourceExistsException({ message: '', $metadata: {} }));
      secretsManager.on(GetSecretValueCommand, { SecretId: name }).rejects(rejection('InvalidRequestException'));
    },
  ],
])('a copy says what brings back %s that is scheduled for deletion', async (_, secret, scheduled) => {
  scheduled();
  await expect(copied()).rejects.toMatchObject({
    name: 'SecretUnusable',
    details: { remedy: expect.stringContaining(`\`aws secretsmanager restore-secret --secret-id ${secret}\``) },
  });
});
