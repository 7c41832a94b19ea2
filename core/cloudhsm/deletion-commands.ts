import { type Hsm, liveHsms } from './hsm.ts';

/** What a person types to delete a cluster, its HSMs first. */
export function deletionCommands(cluster: { clusterId: string; hsms: Hsm[] }): string {
  const commands = [...deleteHsmCommands(cluster), deleteClusterCommand(cluster.clusterId)];
  return commands.map((command) => `\`${command}\``).join(', then ');
}

/** One for each HSM that stands. */
export function deleteHsmCommands({ clusterId, hsms }: { clusterId: string; hsms: Hsm[] }): string[] {
  return liveHsms({ hsms }).map(({ hsmId }) => deleteHsmCommand(clusterId, hsmId));
}

export function deleteHsmCommand(clusterId: string, hsmId: string): string {
  return `aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id ${hsmId}`;
}

export function deleteClusterCommand(clusterId: string): string {
  return `aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}`;
}
