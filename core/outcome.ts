import { X509Certificate } from 'node:crypto';
import * as z from 'zod/mini';
import { Clients } from './clients/host.ts';
import { newestBackup } from './cloudhsm/backup.ts';
import { type Cluster, getCluster } from './cloudhsm/cluster.ts';
import { Replacement } from './cloudhsm/replacements.ts';
import { Drill } from './drill/drill.ts';
import { sha256 } from './pki/fingerprint.ts';
import { doneBy } from './record/create-notes.ts';
import { type RecordWithFile, recordWithFile } from './record/file.ts';
import type { Lease } from './record/lease.ts';
import { readUsers } from './record/users.ts';
import { standingHsms, standingKeyStore } from './standing.ts';

/** What a body answers. */
export const BodyResult = z.object({
  clusterId: z.string(),
  /** What was connected, with the keys that were proven. */
  keyStore: z.optional(z.object({ keyStoreId: z.string(), keys: z.array(z.object({ name: z.string(), keyArn: z.string() })) })),
  /** What a drill has proven. */
  drill: z.optional(Drill),
  /** Whose passwords have changed. */
  rotated: z.optional(z.array(z.string())),
  /** Hosts that were configured. */
  clients: z.optional(Clients),
  /** What CloudHSM has replaced by itself since the last run, and this run has found. */
  replaced: z.optional(z.array(Replacement)),
});

/** What stands at the end of a successful run. It is the output of an entry machine and the detail of `Environment Ready`. */
export const Outcome = z.object({
  environment: z.string(),
  intent: z.string(),
  outcome: z.literal('SUCCEEDED'),
  execution: z.string(),
  cluster: z.object({
    id: z.string(),
    state: z.string(),
    hsmType: z.string(),
    mode: z.string(),
    hsms: z.array(z.object({ id: z.string(), eniId: z.string(), ip: z.string(), availabilityZone: z.string(), state: z.string() })),
  }),
  /** Null until somebody has signed the CSR. */
  certificate: z.nullable(z.object({ issuer: z.string(), sha256: z.string(), notAfter: z.string() })),
  backup: z.nullable(z.object({ id: z.string(), state: z.string(), createdAt: z.string() })),
  keyStore: z.nullable(
    z.object({
      id: z.string(),
      state: z.string(),
      /** The first key; all are in keys. */
      keyArn: z.string(),
      /** Whether this run has proven every key; null where it has not tried. */
      proof: z.nullable(z.literal(true)),
      keys: z.array(z.object({ name: z.string(), keyArn: z.string() })),
    }),
  ),
  /** ARN of each user's secret, by user. */
  secrets: z.record(z.string(), z.string()),
  /** Ids of what this run created. */
  created: z.array(z.string()),
  /** Ids of what this run removed. */
  removed: z.array(z.string()),
  /** Whose passwords this run has changed, where it was asked to. */
  rotated: z.optional(z.array(z.string())),
  /** HSMs that CloudHSM has replaced by itself, where this run has looked for them. */
  replaced: z.optional(z.array(Replacement)),
  warnings: z.array(z.object({ path: z.string(), problem: z.string(), remedy: z.string() })),
  drill: z.optional(Drill),
  /** What client hosts have, where this run was about them. */
  clients: z.optional(Clients),
});

export type Outcome = z.output<typeof Outcome>;

/** Reads cluster, certificate, backup, key store and secrets as they are now. */
export async function composeOutcome(lease: Lease, result: z.output<typeof BodyResult>, warnings: Outcome['warnings']): Promise<Outcome> {
  const record = await recordWithFile(lease.environment);
  const [cluster, backup, keyStore, secrets, { created, removed }] = await Promise.all([
    getCluster(result.clusterId),
    newestBackup(result.clusterId),
    readKeyStore(result, record),
    readUsers(lease.environment),
    doneBy(lease),
  ]);
  return {
    environment: lease.environment,
    intent: lease.intent,
    outcome: 'SUCCEEDED',
    execution: lease.holder,
    cluster: { id: cluster.clusterId, state: cluster.state, hsmType: cluster.hsmType, mode: cluster.mode, hsms: standingHsms(cluster) },
    certificate: describeCertificate(cluster),
    backup,
    keyStore,
    secrets,
    created,
    removed,
    ...(result.rotated && { rotated: result.rotated }),
    ...(result.replaced && { replaced: result.replaced }),
    warnings,
    ...(result.drill && { drill: result.drill }),
    ...(result.clients && { clients: result.clients }),
  };
}

function describeCertificate({ certificates }: Cluster): Outcome['certificate'] {
  if (!certificates.cluster) return null;
  const certificate = new X509Certificate(certificates.cluster);
  return {
    issuer: certificate.issuer.replaceAll('\n', ', '),
    sha256: sha256(certificate),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}

async function readKeyStore(result: z.output<typeof BodyResult>, record: RecordWithFile): Promise<Outcome['keyStore']> {
  if (!record.environment.keyStore) return null;
  const standing = await standingKeyStore(result.clusterId, record);
  if (!standing) return null;
  const { id, state, keys } = standing;
  return { id, state, keyArn: keys[0]?.keyArn ?? '', proof: result.keyStore ? true : null, keys };
}
