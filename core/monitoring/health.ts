import type { BackupFact, ClusterFact, EnvironmentFact, KeyStoreFact } from '../audit/facts/facts.ts';
import { hoursBetween } from '../audit/hours.ts';
import { asked } from '../audit/standing.ts';
import { activeHsms } from '../cloudhsm/active-hsms.ts';
import { countHsms } from '../cloudhsm/hsm.ts';
import { isPassing } from '../cloudhsm/life.ts';
import { hasLostTags } from '../cloudhsm/tags.ts';

/** What CloudWatch does not know of an environment. What is not known is left out, and not measured. */
export interface Health {
  environment: string;
  /** What is missing to what its file asks for, and what is too much. */
  notAsAsked: string[];
  /** Not where its file cannot be read. */
  hsmsWanted?: number;
  hsmsActive: number;
  /** Only where the file asks for a key store, and not while the environment is parked. */
  keyStoreConnected?: boolean;
  /** Only while HSMs stand: without any, CloudHSM makes no backup. */
  backupAgeHours?: number;
}

interface Seen {
  environments: EnvironmentFact[];
  clusters: ClusterFact[];
  keyStores: KeyStoreFact[];
  /** The newest READY one of each cluster. */
  backups: BackupFact[];
  /** ISO 8601 */
  now: string;
}

/** How the environments are that are settled; one that a run or CloudHSM is at work on is looked at when that is over. */
export function healthOf({ environments, clusters, keyStores, backups, now }: Seen): Health[] {
  return environments.flatMap((environment): Health[] => {
    const { name, file, parked, work, clusterId } = environment;
    const hsmsWanted = asked(environment);
    if (work !== undefined || clusterId === undefined) return [];
    const cluster = clusters.find(({ id }) => id === clusterId);
    const wanted = hsmsWanted === undefined ? {} : { hsmsWanted };
    if (!cluster) return [{ environment: name, notAsAsked: [`the cluster ${clusterId} is missing`], ...wanted, hsmsActive: 0 }];
    if (isPassing(cluster)) return [];
    const [hsmsActive, standing] = [activeHsms(cluster).length, countHsms(cluster.hsms)];
    const store = file?.keyStore && !parked ? (keyStores.find((one) => one.clusterId === clusterId) ?? null) : undefined;
    const backup = backups.find((one) => one.clusterId === clusterId);
    const connected = store === undefined ? undefined : store?.state === 'CONNECTED';
    const notAsAsked = [
      ...(cluster.state === 'ACTIVE' ? [] : [`the cluster is ${cluster.state}`]),
      ...(file ? [] : ['its file on record cannot be read']),
      ...(hasLostTags(cluster, name) ? ['the cluster has lost the tags by which it is found'] : []),
      ...(hsmsWanted !== undefined && hsmsActive < hsmsWanted ? [`${hsmsActive} of ${hsmsWanted} HSMs are ACTIVE`] : []),
      ...(hsmsWanted !== undefined && standing > hsmsWanted ? [`${standing} HSMs stand and ${hsmsWanted} are asked for`] : []),
      ...(connected === false ? [`the key store is ${store?.state ?? 'missing'}`] : []),
      // of none there is no age, and no alarm of it
      ...(cluster.state === 'ACTIVE' && hsmsActive > 0 && !backup ? ['no backup of it is READY'] : []),
    ];
    return [
      {
        environment: name,
        notAsAsked,
        ...wanted,
        hsmsActive,
        ...(connected !== undefined && { keyStoreConnected: connected }),
        ...(backup && hsmsActive > 0 && { backupAgeHours: hoursBetween(backup.createdAt, now) }),
      },
    ];
  });
}
