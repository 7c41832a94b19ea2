import * as z from 'zod/mini';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import { certificateRefusal } from '../core/people/certificate-refusal.ts';
import { checkClusterCertificate } from '../core/pki/cluster-certificate.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { recordWithFile } from '../core/record/file.ts';
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

const Output = z.extend(Progress, {
  /** Nothing comes by itself: people sign. What is wrong with what they have brought, if anything was. */
  people: z.optional(z.object({ why: z.nullable(z.string()) })),
});

/** Looks for the certificate once; one that came is checked before it is used. */
export const handler = step(Input, Output, async ({ environment, clusterId, csrSha256, certificate: handle, waiting }) => {
  const record = await recordWithFile(environment);
  const authority = certificateAuthorityOf(record.environment);
  const certificate = await authority.fetch(handle);
  if (authority.byPeople) {
    const why = certificate && certificateRefusal({ ...(await against(certificate)), kept: record.trustAnchor?.sha256 });
    if (!certificate || why) return { ...progress(waiting, false, handle), people: { why: why ?? null } };
  } else if (certificate) {
    checkClusterCertificate(await against(certificate));
  }
  return progress(waiting, certificate !== undefined, handle);

  async function against(signed: string) {
    const [trustAnchor, csr] = await Promise.all([authority.trustAnchor(), readCsr(clusterId, csrSha256)]);
    return { clusterId, certificate: signed, trustAnchor, csr, now: waiting.now };
  }
});
