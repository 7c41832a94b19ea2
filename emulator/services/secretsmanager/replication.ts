import { partitionOf } from '../../models/regions.ts';
import { invalidParameter, invalidRequest } from './refusals.ts';
import type { Replica, Secret } from './secret.ts';
import type { SecretsManagerPlace } from './state.ts';

export interface ReplicaRegion {
  Region?: string;
  KmsKeyId?: string;
}

/**
 * Makes replicas of a secret in other regions. One that cannot be made is told in the secret's ReplicationStatus, as the service does.
 *
 * @param overwrite whether a secret of that name that is there already gives way
 * @throws AwsError InvalidParameterException for a region that is the secret's own, or that is named without a name
 */
export function replicate(place: SecretsManagerPlace, secret: Secret, regions: ReplicaRegion[], overwrite = false): void {
  checkReplicaRegions(place, regions);
  secret.replicas ??= new Map();
  for (const { Region, KmsKeyId } of regions) secret.replicas.set(Region!, replicateTo(place, secret, Region!, KmsKeyId, overwrite));
}

/** @throws AwsError InvalidParameterException */
export function checkReplicaRegions(place: SecretsManagerPlace, regions: ReplicaRegion[]): void {
  for (const { Region } of regions) {
    if (Region === undefined) throw invalidParameter('Region is missing.');
    if (Region === place.region || partitionOf(Region) !== place.partition) throw invalidParameter('Invalid replica region.');
  }
}

function replicateTo(
  place: SecretsManagerPlace,
  secret: Secret,
  region: string,
  kmsKeyId: string | undefined,
  overwrite: boolean,
): Replica {
  const there = place.elsewhere(region).secretsManager;
  const holder = there.secrets.get(secret.name);
  const ours = holder?.primary?.secret === secret;
  if (holder && !ours && !overwrite) {
    return { kmsKeyId, status: 'Failed', message: `Replication failed: Secret name ${secret.name} already exists in region ${region}.` };
  }
  there.secrets.set(secret.name, replicaOf(secret, place.region, region, kmsKeyId));
  return { kmsKeyId, status: 'InSync', message: 'Replication succeeded' };
}

/** A secret whose value, labels, tags, policy and description are always the primary's. */
function replicaOf(secret: Secret, from: string, region: string, kmsKeyId: string | undefined): Secret {
  return {
    arn: secret.arn.replace(`:${from}:`, `:${region}:`),
    name: secret.name,
    kmsKeyId,
    createdAt: secret.createdAt,
    versions: secret.versions,
    primary: { secret, region: from },
    get changedAt() {
      return secret.changedAt;
    },
    get description() {
      return secret.description;
    },
    get tags() {
      return secret.tags;
    },
    get policy() {
      return secret.policy;
    },
  };
}

/** Takes replicas away again. */
export function removeReplicas(place: SecretsManagerPlace, secret: Secret, regions: string[]): void {
  for (const region of regions) {
    const replica = secret.replicas?.get(region);
    if (replica?.status === 'InSync') place.elsewhere(region).secretsManager.secrets.delete(secret.name);
    secret.replicas?.delete(region);
  }
}

/** Makes a replica a secret of its own. @throws AwsError InvalidRequestException */
export function promote(place: SecretsManagerPlace, replica: Secret): Secret {
  const { primary } = replica;
  if (!primary) throw invalidRequest('The secret is not a replica.');
  const versions = [...replica.versions].map(([id, version]) => [id, { ...version, stages: new Set(version.stages) }] as const);
  const copy: Secret = {
    ...replica,
    primary: undefined,
    deletion: undefined,
    tags: replica.tags && new Map(replica.tags),
    versions: new Map(versions),
  };
  place.secretsManager.secrets.set(replica.name, copy);
  primary.secret.replicas?.delete(place.region);
  return copy;
}

/** @throws AwsError InvalidParameterException (gruntwork-io/cloud-nuke#435): a replica only reads */
export function requirePrimary({ primary }: Secret): void {
  if (primary) throw invalidParameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.");
}

/** Members of an answer. */
export function replicationStatus({ replicas }: Secret) {
  return [...(replicas ?? [])].map(([Region, { kmsKeyId, status, message }]) => ({
    Region,
    KmsKeyId: kmsKeyId ?? 'alias/aws/secretsmanager',
    Status: status,
    StatusMessage: message,
  }));
}
