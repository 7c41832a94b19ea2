import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, type KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import { paginateListSecrets, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../environment/environment.ts';
import { jsonValue } from '../../json-value.ts';
import { fileIn, isTornDown } from '../../record/file.ts';
import type { Item, ItemName } from '../../record/item.ts';
import { UsersSeen } from '../../users/users-seen.ts';
import type { EnvironmentFact, KeyFact, SecretFact } from './facts.ts';

const keyPrefix = 'key ';
const parts: ItemName[] = ['file', 'users', 'lease', 'schedules', 'outcome#drill'];

/** Everything on record, by pages. */
export async function readEnvironments(client: DynamoDBClient, TableName: string): Promise<EnvironmentFact[]> {
  const items = new Map<string, Record<string, Record<string, AttributeValue>>>();
  const pages = paginateScan(
    { client },
    {
      TableName,
      FilterExpression: `#item IN (${parts.map((_, index) => `:part${index}`).join(', ')})`,
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: Object.fromEntries(parts.map((part, index) => [`:part${index}`, { S: part }])),
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const name = item.environment?.S ?? '';
      items.set(name, { ...items.get(name), [item.item?.S ?? '']: item });
    }
  }
  const known = [...items].filter(([, { file }]) => file?.hash && !isTornDown(file));
  return known.map(([name, { file = {}, users, lease, schedules, 'outcome#drill': drill }]) => ({
    name,
    ...asked(file.file?.S),
    ...(file.clusterId?.S && { clusterId: file.clusterId.S }),
    keyArns: Object.fromEntries(
      Object.entries(file)
        .filter(([attribute]) => attribute.startsWith(keyPrefix))
        .map(([attribute, { S = '' }]) => [attribute.slice(keyPrefix.length), S]),
    ),
    ...(file.trustAnchor?.S && { trustAnchor: file.trustAnchor.S }),
    parked: file.parking !== undefined,
    secrets: Object.fromEntries(Object.entries(users?.secrets?.M ?? {}).map(([user, { S = '' }]) => [user, S])),
    drills: drillsIn(drill, schedules, file),
    ...usersSeenIn(users?.seen?.S, file),
    ...(lease?.holder?.S && { work: lease.intent?.S ?? '' }),
    ...(file.copyRegions?.SS && { copyRegions: file.copyRegions.SS }),
    ...(file.copiesAskedAt?.S && { copiesAskedAt: file.copiesAskedAt.S }),
  }));
}

function drillsIn(drill: Item = {}, schedules: Item = {}, file: Item): EnvironmentFact['drills'] {
  const { at, outcome, failedAt, failedWith, failedExecution } = drill;
  const since = schedules.drill?.M?.since?.S;
  const askedSince = isOfNow(since, file) ? since : file.requestedAt?.S;
  return {
    ...(askedSince && { askedSince }),
    ...(outcome?.S && isOfNow(at?.S, file) && { provenAt: at!.S! }),
    ...(isOfNow(failedAt?.S, file) && { failed: { at: failedAt!.S!, error: failedWith?.S ?? '', execution: failedExecution?.S ?? '' } }),
  };
}

function usersSeenIn(text = 'null', file: Item): { usersSeen?: UsersSeen } {
  const seen = UsersSeen.safeParse(jsonValue(text));
  return seen.success && isOfNow(seen.data.at, file) ? { usersSeen: seen.data } : {};
}

/** Whether a time is none of before a teardown: that was of what is gone. */
function isOfNow(time: string | undefined, { tornDownAt }: Item): boolean {
  return time !== undefined && time > (tornDownAt?.S ?? '');
}

function asked(text: string | undefined): { file?: Environment } {
  const file = fileIn(text);
  return file ? { file } : {};
}

/** The metadata of this stage's secrets, those on their way to deletion too, by pages. */
export async function readSecrets(client: SecretsManagerClient, stage: string): Promise<SecretFact[]> {
  const found: SecretFact[] = [];
  const Filters = [{ Key: 'name' as const, Values: [`cloudhsm-lifecycle/${stage}/`] }];
  for await (const { SecretList = [] } of paginateListSecrets({ client, pageSize: 100 }, { IncludePlannedDeletion: true, Filters }))
    found.push(
      ...SecretList.map(({ ARN = '', Name = '', DeletedDate, PrimaryRegion }) => ({
        arn: ARN,
        name: Name,
        ...(DeletedDate && { deletedAt: DeletedDate.toISOString() }),
        ...(PrimaryRegion && { primaryRegion: PrimaryRegion }),
      })),
    );
  return found;
}

/** Each key on record: KMS has no page that tells their states. */
export async function readKeys(client: KMSClient, environments: EnvironmentFact[]): Promise<KeyFact[]> {
  const found: KeyFact[] = [];
  for (const environment of environments) {
    for (const [name, arn] of Object.entries(environment.keyArns)) {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: arn })).catch(unlessMissing);
      const { KeyState = 'missing', DeletionDate } = KeyMetadata ?? {};
      found.push({
        arn,
        environment: environment.name,
        name,
        state: KeyState,
        ...(DeletionDate && { deletedAt: DeletionDate.toISOString() }),
      });
    }
  }
  return found;
}

function unlessMissing(error: unknown): { KeyMetadata?: undefined } {
  if (error instanceof NotFoundException) return {};
  throw error;
}
