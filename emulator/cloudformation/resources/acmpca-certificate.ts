import { deployer } from '../deployer.ts';
import { number, object, oneOf, required, structure, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

const validity = structure({
  Type: required(oneOf('ABSOLUTE', 'DAYS', 'END_DATE', 'MONTHS', 'YEARS')),
  Value: required(number),
});

/** Nothing of it changes, and it stays valid when it is deleted. */
export const certificate: ResourceType = {
  type: 'AWS::ACMPCA::Certificate',
  attributes: ['Arn', 'Certificate'],
  properties: {
    CertificateAuthorityArn: required(text),
    CertificateSigningRequest: required(text),
    SigningAlgorithm: required(text),
    Validity: required(validity),
    ValidityNotBefore: validity,
    TemplateArn: text,
    ApiPassthrough: object,
  },
  async create({ CertificateSigningRequest, ...properties }, { place }) {
    const input = { ...properties, Csr: Buffer.from(CertificateSigningRequest) };
    const { CertificateArn } = (await place.call('acm-pca', 'IssueCertificate', input, deployer(place))) as { CertificateArn: string };
    const issued = place.acmPca.authority(properties.CertificateAuthorityArn).issued.get(CertificateArn)!;
    // a stack stands when all of it can be used
    issued.issued = true;
    return { physicalId: CertificateArn, attributes: { Arn: CertificateArn, Certificate: issued.certificate } };
  },
  delete() {},
};
