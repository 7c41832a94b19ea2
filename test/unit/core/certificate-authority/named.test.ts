import { X509Certificate } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { AcmPca } from '../../../../core/certificate-authority/acm-pca.ts';
import { certificateAuthorityOf } from '../../../../core/certificate-authority/named-authority.ts';
import { signerOf } from '../../../../core/certificate-authority/named-signer.ts';
import { recordSigned } from '../../../../core/record/signed-item.ts';
import { csrOf } from '../../certificates.ts';
import { environment } from '../../environments.ts';
import { now } from '../../executions.ts';
import { emptyRecord, stored } from '../../record.ts';

const external = environment({ certificateAuthority: { type: 'external' } });
const selfSigned = (validityDays?: number) =>
  environment({ purpose: 'testing', certificateAuthority: { type: 'self-signed', ...(validityDays && { validityDays }) } });

beforeEach(emptyRecord);

test('a file names a CA of AWS Private CA, which is asked and signs', () => {
  expect([certificateAuthorityOf(environment()), signerOf(environment())]).toEqual([expect.any(AcmPca), expect.any(AcmPca)]);
  expect(certificateAuthorityOf(environment()).byPeople).toBeUndefined();
});

test('people sign where the file says so: nothing is asked, and what they bring is known by the CSR', async () => {
  expect(await signerOf(external).request('CSR', 'aa11', now)).toBe('aa11');
  expect(stored('signed')).toBeUndefined();

  const ca = certificateAuthorityOf(external);
  expect([ca.byPeople, await ca.fetch('aa11')]).toEqual([true, undefined]);
  await recordSigned('production', { csrSha256: 'aa11', certificate: 'CERTIFICATE', trustAnchor: 'ROOT' });
  expect([await ca.fetch('aa11'), await ca.fetch('bb22'), await ca.trustAnchor()]).toEqual(['CERTIFICATE', undefined, 'ROOT']);
});

test('a root of its own signs at once for as many days as the file says', async () => {
  const ca = certificateAuthorityOf(selfSigned());
  expect(ca.byPeople).toBeUndefined();

  await signerOf(selfSigned(30)).request(await csrOf('HSM'), 'aa11', now);

  expect(new X509Certificate((await ca.fetch('aa11'))!).validToDate).toEqual(new Date('2026-01-31T00:10:00Z'));
});
