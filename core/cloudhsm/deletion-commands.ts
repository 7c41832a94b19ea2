import { type Cluster, liveHsms } from './cluster.ts';

/** What a person types to delete a cluster, its HSMs first. */
export function deletionCommands({ clusterId, hsms }: Pick<Cluster, 'clusterId' | 'hsms'>): string {
  const commands = [
    ...liveHsms({ hsms }).map(({ hsmId }) => `aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id ${hsmId}`),
    `aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}`,
  ];
  return commands.map((command) => `\`${command}\``).join(', then ');
}
