import { crc32 } from 'node:zlib';
import type { Integration } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { callService, dynamoDb, parametersObject } from './service-call.ts';

const names = { model: dynamoDb, prefix: 'DynamoDB', general: 'AmazonDynamoDBException', service: 'AmazonDynamoDBv2' };
const written = [
  'ConditionalOperator',
  'ConditionExpression',
  'Expected',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
  'ReturnValues',
  'TableName',
];
const read = [
  'AttributesToGet',
  'ConsistentRead',
  'ExpressionAttributeNames',
  'Key',
  'ProjectionExpression',
  'ReturnConsumedCapacity',
  'TableName',
];

/** `arn:aws:states:::dynamodb:getItem` and its like, with the arguments that the Developer Guide lists ("Calling DynamoDB with Step Functions"). */
function onItem(operation: string, required: string[], members: string[]): Integration {
  return {
    patterns: [''],
    accepts: { required, members },
    async request(call, parameters) {
      const response = (await callService(names, operation, parametersObject(parameters), call)) as Record<string, unknown>;
      const body = JSON.stringify(response);
      const extra = { Server: 'Server', 'x-amz-crc32': String(crc32(body)) };
      return { ...response, ...sdkMetadata(call, body, 'application/x-amz-json-1.0', extra) };
    },
  };
}

export const dynamoDbItems: Record<string, Integration> = {
  'dynamodb:getItem': onItem('GetItem', ['TableName', 'Key'], read),
  'dynamodb:putItem': onItem('PutItem', ['TableName', 'Item'], [...written, 'Item']),
  'dynamodb:updateItem': onItem('UpdateItem', ['TableName', 'Key'], [...written, 'AttributeUpdates', 'Key', 'UpdateExpression']),
  'dynamodb:deleteItem': onItem('DeleteItem', ['TableName', 'Key'], [...written, 'Key']),
};
