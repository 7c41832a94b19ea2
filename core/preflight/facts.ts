import { setting } from '../aws/setting.ts';
import { readBackup, type SourceBackup } from '../cloudhsm/backup.ts';
import { type Cluster, listClusters } from '../cloudhsm/cluster.ts';
import { isOf } from '../cloudhsm/tags.ts';
import type { Environment } from '../environment/environment.ts';
import { adoptedCluster } from '../intents.ts';
import type { Findings } from './findings.ts';

/** What checks have in common, read once. */
export interface Facts {
  /** What is asked for: a name of core/intents.ts. */
  intent: string;
  /** What is asked for beside the file. */
  changes: Record<string, unknown>;
  /** ISO 8601: the state machine's time. */
  now: string;
  region: string;
  /** The account that asks. */
  accountId: string;
  /** Of the account and region, those that are not being deleted. */
  clusters: Cluster[];
  /** The id of the cluster that is to become the environment's, where one is. */
  adopts?: string | undefined;
  /** The environment's, where it has one, or is to get it. */
  own: Cluster | undefined;
  /** The backup that a cluster is to be made from, where CloudHSM shows it. */
  source?: SourceBackup | undefined;
}

/** One question to AWS before anything is created: whether something can serve, not whether it exists. It reads only. */
export type Check = (environment: Environment, facts: Facts) => Findings | Promise<Findings>;

export async function readFacts({ name, cluster }: Environment, intent: string, now: string, changes: Facts['changes']): Promise<Facts> {
  const clusters = await listClusters();
  const adopts = adoptedCluster(intent, changes);
  const own = clusters.find((one) => (adopts ? one.clusterId === adopts : isOf(one, name)));
  const backupId = own?.sourceBackupId === cluster?.sourceBackupId ? undefined : cluster?.sourceBackupId;
  const source = backupId ? await readBackup(backupId) : undefined;
  return { intent, changes, now, region: setting('AWS_REGION'), accountId: setting('ACCOUNT_ID'), clusters, adopts, own, source };
}
