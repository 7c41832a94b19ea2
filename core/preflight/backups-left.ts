import { nothingToComeFrom } from '../cloudhsm/coming-back.ts';
import type { Environment } from '../environment/environment.ts';
import { intents } from '../intents.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** core/cloudhsm/coming-back.ts says from what the first HSM of a cluster comes. */
export async function checkBackupsLeft({ cluster }: Environment, { own, intent, adopts, changes }: Facts): Promise<Findings> {
  const coming = intents[intent]?.makesHsms && changes.hsms !== 0;
  if (!own || !coming) return nothing;
  // it gives way to what is restored, or comes from the backup that it was made from
  if (cluster && cluster.sourceBackupId !== own.sourceBackupId) return nothing;
  const why = await nothingToComeFrom(own);
  if (!why) return nothing;
  return refused({ path: adopts ? 'cluster' : 'name', problem: `its cluster ${own.clusterId}: ${why.problem}`, remedy: why.remedy });
}
