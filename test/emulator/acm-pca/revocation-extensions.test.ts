import { CreateCertificateAuthorityCommand, UpdateCertificateAuthorityCommand } from '@aws-sdk/client-acm-pca';
import { describe, expect, it } from 'vitest';
import { X509Certificate } from '../../../emulator/pki/x509.ts';
import { defaultArn as arn, certify, create, csrOf, privateCa } from './private-ca.ts';

const authorityKey = '2.5.29.35';
const crlDistributionPoints = '2.5.29.31';
const authorityInfoAccess = '1.3.6.1.5.5.7.1.1';

/** Texts of the two extensions in a certificate that a CA issues: URLs are there as they are. */
async function pointers(RevocationConfiguration: object) {
  const { emulator, pca } = await privateCa();
  await pca.send(new UpdateCertificateAuthorityCommand({ CertificateAuthorityArn: arn, RevocationConfiguration }));
  const subordinate = await create(pca, 'SUBORDINATE');
  await emulator.home.clock.idle();
  const csr = await csrOf(pca, subordinate);
  const { Certificate } = await certify(pca, emulator, arn, csr, 'SubordinateCACertificate_PathLen0');
  const { extensions } = new X509Certificate(Certificate!);
  const urlIn = (type: string) => {
    const found = extensions.find((extension) => extension.type === type);
    return found && /http:[\w./-]+/.exec(Buffer.from(found.value).toString('latin1'))?.[0];
  };
  return { list: urlIn(crlDistributionPoints), responder: urlIn(authorityInfoAccess), id: arn.split('/')[1] };
}

describe('a certificate of ACM PCA', () => {
  it('names neither a list nor a responder where its CA has none', async () => {
    expect(await pointers({})).toMatchObject({ list: undefined, responder: undefined });
  });

  it('names the list in the bucket of its CA', async () => {
    const { list, responder, id } = await pointers({ CrlConfiguration: { Enabled: true, ExpirationInDays: 7, S3BucketName: 'lists' } });
    expect(list).toBe(`http://lists.s3.us-east-1.amazonaws.com/crl/${id}.crl`);
    expect(responder).toBeUndefined();
  });

  it('names the list as the CA calls it, or not at all', async () => {
    const lists = { Enabled: true, ExpirationInDays: 7, S3BucketName: 'lists' };
    const named = await pointers({ CrlConfiguration: { ...lists, CustomCname: 'alternative.example.com' } });
    expect(named.list).toBe(`http://alternative.example.com/crl/${named.id}.crl`);
    const CrlDistributionPointExtensionConfiguration = { OmitExtension: true };
    const configuration = { ...lists, CrlDistributionPointExtensionConfiguration };
    expect((await pointers({ CrlConfiguration: configuration })).list).toBeUndefined();
    const both = { CrlConfiguration: { ...configuration, CustomCname: 'alternative.example.com' } };
    await expect(pointers(both)).rejects.toMatchObject({ name: 'InvalidArgsException' });
  });

  it('names a part of a partitioned list', async () => {
    const lists = { Enabled: true, ExpirationInDays: 7, S3BucketName: 'lists', CrlType: 'PARTITIONED', CustomPath: 'ca' };
    const { list, id } = await pointers({ CrlConfiguration: lists });
    expect(list).toMatch(new RegExp(`^http://lists\\.s3\\.us-east-1\\.amazonaws\\.com/ca/${id}/[0-9a-f-]{36}\\.crl$`));
  });

  it('names the OCSP responder, or what the CA calls it', async () => {
    expect((await pointers({ OcspConfiguration: { Enabled: true } })).responder).toBe('http://ocsp.acm-pca.us-east-1.amazonaws.com');
    const own = { Enabled: true, OcspCustomCname: 'alternative.example.com' };
    expect((await pointers({ OcspConfiguration: own })).responder).toBe('http://alternative.example.com');
  });

  it('of a root names no list, no responder and no key above it', async () => {
    const { emulator, pca } = await privateCa();
    const { CertificateAuthorityArn } = await pca.send(
      new CreateCertificateAuthorityCommand({
        CertificateAuthorityConfiguration: { KeyAlgorithm: 'RSA_2048', SigningAlgorithm: 'SHA256WITHRSA', Subject: { CommonName: 'root' } },
        CertificateAuthorityType: 'ROOT',
        RevocationConfiguration: {
          CrlConfiguration: { Enabled: true, ExpirationInDays: 7, S3BucketName: 'lists' },
          OcspConfiguration: { Enabled: true },
        },
      }),
    );
    await emulator.home.clock.idle();
    const csr = await csrOf(pca, CertificateAuthorityArn!);
    const { Certificate } = await certify(pca, emulator, CertificateAuthorityArn!, csr, 'RootCACertificate');
    const types = new X509Certificate(Certificate!).extensions.map(({ type }) => type);
    for (const type of [authorityKey, crlDistributionPoints, authorityInfoAccess]) expect(types).not.toContain(type);
  });
});
