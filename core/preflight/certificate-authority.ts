import type { CertificateAuthority } from '@aws-sdk/client-acm-pca';
import { setting } from '../aws/setting.ts';
import { AcmPca, describeAuthority } from '../certificate-authority/acm-pca.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { trustAnchorProblems } from '../pki/trust-anchor.ts';
import { type Findings, nothing, refused } from './findings.ts';

const path = 'certificateAuthority.arn';

/**
 * Whether the CA can sign for CloudHSM: an ACTIVE, general-purpose RSA root that is valid for long enough. A self-signed one is made when
 * it is needed, and a cluster that has its certificate needs no other.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html,
 * https://docs.aws.amazon.com/privateca/latest/APIReference/API_IssueCertificate.html
 *
 * @param now ISO 8601: when it would sign
 */
export async function checkCertificateAuthority(environment: Environment, own: Cluster | undefined, now: string): Promise<Findings> {
  const { type, arn = '', validityDays } = environment.certificateAuthority;
  if (type === 'self-signed') return nothing;
  const region = arn.split(':')[3];
  if (region !== setting('AWS_REGION')) {
    return refused({ path, problem: `the CA is in ${region}`, remedy: `name a CA of ${setting('AWS_REGION')}, where the cluster is` });
  }
  const ca = await describeAuthority(arn);
  if (!ca) return refused({ path, problem: 'there is no such CA', remedy: 'copy the ARN from `aws acm-pca list-certificate-authorities`' });
  const found = own?.certificates.cluster ? unfitness(ca) : [...unfitness(ca), ...validityProblems(ca, validityDays, now)];
  if (found.length > 0) return refused(...found);
  const anchor = trustAnchorProblems(await new AcmPca(arn).trustAnchor());
  return refused(...anchor.map((problem) => ({ path, problem, remedy: 'name another root CA' })));
}

function unfitness(ca: CertificateAuthority): Problem[] {
  const algorithm = ca.CertificateAuthorityConfiguration?.KeyAlgorithm ?? '';
  const found: Problem[] = [];
  if (ca.Type !== 'ROOT')
    found.push({ path, problem: `the CA is ${ca.Type}`, remedy: 'name a ROOT CA: CloudHSM wants a self-signed trust anchor' });
  if (ca.Status !== 'ACTIVE') found.push({ path, problem: `the CA is ${ca.Status}`, remedy: 'make it ACTIVE, or name another' });
  if (!algorithm.startsWith('RSA_'))
    found.push({ path, problem: `the CA's key is ${algorithm}`, remedy: 'name a CA with an RSA_2048 or RSA_4096 key' });
  if (ca.UsageMode && ca.UsageMode !== 'GENERAL_PURPOSE') {
    const remedy = 'name a GENERAL_PURPOSE CA: the certificate has to last';
    found.push({ path, problem: `the CA's usage mode is ${ca.UsageMode}`, remedy });
  }
  return found;
}

function validityProblems({ NotAfter: ends }: CertificateAuthority, wanted: number | undefined, now: string): Problem[] {
  if (ends === undefined || wanted === undefined) return [];
  const days = Math.floor((ends.getTime() - Date.parse(now)) / 86_400_000) - 1;
  if (wanted <= days) return [];
  const problem = `${wanted} days are more than the CA itself is valid, until ${ends.toISOString()}`;
  const remedy = days > 0 ? `ask for ${days} or less, or leave it out` : 'renew the CA, or name another';
  return [{ path: 'certificateAuthority.validityDays', problem, remedy }];
}
