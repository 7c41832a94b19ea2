import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from 'vitest';
import { keptRoot } from '../../../../core/drill/kept-root.ts';
import { secretsManager } from '../../aws.ts';
import { certify, fingerprint } from '../../certificates.ts';

beforeEach(() => {
  secretsManager.reset();
});

test('a restored cluster has to lead to the root that is escrowed, which is the one on record', async () => {
  const root = await certify({ owner: 'organisation' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'arn:root' }).resolves({ SecretString: root });

  const kept = await keptRoot({ trustAnchor: { secretArn: 'arn:root', sha256: fingerprint(root) } });

  expect(kept.toString().trim()).toBe(root.trim());
});

test.each([
  ['another root', () => certify({ owner: 'another' })],
  ['no certificate', async () => 'spoilt'],
])('a secret that holds %s proves nothing, and it is said how it gets the right one', async (_, text) => {
  const sha256 = fingerprint(await certify({ owner: 'organisation' }));
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: await text() });

  await expect(keptRoot({ trustAnchor: { secretArn: 'arn:root', sha256 } })).rejects.toMatchObject({
    name: 'SecretUnusable',
    details: {
      to: 'arn:root',
      problem: `it does not hold the root on record, whose SHA-256 is ${sha256}`,
      remedy: expect.stringContaining('`aws secretsmanager put-secret-value --secret-id arn:root --secret-string file://root.pem`'),
    },
  });
});

test('without a root on record nothing is proven', async () => {
  await expect(keptRoot({ trustAnchor: undefined })).rejects.toMatchObject({ name: 'TrustAnchorRefused' });
});
