import * as z from 'zod/mini';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { verifyHardwareIdentity } from '../core/pki/hardware-identity.ts';
import { hardwareRoots } from '../core/pki/hardware-roots.ts';
import { csrGone } from '../core/pki/read-csr.ts';
import { step } from '../core/step.ts';

const Input = z.object({ clusterId: z.string() });
const Output = z.object({ csrSha256: z.string(), hsmSerial: z.string(), awsRootSha256: z.string(), manufacturerRootSha256: z.string() });

/** Proves that the CSR was made inside genuine hardware, before anybody signs it. */
export const handler = step(Input, Output, async ({ clusterId }) => {
  const [{ certificates }, roots] = await Promise.all([getCluster(clusterId), hardwareRoots()]);
  const { csr, hsm, awsHardware, manufacturerHardware } = certificates;
  if (!csr || !hsm || !awsHardware || !manufacturerHardware) throw csrGone(clusterId);
  return verifyHardwareIdentity({ clusterId, csr, hsm, awsHardware, manufacturerHardware, ...roots });
});
