import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { connection, localAws } from '../../local-aws.ts';

const leases = {
  TableName: 'leases',
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [
    { AttributeName: 'environment', AttributeType: 'S' as const },
    { AttributeName: 'holder', AttributeType: 'S' as const },
  ],
  KeySchema: [{ AttributeName: 'environment', KeyType: 'HASH' as const }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-holder',
      KeySchema: [{ AttributeName: 'holder', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    },
  ],
};

async function withLeases(options = {}): Promise<{ emulator: Emulator; client: DynamoDBClient }> {
  const emulator = await localAws(options);
  await emulator.home.dynamodb.createTable(leases);
  return { emulator, client: new DynamoDBClient(connection(emulator)) };
}

const claim = (holder: string) =>
  new PutItemCommand({
    TableName: 'leases',
    Item: { environment: { S: 'production' }, holder: { S: holder }, taken: { N: '1' } },
    ConditionExpression: 'attribute_not_exists(environment)',
  });

describe('DynamoDB', () => {
  it('describes a table by the account, the virtual clock and the seed', async () => {
    const { client, emulator } = await withLeases({ account: { accountId: '999900001111', region: 'eu-west-1' } });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'leases' }));
    expect(Table).toMatchObject({
      TableArn: 'arn:aws:dynamodb:eu-west-1:999900001111:table/leases',
      TableStatus: 'ACTIVE',
      CreationDateTime: new Date('2026-01-05T09:00:00Z'),
      TableId: emulator.home.random.uuid('table', 'leases', 0),
    });
    expect(Table!.GlobalSecondaryIndexes![0]!.IndexArn).toBe('arn:aws:dynamodb:eu-west-1:999900001111:table/leases/index/by-holder');
  });

  it('dates what is changed of a table and its indexes by the virtual clock', async () => {
    const { client, emulator } = await withLeases();
    const described = async () => (await client.send(new DescribeTableCommand({ TableName: 'leases' }))).Table!;
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
    const GlobalSecondaryIndexUpdates = [{ Update: { IndexName: 'by-holder', ProvisionedThroughput } }];
    const provisioned = { BillingMode: 'PROVISIONED' as const, ProvisionedThroughput, GlobalSecondaryIndexUpdates };
    await emulator.home.clock.advance(3600);
    const { TableDescription } = await client.send(new UpdateTableCommand({ TableName: 'leases', ...provisioned }));
    expect(TableDescription).toMatchObject({
      CreationDateTime: new Date('2026-01-05T09:00:00Z'),
      ProvisionedThroughput: { LastIncreaseDateTime: new Date('2026-01-05T10:00:00Z') },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { LastIncreaseDateTime: new Date('2026-01-05T10:00:00Z') } }],
      BillingModeSummary: { LastUpdateToPayPerRequestDateTime: new Date('2026-01-05T09:00:00Z') },
    });
    await emulator.home.clock.advance(3600);
    await client.send(new UpdateTableCommand({ TableName: 'leases', BillingMode: 'PAY_PER_REQUEST' }));
    expect(await described()).toMatchObject({
      CreationDateTime: new Date('2026-01-05T09:00:00Z'),
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { LastDecreaseDateTime: new Date('2026-01-05T11:00:00Z') } }],
      BillingModeSummary: { LastUpdateToPayPerRequestDateTime: new Date('2026-01-05T11:00:00Z') },
    });
  });

  it('gives a lease to one of two that ask at once', async () => {
    const { client } = await withLeases();
    const claims = await Promise.allSettled([client.send(claim('first')), client.send(claim('second'))]);
    expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { reason } = claims.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(reason).toMatchObject({ name: 'ConditionalCheckFailedException', message: 'The conditional request failed' });
    const { Item } = await client.send(new GetItemCommand({ TableName: 'leases', Key: { environment: { S: 'production' } } }));
    expect(Item!.holder!.S).toBe(claims[0]!.status === 'fulfilled' ? 'first' : 'second');
  });

  it('names the holder to who asks for the item that the condition failed on', async () => {
    const { client } = await withLeases();
    await client.send(claim('first'));
    const asking = claim('second');
    asking.input.ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
    await expect(client.send(asking)).rejects.toMatchObject({ Item: { environment: { S: 'production' }, holder: { S: 'first' } } });
  });

  it('spells the message otherwise where it gives that item, as recorded', async () => {
    const { emulator, client } = await withLeases();
    await client.send(claim('first'));
    const refused = async (ReturnValuesOnConditionCheckFailure: string) => {
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' };
      const body = JSON.stringify({ ...claim('second').input, ReturnValuesOnConditionCheckFailure });
      return (await (await fetch(emulator.url, { method: 'POST', headers, body })).json()) as Record<string, unknown>;
    };
    expect(await refused('NONE')).toMatchObject({ message: 'The conditional request failed' });
    const told = await refused('ALL_OLD');
    expect(told).toMatchObject({ Message: 'The conditional request failed', Item: { holder: { S: 'first' } } });
    expect(told).not.toHaveProperty('message');
  });

  it('updates and deletes under conditions', async () => {
    const { client } = await withLeases();
    const Key = { environment: { S: 'production' } };
    await client.send(claim('first'));
    const update = (holder: string) =>
      new UpdateItemCommand({
        TableName: 'leases',
        Key,
        UpdateExpression: 'SET holder = :next ADD taken :one',
        ConditionExpression: 'holder = :held',
        ExpressionAttributeValues: { ':next': { S: 'second' }, ':held': { S: holder }, ':one': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      });
    await expect(client.send(update('nobody'))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((await client.send(update('first'))).Attributes).toMatchObject({ holder: { S: 'second' }, taken: { N: '2' } });
    const release = (holder: string) =>
      new DeleteItemCommand({
        TableName: 'leases',
        Key,
        ConditionExpression: 'holder = :held',
        ExpressionAttributeValues: { ':held': { S: holder } },
      });
    await expect(client.send(release('first'))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    await client.send(release('second'));
    expect((await client.send(new GetItemCommand({ TableName: 'leases', Key }))).Item).toBeUndefined();
  });

  it('queries an index', async () => {
    const { client } = await withLeases();
    await client.send(claim('first'));
    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'leases',
        IndexName: 'by-holder',
        KeyConditionExpression: 'holder = :h',
        ExpressionAttributeValues: { ':h': { S: 'first' } },
      }),
    );
    expect(Items).toHaveLength(1);
  });

  it('keeps a time-to-live attribute', async () => {
    const { client } = await withLeases();
    const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: 'leases', TimeToLiveSpecification }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'leases' }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    await expect(client.send(new UpdateTimeToLiveCommand({ TableName: 'leases', TimeToLiveSpecification }))).rejects.toThrow(
      'TimeToLive is already enabled',
    );
  });

  it('creates and deletes tables without taking virtual time', async () => {
    const emulator = await localAws();
    const client = new DynamoDBClient(connection(emulator));
    const before = emulator.home.clock.now();
    const { TableDescription } = await client.send(new CreateTableCommand(leases));
    expect(TableDescription!.TableStatus).toBe('CREATING');
    expect((await client.send(new DescribeTableCommand({ TableName: 'leases' }))).Table!.TableStatus).toBe('ACTIVE');
    await expect(client.send(new CreateTableCommand(leases))).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await client.send(new DeleteTableCommand({ TableName: 'leases' }));
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await expect(client.send(claim('first'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(emulator.home.clock.now()).toBe(before);
  });

  it('keeps the tags that a table is created with', async () => {
    const client = new DynamoDBClient(connection(await localAws()));
    const Tags = [{ Key: 'team', Value: 'payments' }];
    const { TableDescription } = await client.send(new CreateTableCommand({ ...leases, Tags }));
    expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn: TableDescription!.TableArn }))).Tags).toEqual(Tags);
  });

  it('refuses by name what dynalite would leave out, and takes what changes nothing', async () => {
    const client = new DynamoDBClient(connection(await localAws()));
    const refused = { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' }, DeletionProtectionEnabled: true } as const;
    await expect(client.send(new CreateTableCommand({ ...leases, ...refused }))).rejects.toThrow(
      'StreamSpecification, DeletionProtectionEnabled of CreateTable: not emulated',
    );
    const inert = { StreamSpecification: { StreamEnabled: false }, DeletionProtectionEnabled: false, TableClass: 'STANDARD' } as const;
    await client.send(new CreateTableCommand({ ...leases, ...inert }));
    const SSESpecification = { Enabled: true };
    await expect(client.send(new UpdateTableCommand({ TableName: 'leases', SSESpecification }))).rejects.toThrow(
      'SSESpecification of UpdateTable',
    );
  });

  it('refuses by name an index key of several attributes', async () => {
    const { client } = await withLeases();
    const KeySchema = [...leases.GlobalSecondaryIndexes[0]!.KeySchema, { AttributeName: 'environment', KeyType: 'HASH' as const }];
    const index = { ...leases.GlobalSecondaryIndexes[0]!, IndexName: 'by-both', KeySchema };
    const create = new CreateTableCommand({ ...leases, TableName: 'other', GlobalSecondaryIndexes: [index] });
    await expect(client.send(create)).rejects.toThrow('a key of several attributes in GlobalSecondaryIndexes of CreateTable: not emulated');
  });

  it('refuses by name to add or take away an index', async () => {
    const { client } = await withLeases();
    const change = (update: object) => client.send(new UpdateTableCommand({ TableName: 'leases', GlobalSecondaryIndexUpdates: [update] }));
    const index = { ...leases.GlobalSecondaryIndexes[0]!, IndexName: 'new' };
    await expect(change({ Create: index })).rejects.toThrow('GlobalSecondaryIndexUpdates.Create of UpdateTable: not emulated');
    await expect(change({ Delete: { IndexName: 'by-holder' } })).rejects.toThrow('GlobalSecondaryIndexUpdates.Delete of UpdateTable');
  });

  it('refuses by name what an index is to be ready for', async () => {
    const client = new DynamoDBClient(connection(await localAws()));
    const index = { ...leases.GlobalSecondaryIndexes[0]!, WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 } };
    await expect(client.send(new CreateTableCommand({ ...leases, GlobalSecondaryIndexes: [index] }))).rejects.toThrow(
      'GlobalSecondaryIndexes.WarmThroughput of CreateTable: not emulated',
    );
    const Update = { IndexName: 'by-holder', OnDemandThroughput: { MaxReadRequestUnits: 1 } };
    const update = new UpdateTableCommand({ TableName: 'leases', GlobalSecondaryIndexUpdates: [{ Update }] });
    await expect(client.send(update)).rejects.toThrow('GlobalSecondaryIndexUpdates.Update.OnDemandThroughput of UpdateTable');
  });

  it('scans a table consistently, and no global index', async () => {
    const { client } = await withLeases();
    await client.send(claim('run'));
    expect((await client.send(new ScanCommand({ TableName: 'leases', ConsistentRead: true }))).Count).toBe(1);
    const ofIndex = new ScanCommand({ TableName: 'leases', IndexName: 'by-holder', ConsistentRead: true });
    await expect(client.send(ofIndex)).rejects.toThrow('Consistent reads are not supported on global secondary indexes');
  });

  it('takes no empty value as a key, of the table or of an index', async () => {
    const { client } = await withLeases();
    const Key = { environment: { S: 'e' } };
    const empty = { S: '' };
    const why = 'The AttributeValue for a key attribute cannot contain an empty string value.';
    const ofIndex = `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${why} IndexName: by-holder, IndexKey: holder`;
    const ofUpdate = `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${why}`;
    const Item = { ...Key, holder: empty };
    const batch = new BatchWriteItemCommand({ RequestItems: { leases: [{ PutRequest: { Item } }] } });
    const set = { UpdateExpression: 'SET holder = :holder', ExpressionAttributeValues: { ':holder': empty } };
    await expect(client.send(new PutItemCommand({ TableName: 'leases', Item }))).rejects.toThrow(ofIndex);
    await expect(client.send(batch)).rejects.toThrow(ofIndex);
    await expect(client.send(new UpdateItemCommand({ TableName: 'leases', Key, ...set }))).rejects.toThrow(ofUpdate);
    await expect(client.send(new GetItemCommand({ TableName: 'leases', Key: { environment: empty } }))).rejects.toThrow(
      `One or more parameter values are not valid. ${why} Key: environment`,
    );
    expect((await client.send(new GetItemCommand({ TableName: 'leases', Key }))).Item).toBeUndefined();
  });

  it('answers with no attributes where a change leaves none of what it names', async () => {
    const { client } = await withLeases();
    const Key = { environment: { S: 'e' } };
    const set = { UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { N: '1' } } };
    for (const change of [
      { ...set, ReturnValues: 'UPDATED_OLD' },
      { UpdateExpression: 'REMOVE a', ReturnValues: 'UPDATED_NEW' },
    ] as const)
      expect(await client.send(new UpdateItemCommand({ TableName: 'leases', Key, ...change }))).not.toHaveProperty('Attributes');
  });

  it('tells what is wrong with a write by itself in an envelope, but for values of no type and items too large', async () => {
    const { client } = await withLeases();
    const said = async (item: object, more: object = {}) => {
      const put = new PutItemCommand({ TableName: 'leases', Item: { environment: { S: 'e' }, ...item }, ...more });
      return client.send(put).then(
        () => '',
        ({ message }: Error) => message,
      );
    };
    expect(await said({}, { ReturnValues: 'ALL_NEW' })).toBe('1 validation error detected: ReturnValues can only be ALL_OLD or NONE');
    expect(await said({ a: { BS: [] } })).toContain('1 validation error detected: One or more parameter values were invalid: Binary sets');
    expect(await said({ a: { S: 'x'.repeat(410_000) } })).toBe('Item size has exceeded the maximum allowed size');
    expect(await said({ environment: { N: '1' } })).toMatch(/^One or more parameter values were invalid: Type mismatch for key/);
    const remove = new DeleteItemCommand({ TableName: 'leases', Key: { environment: { S: 'e' } }, ReturnValues: 'UPDATED_NEW' });
    await expect(client.send(remove)).rejects.toThrow('1 validation error detected: ReturnValues can only be ALL_OLD or NONE');
  });

  it('lets a role do what its policies allow, on the table and its index', async () => {
    const { emulator } = await withLeases();
    const roleArn = emulator.home.iam.putRole({
      roleName: 'lease-keeper',
      assumeRolePolicy: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      policies: [
        {
          policyName: 'leases',
          policyDocument: {
            Statement: [
              { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:Query'], Resource: emulator.home.arn('dynamodb', 'table/leases') },
            ],
          },
        },
      ],
    });
    const activity = emulator.home.activities.begin(roleArn, 'acquire-lease');
    const client = new DynamoDBClient(connection(emulator, activity.credentials));
    await client.send(claim('first'));
    await expect(
      client.send(new DeleteItemCommand({ TableName: 'leases', Key: { environment: { S: 'production' } } })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('dynamodb:DeleteItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/leases'),
    });
    const byHolder = new QueryCommand({
      TableName: 'leases',
      IndexName: 'by-holder',
      KeyConditionExpression: 'holder = :h',
      ExpressionAttributeValues: { ':h': { S: 'first' } },
    });
    await expect(client.send(byHolder)).rejects.toThrow('table/leases/index/by-holder');
    activity.end();
    await expect(client.send(claim('first'))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('loses an answer that a test asked to lose, after the write', async () => {
    const { emulator, client } = await withLeases();
    const error = new AwsError('ProvisionedThroughputExceededException', 'slow down');
    emulator.home.faults.inject({ operation: 'dynamodb:PutItem', when: 'after', error });
    await expect(client.send(claim('first'))).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
    await expect(client.send(claim('first'))).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('refuses an operation that it does not emulate by name', async () => {
    const { client } = await withLeases();
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ Delete: { TableName: 'leases', Key: { environment: { S: 'x' } } } }],
    });
    await expect(client.send(transaction)).rejects.toThrow('DynamoDB TransactWriteItems is not emulated');
  });
});

describe('an update that removes several elements of a list', () => {
  it.each(['REMOVE l[0], l[2]', 'SET x = :x REMOVE #l[2], l[0]', 'remove l[0],l[2] set x = :x'])(
    'removes those of before: %s',
    async (UpdateExpression) => {
      const { client } = await withLeases();
      const Key = { environment: { S: 'a' } };
      await client.send(new PutItemCommand({ TableName: 'leases', Item: { ...Key, l: { L: ['0', '1', '2', '3'].map((S) => ({ S })) } } }));
      await client.send(
        new UpdateItemCommand({
          TableName: 'leases',
          Key,
          UpdateExpression,
          ...(UpdateExpression.includes('#') && { ExpressionAttributeNames: { '#l': 'l' } }),
          ...(UpdateExpression.includes(':') && { ExpressionAttributeValues: { ':x': { S: 'x' } } }),
        }),
      );
      const { Item } = await client.send(new GetItemCommand({ TableName: 'leases', Key }));
      expect(Item!.l!.L).toEqual([{ S: '1' }, { S: '3' }]);
    },
  );
});

describe('a table named by its ARN', () => {
  it('is found in its own account and region', async () => {
    const { client, emulator } = await withLeases();
    const arn = (region: string) => `arn:aws:dynamodb:${region}:123456789012:table/leases`;
    await client.send(new PutItemCommand({ TableName: arn(emulator.home.region), Item: { environment: { S: 'a' } } }));
    expect((await client.send(new GetItemCommand({ TableName: 'leases', Key: { environment: { S: 'a' } } }))).Item).toBeDefined();
    await expect(client.send(new DescribeTableCommand({ TableName: arn('us-west-2') }))).rejects.toThrow();
  });

  it('is found in batches, by one of its names', async () => {
    const { client, emulator } = await withLeases();
    const arn = emulator.home.arn('dynamodb', 'table/leases');
    const puts = ['a', 'b'].map((environment) => ({ PutRequest: { Item: { environment: { S: environment } } } }));
    expect((await client.send(new BatchWriteItemCommand({ RequestItems: { [arn]: puts } }))).UnprocessedItems).toEqual({});
    const Keys = [{ environment: { S: 'b' } }];
    const get = new BatchGetItemCommand({ RequestItems: { [arn]: { Keys } }, ReturnConsumedCapacity: 'TOTAL' });
    const { Responses, ConsumedCapacity } = await client.send(get);
    expect(Responses).toEqual({ [arn]: Keys });
    expect(ConsumedCapacity).toEqual([{ TableName: arn, CapacityUnits: 0.5 }]);
    const twice = new BatchGetItemCommand({ RequestItems: { leases: { Keys }, [arn]: { Keys } } });
    await expect(client.send(twice)).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('leases') });
  });
});

describe('the recovery of a table to a point in time', () => {
  const asked = { TableName: 'leases' };

  it('is switched on, told as DynamoDB tells it, and off again', async () => {
    const { client, emulator } = await withLeases();
    const told = async () => (await client.send(new DescribeContinuousBackupsCommand(asked))).ContinuousBackupsDescription;
    const put = (PointInTimeRecoveryEnabled: boolean, RecoveryPeriodInDays?: number) =>
      client.send(
        new UpdateContinuousBackupsCommand({
          ...asked,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, RecoveryPeriodInDays },
        }),
      );
    const off = { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' } };
    expect(await told()).toEqual(off);
    // localstack's snapshot of test_continuous_backup_update
    const at = emulator.home.clock.date();
    const on = {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: 'ENABLED',
        RecoveryPeriodInDays: 35,
        EarliestRestorableDateTime: at,
        LatestRestorableDateTime: at,
      },
    };
    expect((await put(true)).ContinuousBackupsDescription).toEqual(on);
    expect(await told()).toEqual(on);
    await put(true, 7);
    expect((await told())!.PointInTimeRecoveryDescription).toMatchObject({ RecoveryPeriodInDays: 7 });
    await put(false);
    expect(await told()).toEqual(off);
    await expect(put(true, 36)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is that of a table that is there', async () => {
    const { client } = await withLeases();
    const read = client.send(new DescribeContinuousBackupsCommand({ TableName: 'none' }));
    await expect(read).rejects.toMatchObject({ name: 'TableNotFoundException', message: 'Table not found: none' });
  });
});
