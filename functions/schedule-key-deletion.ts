import { ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { Announced } from '../core/announced.ts';
import { kms } from '../core/aws/kms.ts';
import { seeCluster } from '../core/cloudhsm/cluster.ts';
import { typedHere } from '../core/commands-here.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { billedOf } from '../core/failures/billed.ts';
import { isKeyOf } from '../core/key-store/find-kms-key.ts';
import { keysInStore } from '../core/key-store/keys-in-store.ts';
import type { KmsKey } from '../core/key-store/kms-key.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { announcedTeardown } from '../core/teardown/announced-teardown.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** Null where it is gone. */
  clusterId: z.nullable(z.string()),
  keyStoreId: z.string(),
  days: z.int(),
  now: z.iso.datetime(),
});

/** Has KMS delete the keys of an environment's key store, days from now; what was scheduled before keeps its day. Tells what that means meanwhile. */
export const handler = step(Input, Announced, async ({ environment, lease, clusterId, keyStoreId, days, now }) => {
  const keys = await keysInStore(keyStoreId);
  const used = keys.filter(({ state }) => state !== 'PendingDeletion');
  await requireOwn(environment, keyStoreId, used);
  for (const { keyId } of used) {
    await holdLease(lease);
    await kms().send(new ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays: days }));
  }
  const scheduled = Date.parse(now) + days * 86_400_000;
  const until = new Date(Math.max(Date.parse(now), ...keys.map(({ deletedAt }) => deletedAt?.getTime() ?? scheduled))).toISOString();
  const cost = await costMeanwhile(clusterId);
  const meanwhile = cost ? `; meanwhile its HSMs cost ${cost} (\`npx hsm scale ${environment} --hsms 0\` parks it)` : '';
  const [are, they] = keys.length === 1 ? ['1 key is', 'it'] : [`${keys.length} keys are`, 'they'];
  const told = `${are} deleted by ${until}; until then ${they} can be taken back (\`npx hsm teardown ${environment} --cancel\`), and then \`npx hsm teardown ${environment}\` goes on${meanwhile}`;
  return {
    ...announcedTeardown(lease, told),
    outcome: 'WAITING',
    waiting: { for: 'the deletion of keys', until, command: typedHere(`npx hsm teardown ${environment}`), ...(cost && { cost }) },
  };
});

/** @throws LifecycleError KeysInUse where somebody else has made one: it is theirs to delete */
async function requireOwn(environment: string, keyStoreId: string, keys: KmsKey[]): Promise<void> {
  const foreign: KmsKey[] = [];
  for (const key of keys) if (!(await isKeyOf(environment, key))) foreign.push(key);
  if (foreign.length === 0) return;
  const commands = foreign.map(({ keyId }) => `\`aws kms schedule-key-deletion --key-id ${keyId} --pending-window-in-days 30\``);
  throw new LifecycleError('KeysInUse', {
    doing: 'scheduling the deletion of keys',
    to: `environment ${environment}`,
    problem: `its key store ${keyStoreId} has keys that the environment has not made: ${foreign.map(({ keyArn }) => keyArn).join(', ')}`,
    remedy: `whoever made them deletes them, where nothing that they encrypt is needed any more (${commands.join(', ')}); then start the teardown again; nothing was changed`,
  });
}

/** What stands is billed until the keys are gone; undefined where nothing is. */
async function costMeanwhile(clusterId: string | null): Promise<string | undefined> {
  const cluster = clusterId === null ? undefined : await seeCluster(clusterId);
  const perHour = cluster ? billedOf(cluster).perHour : 0;
  return perHour > 0 ? `USD ${perHour.toFixed(2)} an hour` : undefined;
}
