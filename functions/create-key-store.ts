import { CreateCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { requireActivated } from '../core/cloudhsm/activated.ts';
import { activeHsms } from '../core/cloudhsm/active-hsms.ts';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { liveHsms } from '../core/cloudhsm/hsm.ts';
import { haveAllFailed, noneWorks } from '../core/cloudhsm/none-works.ts';
import { readPassword } from '../core/credentials/read-password.ts';
import type { Environment } from '../core/environment/environment.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { findOrTie } from '../core/key-store/find-or-tie.ts';
import { inTheWay } from '../core/key-store/in-the-way.ts';
import type { KeyStore } from '../core/key-store/key-store.ts';
import { keyStoreRefusal } from '../core/key-store/refusal.ts';
import { createOnce } from '../core/record/create-once.ts';
import { type RecordWithFile, recordKeyStore, recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { readTrustAnchor } from '../core/record/trust-anchor.ts';
import { kmsUserSecret } from '../core/record/users.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({ clusterId: z.string(), keyStoreId: z.string(), state: z.string(), keys: z.array(z.string()) });

/** Finds the key store that the cluster has, or creates one over it. */
export const handler = step(Input, Output, async ({ environment, lease, now }) => {
  await holdLeaseAgain(lease, now);
  const record = await recordWithFile(environment);
  const cluster = await requireCluster(environment, record.clusterId);
  const { clusterId } = cluster;
  const { name, keys } = requireDeclared(record.environment);
  requireActivated(cluster, { doing: 'connecting the key store', whatFor: 'and KMS takes an active one only' });
  if (record.parking && activeHsms(cluster).length === 0) throw parked(record, clusterId);
  if (haveAllFailed(cluster)) throw noneWorks(environment, cluster, 'connecting the key store');
  const describing = { doing: 'creating the key store', to: `${name} over ${clusterId}` };
  const keyStore = await createOnce({
    find: () => findOrTie(record, cluster, lease),
    create: () => create(environment, record, cluster, describing),
    see: async (keyStoreId) => ({ keyStoreId, name, clusterId, state: 'DISCONNECTED', errorCode: undefined, createdAt: new Date(now) }),
    inTheWay: (refusal) => inTheWay(refusal, { name, clusterId }, describing),
    ids: ({ keyStoreId }) => [keyStoreId],
    onRecord: record.keyStoreId,
    what: 'key store',
    lease,
    now,
    describing,
  });
  if (keyStore.name !== name) throw otherName(keyStore, describing);
  const { keyStoreId, state } = keyStore;
  if (state === 'CONNECTED' && liveHsms(cluster).length === 0) throw withoutHsms(environment, clusterId);
  await recordKeyStore(environment, keyStoreId);
  return { clusterId, keyStoreId, state, keys: keys.map((key) => key.name) };
});

function parked({ environment: { name, hsmCount } }: RecordWithFile, clusterId: string): LifecycleError {
  return new LifecycleError('EnvironmentIncomplete', {
    doing: 'connecting the key store',
    to: clusterId,
    problem: 'the environment is parked: KMS connects to HSMs, and it has none',
    remedy: `\`npx hsm scale ${name} --hsms ${hsmCount}\` brings it back, with its key store`,
  });
}

/** KMS goes on saying CONNECTED over a cluster whose HSMs somebody has deleted, and none of its keys works. */
function withoutHsms(environment: string, to: string): LifecycleError {
  return lateAnswer({
    doing: 'connecting the key store',
    to,
    problem: 'KMS says that it is connected, and CloudHSM shows no HSM of its cluster',
    remedy: `\`npx hsm repair ${environment}\` makes the HSMs that are missing, from the newest backup; see in CloudTrail who has deleted them (DeleteHsm)`,
  });
}

async function create(environment: string, record: RecordWithFile, cluster: Cluster, describing: { doing: string; to: string }) {
  const { name: CustomKeyStoreName } = requireDeclared(record.environment);
  const [TrustAnchorCertificate, secret] = await Promise.all([readTrustAnchor(record), kmsUserSecret(environment)]);
  const KeyStorePassword = await readPassword(secret);
  const wanted = { CustomKeyStoreName, CloudHsmClusterId: cluster.clusterId, KeyStorePassword, TrustAnchorCertificate };
  try {
    const { CustomKeyStoreId = '' } = await kms().send(new CreateCustomKeyStoreCommand(wanted));
    return CustomKeyStoreId;
  } catch (error) {
    throw keyStoreRefusal(error, describing, cluster);
  }
}

function requireDeclared({ name, keyStore }: Environment): NonNullable<Environment['keyStore']> {
  if (keyStore) return keyStore;
  throw new LifecycleError('InvalidEnvironment', {
    doing: 'connecting the key store',
    to: `environment ${name}`,
    problem: 'its file declares no keyStore',
    remedy: 'write keyStore into the file and provision the environment',
  });
}

/** Somebody made it since the file was checked. */
function otherName({ name, keyStoreId, clusterId }: KeyStore, describing: { doing: string; to: string }): LifecycleError {
  return new LifecycleError('KeyStoreMismatch', {
    ...describing,
    problem: `the cluster ${clusterId} has the key store ${name} (${keyStoreId})`,
    remedy: `write ${JSON.stringify(name)} in keyStore.name and start the workflow again`,
  });
}
