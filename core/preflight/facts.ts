import { setting } from '../aws/setting.ts';
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
}

/** One question to AWS before anything is created: whether something can serve, not whether it exists. It reads only. */
export type Check = (environment: Environment, facts: Facts) => Findings | Promise<Findings>;

export async function readFacts({ name }: Environment, intent: string, now: string, changes: Facts['changes']): Promise<Facts> {
  const clusters = await listClusters();
  const adopts = adoptedCluster(intent, changes);
  const own = clusters.find((cluster) => (adopts ? cluster.clusterId === adopts : isOf(cluster, name)));
  return { intent, changes, now, region: setting('AWS_REGION'), accountId: setting('ACCOUNT_ID'), clusters, adopts, own };
}
