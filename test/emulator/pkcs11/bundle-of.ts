import { bundleFiles } from '../../../cli/client-bundle/bundle.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Cluster } from '../../../emulator/services/cloudhsmv2/cluster.ts';

/** What `hsm client-bundle` writes for hosts of a cluster. */
export function bundleOf(aws: Emulator, cluster: Cluster): ReturnType<typeof bundleFiles> {
  return bundleFiles({
    environment: 'production',
    version: '5.18.0',
    unverified: false,
    clusterId: cluster.clusterId,
    region: aws.home.region,
    addresses: cluster.hsms.map(({ eniIp }) => eniIp),
    securityGroupId: cluster.securityGroupId,
  });
}
