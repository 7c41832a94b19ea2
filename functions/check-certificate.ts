import * as z from 'zod/mini';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import { checkClusterCertificate } from '../core/pki/cluster-certificate.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  environment: z.string(),
  clusterId: z.string(),
  csrSha256: z.string(),
  certificate: z.string(),
  waiting: Waiting,
});

/** Looks for the certificate once; one that came is checked before it is used. */
export const handler = step(Input, Progress, async ({ environment, clusterId, csrSha256, certificate: handle, waiting }) => {
  const authority = certificateAuthorityOf(await environmentOnRecord(environment));
  const certificate = await authority.fetch(handle);
  if (certificate) {
    const [trustAnchor, csr] = await Promise.all([authority.trustAnchor(), readCsr(clusterId, csrSha256)]);
    checkClusterCertificate({ clusterId, certificate, trustAnchor, csr, now: waiting.now });
  }
  return progress(waiting, certificate !== undefined, handle);
});
