import { type Cluster, seeCluster } from '../cloudhsm/cluster.ts';
import { findCluster, seeUntagged } from '../cloudhsm/environment-cluster.ts';
import { findUsableSecret } from '../credentials/find-usable-secret.ts';
import { secretName, trustAnchorName } from '../credentials/secret-name.ts';
import type { Environment } from '../environment/environment.ts';
import { findKeyStore } from '../key-store/key-store.ts';
import { leftWithoutCluster } from '../key-store/left-behind.ts';
import { namedSubnets } from '../network/subnets.ts';
import { clustersOnRecord, readRecord } from '../record/file.ts';
import type { Parking } from '../record/parking.ts';
import { readStayingAndLeaving } from '../record/users.ts';
import { adminsOf } from '../users/admins.ts';
import { canaryUser } from '../users/canary.ts';
import { ownUsers } from '../users/own-users.ts';
import { type DeclaredKeys, seeDeclaredKeys } from './declared-keys.ts';

/** What stands of an environment before something is asked for. */
export interface Found {
  cluster: Cluster | undefined;
  /** It and those of before: whose backups may stand. */
  clusterIds?: string[];
  /** The one that the record knows, where somebody has taken its tags off. */
  untagged?: Cluster | undefined;
  /** In which HSMs may be made. */
  zones: string[];
  /** ARN of each user's secret, by user. */
  users: Record<string, string>;
  /** That of each user of the file whom the record does not know, and whose secret stands: who is never deleted, or was brought up by a record that is lost. */
  unrecorded?: Record<string, string>;
  /** ARNs of secrets of users of before. */
  formerSecrets?: string[];
  /** Crypto users whom the file names no more. */
  leaving?: string[];
  /** That of its cluster. */
  keyStore: { id: string; state: string } | undefined;
  /** The id of the environment's, where its cluster is gone: it is tied to the one that has none. */
  keyStoreToTie?: string | undefined;
  /** Its id, as the record has it: it stays where the cluster is gone. */
  keyStoreOnRecord?: string | undefined;
  /** ARN of each key on record, by its name. */
  keyArns: Record<string, string>;
  /** The keys that the file declares, where a key store stands or is to be tied. */
  declaredKeys: DeclaredKeys;
  parking: Parking | undefined;
  /** Regions that a file has named for copies. */
  copyRegions?: string[];
  /** ARN of the secret that holds it. */
  trustAnchor: string | undefined;
}

/**
 * Reads only. It wants the settings of the step ValidateRequest.
 *
 * @param adopts the id of a cluster that is to become the environment's
 */
export async function readFound(environment: Environment, adopts?: string): Promise<Found> {
  const { name, subnetIds } = environment;
  const own = adopts ? seeCluster(adopts) : findCluster(name);
  const [cluster, record, { users, leaving, formerSecrets }] = await Promise.all([
    own,
    readRecord(name),
    adopts ? adoptedSecrets(environment) : readStayingAndLeaving(name, environment.cryptoUsers),
  ]);
  const keyStore = cluster && (await findKeyStore(cluster.clusterId));
  const keyStoreToTie = cluster && !keyStore ? (await leftWithoutCluster(record.keyStoreId))?.keyStoreId : undefined;
  return {
    cluster,
    clusterIds: [...new Set([...(cluster ? [cluster.clusterId] : []), ...clustersOnRecord(record)])],
    untagged: cluster || adopts ? undefined : await seeUntagged(name, record.clusterId),
    zones: Object.keys(cluster?.subnetMapping ?? {}).length > 0 ? Object.keys(cluster!.subnetMapping) : await zonesOf(subnetIds),
    users,
    unrecorded: cluster && !adopts ? await unrecordedSecrets(environment, users, formerSecrets) : {},
    leaving,
    formerSecrets,
    keyStore: keyStore && { id: keyStore.keyStoreId, state: keyStore.state },
    keyStoreToTie,
    keyStoreOnRecord: record.keyStoreId,
    keyArns: record.keyArns,
    declaredKeys: keyStore || keyStoreToTie ? await seeDeclaredKeys(environment, record.keyArns) : {},
    parking: record.parking,
    copyRegions: record.copyRegions,
    trustAnchor: record.trustAnchor?.secretArn ?? (cluster && (await secretOf(environment, trustAnchorName))),
  };
}

async function zonesOf(subnetIds: string[]): Promise<string[]> {
  const named = await namedSubnets(subnetIds);
  // the preflight says which is missing
  const found = 'found' in named ? named.found : [];
  return [...new Set(found.map(({ availabilityZone }) => availabilityZone))];
}

/** Those that are there already, for a cluster that was made elsewhere. */
async function adoptedSecrets(environment: Environment): ReturnType<typeof readStayingAndLeaving> {
  return { users: await secretsByName(environment, usersOf(environment)), leaving: [], formerSecrets: [] };
}

/** A crypto user who has left keeps a secret, and is made again. */
async function unrecordedSecrets(
  environment: Environment,
  users: Record<string, string>,
  former: string[],
): Promise<Record<string, string>> {
  const unknown = usersOf(environment).filter((user) => !users[user]);
  const found = Object.entries(await secretsByName(environment, unknown));
  return Object.fromEntries(found.filter(([user, arn]) => ownUsers.includes(user) || !former.includes(arn)));
}

function usersOf(environment: Environment): string[] {
  return [...adminsOf(environment), ...environment.cryptoUsers, canaryUser, 'kmsuser'];
}

async function secretsByName(environment: Environment, users: string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const user of users) {
    const arn = await secretOf(environment, user);
    if (arn) found[user] = arn;
  }
  return found;
}

/** The ARN of the secret of a user, or of the trust anchor. Of one on its way to deletion the preflight tells. */
async function secretOf({ name }: Environment, of: string): Promise<string | undefined> {
  return (await findUsableSecret(secretName(name, of)))?.arn;
}
