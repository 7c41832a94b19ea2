import { deployer } from '../deployer.ts';
import { oneOf, required, text } from '../properties.ts';
import type { Deployment, ResourceType } from '../resource-type.ts';

interface Properties {
  CertificateAuthorityArn: string;
  Certificate: string;
  CertificateChain?: string;
  Status?: 'ACTIVE' | 'DISABLED';
}

/** The certificate of a CA, which makes it ACTIVE; deleted, it leaves a CA that is DISABLED, and can go. */
export const certificateAuthorityActivation: ResourceType = {
  type: 'AWS::ACMPCA::CertificateAuthorityActivation',
  fixed: ['CertificateAuthorityArn'],
  attributes: ['CompleteCertificateChain'],
  properties: {
    CertificateAuthorityArn: required(text),
    Certificate: required(text),
    CertificateChain: text,
    Status: oneOf('ACTIVE', 'DISABLED'),
  },
  async create(properties: Properties, { place }) {
    await install(properties, place);
    return { physicalId: properties.CertificateAuthorityArn, attributes: shown(properties) };
  },
  async update(properties: Properties, { properties: before }, { place }) {
    const { Certificate, CertificateChain } = before as Properties;
    const isAnother = properties.Certificate !== Certificate || properties.CertificateChain !== CertificateChain;
    if (isAnother) await install(properties, place);
    else await setStatus(properties, properties.Status ?? 'ACTIVE', place);
    return shown(properties);
  },
  async delete({ physicalId, properties }, place) {
    if (place.acmPca.authority(physicalId).status === 'ACTIVE') await setStatus(properties, 'DISABLED', place);
  },
};

async function install(properties: Properties, place: Deployment['place']): Promise<void> {
  const { CertificateAuthorityArn, Certificate, CertificateChain, Status } = properties;
  const input = {
    CertificateAuthorityArn,
    Certificate: Buffer.from(Certificate),
    ...(CertificateChain && { CertificateChain: Buffer.from(CertificateChain) }),
  };
  await place.call('acm-pca', 'ImportCertificateAuthorityCertificate', input, deployer(place));
  if (Status === 'DISABLED') await setStatus(properties, Status, place);
}

async function setStatus({ CertificateAuthorityArn }: Properties, Status: string, place: Deployment['place']): Promise<void> {
  await place.call('acm-pca', 'UpdateCertificateAuthority', { CertificateAuthorityArn, Status }, deployer(place));
}

function shown({ Certificate, CertificateChain }: Properties): Record<string, string> {
  return { CompleteCertificateChain: [Certificate, CertificateChain].filter(Boolean).join('\n') };
}
