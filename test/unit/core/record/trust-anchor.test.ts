import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { readTrustAnchor } from '../../../../core/record/trust-anchor.ts';
import { secretsManager } from '../../aws.ts';
import { rejection } from '../../service-errors.ts';

const trustAnchor = { secretArn: 'arn:secret', sha256: 'abcd' };

beforeEach(() => {
  secretsManager.reset();
});

test('reads the root from where the record says', async () => {
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:secret' }).resolves({ SecretString: 'root' });

  expect(await readTrustAnchor({ trustAnchor })).toBe('root');
});

test('an escrow that Secrets Manager does not show yet is looked for again', async () => {
  secretsManager.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: { httpStatusCode: 400 } }));

  await expect(readTrustAnchor({ trustAnchor })).rejects.toMatchObject({ name: 'TransientServiceError', details: { to: 'arn:secret' } });
});

test('says what to do where the record names none', async () => {
  await expect(readTrustAnchor({ trustAnchor: undefined })).rejects.toMatchObject({
    name: 'TrustAnchorRefused',
    details: { to: 'the record', remedy: expect.stringContaining('provision the environment') },
  });
  expect(secretsManager.calls()).toHaveLength(0);
});

test('a denied look is not late', async () => {
  const error = rejection('AccessDeniedException');
  secretsManager.on(GetSecretValueCommand).rejects(error);

  await expect(readTrustAnchor({ trustAnchor })).rejects.toBe(error);
});
