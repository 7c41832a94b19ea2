import {
  GetSecretValueCommand,
  InvalidRequestException,
  ListSecretVersionIdsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { keptCanary } from '../../../../core/drill/kept-canary.ts';
import { secretsManager } from '../../aws.ts';

const users = { lifecycle_canary: 'arn:canary' };
const canary = { publicKey: 'PEM', signature: 'AAAA' };
const at = (minute: number) => `2026-01-05T09:${String(minute).padStart(2, '0')}:00.000Z`;

beforeEach(() => {
  secretsManager.reset();
  secretsManager.on(ListSecretVersionIdsCommand, { SecretId: 'arn:canary' }).resolves({
    Versions: [10, 12, 20].map((minute) => ({ VersionId: `v${minute}`, CreatedDate: new Date(at(minute)) })),
  });
  for (const [VersionId, kept] of [
    ['v10', undefined],
    ['v12', canary],
    ['v20', canary],
  ] as const) {
    const SecretString = JSON.stringify({ username: 'lifecycle_canary', password: 'Canary0Password', canary: kept });
    secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:canary', VersionId }).resolves({ SecretString });
  }
});

test.each([
  [12, 'v12'],
  [19, 'v12'],
  [20, 'v20'],
  [59, 'v20'],
])('a backup of minute %i is proven by what was kept then: %s', async (minute, version) => {
  expect(await keptCanary('production', users, at(minute))).toEqual({ secretArn: 'arn:canary', version });
});

test.each([9, 10, 11])('a backup of minute %i is older than the key', async (minute) => {
  await expect(keptCanary('production', users, at(minute))).rejects.toMatchObject({
    name: 'CanaryMissing',
    details: { problem: `the newest READY backup was made at ${at(minute)}, and the canary's key came later` },
  });
});

test('an environment from before there were canaries has none', async () => {
  await expect(keptCanary('production', { admin: 'arn:admin' }, at(30))).rejects.toMatchObject({
    name: 'CanaryMissing',
    details: { problem: 'the environment was provisioned before it had one' },
  });
});

test.each([
  [
    new ResourceNotFoundException({ message: 'gone', $metadata: {} }),
    'the secret arn:canary of lifecycle_canary is gone',
    /^provision the environment, which makes the canary/,
  ],
  [
    new InvalidRequestException({ message: 'marked for deletion', $metadata: {} }),
    'the secret arn:canary of lifecycle_canary is scheduled for deletion (marked for deletion)',
    /^`aws secretsmanager restore-secret --secret-id arn:canary`, and start the drill again$/,
  ],
])('a secret that somebody has deleted is named, with what brings it back', async (error, problem, remedy) => {
  secretsManager.on(ListSecretVersionIdsCommand, { SecretId: 'arn:canary' }).rejects(error);
  await expect(keptCanary('production', users, at(30))).rejects.toMatchObject({
    name: 'CanaryMissing',
    details: { problem, remedy: expect.stringMatching(remedy) },
  });
});
