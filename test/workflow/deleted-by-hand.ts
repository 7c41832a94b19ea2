import { request } from '../local-aws.ts';
import type { Deployment } from './deployment.ts';

/** Somebody deletes a cluster with its HSMs, past the engine. */
export async function deleteByHand({ emulator, home }: Deployment, clusterId: string): Promise<void> {
  for (const { hsmId } of home.cloudhsmv2.clusters.get(clusterId)!.hsms.filter(({ state }) => state !== 'DELETED')) {
    await request(emulator, 'cloudhsmv2', 'DeleteHsm', { ClusterId: clusterId, HsmId: hsmId });
  }
  await home.clock.idle();
  await request(emulator, 'cloudhsmv2', 'DeleteCluster', { ClusterId: clusterId });
  await home.clock.idle();
}
