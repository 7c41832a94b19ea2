import {
  DescribeCertificateAuthorityCommand,
  GetCertificateAuthorityCertificateCommand,
  GetCertificateCommand,
  IssueCertificateCommand,
  RequestInProgressException,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm-pca';
import { acmPca } from '../aws/acm-pca.ts';
import { setting } from '../aws/setting.ts';
import type { Problem } from '../environment/check-environment.ts';
import { trustAnchorProblems } from '../pki/trust-anchor.ts';
import type { CertificateAuthority, Signer } from './certificate-authority.ts';

const path = 'certificateAuthority.arn';

/** A root CA of AWS Private CA. It signs the CSR directly: CloudHSM knows one trust anchor and no chain. */
export class AcmPca implements CertificateAuthority, Signer {
  readonly #arn: string;
  readonly #validityDays: number | undefined;

  constructor(arn: string, validityDays?: number) {
    this.#arn = arn;
    this.#validityDays = validityDays;
  }

  async problems(signingAt: string | undefined): Promise<Problem[]> {
    const region = this.#arn.split(':')[3];
    if (region !== setting('AWS_REGION')) {
      return [{ path, problem: `the CA is in ${region}`, remedy: `name a CA of ${setting('AWS_REGION')}, where the cluster is` }];
    }
    try {
      const { CertificateAuthority: ca } = await acmPca().send(
        new DescribeCertificateAuthorityCommand({ CertificateAuthorityArn: this.#arn }),
      );
      const algorithm = ca?.CertificateAuthorityConfiguration?.KeyAlgorithm ?? '';
      const found: Problem[] = [];
      if (ca?.Type !== 'ROOT')
        found.push({ path, problem: `the CA is ${ca?.Type}`, remedy: 'name a ROOT CA: CloudHSM wants a self-signed trust anchor' });
      if (ca?.Status !== 'ACTIVE') found.push({ path, problem: `the CA is ${ca?.Status}`, remedy: 'make it ACTIVE, or name another' });
      if (!algorithm.startsWith('RSA_'))
        found.push({ path, problem: `the CA's key is ${algorithm}`, remedy: 'name a CA with an RSA_2048 or RSA_4096 key' });
      if (ca?.UsageMode && ca.UsageMode !== 'GENERAL_PURPOSE') {
        found.push({
          path,
          problem: `the CA's usage mode is ${ca.UsageMode}`,
          remedy: 'name a GENERAL_PURPOSE CA: the certificate has to last',
        });
      }
      if (signingAt) found.push(...this.#validityProblems(ca?.NotAfter, signingAt));
      if (found.length > 0) return found;
      return trustAnchorProblems(await this.trustAnchor()).map((problem) => ({ path, problem, remedy: 'name another root CA' }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      return [{ path, problem: 'there is no such CA', remedy: 'copy the ARN from `aws acm-pca list-certificate-authorities`' }];
    }
  }

  #validityProblems(caEnds: Date | undefined, signingAt: string): Problem[] {
    const days = Math.floor(((caEnds?.getTime() ?? 0) - Date.parse(signingAt)) / 86_400_000) - 1;
    if (caEnds === undefined || this.#validityDays === undefined || this.#validityDays <= days) return [];
    const problem = `${this.#validityDays} days are more than the CA itself is valid, until ${caEnds.toISOString()}`;
    const remedy = days > 0 ? `ask for ${days} or less, or leave it out` : 'renew the CA, or name another';
    return [{ path: 'certificateAuthority.validityDays', problem, remedy }];
  }

  async trustAnchor(): Promise<string> {
    const { Certificate = '' } = await acmPca().send(new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: this.#arn }));
    return Certificate;
  }

  async request(csr: string, token: string): Promise<string> {
    const { CertificateArn = '' } = await acmPca().send(
      new IssueCertificateCommand({
        CertificateAuthorityArn: this.#arn,
        Csr: Buffer.from(csr),
        SigningAlgorithm: 'SHA256WITHRSA',
        Validity: this.#validityDays ? { Type: 'DAYS', Value: this.#validityDays } : await this.#untilTheCaEnds(),
        TemplateArn: `arn:${this.#arn.split(':')[1]}:acm-pca:::template/EndEntityCertificate/V1`,
        IdempotencyToken: token.slice(0, 36),
      }),
    );
    return CertificateArn;
  }

  async fetch(certificate: string): Promise<string | undefined> {
    try {
      const { Certificate } = await acmPca().send(
        new GetCertificateCommand({ CertificateAuthorityArn: this.#arn, CertificateArn: certificate }),
      );
      return Certificate;
    } catch (error) {
      if (error instanceof RequestInProgressException) return undefined;
      throw error;
    }
  }

  /** A certificate may not outlive its CA: a day less. */
  async #untilTheCaEnds() {
    const { CertificateAuthority: ca } = await acmPca().send(
      new DescribeCertificateAuthorityCommand({ CertificateAuthorityArn: this.#arn }),
    );
    return { Type: 'ABSOLUTE', Value: Math.floor((ca?.NotAfter?.getTime() ?? 0) / 1000) - 86_400 } as const;
  }
}
