import { X509Certificate } from 'node:crypto';
import { certificateRefusal } from '../../core/people/certificate-refusal.ts';
import { isCsrOf } from '../../core/pki/csr.ts';
import { sha256Of } from '../../core/pki/fingerprint.ts';
import { readRecord } from '../../core/record/file.ts';
import { readSigned, recordSigned } from '../../core/record/signed-item.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { type Answer, type ApproveOptions, ofNoUse } from './answer.ts';
import { broughtFor } from './brought.ts';
import type { OpenWait } from './open-wait.ts';
import { certificatesIn } from './pem-file.ts';
import { waitingCluster } from './waiting-cluster.ts';

/**
 * The certificate that people have signed, held against the CSR as the cluster has it now.
 *
 * @throws CommandError where it cannot claim the cluster
 */
export async function answerCertificate(wait: OpenWait, options: ApproveOptions, now: Date, rehearsal: boolean): Promise<Answer> {
  const { environment, details } = wait;
  const { clusterId = '', csrSha256 = '' } = details;
  const inFile = certificatesIn(options.certificate!);
  const roots = options.trustAnchor === undefined ? [] : certificatesIn(options.trustAnchor);
  const [{ certificates }, record, before] = await Promise.all([waitingCluster(wait), readRecord(environment), readSigned(environment)]);
  const { csr } = certificates;
  if (!isCsrOf(csrSha256, csr)) return askAgain(wait, csr !== undefined);
  const { certificate, trustAnchor = before?.trustAnchor } = broughtFor(csr, inFile, roots);
  if (!trustAnchor)
    throw new CommandError(`${options.certificate} holds no root beside the certificate`, exitCodes.badInput, 'CertificateRefused', {
      remedy: 'give the file of the root that has signed it with --trust-anchor',
    });
  const problem = certificateRefusal({
    clusterId,
    csr,
    certificate,
    trustAnchor,
    kept: record.trustAnchor?.sha256,
    now: now.toISOString(),
  });
  if (problem) {
    const remedy =
      rehearsal && problem.includes('it is valid from ') && isOfLater(certificate, now)
        ? laterRemedy
        : `sign the CSR with the SHA-256 ${csrSha256} as \`npx hsm describe ${environment}\` shows it, and approve that`;
    throw new CommandError(`${options.certificate}: ${problem}; nothing was changed`, exitCodes.refused, 'CertificateRefused', { remedy });
  }
  const [sha256, anchorSha256] = [sha256Of(certificate), sha256Of(trustAnchor)];
  return {
    told: `certificate ${sha256} passes`,
    plan: `${environment}: cluster ${clusterId} is claimed for good with the certificate ${sha256}, by the root ${anchorSha256}`,
    document: { certificate: { sha256, trustAnchorSha256: anchorSha256 } },
    record: () => recordSigned(environment, { csrSha256, certificate, trustAnchor }),
  };
}

/** The time of a local AWS begins in the past, unless somebody asks for another. */
const laterRemedy =
  'what is signed today is not valid yet in the time of this local AWS: start it anew with `npx hsm emulator --deploy --time now`, or sign with dates of its own time';

function isOfLater(certificate: string, now: Date): boolean {
  return Date.parse(new X509Certificate(certificate).validFrom) > now.getTime();
}

/** What was signed is for a CSR that is no more: the run is woken, makes another HSM where there is none, and publishes the new one. */
function askAgain({ environment }: OpenWait, replaced: boolean): Answer {
  const what = replaced ? 'CloudHSM has replaced the HSM, and its CSR is another now' : 'the HSM is gone that has made the CSR';
  const problem = `${what}: what was signed counts no more`;
  const refused = new CommandError(problem, exitCodes.refused, 'CsrChanged', {
    remedy: `the workflow verifies the new one and publishes it in some minutes (\`npx hsm describe ${environment}\`): sign that`,
  });
  return ofNoUse(`${environment}: ${problem}; have the workflow publish the new one`, refused);
}
