import * as z from 'zod';
import { certificateAuthorityOf } from '../core/certificate-authority/named-authority.ts';
import { Environment } from '../core/environment/environment.ts';
import { readCsr } from '../core/pki/read-csr.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: Environment, clusterId: z.string(), csrSha256: z.string() });
const Output = z.object({ certificate: z.string().describe('What the CA knows the certificate by.') });

/** Has the verified CSR signed. The CSR's hash is the idempotency token: a repeated step gets the same certificate. */
export const handler = step(Input, Output, async ({ environment, clusterId, csrSha256 }) => {
  const csr = await readCsr(clusterId, csrSha256);
  return { certificate: await certificateAuthorityOf(environment).request(csr, csrSha256) };
});
