import { setStatus } from '../../services/acm-pca/authority.ts';
import { changedTags } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';
import { document, oneOf, required, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const certificateAuthority: ResourceType = {
  type: 'AWS::ACMPCA::CertificateAuthority',
  fixed: ['Type', 'KeyAlgorithm', 'SigningAlgorithm', 'Subject', 'KeyStorageSecurityStandard', 'UsageMode'],
  attributes: ['Arn', 'CertificateSigningRequest'],
  properties: {
    Type: required(oneOf('ROOT', 'SUBORDINATE')),
    KeyAlgorithm: required(text),
    SigningAlgorithm: required(text),
    Subject: required(document),
    KeyStorageSecurityStandard: text,
    UsageMode: oneOf('GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE'),
    RevocationConfiguration: document,
    Tags: tags,
  },
  async create({ Type, KeyAlgorithm, SigningAlgorithm, Subject, ...properties }, { place, made }) {
    const asked = {
      ...properties,
      CertificateAuthorityType: Type,
      CertificateAuthorityConfiguration: { KeyAlgorithm, SigningAlgorithm, Subject },
      ...(properties.Tags?.length === 0 && { Tags: undefined }),
    };
    const { CertificateAuthorityArn } = (await place.call('acm-pca', 'CreateCertificateAuthority', asked, deployer(place))) as {
      CertificateAuthorityArn: string;
    };
    made({ physicalId: CertificateAuthorityArn, arn: CertificateAuthorityArn });
    // a stack stands when all of it can be used
    setStatus(place.acmPca.authority(CertificateAuthorityArn), 'PENDING_CERTIFICATE', place.clock.now());
    const { Csr } = (await place.call('acm-pca', 'GetCertificateAuthorityCsr', { CertificateAuthorityArn }, deployer(place))) as {
      Csr: string;
    };
    const attributes = { Arn: CertificateAuthorityArn, CertificateSigningRequest: Csr };
    return { physicalId: CertificateAuthorityArn, arn: CertificateAuthorityArn, attributes };
  },
  async update({ RevocationConfiguration, Tags }, { physicalId: CertificateAuthorityArn, properties: before }, { place }) {
    const call = (operation: string, input: object) =>
      place.call('acm-pca', operation, { CertificateAuthorityArn, ...input }, deployer(place));
    if (RevocationConfiguration) await call('UpdateCertificateAuthority', { RevocationConfiguration });
    const { set, gone } = changedTags(before.Tags, Tags);
    if (set.length > 0) await call('TagCertificateAuthority', { Tags: set });
    if (gone.length > 0) await call('UntagCertificateAuthority', { Tags: gone.map((Key) => ({ Key })) });
    return undefined;
  },
  async delete({ physicalId: CertificateAuthorityArn }, place) {
    if (place.acmPca.authority(CertificateAuthorityArn).status === 'DELETED') return;
    await place.call('acm-pca', 'DeleteCertificateAuthority', { CertificateAuthorityArn }, deployer(place));
  },
};
