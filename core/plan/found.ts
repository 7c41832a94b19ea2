import { type Cluster, findCluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import { findKeyStore } from '../key-store/key-store.ts';
import { namedSubnets } from '../network/subnets.ts';
import { readRecord } from '../record/file.ts';
import type { Parking } from '../record/parking.ts';
import { readUsers } from '../record/users.ts';

/** What stands of an environment before something is asked for. */
export interface Found {
  cluster: Cluster | undefined;
  /** In which HSMs may be made. */
  zones: string[];
  /** ARN of each user's secret, by user. */
  users: Record<string, string>;
  keyStore: { id: string; state: string } | undefined;
  /** ARN of each declared key, by its name. */
  keyArns: Record<string, string>;
  parking: Parking | undefined;
}

/** Reads only. It wants the settings of the step ValidateRequest. */
export async function readFound({ name, subnetIds }: Environment): Promise<Found> {
  const [cluster, record, users] = await Promise.all([findCluster(name), readRecord(name), readUsers(name)]);
  const keyStore = cluster && (await findKeyStore(cluster.clusterId));
  return {
    cluster,
    zones: Object.keys(cluster?.subnetMapping ?? {}).length > 0 ? Object.keys(cluster!.subnetMapping) : await zonesOf(subnetIds),
    users,
    keyStore: keyStore && { id: keyStore.keyStoreId, state: keyStore.state },
    keyArns: record.keyArns,
    parking: record.parking,
  };
}

async function zonesOf(subnetIds: string[]): Promise<string[]> {
  const named = await namedSubnets(subnetIds);
  // the preflight says which is missing
  const found = 'found' in named ? named.found : [];
  return [...new Set(found.map(({ availabilityZone }) => availabilityZone))];
}
