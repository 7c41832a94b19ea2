import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { clientSettings } from '../aws/client-settings.ts';
import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

const dynamodb = new DynamoDBClient(clientSettings);

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
    await dynamodb.send(
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
  const item = await read(environment);
  return item && { environment, holder: item.holder?.S ?? '', environmentHash: item.environmentHash?.S ?? '' };
}

async function read(environment: string): Promise<Record<string, AttributeValue> | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: setting('LEASE_TABLE'), Key: { environment: { S: environment } }, ConsistentRead: true }),
  );
  return Item;
}

/** Takes the lease away where `holder` holds it; nothing happens where it does not. */
export async function deleteLease(environment: string, holder: string): Promise<boolean> {
  try {
    await dynamodb.send(
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

/** When the holder asked for something that takes no client token: ISO 8601; undefined where it did not. */
export async function createNoted(lease: Lease, what: string): Promise<string | undefined> {
  const item = await read(lease.environment);
  return item?.holder?.S === lease.holder ? item[noteOf(what)]?.S : undefined;
}

/**
 * Notes on the lease that something is about to be asked for. As `holdLease`, it lets only the holder go on.
 *
 * @throws LifecycleError LeaseLost where another execution holds it
 */
export async function noteCreate(lease: Lease, what: string, at: string): Promise<void> {
  await holdLease(lease);
  await change(lease, 'SET #note = :at', what, { ':at': { S: at } });
}

/** Takes the note back: it is known that nothing was created. */
export async function forgetCreate(lease: Lease, what: string): Promise<void> {
  await change(lease, 'REMOVE #note', what);
}

async function change(lease: Lease, UpdateExpression: string, what: string, values: Record<string, AttributeValue> = {}): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: setting('LEASE_TABLE'),
      Key: { environment: { S: lease.environment } },
      UpdateExpression,
      ConditionExpression: 'holder = :holder',
      ExpressionAttributeNames: { '#note': noteOf(what) },
      ExpressionAttributeValues: { ':holder': { S: lease.holder }, ...values },
    }),
  );
}

function noteOf(what: string): string {
  return `asked for ${what}`;
}
