import { CreateSecretCommand, GetSecretValueCommand, ResourceExistsException } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test, vi } from 'vitest';
import { copySecret } from '../../../../core/credentials/copy-secret.ts';
import { creationToken } from '../../../../core/credentials/creation-token.ts';
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

const exists = new ResourceExistsException({ message: 'exists', $metadata: {} });

test('a version of a secret becomes the secret of another environment, tagged as its own', async () => {
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:admin', VersionId: 'v' }).resolves({ SecretString: 'of the backup' });
  secretsManager.on(CreateSecretCommand).resolves({ ARN: 'arn:copy' });

  expect(await copied()).toEqual(['arn:copy']);
  expect(secretsManager.commandCalls(CreateSecretCommand)[0]!.args[0].input).toEqual({
    Name: name,
    ClientRequestToken: creationToken('arn:run', name),
    Description: 'CloudHSM admin of the environment sibling, from a backup',
    SecretString: 'of the backup',
    Tags: [
      { Key: 'cloudhsm-lifecycle:environment', Value: 'sibling' },
      { Key: 'cloudhsm-lifecycle:stage', Value: 'dev' },
    ],
  });
});

test('one that is there with the same value serves, and is not listed as made', async () => {
  secretsManager.on(CreateSecretCommand).rejects(exists);

  expect(await copied()).toEqual([]);
});

test('one that holds another value is told, and left as it is', async () => {
  secretsManager.on(CreateSecretCommand).rejects(exists);
  secretsManager.on(GetSecretValueCommand, { SecretId: name }).resolves({ SecretString: 'another' });

  await expect(copied()).rejects.toMatchObject({
    name: 'SecretUnusable',
    details: { to: name, remedy: expect.stringContaining(`delete-secret --secret-id ${name} --force-delete-without-recovery`) },
  });
});

test('what else Secrets Manager says is passed on', async () => {
  const denied = rejection('AccessDeniedException');
  secretsManager.on(CreateSecretCommand).rejects(denied);

  await expect(copied()).rejects.toBe(denied);
});
