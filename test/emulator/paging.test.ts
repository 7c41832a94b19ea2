import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { localAws } from '../local-aws.ts';
import { call, type Json } from './recordings/wire.ts';

interface List {
  service: string;
  operation: string;
  /** What the answer calls the list. */
  list: string;
  size?: string;
  token: string;
  next?: string;
  invalid: string;
  make: [operation: string, input: (index: number) => Json];
}

const NextToken = { token: 'NextToken', next: 'NextToken' };
const nextToken = { token: 'nextToken', next: 'nextToken', size: 'maxResults' };
const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'S', States: { S: { Type: 'Succeed' } } });
const roleArn = 'arn:aws:iam::123456789012:role/machine';

const lists: List[] = [
  {
    ...NextToken,
    service: 'sqs',
    operation: 'ListQueues',
    list: 'QueueUrls',
    size: 'MaxResults',
    invalid: 'InvalidParameterValue',
    make: ['CreateQueue', (index) => ({ QueueName: `q-${index}` })],
  },
  {
    ...NextToken,
    service: 'sns',
    operation: 'ListTopics',
    list: 'Topics',
    invalid: 'InvalidParameter',
    make: ['CreateTopic', (index) => ({ Name: `t-${index}` })],
  },
  {
    ...NextToken,
    service: 'events',
    operation: 'ListRules',
    list: 'Rules',
    size: 'Limit',
    invalid: 'ValidationException',
    make: ['PutRule', (index) => ({ Name: `r-${index}`, ScheduleExpression: 'rate(1 day)' })],
  },
  {
    ...NextToken,
    service: 'secretsmanager',
    operation: 'ListSecrets',
    list: 'SecretList',
    size: 'MaxResults',
    invalid: 'InvalidNextTokenException',
    make: ['CreateSecret', (index) => ({ Name: `s-${index}` })],
  },
  {
    ...nextToken,
    service: 'logs',
    operation: 'DescribeLogGroups',
    list: 'logGroups',
    size: 'limit',
    invalid: 'InvalidParameterException',
    make: ['CreateLogGroup', (index) => ({ logGroupName: `g-${index}` })],
  },
  {
    ...nextToken,
    service: 'stepfunctions',
    operation: 'ListStateMachines',
    list: 'stateMachines',
    invalid: 'InvalidToken',
    make: ['CreateStateMachine', (index) => ({ name: `m-${index}`, definition, roleArn })],
  },
  {
    service: 'kms',
    operation: 'ListKeys',
    list: 'Keys',
    size: 'Limit',
    token: 'Marker',
    next: 'NextMarker',
    invalid: 'InvalidMarkerException',
    make: ['CreateKey', () => ({})],
  },
];

describe.each(lists)('$service $operation', ({ service, operation, list, size, token, next = token, invalid, make: [create, input] }) => {
  // a request to SNS cannot say how many it wants
  const perPage = size ? 2 : 100;
  const ask = (aws: Emulator, given?: string) =>
    call(aws, service, operation, { ...(size ? { [size]: perPage } : {}), ...(given ? { [token]: given } : {}) });

  it('gives every item once, page by page', async () => {
    const aws = await localAws();
    for (let index = 0; index < 2 * perPage + 1; index++) await call(aws, service, create, input(index));
    const pages: unknown[][] = [];
    let given: string | undefined;
    do {
      const { members } = await ask(aws, given);
      pages.push(members[list] as unknown[]);
      given = members[next] as string | undefined;
    } while (given);
    expect(pages.map((items) => items.length)).toEqual([perPage, perPage, 1]);
    expect(new Set(pages.flat().map((item) => JSON.stringify(item))).size).toBe(2 * perPage + 1);
  });

  it.each(['x', '!!!', '1', 'eDox'])('refuses %s, which no page gave', async (given) => {
    const { kind, members } = await ask(await localAws(), given);
    expect([kind, members.code]).toEqual(['error', invalid]);
  });
});

it('refuses a token of the same list with another filter', async () => {
  const aws = await localAws();
  for (const name of ['a-1', 'a-2', 'b-1']) await call(aws, 'logs', 'CreateLogGroup', { logGroupName: name });
  const { members } = await call(aws, 'logs', 'DescribeLogGroups', { limit: 1, logGroupNamePrefix: 'a' });
  const other = { limit: 1, logGroupNamePrefix: 'b', nextToken: members.nextToken };
  expect((await call(aws, 'logs', 'DescribeLogGroups', other)).members.code).toBe('InvalidParameterException');
});

it('pages clusters of ECS', async () => {
  const aws = await localAws();
  for (const name of ['one', 'two', 'three']) aws.home.ecs.createCluster(name);
  const { members: first } = await call(aws, 'ecs', 'ListClusters', { maxResults: 2 });
  expect(first.clusterArns).toHaveLength(2);
  const { members: second } = await call(aws, 'ecs', 'ListClusters', { maxResults: 2, nextToken: first.nextToken });
  expect(second.clusterArns).toHaveLength(1);
  expect(second.nextToken).toBeUndefined();
  expect((await call(aws, 'ecs', 'ListClusters', { nextToken: 'x' })).members.code).toBe('InvalidParameterException');
});

it('refuses a token that EC2 did not give', async () => {
  const { members } = await call(await localAws(), 'ec2', 'DescribeSubnets', { NextToken: 'x' });
  expect(members.code).toBe('InvalidNextToken');
});
