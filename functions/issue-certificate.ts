import * as z from 'zod/mini';
import { signerOf } from '../core/certificate-authority/named-signer.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, clusterId: z.string(), csrSha256: z.string(), now: z.iso.datetime() });
const Output = z.object({
  /** What the CA knows the certificate by. */
  certificate: z.string(),
});

/** Has the verified CSR signed. The CSR's hash is the idempotency token: a repeated step gets the same certificate. */
export const handler = step(Input, Output, async ({ environment, lease, clusterId, csrSha256, now }) => {
  const signer = signerOf(await environmentOnRecord(environment));
  await holdLease(lease);
  const csr = await readCsr(clusterId, csrSha256);
  return { certificate: await signer.request(csr, csrSha256, now) };
});
