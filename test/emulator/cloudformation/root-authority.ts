/** A CA in a template, its own certificate, and what makes it ACTIVE. */
export const rootAuthority = {
  Authority: {
    Type: 'AWS::ACMPCA::CertificateAuthority',
    Properties: {
      ...{ Type: 'ROOT', KeyAlgorithm: 'EC_prime256v1', SigningAlgorithm: 'SHA256WITHECDSA' },
      Subject: { CommonName: 'HSM root', Organization: 'Example' },
    },
  },
  RootCertificate: {
    Type: 'AWS::ACMPCA::Certificate',
    Properties: {
      CertificateAuthorityArn: { Ref: 'Authority' },
      CertificateSigningRequest: { 'Fn::GetAtt': ['Authority', 'CertificateSigningRequest'] },
      SigningAlgorithm: 'SHA256WITHECDSA',
      TemplateArn: 'arn:aws:acm-pca:::template/RootCACertificate/V1',
      Validity: { Type: 'YEARS', Value: 10 },
    },
  },
  Activation: {
    Type: 'AWS::ACMPCA::CertificateAuthorityActivation',
    Properties: {
      CertificateAuthorityArn: { Ref: 'Authority' },
      Certificate: { 'Fn::GetAtt': ['RootCertificate', 'Certificate'] },
    },
  },
};
