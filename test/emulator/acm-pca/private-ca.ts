import {
  ACMPCAClient,
  CreateCertificateAuthorityCommand,
  DescribeCertificateAuthorityCommand,
  GetCertificateAuthorityCsrCommand,
  GetCertificateCommand,
  IssueCertificateCommand,
} from '@aws-sdk/client-acm-pca';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { AccountFile } from '../../../emulator/kernel/account.ts';
import { connection, localAws } from '../../local-aws.ts';

export const defaultArn = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-4333-8444-555555555555';
export const day = 24 * 3600;

export async function privateCa(account: AccountFile = {}) {
  const emulator = await localAws({ account });
  const pca = new ACMPCAClient(connection(emulator));
  const describeAuthority = async (CertificateAuthorityArn = defaultArn) =>
    (await pca.send(new DescribeCertificateAuthorityCommand({ CertificateAuthorityArn }))).CertificateAuthority!;
  return { emulator, home: emulator.home, pca, describeAuthority };
}

export async function create(pca: ACMPCAClient, CertificateAuthorityType: 'ROOT' | 'SUBORDINATE', IdempotencyToken?: string) {
  const { CertificateAuthorityArn } = await pca.send(
    new CreateCertificateAuthorityCommand({
      CertificateAuthorityConfiguration: {
        KeyAlgorithm: 'RSA_2048',
        SigningAlgorithm: 'SHA256WITHRSA',
        Subject: { Country: 'SE', Organization: 'Example, Inc.', CommonName: `${CertificateAuthorityType} one` },
      },
      CertificateAuthorityType,
      IdempotencyToken,
      Tags: [{ Key: 'owner', Value: 'security' }],
    }),
  );
  return CertificateAuthorityArn!;
}

export async function csrOf(pca: ACMPCAClient, CertificateAuthorityArn: string) {
  return Buffer.from((await pca.send(new GetCertificateAuthorityCsrCommand({ CertificateAuthorityArn }))).Csr!);
}

/** Has a CA sign a CSR under a template, and waits for the certificate. */
export async function certify(pca: ACMPCAClient, { home }: Emulator, CertificateAuthorityArn: string, Csr: Buffer, template: string) {
  const { CertificateArn } = await pca.send(
    new IssueCertificateCommand({
      CertificateAuthorityArn,
      Csr,
      SigningAlgorithm: 'SHA256WITHRSA',
      TemplateArn: `arn:aws:acm-pca:::template/${template}/V1`,
      Validity: { Type: 'DAYS', Value: template === 'RootCACertificate' ? 300 : 200 },
    }),
  );
  await home.clock.idle();
  return await pca.send(new GetCertificateCommand({ CertificateAuthorityArn, CertificateArn }));
}
