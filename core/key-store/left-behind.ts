import { listClusters, seeCluster } from '../cloudhsm/cluster.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { getKeyStore, type KeyStore } from './key-store.ts';

/**
 * The environment's key store whose cluster is gone: it is to be tied to the one that was made from its backup. Undefined where the record
 * knows none, or it stands over this cluster.
 *
 * @param onRecord the id under which the record knows it
 * @throws LifecycleError KeyStoreMismatch where its cluster stands
 */
export async function leftBehind(stores: KeyStore[], onRecord: string | undefined, clusterId: string): Promise<KeyStore | undefined> {
  const found = stores.find(({ keyStoreId }) => keyStoreId === onRecord);
  if (!found || found.clusterId === clusterId || stores.some((store) => store.clusterId === clusterId)) return undefined;
  if (!(await listClusters()).some((cluster) => cluster.clusterId === found.clusterId)) return found;
  throw new LifecycleError('KeyStoreMismatch', {
    doing: 'tying the key store to the restored cluster',
    to: found.keyStoreId,
    problem: `it stands over ${found.clusterId}, which is there, and not over ${clusterId}`,
    remedy: `where ${found.clusterId} is not needed any more, delete it, and start the workflow again; else restore beside it (\`--as\`)`,
  });
}

/** Whether the cluster under a key store is gone, or going: its keys are in backups alone from then on, and it is billed until it is deleted. */
export async function isLeftBehind({ clusterId }: KeyStore): Promise<boolean> {
  const under = await seeCluster(clusterId);
  return !under || under.state === 'DELETE_IN_PROGRESS';
}

/**
 * The environment's key store, where it is left behind.
 *
 * @param onRecord the id under which the record knows it
 */
export async function leftWithoutCluster(onRecord: string | undefined): Promise<KeyStore | undefined> {
  const found = onRecord ? await getKeyStore(onRecord) : undefined;
  return found && (await isLeftBehind(found)) ? found : undefined;
}
