import { AwsError } from '../../../kernel/aws-error.ts';
import { loadModel } from '../../../models/model.ts';
import { StateError } from '../state-error.ts';
import type { AcceptedArguments } from './arguments.ts';
import type { Integration, TaskCall } from './integration.ts';
import { shownAnswer, toModelNames } from './member-names.ts';
import { answerOf, cut, dynamoDb, parametersObject, told } from './service-call.ts';

/** Services by their name in a Resource: the model of the emulator, and the name of the Java SDK's classes, which stands in errors. */
const services: Record<string, { model: string; name: string }> = {
  acmpca: { model: 'acm-pca', name: 'AcmPca' },
  cloudhsmv2: { model: 'cloudhsmv2', name: 'CloudHsmV2' },
  cloudtrail: { model: 'cloudtrail', name: 'CloudTrail' },
  cloudwatch: { model: 'cloudwatch', name: 'CloudWatch' },
  cloudwatchlogs: { model: 'logs', name: 'CloudWatchLogs' },
  dynamodb: { model: dynamoDb, name: 'DynamoDb' },
  ec2: { model: 'ec2', name: 'Ec2' },
  ecs: { model: 'ecs', name: 'Ecs' },
  eventbridge: { model: 'events', name: 'EventBridge' },
  kms: { model: 'kms', name: 'Kms' },
  lambda: { model: 'lambda', name: 'Lambda' },
  ram: { model: 'ram', name: 'Ram' },
  resourcegroupstaggingapi: { model: 'resourcegroupstaggingapi', name: 'ResourceGroupsTaggingApi' },
  s3: { model: 's3', name: 'S3' },
  secretsmanager: { model: 'secretsmanager', name: 'SecretsManager' },
  sfn: { model: 'stepfunctions', name: 'Sfn' },
  sns: { model: 'sns', name: 'Sns' },
  sqs: { model: 'sqs', name: 'Sqs' },
  ssm: { model: 'ssm', name: 'Ssm' },
  sts: { model: 'sts', name: 'Sts' },
};

/** What DynamoDB, which has no model here, does for items and tables. */
const ofDynamoDb = 'BatchGetItem BatchWriteItem DeleteItem DescribeTable GetItem ListTables PutItem Query Scan UpdateItem'.split(' ');

/** `arn:aws:states:::aws-sdk:kms:describeKey`; undefined for what is not emulated. */
export function awsSdk(service: string, action: string): Integration | undefined {
  const { model, name } = services[service] ?? {};
  const operation = action[0]!.toUpperCase() + action.slice(1);
  if (!model || !name || !/^[a-z]/.test(action)) return undefined;
  const known = model === dynamoDb ? ofDynamoDb.includes(operation) : Object.hasOwn(loadModel(model).operations, operation);
  if (!known) return undefined;
  return {
    patterns: ['', '.waitForTaskToken'],
    accepts: accepted(model, operation),
    async request(call, parameters) {
      const given = Object.fromEntries(Object.entries(parametersObject(parameters)).filter(([, value]) => value !== null));
      const input = model === dynamoDb ? given : toModelNames(model, operation, withPayload(model, operation, given));
      try {
        const answer = await answerOf(model, operation, input, call);
        return (model === dynamoDb ? answer : shownAnswer(model, operation, answer)) as Record<string, unknown>;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        throw sdkError(model, name, operation, error, call);
      }
    },
  };
}

/** What is the body of a request is JSON, whatever it is, a text too, and sent as text (both as recorded of S3's PutObject). */
function withPayload(modelName: string, operation: string, given: Record<string, unknown>): Record<string, unknown> {
  const model = loadModel(modelName);
  const { payload, members } = model.shapes[model.operations[operation]!.input ?? ''] ?? {};
  if (
    !payload ||
    given[payload] === undefined ||
    Buffer.isBuffer(given[payload]) ||
    model.shapes[members![payload]!.shape]!.type !== 'blob'
  )
    return given;
  const type = Object.hasOwn(members!, 'ContentType') ? { ContentType: 'text/plain; charset=UTF-8' } : {};
  return { ...type, ...given, [payload]: JSON.stringify(given[payload]) };
}

function accepted(model: string, operation: string): AcceptedArguments {
  return model === dynamoDb ? { required: [], members: undefined } : { model, operation, required: [] };
}

/** In the words of the second Java SDK. */
function sdkError(model: string, name: string, operation: string, error: AwsError, call: TaskCall): StateError {
  const { exception = `${name}Exception`, status } = told(model, operation, error);
  const id = (what: string) => call.place.random.uuid(what, ...call.purpose);
  const more = model === 's3' ? `, Extended Request ID: ${id('extended-request-id')}` : '';
  const about = `Service: ${name}, Status Code: ${status}, Request ID: ${id('request-id')}${more}`;
  return cut(name, error) ?? new StateError(`${name}.${exception}`, `${error.message} (${about}) (SDK Attempt Count: 1)`);
}
