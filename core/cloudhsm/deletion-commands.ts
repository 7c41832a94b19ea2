import { type Hsm, liveHsms } from './hsm.ts';

/** What a person types to delete a cluster, its HSMs first. */
export function deletionCommands({ clusterId, hsms }: { clusterId: string; hsms: Hsm[] }): string {
  const commands = [
    ...liveHsms({ hsms }).map(({ hsmId }) => `aws cloudhsmv2 delete-hsm --cluster-id ${clusterId} --hsm-id ${hsmId}`),
    `aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}`,
  ];
  return commands.map((command) => `\`${command}\``).join(', then ');
}
