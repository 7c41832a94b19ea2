import type { Cluster } from '../cloudhsm/cluster.ts';
import { standingClusters } from '../cloudhsm/drill-cluster.ts';
import { seeUntagged } from '../cloudhsm/environment-cluster.ts';
import { hasFailed } from '../cloudhsm/life.ts';
import { getKeyStore } from '../key-store/key-store.ts';
import { hsmCountOnRecord } from '../record/hsm-count.ts';
import { readItem } from '../record/item.ts';

/** What a failed run leaves behind that people have to know of. */
export interface LeftStanding {
  /** What may be billed: also the cluster on record that has lost its tags. */
  clusters: Cluster[];
  /** Undefined where the environment has none, or its keys can be used. */
  keyStore: UnusableStore | undefined;
}

/** A key store whose keys nobody can use. */
export interface UnusableStore {
  /** In words, without a full stop. */
  words: string;
  /** The command that brings its keys back, where starting again does not. */
  back?: string;
}

/** Nothing of a run that had no environment. */
export async function readLeftStanding(environment: string): Promise<LeftStanding> {
  if (environment === '') return { clusters: [], keyStore: undefined };
  const { clusterId, keyStoreId, parking } = (await readItem(environment, 'file')) ?? {};
  const clusters = await standingClusters(environment);
  const known = clusterId?.S && clusters.every((cluster) => cluster.clusterId !== clusterId.S) ? clusterId.S : undefined;
  const untagged = await seeUntagged(environment, known);
  const all = untagged ? [...clusters, untagged] : clusters;
  // no HSM comes back in a cluster that failed, nor in one that has given way to a restored one
  const comesBack = parking !== undefined && all.length > 0 && !clusters.some((one) => one.clusterId === clusterId?.S && hasFailed(one));
  const keyStore = keyStoreId?.S ? await unusableStore(environment, keyStoreId.S, comesBack) : undefined;
  return { clusters: all, keyStore };
}

/** What people do who do not want to go on with parking. */
export function bringingBack({ back }: UnusableStore): string[] {
  return back ? [`to have its HSMs and keys back instead: \`${back}\``] : [];
}

/** Of a run that fails between disconnecting and connecting, which both take minutes. Whoever may not ask KMS is told of it. */
async function unusableStore(environment: string, id: string, comesBack: boolean): Promise<UnusableStore | undefined> {
  try {
    const { state = 'CONNECTED' } = (await getKeyStore(id)) ?? {};
    if (state === 'CONNECTED') return undefined;
    const words = `Its key store ${id} is ${state}: none of its keys can be used until it is connected`;
    if (!comesBack) return { words };
    return { words, back: `npx hsm scale ${environment} --hsms ${(await hsmCountOnRecord(environment)) || 2}` };
  } catch (error) {
    return { words: `Its key store ${id} could not be read (${(error as Error).name}: ${(error as Error).message})` };
  }
}
