import { X509Certificate } from 'node:crypto';
import { DescribeBackupsCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from './aws/cloudhsm.ts';
import { getCluster, liveHsms } from './cloudhsm/cluster.ts';
import type { Environment } from './environment/environment.ts';
import { requireKeyStore } from './key-store/require-key-store.ts';
import { sha256 } from './pki/fingerprint.ts';

export const KeyStoreProof = z.object({
  keyStoreId: z.string(),
  keys: z.array(z.object({ name: z.string(), keyArn: z.string(), proof: z.literal(true) })),
});

/** What stands at the end of a successful run. It is the output of the state machine and the detail of `Environment Ready`. */
export const Outcome = z.object({
  environment: z.string(),
  outcome: z.literal('SUCCEEDED'),
  execution: z.string(),
  cluster: z.object({
    id: z.string(),
    state: z.string(),
    hsmType: z.string(),
    mode: z.string(),
    hsms: z.array(z.object({ id: z.string(), eniId: z.string(), ip: z.string(), availabilityZone: z.string(), state: z.string() })),
  }),
  certificate: z.object({ issuer: z.string(), sha256: z.string(), notAfter: z.string() }),
  backup: z.object({ id: z.string(), state: z.string(), createdAt: z.string() }).nullable(),
  keyStore: z
    .object({
      id: z.string(),
      state: z.string(),
      keyArn: z.string().describe('The first key; all are in keys.'),
      proof: z.literal(true),
      keys: z.array(z.object({ name: z.string(), keyArn: z.string() })),
    })
    .nullable(),
  secrets: z.record(z.string(), z.string()).describe('ARN of each user’s secret, by user.'),
  created: z.array(z.string()).describe('Ids of what this run created.'),
});

export type Outcome = z.output<typeof Outcome>;

export interface OutcomeParts {
  environment: Environment;
  execution: string;
  clusterId: string;
  keyStore: z.output<typeof KeyStoreProof> | null;
  secrets: Record<string, string>;
  created: string[];
}

/** Reads cluster, certificate, backup and key store as they are now. */
export async function composeOutcome(parts: OutcomeParts): Promise<Outcome> {
  const { environment, execution, clusterId, secrets, created } = parts;
  const [cluster, backup, keyStore] = await Promise.all([getCluster(clusterId), newestBackup(clusterId), readKeyStore(parts.keyStore)]);
  const hsms = liveHsms(cluster)
    .map(({ hsmId: id, ...hsm }) => ({ id, ...hsm }))
    .toSorted((a, b) => (`${a.availabilityZone} ${a.eniId}` < `${b.availabilityZone} ${b.eniId}` ? -1 : 1));
  return {
    environment: environment.name,
    outcome: 'SUCCEEDED',
    execution,
    cluster: { id: clusterId, state: cluster.state, hsmType: cluster.hsmType, mode: cluster.mode, hsms },
    certificate: describeCertificate(cluster.certificates.cluster ?? ''),
    backup,
    keyStore,
    secrets,
    created: [...new Set(created)].toSorted(),
  };
}

function describeCertificate(pem: string): Outcome['certificate'] {
  const certificate = new X509Certificate(pem);
  return {
    issuer: certificate.issuer.replaceAll('\n', ', '),
    sha256: sha256(certificate),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}

async function newestBackup(clusterId: string): Promise<Outcome['backup']> {
  const { Backups = [] } = await cloudhsm().send(
    new DescribeBackupsCommand({ Filters: { clusterIds: [clusterId], states: ['READY'] }, SortAscending: false, MaxResults: 1 }),
  );
  const [newest] = Backups;
  if (!newest) return null;
  return { id: newest.BackupId ?? '', state: newest.BackupState ?? '', createdAt: newest.CreateTimestamp?.toISOString() ?? '' };
}

async function readKeyStore(proof: OutcomeParts['keyStore']): Promise<Outcome['keyStore']> {
  if (!proof) return null;
  const { state } = await requireKeyStore(proof.keyStoreId);
  const keys = proof.keys.map(({ name, keyArn }) => ({ name, keyArn }));
  return { id: proof.keyStoreId, state, keyArn: keys[0]?.keyArn ?? '', proof: true, keys };
}
