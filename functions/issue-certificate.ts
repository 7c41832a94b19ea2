import * as z from 'zod';
import { signerOf } from '../core/certificate-authority/named-signer.ts';
import { Environment } from '../core/environment/environment.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: Environment, clusterId: z.string(), csrSha256: z.string(), now: z.iso.datetime() });
const Output = z.object({ certificate: z.string().describe('What the CA knows the certificate by.') });

/** Has the verified CSR signed. The CSR's hash is the idempotency token: a repeated step gets the same certificate. */
export const handler = step(Input, Output, async ({ environment, clusterId, csrSha256, now }) => {
  const csr = await readCsr(clusterId, csrSha256);
  return { certificate: await signerOf(environment).request(csr, csrSha256, now) };
});
