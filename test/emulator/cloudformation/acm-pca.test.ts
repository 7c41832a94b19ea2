import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { deployer } from '../../../emulator/cloudformation/deployer.ts';
import { localAws } from '../../local-aws.ts';
import { rootAuthority } from './root-authority.ts';
import { body, cloudFormation } from './stacks.ts';

const subordinate = {
  Issuing: {
    Type: 'AWS::ACMPCA::CertificateAuthority',
    Properties: {
      ...{ Type: 'SUBORDINATE', KeyAlgorithm: 'EC_prime256v1', SigningAlgorithm: 'SHA256WITHECDSA' },
      Subject: { CommonName: 'HSM issuing' },
      Tags: [{ Key: 'for', Value: 'hsm' }],
    },
  },
  IssuingCertificate: {
    Type: 'AWS::ACMPCA::Certificate',
    DependsOn: 'Activation',
    Properties: {
      CertificateAuthorityArn: { Ref: 'Authority' },
      CertificateSigningRequest: { 'Fn::GetAtt': ['Issuing', 'CertificateSigningRequest'] },
      SigningAlgorithm: 'SHA256WITHECDSA',
      TemplateArn: 'arn:aws:acm-pca:::template/SubordinateCACertificate_PathLen0/V1',
      Validity: { Type: 'DAYS', Value: 365 },
    },
  },
  IssuingActivation: {
    Type: 'AWS::ACMPCA::CertificateAuthorityActivation',
    Properties: {
      CertificateAuthorityArn: { Ref: 'Issuing' },
      Certificate: { 'Fn::GetAtt': ['IssuingCertificate', 'Certificate'] },
      CertificateChain: { 'Fn::GetAtt': ['Activation', 'CompleteCertificateChain'] },
    },
  },
};

it('a template makes a root CA and one that issues under it, both ACTIVE', async () => {
  const aws = await localAws();
  const ask = cloudFormation(aws);
  const Outputs = { Chain: { Value: { 'Fn::GetAtt': ['IssuingActivation', 'CompleteCertificateChain'] } } };
  const TemplateBody = JSON.stringify({ Resources: { ...rootAuthority, ...subordinate }, Outputs });
  await ask('CreateStack', { StackName: 'pki', TemplateBody });

  const { StackStatus, Outputs: given } = (await ask('DescribeStacks', { StackName: 'pki' })).Stacks[0];
  expect(StackStatus).toBe('CREATE_COMPLETE');
  const made = [...aws.home.acmPca.authorities.values()].filter(({ configuration }) =>
    String(configuration.Subject.CommonName).startsWith('HSM'),
  );
  expect(made.map(({ type, status }) => `${type} ${status}`)).toEqual(['ROOT ACTIVE', 'SUBORDINATE ACTIVE']);
  expect([...made[1]!.tags]).toEqual([['for', 'hsm']]);
  const [issuing, root] = given[0].OutputValue.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g).map(
    (pem: string) => new X509Certificate(pem),
  ) as [X509Certificate, X509Certificate];
  expect(issuing.subject).toBe('CN=HSM issuing');
  expect(issuing.verify(root.publicKey)).toBe(true);
  expect(root.verify(root.publicKey)).toBe(true);
});

it('a CA goes with its stack, once its certificate does no longer make it ACTIVE', async () => {
  const aws = await localAws();
  const ask = cloudFormation(aws);
  await ask('CreateStack', { StackName: 'pki', TemplateBody: body(rootAuthority) });
  const [made] = [...aws.home.acmPca.authorities.values()].filter(({ configuration }) => configuration.Subject.CommonName === 'HSM root');
  expect(made?.status).toBe('ACTIVE');
  await ask('DeleteStack', { StackName: 'pki' });
  expect(made?.status).toBe('DELETED');

  const { StackId } = await ask('CreateStack', { StackName: 'again', TemplateBody: body(rootAuthority) });
  const other = [...aws.home.acmPca.authorities.values()].at(-1)!;
  const byHand = (operation: string, input = {}) =>
    aws.home.call('acm-pca', operation, { CertificateAuthorityArn: other.arn, ...input }, deployer(aws.home));
  await byHand('UpdateCertificateAuthority', { Status: 'DISABLED' });
  await byHand('DeleteCertificateAuthority');
  await ask('DeleteStack', { StackName: 'again' });
  expect((await ask('DescribeStacks', { StackName: StackId })).Stacks[0].StackStatus).toBe('DELETE_COMPLETE');
});
