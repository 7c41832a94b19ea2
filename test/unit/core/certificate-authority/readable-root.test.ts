import { GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readableRoot } from '../../../../core/certificate-authority/readable-root.ts';
import { pca } from '../../aws.ts';
import { certify, fingerprint } from '../../certificates.ts';
import { connectionCut, rejection } from '../../service-errors.ts';

const arn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1234';
const root = () => pca.on(GetCertificateAuthorityCertificateCommand, { CertificateAuthorityArn: arn });

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  pca.reset();
});

afterEach(() => vi.unstubAllEnvs());

test('the root of a CA of this region is read', async () => {
  const Certificate = await certify({ owner: 'organisation' });
  root().resolves({ Certificate });

  expect(fingerprint((await readableRoot(arn))!.toString())).toBe(fingerprint(Certificate));
});

test('a CA of another region is asked nothing: the region may be lost', async () => {
  expect(await readableRoot(arn.replace('us-east-1', 'us-west-2'))).toBeUndefined();
  expect(pca.calls()).toEqual([]);
});

test.each([
  ['AWS does not show', () => root().rejects(rejection('ResourceNotFoundException'))],
  ['its owner shares no more', () => root().rejects(rejection('AccessDeniedException', 'no resource-based policy allows it'))],
  ['has no certificate yet', () => root().resolves({})],
])('the check of the CA says what is wrong with one that %s', async (_, set) => {
  set();

  expect(await readableRoot(arn)).toBeUndefined();
});

test.each([
  ['no answer', connectionCut()],
  ['too many questions', rejection('ThrottlingException')],
])('%s is no sign that it cannot be read', async (_, error) => {
  root().rejects(error);

  await expect(readableRoot(arn)).rejects.toMatchObject({ name: 'TransientServiceError' });
});
