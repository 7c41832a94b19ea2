import { DeleteHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { activeHsms } from '../core/cloudhsm/active-hsms.ts';
import { type Cluster, getCluster } from '../core/cloudhsm/cluster.ts';
import { type Hsm, liveHsms, NamedHsm, sameHsm } from '../core/cloudhsm/hsm.ts';
import { requireOurs } from '../core/cloudhsm/ours.ts';
import { whenSettled } from '../core/cloudhsm/when-settled.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { noOtherActive } from '../core/repair/last-hsm.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  clusterId: z.string(),
  hsm: NamedHsm,
  /** Only while another HSM of the cluster is ACTIVE. */
  whileAnother: z._default(z.boolean(), false),
});
const Output = z.object({});

/** Asks CloudHSM to remove an HSM, once: one that goes already, or is gone, is left alone. CloudHSM makes a backup of the cluster first. */
export const handler = step(Input, Output, async ({ environment, lease, clusterId, hsm: named, whileAnother }) => {
  const cluster = await getCluster(clusterId);
  requireOurs(cluster, environment, 'removing an HSM');
  const hsm = liveHsms(cluster).find((one) => sameHsm(one, named));
  if (hsm && whileAnother && !activeHsms(cluster).some((one) => one !== hsm)) throw noOtherActive(clusterId, hsm.hsmId);
  if (hsm) await remove(hsm, cluster, lease);
  await listRemoved(lease, [hsm?.hsmId ?? named.hsmId]);
  return {};
});

async function remove({ hsmId, state }: Hsm, cluster: Cluster, lease: Lease): Promise<void> {
  const [doing, { clusterId }] = [`removing the HSM ${hsmId}`, cluster];
  if (state === 'CREATE_IN_PROGRESS') {
    throw new LifecycleError('ClusterBusy', { doing, to: clusterId, problem: 'CloudHSM still makes it, and does not remove it before' });
  }
  await holdLease(lease);
  try {
    await whenSettled(cluster, doing, () => cloudhsm().send(new DeleteHsmCommand({ ClusterId: clusterId, HsmId: hsmId })));
  } catch (error) {
    if ((error as Error).name !== 'CloudHsmResourceNotFoundException') throw error;
  }
}
