import type { Cluster } from '../cloudhsm/cluster.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { planHsms } from '../cloudhsm/hsm-plan.ts';
import { othersTags, tagsToGive } from '../cloudhsm/tags.ts';
import type { Environment } from '../environment/environment.ts';
import type { KmsKey } from '../key-store/kms-key.ts';
import { adminsOf } from '../users/admins.ts';
import { canaryUser } from '../users/canary.ts';
import { shownKey } from './declared-keys.ts';
import type { Found } from './found.ts';
import { type Change, change, create, keep, removeForGood } from './planned.ts';

/** Who signs, where it is no CA of AWS. */
const rootOf: Record<Environment['certificateAuthority']['type'], string> = {
  'acm-pca': 'a CA',
  external: 'people, for whom it waits',
  'self-signed': 'a root of its own',
};

/** What provisioning makes of what stands, in the order in which it does. It removes nobody but users whom the file names no more. */
export function plannedChanges(environment: Environment, found: Found): Change[] {
  return [
    ...clusterChanges(environment, found),
    ...hsmChanges(environment, found),
    ...userChanges(environment, found),
    ...ownChanges(found),
    ...keyChanges(environment, found),
  ];
}

function clusterChanges(environment: Environment, { cluster }: Found): Change[] {
  const { hsmType, mode, backupRetentionDays, certificateAuthority } = environment;
  const what = `cluster of ${hsmType} in ${mode} mode`;
  const certificate = {
    what: `certificate of the cluster, by ${certificateAuthority.arn ?? rootOf[certificateAuthority.type]}`,
    irreversible: true,
  };
  if (!cluster)
    return [
      { action: 'create', what, irreversible: false },
      { action: 'create', ...certificate },
    ];
  const days = cluster.backupRetentionDays;
  return [
    { action: 'keep', what, id: cluster.clusterId, irreversible: false },
    ...(cluster.certificates.cluster ? [] : [{ action: 'create' as const, ...certificate }]),
    ...(days === backupRetentionDays
      ? []
      : [
          {
            action: 'change' as const,
            what: `retention of backups, from ${days} to ${backupRetentionDays} days`,
            irreversible: days > backupRetentionDays,
          },
        ]),
    ...tagChanges(environment, cluster),
  ];
}

function tagChanges(environment: Environment, cluster: Cluster): Change[] {
  return [
    ...tagsToGive(cluster, environment).map(([key, value]) => change(`tag ${key}=${value}`, cluster.clusterId)),
    ...othersTags(cluster, environment).map((key) => keep(`tag ${key}, which the file does not name: it stays`, cluster.clusterId)),
  ];
}

export function hsmChanges({ hsmCount: count, keyStore }: Environment, { cluster, zones, parking }: Found): Change[] {
  const alive = cluster ? liveHsms(cluster) : [];
  const { create: missing } = planHsms({ zones, alive, count, zonesToKeep: keyStore ? 2 : 0, addresses: parking?.addresses });
  const made = missing.flatMap(({ availabilityZone, wanted }) => {
    const standing = alive.filter((hsm) => hsm.availabilityZone === availabilityZone).length;
    return Array.from(
      { length: wanted - standing },
      (): Change => ({ action: 'create', what: `HSM in ${availabilityZone}`, irreversible: false }),
    );
  });
  const kept = alive.map(({ hsmId, availabilityZone }): Change => {
    return { action: 'keep', what: `HSM in ${availabilityZone}`, id: hsmId, irreversible: false };
  });
  return [...kept, ...made];
}

function userChanges(environment: Environment, { users, unrecorded = {}, leaving = [] }: Found): Change[] {
  const { cryptoUsers, keyStore } = environment;
  const staying = [...adminsOf(environment), ...cryptoUsers, ...(keyStore ? ['kmsuser'] : [])].map((user): Change => {
    const what = `user ${user}, with its secret`;
    const secret = users[user] ?? unrecorded[user];
    return secret ? keep(what, secret) : create(what);
  });
  const going = leaving.map((user) =>
    removeForGood(`user ${user}, whom the file names no more, unless it owns keys; its secret stays`, users[user]),
  );
  return [...staying, ...going];
}

/** What watches an environment's cluster. */
export const monitoring = 'alarms, dashboard and metric filters of its audit log';

/** What every environment has beside what its file names. Alarms that somebody has deleted are put back, and not looked for here. */
function ownChanges({ cluster, users, unrecorded = {}, trustAnchor }: Found): Change[] {
  const canarySecret = users[canaryUser] ?? unrecorded[canaryUser];
  const canary = `user ${canaryUser}, with its secret and a key, by which backups are proven`;
  const escrow = 'secret with the trust anchor';
  return [
    canarySecret ? keep(canary, canarySecret) : create(canary),
    trustAnchor ? keep(escrow, trustAnchor) : create(escrow),
    ...(cluster ? [] : [create(monitoring)]),
  ];
}

function keyChanges({ keyStore }: Environment, { keyStore: standing, keyStoreToTie, keyArns, declaredKeys }: Found): Change[] {
  if (!keyStore) return standing ? [keep('key store, which the file does not name: it stays, and nobody watches it', standing.id)] : [];
  const connection = standing && change(`connection of the key store, which is ${standing.state}`, standing.id);
  const store = standing
    ? [keep(`key store ${keyStore.name}`, standing.id), ...(connection && standing.state !== 'CONNECTED' ? [connection] : [])]
    : [keyStoreComing(keyStore, { keyStoreToTie })];
  const made = standing || keyStoreToTie ? keyArns : {};
  const keys = keyStore.keys.flatMap((wanted) => {
    const key = shownKey(declaredKeys, wanted.name);
    const arn = key?.keyArn ?? made[wanted.name];
    if (arn === undefined) return [create(`key ${wanted.name}`)];
    return [keep(`key ${wanted.name}`, arn), ...(key ? describedChanges(wanted, key) : [])];
  });
  const declared = keyStore.keys.map(({ name }) => name);
  const others = Object.entries(made).filter(([name]) => !declared.includes(name));
  return [
    ...store,
    ...keys,
    ...others.map(([name, arn]) => keep(`key ${name}, which the file does not name: it stays, and is billed`, arn)),
  ];
}

function describedChanges({ name, description }: { name: string; description: string }, key: KmsKey): Change[] {
  return description && key.description !== description ? [change(`description of the key ${name}`, key.keyArn)] : [];
}

/** What connecting makes of a cluster that has no key store. */
export function keyStoreComing({ name }: { name: string }, { keyStoreToTie }: Pick<Found, 'keyStoreToTie'>): Change {
  return keyStoreToTie ? change(`key store ${name}, whose cluster is gone: tied to this one`, keyStoreToTie) : create(`key store ${name}`);
}
