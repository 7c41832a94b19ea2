import { isDeepStrictEqual } from 'node:util';
import { changedTags } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';
import { flag, inert, number, oneOf, required, structure, structures, tags, text, texts } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

const keySchema = required(structures({ AttributeName: required(text), KeyType: required(oneOf('HASH', 'RANGE')) }));
const throughput = structure({ ReadCapacityUnits: required(number), WriteCapacityUnits: required(number) });
const projection = required(structure({ ProjectionType: oneOf('ALL', 'KEYS_ONLY', 'INCLUDE'), NonKeyAttributes: texts }));

interface Capacity {
  BillingMode?: string;
  ProvisionedThroughput?: object;
}

export const table: ResourceType = {
  type: 'AWS::DynamoDB::Table',
  fixed: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  // an index is built while its table serves, and no table here is in two states at once
  unchangeable: ['AttributeDefinitions', 'GlobalSecondaryIndexes'],
  attributes: ['Arn'],
  properties: {
    TableName: text,
    AttributeDefinitions: required(structures({ AttributeName: required(text), AttributeType: required(oneOf('S', 'N', 'B')) })),
    KeySchema: keySchema,
    BillingMode: oneOf('PAY_PER_REQUEST', 'PROVISIONED'),
    ProvisionedThroughput: throughput,
    GlobalSecondaryIndexes: structures({
      IndexName: required(text),
      KeySchema: keySchema,
      Projection: projection,
      ProvisionedThroughput: throughput,
    }),
    LocalSecondaryIndexes: structures({ IndexName: required(text), KeySchema: keySchema, Projection: projection }),
    TimeToLiveSpecification: structure({ AttributeName: text, Enabled: required(flag) }),
    PointInTimeRecoverySpecification: structure({ PointInTimeRecoveryEnabled: flag, RecoveryPeriodInDays: number }),
    DeletionProtectionEnabled: flag,
    SSESpecification: inert('nothing else reads the storage'),
    TableClass: inert('it is a matter of price'),
    Tags: tags,
  },
  async create(properties, { place, generatedName, made }) {
    const {
      TableName = generatedName(255),
      AttributeDefinitions,
      KeySchema,
      BillingMode = 'PROVISIONED',
      ProvisionedThroughput,
      GlobalSecondaryIndexes,
      LocalSecondaryIndexes,
      TimeToLiveSpecification,
      PointInTimeRecoverySpecification,
      Tags,
    } = properties;
    const indexes = { GlobalSecondaryIndexes, LocalSecondaryIndexes };
    const input = { AttributeDefinitions, KeySchema, BillingMode, ProvisionedThroughput, ...indexes, Tags };
    const arn = await place.dynamodb.createTable({ TableName, ...input });
    made({ physicalId: TableName, arn });
    const timeToLive = { TableName, TimeToLiveSpecification };
    if (TimeToLiveSpecification?.Enabled) await place.dynamodb.call('UpdateTimeToLive', timeToLive, deployer(place));
    const recovery = { TableName, PointInTimeRecoverySpecification };
    if (PointInTimeRecoverySpecification) await place.dynamodb.call('UpdateContinuousBackups', recovery, deployer(place));
    return { physicalId: TableName, arn, attributes: { Arn: arn } };
  },
  async update(properties, { physicalId: TableName, arn, properties: before }, { place }) {
    const ask = (operation: string, input: object) => place.dynamodb.call(operation, { TableName, ...input }, deployer(place));
    const capacity = ({ BillingMode = 'PROVISIONED', ProvisionedThroughput }: Capacity) => ({ BillingMode, ProvisionedThroughput });
    if (!isDeepStrictEqual(capacity(properties), capacity(before))) await ask('UpdateTable', capacity(properties));
    const [wanted, held] = [properties.TimeToLiveSpecification, before.TimeToLiveSpecification];
    if (!isDeepStrictEqual(wanted, held)) await ask('UpdateTimeToLive', { TimeToLiveSpecification: wanted ?? { ...held, Enabled: false } });
    const [recovery, recovered] = [properties.PointInTimeRecoverySpecification, before.PointInTimeRecoverySpecification];
    const PointInTimeRecoverySpecification = recovery ?? { PointInTimeRecoveryEnabled: false };
    if (!isDeepStrictEqual(recovery, recovered)) await ask('UpdateContinuousBackups', { PointInTimeRecoverySpecification });
    const { set, gone } = changedTags(before.Tags, properties.Tags);
    const tag = (operation: string, input: object) => place.dynamodb.call(operation, { ResourceArn: arn, ...input }, deployer(place));
    if (gone.length > 0) await tag('UntagResource', { TagKeys: gone });
    if (set.length > 0) await tag('TagResource', { Tags: set });
    return undefined;
  },
  async delete({ physicalId: TableName, properties }, { dynamodb }) {
    if (properties.DeletionProtectionEnabled)
      throw new ResourceError(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    await dynamodb.deleteTable(TableName);
  },
};
