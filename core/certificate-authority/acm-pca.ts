import {
  DescribeCertificateAuthorityCommand,
  type CertificateAuthority as DescribedAuthority,
  GetCertificateAuthorityCertificateCommand,
  GetCertificateCommand,
  IssueCertificateCommand,
  RequestInProgressException,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm-pca';
import { acmPca } from '../aws/acm-pca.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { CertificateAuthority, Signer } from './certificate-authority.ts';
import { deniedByOwner, sharing } from './sharing.ts';
import { signingAlgorithm } from './signing-algorithm.ts';

/** A CA as ACM PCA describes it; undefined where there is none. */
export async function describeAuthority(arn: string): Promise<DescribedAuthority | undefined> {
  try {
    return (await acmPca().send(new DescribeCertificateAuthorityCommand({ CertificateAuthorityArn: arn }))).CertificateAuthority;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** A root CA of AWS Private CA. It signs the CSR itself, and is the trust anchor: KMS wants one certificate. */
export class AcmPca implements CertificateAuthority, Signer {
  readonly #arn: string;
  readonly #validityDays: number | undefined;

  constructor(arn: string, validityDays?: number) {
    this.#arn = arn;
    this.#validityDays = validityDays;
  }

  async trustAnchor(): Promise<string> {
    const command = new GetCertificateAuthorityCertificateCommand({ CertificateAuthorityArn: this.#arn });
    const { Certificate = '' } = await this.#shared('reading the root of the CA', () => acmPca().send(command));
    return Certificate;
  }

  async request(csr: string, token: string): Promise<string> {
    const ca = await this.#shared("reading the CA's key and how long it lasts", () => describeAuthority(this.#arn));
    const command = new IssueCertificateCommand({
      CertificateAuthorityArn: this.#arn,
      Csr: Buffer.from(csr),
      SigningAlgorithm: signingAlgorithm(ca?.CertificateAuthorityConfiguration?.KeyAlgorithm),
      Validity: this.#validityDays ? { Type: 'DAYS', Value: this.#validityDays } : untilItEnds(ca),
      TemplateArn: `arn:${this.#arn.split(':')[1]}:acm-pca:::template/EndEntityCertificate/V1`,
      IdempotencyToken: token.slice(0, 36),
    });
    const { CertificateArn = '' } = await this.#shared('asking for the certificate', () => acmPca().send(command));
    return CertificateArn;
  }

  async fetch(certificate: string): Promise<string | undefined> {
    try {
      const command = new GetCertificateCommand({ CertificateAuthorityArn: this.#arn, CertificateArn: certificate });
      const { Certificate } = await this.#shared('fetching the certificate', () => acmPca().send(command));
      return Certificate;
    } catch (error) {
      // one that was asked for a moment ago may not be to be seen at all
      if (error instanceof RequestInProgressException || error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  /** Another account's CA may have been shared for less than what is asked of it, or be shared no more. */
  async #shared<Answer>(doing: string, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (!deniedByOwner(error)) throw error;
      const problem = `${(error as Error).name}: ${(error as Error).message}`;
      const remedy = `${sharing(this.#arn)}; then start the workflow again`;
      throw new LifecycleError('AccessDenied', { doing, to: this.#arn, problem, remedy }, { cause: error });
    }
  }
}

/** A certificate may not outlive its CA: a day less. */
function untilItEnds(ca: DescribedAuthority | undefined) {
  return { Type: 'ABSOLUTE', Value: Math.floor((ca?.NotAfter?.getTime() ?? 0) / 1000) - 86_400 } as const;
}
