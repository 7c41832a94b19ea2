import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { request, ServiceError } from '../../local-aws.ts';
import { call } from '../recordings/wire.ts';
import { echo, installFunctions, raise } from './functions.ts';
import { caseDifference, type Observed, type Recorded } from './recording-matcher.ts';

interface RecordedCase {
  name: string;
  group: string;
  definition: unknown;
  /** Others that it starts. */
  machines?: unknown[];
  /** In a bucket of its own, by key. */
  objects?: Record<string, string>;
  input: unknown;
  needsLambda: boolean;
  lambda: { behaviour: keyof typeof behaviours } | null;
  expected: Recorded;
}

const behaviours = {
  echo,
  raise,
  'raise-custom': `export const handler = async () => {
    throw Object.assign(new Error(''), { name: 'CustomException' });
  };`,
  'answer-large': "export const handler = async () => 'å'.repeat(257 * 1024);",
  'answer-text': "export const handler = async () => 'HelloWorld!';",
};
const roleArn = 'arn:aws:iam::123456789012:role/recording';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../recordings/${name}`, import.meta.url), 'utf8'));
/** By the language of their machines. */
const languages: Record<string, RecordedCase[]> = {
  JSONata: read('step-functions.json'),
  JSONPath: read('step-functions-jsonpath.json'),
};
/** Cases that the local AWS does not hold, by name, each with the reason. */
const refused = read('step-functions-refused.json') as Record<string, string>;

describe.each(Object.entries(languages))('Step Functions as AWS recorded it, in %s', (language, cases) => {
  let aws: Emulator;
  /** ARNs by the placeholder that stands for them. */
  let arns: Map<string, string>;

  beforeAll(async () => {
    aws = await startEmulator();
    const functions = Object.entries(installFunctions(aws, behaviours)).map(([name, arn]) => [`<lambda:${name}>`, arn] as const);
    arns = new Map([...functions, ...(await resources(aws))]);
  });
  afterAll(() => aws.stop());

  for (const [index, recorded] of cases.entries()) {
    const why = language === 'JSONPath' ? refused[recorded.name] : undefined;
    const title = `${recorded.group}: ${recorded.name}`;
    it(why ? `${title} (refused: ${why})` : title, async () => {
      const observed = await observe(aws, recorded, index, arns);
      const difference = caseDifference(recorded.expected, observed);
      if (why) return expect(difference, 'it holds now: take it out of step-functions-refused.json').toBeDefined();
      expect(difference).toBeUndefined();
      for (const [at, { id, previousEventId }] of recorded.expected.events.entries()) {
        // events whose order was not kept have no ids
        if (previousEventId !== undefined) expect(observed.events[at]).toMatchObject({ id, previousEventId });
      }
    });
  }
});

/** What stands for what a machine works with. */
async function resources(aws: Emulator): Promise<[string, string][]> {
  const made = async (service: string, operation: string, input: Record<string, unknown>) =>
    (await call(aws, service, operation, input)).members;
  const { TopicArn } = await made('sns', 'CreateTopic', { Name: 'recording' });
  const { QueueUrl } = await made('sqs', 'CreateQueue', { QueueName: 'recording' });
  const id = { AttributeName: 'id', AttributeType: 'S' };
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  const table = { TableName: 'recording', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [id], KeySchema };
  await made('dynamodb', 'CreateTable', table);
  aws.home.s3.createBucket('recording');
  for (const text of ['', 'text data', 'binary data', 'byte array data'])
    await made('s3', 'PutObject', { Bucket: 'recording', Key: text || 'empty', Body: text });
  return [
    ['<topic>', String(TopicArn)],
    ['<queue>', String(QueueUrl)],
    ['<table>', 'recording'],
    ['<bucket>', 'recording'],
  ];
}

async function observe(aws: Emulator, recorded: RecordedCase, index: number, arns: Map<string, string>): Promise<Observed> {
  const known = new Map(arns);
  const fill = (value: unknown) => JSON.stringify(value).replaceAll(/<[a-z:0-9-]+>/g, (written) => known.get(written) ?? written);
  if (recorded.objects) {
    const Bucket = `recording-${index}`;
    aws.home.s3.createBucket(Bucket);
    for (const [Key, Body] of Object.entries(recorded.objects)) await call(aws, 's3', 'PutObject', { Bucket, Key, Body });
    known.set('<bucket>', Bucket);
  }
  for (const [at, other] of (recorded.machines ?? []).entries()) {
    const target = { name: `recording-${index}-${at}`, definition: fill(other), roleArn };
    const { stateMachineArn } = await request(aws, 'stepfunctions', 'CreateStateMachine', target);
    known.set(`<machine:${at}>`, stateMachineArn);
  }
  const machine = { name: `recording-${index}`, definition: fill(recorded.definition), roleArn };
  let stateMachineArn: string;
  try {
    ({ stateMachineArn } = await request(aws, 'stepfunctions', 'CreateStateMachine', machine));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: 'REJECTED', error: error.code, cause: error.message, events: [] };
  }
  const { executionArn } = await request(aws, 'stepfunctions', 'StartExecution', { stateMachineArn, input: fill(recorded.input) });
  const execution = aws.home.states.execution(executionArn);
  await aws.home.clock.idle();
  // it waits for somebody, who does not come
  if (execution.status === 'RUNNING') await aws.home.clock.advance(3_600);
  await execution.ended;
  const described = await request(aws, 'stepfunctions', 'DescribeExecution', { executionArn });
  const { events } = await request(aws, 'stepfunctions', 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  return { ...described, events };
}
