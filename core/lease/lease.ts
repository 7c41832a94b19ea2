import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { readLeaseItem } from './lease-item.ts';

/** Who works on an environment: at most one execution at a time. */
export const Lease = z.object({
  environment: z.string(),
  holder: z.string().describe('The ARN of the execution that was started; its children work under it.'),
  environmentHash: z.string(),
});

export type Lease = z.output<typeof Lease>;

/** Puts the lease down where nobody holds it, or `replaces` does. False where somebody else does. */
export async function putLease(lease: Lease, replaces: string = lease.holder): Promise<boolean> {
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: setting('LEASE_TABLE'),
        Item: { environment: { S: lease.environment }, holder: { S: lease.holder }, environmentHash: { S: lease.environmentHash } },
        ConditionExpression: 'attribute_not_exists(environment) OR holder = :replaces',
        ExpressionAttributeValues: { ':replaces': { S: replaces } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export async function getLease(environment: string): Promise<Lease | undefined> {
  const item = await readLeaseItem(environment);
  return item && { environment, holder: item.holder?.S ?? '', environmentHash: item.environmentHash?.S ?? '' };
}

/** Takes the lease away where `holder` holds it; nothing happens where it does not. */
export async function deleteLease(environment: string, holder: string): Promise<boolean> {
  try {
    await dynamodb().send(
      new DeleteItemCommand({
        TableName: setting('LEASE_TABLE'),
        Key: { environment: { S: environment } },
        ConditionExpression: 'holder = :holder',
        ExpressionAttributeValues: { ':holder': { S: holder } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Called right before every create and delete. A redriven execution lost its lease when it failed: it takes it again here.
 *
 * @throws LifecycleError LeaseLost where another execution holds it
 */
export async function holdLease(lease: Lease): Promise<void> {
  if ((await getLease(lease.environment))?.holder === lease.holder) return;
  if (await putLease(lease)) return;
  const holder = (await getLease(lease.environment))?.holder ?? 'another execution';
  throw new LifecycleError('LeaseLost', {
    doing: 'checking the lease',
    to: `environment ${lease.environment}`,
    problem: `${holder} works on it now`,
    remedy: 'let that execution end; then start the workflow again if something is still missing',
  });
}
