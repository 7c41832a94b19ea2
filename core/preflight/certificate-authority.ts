import type { CertificateAuthority } from '@aws-sdk/client-acm-pca';
import { AcmPca, describeAuthority } from '../certificate-authority/acm-pca.ts';
import { deniedByOwner, sharing } from '../certificate-authority/sharing.ts';
import { signingKeys } from '../certificate-authority/signing-algorithm.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { trustAnchorProblems } from '../pki/trust-anchor.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, warned } from './findings.ts';
import { missingTrustAnchor } from './missing-trust-anchor.ts';
import { signedOtherwise } from './signed-otherwise.ts';

const path = 'certificateAuthority.arn';

/**
 * Whether the CA can sign for CloudHSM: an ACTIVE, general-purpose root, this account's or shared with it, that is valid for long
 * enough. A self-signed one is made when it is needed. A cluster that has its certificate needs no other: roots are disabled or deleted
 * once they have signed, since ACM PCA bills them by the month.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html,
 * https://docs.aws.amazon.com/privateca/latest/APIReference/API_IssueCertificate.html,
 * https://docs.aws.amazon.com/privateca/latest/userguide/pca-rbp.html (shared CAs)
 */
export async function checkCertificateAuthority(environment: Environment, facts: Facts): Promise<Findings> {
  const { type, arn = '', validityDays } = environment.certificateAuthority;
  // a restored cluster brings its certificate
  if (environment.cluster) return nothing;
  // an adoption asks for the root itself
  if (facts.own?.certificates.cluster) return facts.adopts ? nothing : checkSigned(facts.own, environment, facts);
  // what people sign is looked at when they have
  if (type !== 'acm-pca') return nothing;
  const [, , , region, owner = ''] = arn.split(':');
  if (region !== facts.region) {
    return refused({ path, problem: `the CA is in ${region}`, remedy: `name a CA of ${facts.region}, where the cluster is` });
  }
  try {
    const ca = await describeAuthority(arn);
    if (!ca)
      return refused({ path, problem: 'there is no such CA', remedy: 'copy the ARN from `aws acm-pca list-certificate-authorities`' });
    const unfit = [...unfitness(ca), ...validityProblems(ca, validityDays, facts.now)];
    if (unfit.length > 0) return refused(...unfit);
    const anchor = trustAnchorProblems(await new AcmPca(arn).trustAnchor());
    return refused(...anchor.map((problem) => ({ path, problem, remedy: 'name another root CA' })));
  } catch (error) {
    if (owner === facts.accountId || !deniedByOwner(error)) throw error;
    const problem = `the account ${owner} does not share this CA with the account ${facts.accountId}`;
    return refused({ path, problem, remedy: sharing(arn) });
  }
}

/** Whoever is named signs nothing any more. */
async function checkSigned(own: Cluster, environment: Environment, { intent }: Facts): Promise<Findings> {
  const missing = environment.certificateAuthority.type === 'acm-pca' ? await missingTrustAnchor(own, environment) : [];
  if (missing.length > 0 || intent !== 'provision') return refused(...missing);
  return warned(...(await signedOtherwise(own, environment)));
}

/** What keeps a CA from signing for CloudHSM, whenever that is. */
export function unfitness(ca: CertificateAuthority): Problem[] {
  const algorithm = ca.CertificateAuthorityConfiguration?.KeyAlgorithm ?? '';
  const found: Problem[] = [];
  if (ca.Type !== 'ROOT')
    found.push({ path, problem: `the CA is ${ca.Type}`, remedy: 'name a ROOT CA: its own certificate becomes the trust anchor' });
  if (ca.Status !== 'ACTIVE') found.push({ path, problem: `the CA is ${ca.Status}`, remedy: 'make it ACTIVE, or name another' });
  if (!signingKeys.includes(algorithm))
    found.push({ path, problem: `the CA's key is ${algorithm}`, remedy: `name a CA whose key is one of ${signingKeys.join(', ')}` });
  if (ca.UsageMode && ca.UsageMode !== 'GENERAL_PURPOSE') {
    const remedy = 'name a GENERAL_PURPOSE CA: the certificate has to last';
    found.push({ path, problem: `the CA's usage mode is ${ca.UsageMode}`, remedy });
  }
  return found;
}

/** A certificate ends with its CA at the latest, and one that is asked for without an end gets a day less. */
function validityProblems({ NotAfter: ends }: CertificateAuthority, wanted: number | undefined, now: string): Problem[] {
  if (ends === undefined) return [];
  const days = Math.floor((ends.getTime() - Date.parse(now)) / 86_400_000) - 1;
  if (days < 1) {
    const problem = `the CA ends ${ends.toISOString()}, and its certificate for the cluster would before`;
    return [{ path, problem, remedy: 'renew the CA, or name another: the trust anchor has to last as long as the cluster' }];
  }
  if (wanted === undefined || wanted <= days) return [];
  const problem = `${wanted} days are more than the CA itself is valid, until ${ends.toISOString()}`;
  return [{ path: 'certificateAuthority.validityDays', problem, remedy: `ask for ${days} or less, or leave it out` }];
}
