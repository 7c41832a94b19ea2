import type { Environment } from '../environment/environment.ts';
import type { Cluster } from './cluster.ts';
import { deleteHsmCommand } from './deletion-commands.ts';
import { liveHsms } from './hsm.ts';
import { planHsms } from './hsm-plan.ts';

/** What a person types to delete the HSMs that are more than the file asks for; empty where none is. */
export function surplusCommands(
  { clusterId, hsms }: Pick<Cluster, 'clusterId' | 'hsms'>,
  { hsmCount: count, keyStore }: Environment,
): string {
  const { remove } = planHsms({ zones: [], alive: liveHsms({ hsms }), count, zonesToKeep: keyStore ? 2 : 0 });
  return remove.map(({ hsmId }) => `\`${deleteHsmCommand(clusterId, hsmId)}\``).join(', ');
}
